package io.receivables.bench.machine;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time that each part of the system has used so far, all instances of a service together, in seconds; unlike the clock it does not depend on what else the machine does. */
public final class ProcessorTime {

    /** Linux counts in hundredths of a second for every program, whatever the kernel's own tick is. */
    private static final double TICKS_PER_SECOND = 100;

    private final LocalSystem system;

    public ProcessorTime(LocalSystem system) {
        this.system = system;
    }

    public Map<String, Double> seconds() {
        Map<String, Double> used = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.values()) {
            double further = system.instances().processes(service).stream()
                    .mapToDouble(process -> ticks(process.pid()))
                    .sum();
            used.put(service.id(), (ticks(system.process(service).pid()) + further) / TICKS_PER_SECOND);
        }
        used.put("postgres", withChildren(system.postgresPid()) / TICKS_PER_SECOND);
        used.put("kafka", ticks(system.broker().pid()) / TICKS_PER_SECOND);
        used.put("bench", ticks(ProcessHandle.current().pid()) / TICKS_PER_SECOND);
        return used;
    }

    /** What was used since then. */
    public Map<String, Double> since(Map<String, Double> before) {
        Map<String, Double> used = seconds();
        used.replaceAll((part, now) -> Math.max(0, now - before.getOrDefault(part, 0.0)));
        return used;
    }

    private static double withChildren(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToDouble(process -> ticks(process.pid()))
                .sum();
    }

    /** User and system time of the process and of its children that have ended. */
    private static double ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(11, 12, 13, 14)
                    .mapToDouble(i -> Double.parseDouble(fields[i]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
