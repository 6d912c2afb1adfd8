package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.machine.Pages;
import io.receivables.bench.machine.ProcessorTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One operation at every size. */
final class GrowthCourse {
    private static final double GOAL = 1.2;
    private static final double MICROS = 1e6;
    private static final int NAMED = 4;
    /** Pages are the same for every call: less than a usual round is enough, and there are many operations. */
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Operation operation;
    private final TreeMap<Long, Cost> bySize = new TreeMap<>();

    /**
     * Of one operation, the median of some rounds.
     *
     * @param pages looked at by all statements
     * @param statements pages by statement
     * @param processor microseconds by process, the load driver excepted
     */
    record Cost(double pages, Map<String, Double> statements, Map<String, Double> processor) {
        double micros() {
            return processor.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    record Turn(long done, Map<String, Long> pages, Map<String, Double> seconds) {
        double pagesOf(String statement) {
            return (double) pages.getOrDefault(statement, 0L) / done;
        }

        double allPages() {
            return pages.values().stream().mapToDouble(Long::doubleValue).sum() / done;
        }
    }

    GrowthCourse(Operation operation) {
        this.operation = operation;
    }

    /** @param cold whether the code is not compiled yet */
    void measure(Workbench bench, long size, boolean cold) {
        operation.run(bench, cold ? bench.profile().warmUp() : ROUND, 0);
        bench.drain();
        List<Turn> turns = new ArrayList<>();
        for (int i = 1; i <= bench.profile().rounds(); i++) {
            turns.add(turn(bench, i));
        }
        Cost cost = cost(turns);
        bySize.put(size, cost);
        bench.progress()
                .say("  %s at %d invoices: %.1f pages, %.0f us %s"
                        .formatted(operation.name(), size, cost.pages(), cost.micros(), rounded(cost.processor())));
    }

    private Turn turn(Workbench bench, int number) {
        ProcessorTime processor = new ProcessorTime(bench.system());
        Pages pages = new Pages(bench.system());
        Map<String, Long> looked = pages.byStatement();
        Map<String, Double> used = processor.seconds();
        long done = operation.run(bench, ROUND, number);
        bench.drain();
        return new Turn(done, pages.since(looked), processor.since(used));
    }

    static Cost cost(List<Turn> turns) {
        Map<String, Double> statements = new TreeMap<>();
        turns.forEach(turn -> turn.pages().keySet().forEach(s -> statements.put(s, 0.0)));
        statements.replaceAll((statement, none) -> Medians.of(turns, turn -> turn.pagesOf(statement)));
        Map<String, Double> processor = new LinkedHashMap<>();
        turns.get(0)
                .seconds()
                .keySet()
                .forEach(part -> processor.put(
                        part, Medians.of(turns, turn -> turn.seconds().get(part) * MICROS / turn.done())));
        processor.remove("bench");
        return new Cost(Medians.of(turns, Turn::allPages), statements, processor);
    }

    /** The largest size in comparison with the smallest. */
    List<Measured> rows() {
        Cost small = bySize.firstEntry().getValue();
        Cost large = bySize.lastEntry().getValue();
        return List.of(
                Measured.atMost(
                        operation.name() + ", pages",
                        Operation.CLIENTS,
                        "pages",
                        large.pages(),
                        small.pages(),
                        GOAL,
                        pages(small, large)),
                Measured.atMost(
                        operation.name() + ", processor",
                        Operation.CLIENTS,
                        "us",
                        large.micros(),
                        small.micros(),
                        GOAL,
                        processor()));
    }

    private Map<String, Object> pages(Cost small, Cost large) {
        Map<String, Object> details = new LinkedHashMap<>();
        bySize.forEach((size, cost) -> details.put(size + "Invoices", Medians.rounded(cost.pages())));
        Map<String, Double> more = new TreeMap<>(large.statements());
        more.replaceAll(
                (statement, pages) -> Medians.rounded(pages - small.statements().getOrDefault(statement, 0.0)));
        Map<String, Double> most = new LinkedHashMap<>();
        more.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        details.put("morePages", most);
        return details;
    }

    private Map<String, Object> processor() {
        Map<String, Object> details = new LinkedHashMap<>();
        bySize.forEach((size, cost) -> details.put(size + "Invoices", rounded(cost.processor())));
        return details;
    }

    private static Map<String, Double> rounded(Map<String, Double> figures) {
        Map<String, Double> rounded = new LinkedHashMap<>(figures);
        rounded.replaceAll((part, figure) -> Medians.rounded(figure));
        return rounded;
    }
}
