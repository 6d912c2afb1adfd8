package io.receivables.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.testkit.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedDocsTest {

    private static final Path REPOSITORY = Path.of("..", "..");

    @TempDir
    Path empty;

    static Set<String> documents() {
        return GenerateDocs.documents(REPOSITORY).keySet();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyGeneratedDocumentIsUpToDate(String document) throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve(document)))
                .as("%s is out of date: run `make generate`", document)
                .isEqualTo(GenerateDocs.documents(REPOSITORY).get(document));
    }

    @Test
    void generatingTwiceWritesOnce() throws IOException {
        sourcesOfSettings();
        GenerateDocs.main(new String[] {empty.toString()});
        Path page = empty.resolve("docs/events.md");
        var first = Files.getLastModifiedTime(page);

        GenerateDocs.main(new String[] {empty.toString()});

        assertThat(Files.getLastModifiedTime(page)).isEqualTo(first);
        assertThat(page).content().isEqualTo(EventsPage.text());
    }

    @Test
    void aFolderThatIsNotTheRepositoryIsRefused() {
        assertThatThrownBy(() -> GenerateDocs.main(new String[] {empty.toString()}))
                .hasMessageContaining("is not the root of the repository");
    }

    @Test
    void theEventsPageDescribesEveryPropertyOfEveryEvent() {
        String page = EventsPage.text();

        assertThat(Contracts.events()).allSatisfy(event -> {
            assertThat(page).contains("### " + event.type());
            event.schema().path("properties").properties().forEach(property -> assertThat(page)
                    .contains(property.getValue().path("description").asText()));
        });
        assertThat(page).contains("| `lines[].allowanceAmount` | string | no |").contains("| `payer.iban` |");
    }

    @Test
    void theProblemsPageListsEveryCodeOnce() {
        String page = ProblemsPage.text();

        assertThat(Contracts.problems())
                .allSatisfy(problem -> assertThat(page).contains("| `" + problem.code() + "` | " + problem.status()));
        assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSameSizeAs(Contracts.problems());
    }

    @Test
    void cellsOfATableCannotBreakIt() {
        assertThat(Markdown.row("a|b", "c\nd")).isEqualTo("| a\\|b | c d |\n");
        assertThat(Markdown.anchor("InvoiceIssued.v1")).isEqualTo("#invoiceissuedv1");
    }

    /** The least a repository must hold for the configuration page. */
    private void sourcesOfSettings() throws IOException {
        Files.createDirectories(empty.resolve("platform/contracts"));
        for (String module : new String[] {
            "platform/chassis",
            "customer-service",
            "invoicing-service",
            "payment-service",
            "dunning-service",
            "reporting-service"
        }) {
            Path resources = Files.createDirectories(empty.resolve(module).resolve("src/main/resources/META-INF"));
            Files.createDirectories(empty.resolve(module).resolve("src/main/java"));
            Files.writeString(resources.resolve("microprofile-config.properties"), "# why\na.b=c\n");
            Files.writeString(resources.resolveSibling("application.properties"), "quarkus.http.port=8081\n");
        }
    }

    @Test
    void theConfigurationPageHasSettingsFromFilesAndMappings() {
        assertThat(ConfigurationPage.text(REPOSITORY))
                .contains("| `receivables.retention.outbox` | `P30D` |")
                .contains("| `quarkus.http.port` | `8083` |");
    }
}
