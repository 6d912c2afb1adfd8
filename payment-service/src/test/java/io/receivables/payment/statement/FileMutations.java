package io.receivables.payment.statement;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages a file the same way for the same seed: flipped bytes, cut, doubled or removed pieces, swapped values. */
final class FileMutations {
    private static final String[] VALUES = {
        "-1",
        "0",
        "0.00",
        "99999999999999999999",
        "NaN",
        "",
        "<x>",
        "&amp;",
        "&#0;",
        "DBIT",
        "CRDT",
        "XXX",
        "2026-99-99",
        "\u00e9\u4e2d",
        "1e9",
        "true",
        "EUR"
    };

    private FileMutations() {}

    static byte[] mutate(byte[] file, long seed) {
        var random = new Random(seed);
        var damaged = file.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] file, Random random) {
        if (file.length < 10) {
            return file;
        }
        int at = random.nextInt(file.length);
        int length = 1 + random.nextInt(60);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(file, at, random);
            case 1 -> part(file, 0, at);
            case 2 -> join(part(file, 0, at), part(file, at + length, file.length));
            case 3 -> join(part(file, 0, at), part(file, at, at + length), part(file, at, file.length));
            case 4 ->
                join(
                        part(file, 0, at),
                        VALUES[random.nextInt(VALUES.length)].getBytes(StandardCharsets.UTF_8),
                        part(file, at, file.length));
            default -> replacedValue(file, random);
        };
    }

    private static byte[] flipped(byte[] file, int at, Random random) {
        var copy = file.clone();
        copy[at] = (byte) random.nextInt(256);
        return copy;
    }

    /** Replaces the text of a random element. */
    private static byte[] replacedValue(byte[] file, Random random) {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        int from = text.indexOf('>', random.nextInt(text.length()));
        int to = from < 0 ? -1 : text.indexOf('<', from);
        if (to < 0) {
            return file;
        }
        var value = new String(
                VALUES[random.nextInt(VALUES.length)].getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return (text.substring(0, from + 1) + value + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] part(byte[] file, int from, int to) {
        int end = Math.min(to, file.length);
        int start = Math.min(from, end);
        return java.util.Arrays.copyOfRange(file, start, end);
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
