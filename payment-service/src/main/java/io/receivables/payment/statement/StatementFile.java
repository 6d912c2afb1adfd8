package io.receivables.payment.statement;

import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.upload.UploadedFile;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.camt.CamtReader;
import io.receivables.payment.statement.csv.CsvStatementReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** An uploaded statement on disk: read as often as a transaction has to be tried, and deleted afterwards. */
public final class StatementFile implements AutoCloseable {
    private final UploadedFile file;
    private final Format format;

    private StatementFile(UploadedFile file, Format format) {
        this.file = file;
        this.format = format;
    }

    /** What kinds of files are understood. */
    public enum Format {
        CAMT_053,
        CSV
    }

    /** Copies an upload to a private temporary file and takes its hash on the way. */
    public static StatementFile receive(InputStream body, Format format, long maxBytes) {
        var file = UploadedFile.receive(body, maxBytes);
        if (file.size() == 0) {
            file.close();
            throw Problem.of(PaymentProblem.STATEMENT_EMPTY, "The body has no bytes.");
        }
        return new StatementFile(file, format);
    }

    public String hash() {
        return file.sha256();
    }

    public Format format() {
        return format;
    }

    /** Opens the file from its beginning. */
    public StatementReader open() {
        try {
            var in = file.open();
            return format == Format.CAMT_053 ? new CamtReader(in) : csv(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips a byte order mark and takes the separator from the header line. */
    private StatementReader csv(InputStream in) throws IOException {
        var pushback = new PushbackInputStream(in, 4096);
        var start = pushback.readNBytes(4096);
        int from = start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB ? 3 : 0;
        pushback.unread(start, from, start.length - from);
        var text = new String(start, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        var headerLine = end < 0 ? text : text.substring(0, end);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new CsvStatementReader(
                new InputStreamReader(pushback, decoder), headerLine.contains(";") ? ';' : ',', file.sha256());
    }

    @Override
    public void close() {
        file.close();
    }
}
