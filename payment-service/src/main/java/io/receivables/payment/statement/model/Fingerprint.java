package io.receivables.payment.statement.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps keys made of a bank's texts short enough for an index, without two different ones becoming equal. */
public final class Fingerprint {
    private static final int READABLE = 200;

    private Fingerprint() {}

    /** The text itself while it is short, its SHA-256 otherwise. */
    public static String of(String text) {
        if (text.length() <= READABLE) {
            return text;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
