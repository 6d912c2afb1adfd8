package io.receivables.customer.customerimport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An upload kept on disk while it is worked on, whatever its size: a file is read twice, first for its form, and an
 * upload that breaks off must not have changed anything.
 */
record UploadedFile(Path path, String sha256) implements Closeable {

    /** Takes the whole body; blocks until it has arrived. */
    static UploadedFile receive(InputStream body) throws IOException {
        var path = Files.createTempFile("customer-import-", ".csv");
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(body, digest);
                    var out = Files.newOutputStream(path)) {
                in.transferTo(out);
            }
            return new UploadedFile(path, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
