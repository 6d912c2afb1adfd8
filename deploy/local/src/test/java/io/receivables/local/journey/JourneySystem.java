package io.receivables.local.journey;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The real system of five processes, started once for all journeys of the suite and stopped when the test JVM ends. */
final class JourneySystem {

    private static LocalSystem system;

    private JourneySystem() {}

    static synchronized LocalSystem running() {
        if (system == null) {
            Path repository = Settings.findRepository();
            Path folder = repository.resolve("deploy/local/target/journeys");
            empty(folder);
            system = LocalSystem.start(
                    new Settings(repository, folder, folder.resolve("data"), folder.resolve("mail"), Ports.free()),
                    new Progress(System.out));
        }
        return system;
    }

    private static void empty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    throw new IllegalStateException(file + " cannot be deleted");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
