package io.receivables.chassis.failpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named place at which the torture harness can end this process at once, as a power cut would. Nothing happens unless
 * the environment names a folder with {@code RECEIVABLES_FAILPOINTS}; a file in it with the name of the place arms it
 * once, for the one process that removes the file.
 */
public final class Failpoint {
    private static final int KILLED = 137;
    private static final Path ARMED = folder(System.getenv("RECEIVABLES_FAILPOINTS"));

    private Failpoint() {}

    private static Path folder(String name) {
        return name == null || name.isBlank() ? null : Path.of(name);
    }

    /** Ends the process here when the place is armed; no handler runs and no buffer is written. */
    public static void reach(String place) {
        if (ARMED != null && disarm(ARMED.resolve(place))) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static boolean disarm(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
