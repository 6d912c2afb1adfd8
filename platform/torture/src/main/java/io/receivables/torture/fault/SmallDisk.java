package io.receivables.torture.fault;

import io.receivables.local.LocalFailure;
import io.receivables.torture.history.Pauses;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file system in memory, small enough to be full in a moment. Mounting one takes root; an ordinary user gets there with
 * {@code unshare --map-root-user --mount} before the command.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int PIECE = 256 * 1024;
    private static final int LITTLE = 512;
    private static final long LOOK_MILLIS = 20;

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /** Nothing where this is not allowed. */
    public static Optional<SmallDisk> mount(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + mebibytes + "m", "torture", folder.toString());
        return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    /** Takes whatever becomes free, for so long; then there is room again. */
    void fillFor(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            while (System.nanoTime() < end) {
                fill(new byte[PIECE]);
                fill(new byte[LITTLE]);
                Pauses.millis(LOOK_MILLIS);
            }
        } finally {
            delete();
        }
    }

    private void fill(byte[] piece) {
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // That was the last piece that fits.
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!run("umount", "-l", folder.toString())) {
            throw new LocalFailure(folder + " cannot be unmounted");
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while running " + command[0], e);
        }
    }
}
