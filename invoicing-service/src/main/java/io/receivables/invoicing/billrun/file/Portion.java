package io.receivables.invoicing.billrun.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Some lines of a file as they are stored until they are worked on.
 *
 * @param firstRow number of the first line
 * @param rows how many lines have anything in them
 * @param content the lines, deflated
 */
public record Portion(int firstRow, int rows, byte[] content) {
    private static final byte LINE_END = '\n';

    /** One line that has anything in it, under its number. */
    public record Line(int row, byte[] json) {}

    /** @param lines each with its end; those without anything in them are empty */
    static Portion of(int firstRow, int rows, ByteArrayOutputStream lines) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            var content = new ByteArrayOutputStream(lines.size() / 4 + 64);
            try (var out = new DeflaterOutputStream(content, deflater, 8192)) {
                lines.writeTo(out);
            }
            return new Portion(firstRow, rows, content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }

    /** The lines of stored content; those without anything in them are counted and left out. */
    public static List<Line> lines(int firstRow, byte[] content) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(content))) {
            var text = in.readAllBytes();
            var lines = new ArrayList<Line>();
            int row = firstRow;
            for (int from = 0; from < text.length; row++) {
                int to = from;
                while (to < text.length && text[to] != LINE_END) {
                    to++;
                }
                if (to > from) {
                    lines.add(new Line(row, Arrays.copyOfRange(text, from, to)));
                }
                from = to + 1;
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
