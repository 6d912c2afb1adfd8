package io.receivables.payment.statement;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.statement.camt.CamtReader;
import io.receivables.payment.statement.csv.CsvStatementReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An uploaded statement on disk: read as often as a transaction has to be tried, and deleted afterwards. */
public final class StatementFile implements AutoCloseable {
    private final Path path;
    private final String hash;
    private final Format format;

    private StatementFile(Path path, String hash, Format format) {
        this.path = path;
        this.hash = hash;
        this.format = format;
    }

    /** What kinds of files are understood. */
    public enum Format {
        CAMT_053,
        CSV
    }

    /** Copies an upload to a private temporary file and takes its hash on the way. */
    public static StatementFile receive(InputStream body, Format format, long maxBytes) {
        Path path = null;
        try {
            path = Files.createTempFile("statement-", ".upload");
            var digest = MessageDigest.getInstance("SHA-256");
            long size = copy(new DigestInputStream(body, digest), path, maxBytes);
            if (size == 0) {
                throw Problem.of(PaymentProblem.STATEMENT_EMPTY, "The body has no bytes.");
            }
            return new StatementFile(path, HexFormat.of().formatHex(digest.digest()), format);
        } catch (IOException e) {
            delete(path);
            throw new UncheckedIOException("The upload broke off", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (Problem e) {
            delete(path);
            throw e;
        }
    }

    private static long copy(InputStream in, Path path, long maxBytes) throws IOException {
        long size = 0;
        var buffer = new byte[65536];
        try (var out = Files.newOutputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > maxBytes) {
                    throw Problem.of(CommonProblem.BODY_TOO_LARGE, "A statement may have " + maxBytes + " bytes.");
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    public String hash() {
        return hash;
    }

    public Format format() {
        return format;
    }

    /** Opens the file from its beginning. */
    public StatementReader open() {
        try {
            var in = new BufferedInputStream(Files.newInputStream(path), 65536);
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
                new InputStreamReader(pushback, decoder), headerLine.contains(";") ? ';' : ',', hash);
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
