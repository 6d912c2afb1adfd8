package io.receivables.bench.machine;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Memory of each service as {@code ps} counts it (RSS): pages that several processes share count in full for each. */
public final class Memory {
    private static final double KIBI = 1024;

    private final LocalSystem system;

    public Memory(LocalSystem system) {
        this.system = system;
    }

    /** In MiB. */
    public Map<ServiceName, Double> ofServices() {
        Map<ServiceName, Double> resident = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            resident.put(service, resident(system.process(service).pid()));
        }
        return resident;
    }

    private static double resident(long pid) {
        try {
            return resident(Files.readAllLines(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            throw new LocalFailure("The memory of process " + pid + " cannot be read: " + e.getMessage(), e);
        }
    }

    static double resident(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBI)
                .findFirst()
                .orElseThrow(() -> new LocalFailure("Linux does not tell the memory of a process that has ended"));
    }
}
