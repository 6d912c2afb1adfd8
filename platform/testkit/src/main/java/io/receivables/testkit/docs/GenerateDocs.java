package io.receivables.testkit.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the documents that follow from the contracts; a test fails when one of them is out of date. */
public final class GenerateDocs {

    private GenerateDocs() {}

    /** Writes below the root of the repository given as the only argument. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length == 0 ? "." : args[0]).toAbsolutePath().normalize();
        if (!Files.exists(root.resolve("platform/contracts"))) {
            throw new IllegalArgumentException(root + " is not the root of the repository");
        }
        for (Map.Entry<String, String> document : documents(root).entrySet()) {
            Path file = root.resolve(document.getKey());
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Files.readString(file).equals(document.getValue())) {
                Files.writeString(file, document.getValue());
                System.out.println("Written: " + document.getKey());
            }
        }
    }

    /** Every generated document of the repository below the root, by its path. */
    static Map<String, String> documents(Path root) {
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("platform/contracts/src/main/resources/asyncapi.yaml", AsyncApiDocument.text());
        documents.put("docs/events.md", EventsPage.text());
        documents.put("docs/problems.md", ProblemsPage.text());
        documents.put("docs/configuration.md", ConfigurationPage.text(root));
        return documents;
    }
}
