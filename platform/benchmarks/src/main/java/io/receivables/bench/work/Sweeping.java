package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.machine.Memory;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.bench.stage.ManyCases;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The daily sweep, from the clock that makes reminders due until every one of them is planned. How fast mails are sent is the mail server's affair. */
final class Sweeping implements Work {
    private static final int CASES = 1_000_000;
    private static final double DUE_PART = 0.3;
    private static final double GOAL = 2;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        int cases = bench.profile().inOneGo(CASES);
        int due = (int) (cases * DUE_PART);
        ManyCases many = ManyCases.open(bench, cases, due);
        Memory memory = new Memory(bench.system());
        ProcessorTime processor = new ProcessorTime(bench.system());
        double before = memory.ofServices().get(ServiceName.DUNNING);
        Map<String, Double> used = processor.seconds();
        long begin = System.nanoTime();
        many.moveClock();
        double highest = watch(many, memory, begin);
        double seconds = (System.nanoTime() - begin) / 1e9;
        used = processor.since(used);
        many.callOff();
        if (many.reminders() != due) {
            throw new LocalFailure("There are " + many.reminders() + " reminders of " + due);
        }
        double drained = bench.drain();
        double raw = bench.limit().sweep(cases);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("duePerSecond", rounded(due / seconds));
        details.put("dunningServiceGrewMiB", rounded(highest - before));
        details.put("drainSeconds", rounded(drained));
        details.put("dunningProcessorSeconds", rounded(used.get("dunning")));
        details.put("postgresProcessorSeconds", rounded(used.get("postgres")));
        Measured row = Measured.atMost(
                "sweep, %d of %d are due".formatted(due, cases), 1, "seconds", seconds, raw, GOAL, details);
        bench.progress().say("  %s: %.1f s, raw %.1f s %s".formatted(row.name(), seconds, raw, details));
        return List.of(row);
    }

    /** Waits until nothing is left to decide; answers the most memory that was seen meanwhile. */
    private static double watch(ManyCases many, Memory memory, long begin) {
        double highest = 0;
        do {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new LocalFailure("The sweep did not end within " + LIMIT);
            }
            LockSupport.parkNanos(LOOK.toNanos());
            highest = Math.max(highest, memory.ofServices().get(ServiceName.DUNNING));
        } while (many.left());
        return highest;
    }
}
