package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what libraries log inside the launcher to a file, so that the terminal shows the story only. */
public final class Logging {

    private Logging() {}

    public static void toFile(Settings settings) {
        Preflight.requireFolder(settings.logs());
        Logger root = Logger.getLogger("");
        try {
            Files.createDirectories(settings.logs());
            Handler file =
                    new FileHandler(settings.logs().resolve("launcher.log").toString(), true);
            file.setFormatter(new SimpleFormatter());
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(file);
            root.setLevel(Level.WARNING);
        } catch (IOException e) {
            throw new LocalFailure("The log folder " + settings.logs() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
