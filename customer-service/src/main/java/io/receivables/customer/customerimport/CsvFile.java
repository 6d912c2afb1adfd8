package io.receivables.customer.customerimport;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.receivables.chassis.problem.Problem;
import io.receivables.customer.CustomerProblem;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a customer file piece by piece: UTF-8 with or without byte order mark, comma or semicolon, RFC 4180 quoting. What
 * makes the whole file unusable is refused as a problem; what concerns one row is left to the row.
 */
final class CsvFile implements Closeable {
    private static final int MAX_HEADER = 8 * 1024;
    private static final int MAX_FIELD = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final CsvHeader header;
    private final Set<String> externalIds = new HashSet<>();
    private int number = 1;
    private boolean lastIsComplete = true;

    private CsvFile(CsvReader<CsvRecord> reader) {
        this.reader = reader;
        this.records = reader.iterator();
        this.header =
                CsvHeader.of(guarded(() -> records.hasNext() ? records.next().getFields() : List.<String>of()));
    }

    static CsvFile open(Path path) throws IOException {
        var text = text(path);
        try {
            return new CsvFile(CsvReader.builder()
                    .fieldSeparator(separator(text))
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(MAX_FIELD)
                    .ofCsvRecord(text));
        } catch (CharacterCodingException | Problem e) {
            text.close();
            throw e instanceof Problem problem ? problem : notText();
        }
    }

    /** Reads the whole file once without keeping it, so that a broken one is refused before anything is changed. */
    static void inspect(Path path) throws IOException {
        try (var file = open(path)) {
            while (!file.next(1000).isEmpty()) {
                // every row is read for its form only
            }
            if (!file.lastIsComplete) {
                throw Problem.of(
                        CustomerProblem.CSV_TRUNCATED,
                        "The last row (row " + file.number + ") has fewer cells than the header.");
            }
        }
    }

    /** The next rows, at most that many; none at the end of the file. Lines without any cell are passed over. */
    List<CsvRow> next(int limit) {
        return guarded(() -> {
            var rows = new ArrayList<CsvRow>();
            while (rows.size() < limit && records.hasNext()) {
                var fields = records.next().getFields();
                number++;
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    rows.add(row(fields));
                }
            }
            return rows;
        });
    }

    private CsvRow row(List<String> fields) {
        lastIsComplete = fields.size() >= header.size();
        if (fields.stream().anyMatch(field -> field.indexOf(0) >= 0)) {
            throw notText();
        }
        if (fields.size() != header.size()) {
            return new CsvRow(number, Map.of(), false, false);
        }
        var row = new CsvRow(number, header.cells(fields), false, true);
        var repeated = !row.externalId().isEmpty() && !externalIds.add(row.externalId());
        return new CsvRow(number, row.cells(), repeated, true);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static BufferedReader text(Path path) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder));
    }

    /** Passes over the byte order mark and looks which separator the first line uses. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        text.mark(MAX_HEADER);
        int commas = 0;
        int semicolons = 0;
        for (int i = 0; i < MAX_HEADER - 1; i++) {
            int c = text.read();
            if (c < 0 || c == '\n' || c == '\r') {
                break;
            }
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
        }
        text.reset();
        return semicolons > commas ? ';' : ',';
    }

    private static <T> T guarded(Reading<T> reading) {
        try {
            return reading.read();
        } catch (CsvParseException e) {
            throw isCutOff(e) ? cutOff(e) : malformed(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notText();
            }
            throw e;
        }
    }

    private static boolean isCutOff(CsvParseException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Unclosed quoted field at end");
    }

    private static Problem cutOff(CsvParseException e) {
        return Problem.of(CustomerProblem.CSV_TRUNCATED, e.getMessage() + ".");
    }

    private static Problem malformed(CsvParseException e) {
        return Problem.of(CustomerProblem.CSV_MALFORMED, e.getMessage() + ".");
    }

    private static Problem notText() {
        return Problem.of(
                CustomerProblem.CSV_NOT_TEXT,
                "Save the file as \"CSV UTF-8\"; other encodings and workbooks are not read.");
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }
}
