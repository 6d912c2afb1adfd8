package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that can be wrong with the machine is looked at before anything is started. */
final class Preflight {

    private static final int JAVA_RELEASE = 17;
    private static final long NEEDED_BYTES = 1L << 30;

    private Preflight() {}

    static void check(Settings settings) {
        requireJava();
        for (ServiceName service : ServiceName.values()) {
            requirePackage(service, settings.repository());
        }
        requireFolder(settings.target());
        requireFolder(settings.data());
        requireSpace(settings.data(), NEEDED_BYTES);
        settings.ports().requireFree();
    }

    private static void requireJava() {
        if (Runtime.version().feature() < JAVA_RELEASE) {
            throw new LocalFailure("Java " + Runtime.version().feature() + " is too old; a JDK 17 or newer is needed.");
        }
    }

    private static void requirePackage(ServiceName service, Path repository) {
        Path jar = service.application(repository).resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new LocalFailure(jar + " is missing; run `make package` first.");
        }
    }

    static void requireFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "write", ".tmp"));
        } catch (IOException e) {
            throw new LocalFailure("The folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    static void requireSpace(Path folder, long neededBytes) {
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < neededBytes) {
                throw new LocalFailure("The disk of " + folder + " is full: " + (usable >> 20) + " MiB are left, "
                        + (neededBytes >> 20) + " MiB are needed.");
            }
        } catch (IOException e) {
            throw new LocalFailure("The free space of " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
