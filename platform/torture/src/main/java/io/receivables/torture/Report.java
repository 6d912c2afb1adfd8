package io.receivables.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The verdicts as a table for people and as JSON for programs. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int SHOWN = 20;

    private final List<Verdict> verdicts;

    Report(List<Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    boolean pass() {
        return broken().isEmpty();
    }

    /** The rows that do not hold, each with its findings below it; empty when every promise held. */
    List<String> broken() {
        if (verdicts.isEmpty()) {
            return List.of("nothing was tried");
        }
        return verdicts.stream()
                .filter(v -> !v.pass())
                .flatMap(v -> Stream.concat(
                        Stream.of(line(v)), v.breaks().stream().limit(SHOWN).flatMap(b -> lines(v, b))))
                .toList();
    }

    void print(PrintStream out) {
        out.printf("%n%-5s %-44s %10s %10s %7s  %s%n", "", "tried", "done", "goal", "breaks", "");
        verdicts.forEach(v -> out.println(line(v)));
        verdicts.forEach(v -> v.breaks().stream().limit(SHOWN).forEach(finding -> {
            out.println();
            lines(v, finding).forEach(out::println);
        }));
    }

    static String line(Verdict v) {
        return String.format(
                Locale.ROOT,
                "%-5s %-44s %10d %10d %7d  %s",
                v.id(),
                v.what(),
                v.done(),
                v.goal(),
                v.breaks().size(),
                v.pass() ? "pass" : "BROKEN");
    }

    private static Stream<String> lines(Verdict verdict, Finding finding) {
        return Stream.concat(
                Stream.of(verdict.id() + " broken by " + finding.aggregate() + ": " + finding.detail()),
                finding.events().stream().map(event -> "    " + event));
    }

    /** Every break, also those that the table leaves out. */
    private List<String> breaks() {
        return verdicts.stream()
                .flatMap(v -> v.breaks().stream().flatMap(b -> lines(v, b)))
                .toList();
    }

    /** A list of {id, what, done, breaks, goal, pass, seed}. */
    void write(Path file) {
        List<Map<String, Object>> rows = verdicts.stream().map(Report::row).toList();
        try {
            Files.createDirectories(file.getParent());
            JSON.writeValue(file.toFile(), rows);
            Files.write(file.resolveSibling("breaks.txt"), breaks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> row(Verdict verdict) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", verdict.id());
        row.put("what", verdict.what());
        row.put("done", verdict.done());
        row.put("breaks", verdict.breaks().size());
        row.put("goal", verdict.goal());
        row.put("pass", verdict.pass());
        row.put("seed", verdict.seed());
        return row;
    }
}
