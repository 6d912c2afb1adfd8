package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes folders and removes them. */
public final class Folders {

    private Folders() {}

    /** Makes a folder and those above it; one that exists is fine. */
    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalFailure("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Deletes a folder with everything in it; a folder that does not exist is fine. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Folders::deleteFile);
        } catch (IOException | UncheckedIOException e) {
            throw new LocalFailure("The folder " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static void deleteFile(Path file) {
        try {
            // A database that has just stopped may still be tidying up after itself.
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
