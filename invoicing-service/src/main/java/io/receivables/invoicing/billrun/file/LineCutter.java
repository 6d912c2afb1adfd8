package io.receivables.invoicing.billrun.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Cuts a file of lines into portions. A line that is longer than a row may be is kept only so far that this can be seen, so
 * that memory is bounded by the size of a portion, whatever the file holds.
 */
public final class LineCutter {
    /** A portion ends here also when it has few lines. */
    private static final int PORTION_BYTES = 2 * 1024 * 1024;

    private final InputStream in;
    private final int portionRows;
    private final int maxRowBytes;
    private final byte[] buffer = new byte[65536];
    private int position;
    private int filled;
    private int nextRow = 1;

    public LineCutter(InputStream in, int portionRows, int maxRowBytes) {
        this.in = in;
        this.portionRows = portionRows;
        this.maxRowBytes = maxRowBytes;
    }

    /** The next lines that have something in them; empty at the end of the file. */
    public Optional<Portion> next() throws IOException {
        var lines = new ByteArrayOutputStream(portionRows * 512);
        int firstRow = nextRow;
        int rows = 0;
        while (rows < portionRows && lines.size() < PORTION_BYTES && more()) {
            boolean text = line(lines);
            nextRow++;
            if (text) {
                rows++;
            } else if (rows == 0) {
                lines.reset();
                firstRow = nextRow;
            }
        }
        return rows == 0 ? Optional.empty() : Optional.of(Portion.of(firstRow, rows, lines));
    }

    /** Appends one line from its first character that is no blank, and its end; answers whether it has such a character. */
    private boolean line(ByteArrayOutputStream lines) throws IOException {
        boolean text = false;
        int length = 0;
        while (more() && buffer[position] != '\n') {
            while (!text && position < filled && isBlank(buffer[position])) {
                position++;
            }
            int from = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            text |= position > from;
            int kept = Math.min(position - from, maxRowBytes + 1 - length);
            lines.write(buffer, from, kept);
            length += kept;
        }
        position += position < filled ? 1 : 0;
        lines.write('\n');
        return text;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private boolean more() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return position < filled;
    }
}
