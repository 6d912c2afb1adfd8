package io.receivables.payment.statement.camt;

import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses to read on when a single piece of a document (a tag with its attributes, a comment, a text) does not end: a
 * parser keeps a piece in memory as a whole, so its size is what a file can cost.
 */
final class PiecewiseInput extends FilterInputStream {
    private static final int MAX_PIECE = 1 << 20;

    private int piece;

    PiecewiseInput(InputStream in) {
        super(in);
    }

    /** What is read from now on belongs to the next piece. */
    void nextPiece() {
        piece = 0;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        piece += read;
        if (piece > MAX_PIECE) {
            throw Problem.of(
                    PaymentProblem.STATEMENT_INVALID,
                    "A single tag, text or comment has more than " + MAX_PIECE + " bytes.");
        }
    }
}
