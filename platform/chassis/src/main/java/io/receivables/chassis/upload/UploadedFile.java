package io.receivables.chassis.upload;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An upload on disk, whatever its size: read as often as a transaction has to be tried, and deleted afterwards. One that
 * breaks off or is too large leaves nothing behind.
 *
 * @param sha256 of the content, in hexadecimal digits
 * @param size in bytes
 */
public record UploadedFile(Path path, String sha256, long size) implements AutoCloseable {
    private static final int BUFFER = 65536;

    /** Takes the whole body and its hash; blocks until it has arrived. A larger one is refused. */
    public static UploadedFile receive(InputStream body, long maxBytes) {
        Path path = null;
        try {
            path = Files.createTempFile("receivables-", ".upload");
            var digest = MessageDigest.getInstance("SHA-256");
            long size = copy(new DigestInputStream(body, digest), path, maxBytes);
            return new UploadedFile(path, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException e) {
            delete(path);
            throw new UncheckedIOException("The upload broke off", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            delete(path);
            throw e;
        }
    }

    private static long copy(InputStream in, Path path, long maxBytes) throws IOException {
        long size = 0;
        var buffer = new byte[BUFFER];
        try (var out = Files.newOutputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > maxBytes) {
                    throw Problem.of(CommonProblem.BODY_TOO_LARGE, "A file may have " + maxBytes + " bytes.");
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    /** The content from its beginning. */
    public InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(path), BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
