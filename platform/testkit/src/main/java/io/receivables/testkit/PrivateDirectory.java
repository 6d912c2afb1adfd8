package io.receivables.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that no other process cleans up: a Kafka broker halts its JVM when its log folder vanishes. */
final class PrivateDirectory {

    private PrivateDirectory() {}

    /** A new folder in the module's {@code target}, or in the temporary folder outside a Maven module. */
    static Path create(String purpose) {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path parent = Files.exists(Path.of("pom.xml")) ? Files.createDirectories(target.resolve("testkit")) : null;
            return parent == null
                    ? Files.createTempDirectory("receivables-" + purpose + "-")
                    : Files.createTempDirectory(parent, purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("No private folder can be made for " + purpose, e);
        }
    }

    /** The per-user folder that keeps the unpacked PostgreSQL binaries between runs. */
    static Path cache() {
        Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
        Path wanted = Path.of(System.getProperty(
                "receivables.cache", home.resolve(".cache/receivables").toString()));
        try {
            return Files.createDirectories(wanted);
        } catch (IOException e) {
            return create("cache");
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Left behind: " + directory + " (" + e.getMessage() + ")");
        }
    }
}
