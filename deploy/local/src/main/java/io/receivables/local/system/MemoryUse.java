package io.receivables.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Memory of a process and its children as Linux counts it; pages shared by several processes are counted in parts (PSS). */
final class MemoryUse {

    private MemoryUse() {}

    /** Proportional set size in MiB of the process and all processes below it; empty where /proc does not tell. */
    static OptionalLong mebibytes(long pid) {
        OptionalLong own = kibibytes(pid);
        if (own.isEmpty()) {
            return own;
        }
        long children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> kibibytes(child.pid()).orElse(0))
                .sum();
        return OptionalLong.of((own.getAsLong() + children) / 1024);
    }

    /** Proportional set size in MiB of the process alone. */
    static OptionalLong mebibytesAlone(long pid) {
        OptionalLong own = kibibytes(pid);
        return own.isEmpty() ? own : OptionalLong.of(own.getAsLong() / 1024);
    }

    private static OptionalLong kibibytes(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"));
            return lines.stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
