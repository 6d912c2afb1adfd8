package io.receivables.local.journey;

import io.receivables.local.system.Folders;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Settings;
import java.nio.file.Path;

/** The real system of five processes, started once for all journeys of the suite and stopped when the test JVM ends. */
final class JourneySystem {

    private static LocalSystem system;

    private JourneySystem() {}

    static synchronized LocalSystem running() {
        if (system == null) {
            Path repository = Settings.findRepository();
            Path folder = repository.resolve("deploy/local/target/journeys");
            Folders.delete(folder);
            system = LocalSystem.start(
                    new Settings(
                            repository, folder, folder.resolve("data"), folder.resolve("mail"), Ports.free(), false),
                    new Progress(System.out));
        }
        return system;
    }
}
