package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.machine.Memory;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.Sizing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What the system takes that {@code make run} starts, on empty data and with nothing to do: seconds until it is ready, memory some time after
 * that. Each service is counted with all it shares; in the sum what is shared counts once. This JVM is in the sum, as the launcher.
 */
final class Idling implements Work {
    private static final double START_GOAL_SECONDS = 10;
    private static final double SERVICE_GOAL_MEBIBYTES = 250;
    private static final double ALL_GOAL_MEBIBYTES = 1536;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Sizing sizing() {
        return Sizing.SMALL;
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        double processor = bench.system().processorTime().toMillis() / 1000.0;
        Map<String, Long> atFirst = bench.system().memory();
        LockSupport.parkNanos(bench.profile().warmUp().toNanos());
        List<Measured> rows = new ArrayList<>();
        rows.add(Measured.atMost(
                "start until ready",
                1,
                "seconds",
                bench.startSeconds(),
                0,
                START_GOAL_SECONDS,
                Map.of("processorSeconds", rounded(processor))));
        rows.addAll(services(bench.system(), atFirst));
        rows.add(everything(bench.system(), atFirst));
        rows.forEach(row -> bench.progress()
                .say("  %s: %.1f %s %s".formatted(row.name(), row.system(), row.unit(), row.details())));
        return rows;
    }

    private static List<Measured> services(LocalSystem system, Map<String, Long> atFirst) {
        Map<String, Long> shared = system.memory();
        List<Measured> rows = new ArrayList<>();
        for (Map.Entry<ServiceName, Double> entry :
                new Memory(system).ofServices().entrySet()) {
            String part = entry.getKey().id() + "-service";
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("sharedCountedInParts", shared.get(part));
            details.put("thisWhenReady", atFirst.get(part));
            rows.add(Measured.atMost("idle " + part, 1, "MiB", entry.getValue(), 0, SERVICE_GOAL_MEBIBYTES, details));
        }
        return rows;
    }

    private static Measured everything(LocalSystem system, Map<String, Long> atFirst) {
        Map<String, Long> now = system.memory();
        Map<String, Object> details = new LinkedHashMap<>(now);
        details.put("whenReady", sum(atFirst));
        return Measured.atMost("idle, everything", 1, "MiB", sum(now), 0, ALL_GOAL_MEBIBYTES, details);
    }

    private static long sum(Map<String, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
