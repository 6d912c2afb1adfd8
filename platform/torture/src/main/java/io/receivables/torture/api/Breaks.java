package io.receivables.torture.api;

import io.receivables.torture.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is broken; the same thing broken many times is kept once, with its first evidence and a count. */
public final class Breaks {

    private static final String VARIABLE =
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+|'[^']*'|\"[^\"]*\"";

    private final Map<String, Break> breaks = new LinkedHashMap<>();

    public synchronized void add(Operation operation, String what, Object... evidence) {
        breaks.computeIfAbsent(
                        operation.id() + " " + what.replaceAll(VARIABLE, "_"),
                        key -> new Break(
                                operation.id(),
                                what,
                                List.of(evidence).stream().map(Object::toString).toList(),
                                new int[1]))
                .times()[0]++;
    }

    public synchronized List<Finding> findings() {
        return breaks.values().stream()
                .map(b -> new Finding(b.operation(), b.what() + " (" + b.times()[0] + " times)", b.evidence()))
                .toList();
    }

    private record Break(String operation, String what, List<String> evidence, int[] times) {}
}
