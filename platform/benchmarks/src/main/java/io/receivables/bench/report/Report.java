package io.receivables.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.receivables.bench.Measured;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures as a table for people, as JSON for programs, and as a page with charts. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Measured> measured;

    public Report(List<Measured> measured) {
        this.measured = measured;
    }

    public void print(PrintStream out) {
        out.printf(
                "%n%-34s %8s %-12s %10s %10s %8s %8s %9s %9s  %s%n",
                "work", "clients", "unit", "system", "limit", "ratio", "goal", "p50 ms", "p99 ms", "");
        for (Measured m : measured) {
            out.printf(
                    Locale.ROOT,
                    "%-34s %8d %-12s %10.1f %10.1f %8.2f %8.2f %9s %9s  %s%n",
                    m.name(),
                    m.clients(),
                    m.unit(),
                    m.system(),
                    m.limit(),
                    m.ratio(),
                    m.goal(),
                    m.details().getOrDefault("p50Millis", ""),
                    m.details().getOrDefault("p99Millis", ""),
                    m.pass() ? "PASS" : "short");
        }
    }

    /** bench.json, a list of {name, clients, unit, system, limit, ratio, goal, pass, details}, and bench.html. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            JSON.writeValue(folder.resolve("bench.json").toFile(), measured);
            Files.writeString(folder.resolve("bench.html"), Page.of(measured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
