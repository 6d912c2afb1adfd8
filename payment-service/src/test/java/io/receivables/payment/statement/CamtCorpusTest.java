package io.receivables.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import io.receivables.payment.statement.camt.CamtReader;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementTotals;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Compares the reader with an independent one (Prowide): number of entries and sums of credits and debits. */
class CamtCorpusTest {
    private static final String DATA = "RECEIVABLES_DATA";

    /** What a file holds; sums by currency and direction. */
    private record Figures(int statements, int entries, Map<String, BigDecimal> sums) {}

    @Test
    void ourOwnSamplesOfEveryVersionHoldWhatAnIndependentReaderFinds() throws IOException {
        var files = ownSamples();

        assertThat(files).hasSizeGreaterThanOrEqualTo(5);
        assertThat(mismatches(files)).isEmpty();
    }

    @Test
    @EnabledIf("dataIsGiven")
    void everyRealFileWithAStatementHoldsWhatAnIndependentReaderFinds() throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.walk(data().orElseThrow())) {
            for (var file :
                    found.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).matches("(?s).*<([A-Za-z0-9]+:)?Stmt[ >].*")) {
                    files.add(file);
                }
            }
        }
        var mismatches = mismatches(files);
        report(files);

        assertThat(files).isNotEmpty();
        assertThat(mismatches).isEmpty();
    }

    static boolean dataIsGiven() {
        return data().isPresent();
    }

    /** Set by environment or system property; the folder of the files, or one that has a folder camt053. */
    private static Optional<Path> data() {
        return Optional.ofNullable(System.getProperty(DATA, System.getenv(DATA)))
                .map(Path::of)
                .map(path -> Files.isDirectory(path.resolve("camt053")) ? path.resolve("camt053") : path);
    }

    private static List<Path> ownSamples() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/statements"))) {
            return files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private static List<String> mismatches(List<Path> files) throws IOException {
        var mismatches = new ArrayList<String>();
        for (var file : files) {
            var ours = ours(file);
            var theirs = theirs(file);
            if (!ours.equals(theirs)) {
                mismatches.add(file.getFileName() + ": ours " + ours + ", theirs " + theirs);
            }
        }
        return mismatches;
    }

    private static Figures ours(Path file) throws IOException {
        int statements = 0;
        int entries = 0;
        var sums = new TreeMap<String, BigDecimal>();
        try (var reader = new CamtReader(Files.newInputStream(file))) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof StatementEntry entry) {
                    entries++;
                    var key = (entry.direction() == Direction.CREDIT ? "CRDT " : "DBIT ")
                            + entry.amount().currency();
                    sums.merge(key, entry.amount().amount().stripTrailingZeros(), CamtCorpusTest::sum);
                } else if (item.get() instanceof StatementEnd) {
                    statements++;
                }
            }
        }
        return new Figures(statements, entries, sums);
    }

    /** Balance misses are no failure of the reader; they are to be seen. */
    private static void report(List<Path> files) throws IOException {
        int balanced = 0;
        for (var file : files) {
            try (var reader = new CamtReader(Files.newInputStream(file))) {
                StatementTotals totals = null;
                for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                    if (item.get() instanceof StatementHeader header) {
                        totals = new StatementTotals(header.currency());
                    } else if (item.get() instanceof StatementEntry entry) {
                        totals.add(entry);
                    } else if (item.get() instanceof StatementEnd end) {
                        var check = totals.check(end);
                        balanced += check.balanced() ? 1 : 0;
                        if (!check.balanced()) {
                            System.out.println("balance miss: " + file.getFileName() + ": " + check.note());
                        }
                    }
                }
            }
        }
        System.out.println("files read: " + files.size() + ", statements balanced: " + balanced);
    }

    private static Figures theirs(Path file) throws IOException {
        var mx = AbstractMX.parse(Files.readString(file));
        var message = get(mx, "BkToCstmrStmt");
        var statements = (List<?>) get(message, "Stmt");
        int entries = 0;
        var sums = new TreeMap<String, BigDecimal>();
        for (var statement : statements) {
            for (var entry : (List<?>) get(statement, "Ntry")) {
                entries++;
                var amount = get(entry, "Amt");
                var key = get(entry, "CdtDbtInd") + " " + get(amount, "Ccy");
                sums.merge(key, ((BigDecimal) get(amount, "Value")).stripTrailingZeros(), CamtCorpusTest::sum);
            }
        }
        return new Figures(statements.size(), entries, sums);
    }

    private static BigDecimal sum(BigDecimal a, BigDecimal b) {
        return a.add(b).stripTrailingZeros();
    }

    private static Object get(Object target, String property) {
        try {
            return target.getClass().getMethod("get" + property).invoke(target);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
