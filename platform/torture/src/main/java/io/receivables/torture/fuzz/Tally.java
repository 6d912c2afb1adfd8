package io.receivables.torture.fuzz;

import io.receivables.torture.Finding;
import io.receivables.torture.api.Breaks;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import io.receivables.torture.history.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what all workers did: answers per operation, their times, and what was wrong, each kind of it once. */
final class Tally {

    private final Map<String, int[]> answers = new TreeMap<>();
    private final Breaks wrong = new Breaks();
    private final Estimate estimate;
    private long[] nanos = new long[1024];
    private int sent;

    Tally(List<Operation> operations, Estimate estimate) {
        this.estimate = estimate;
        operations.forEach(operation -> answers.put(operation.id(), new int[2]));
    }

    synchronized void count(Operation operation, boolean elsewhere, Reply reply) {
        if (sent == nanos.length) {
            nanos = Arrays.copyOf(nanos, sent * 2);
        }
        nanos[sent++] = reply.nanos();
        estimate.done(sent);
        int[] counts = answers.get(operation.id());
        counts[0] += !elsewhere && reply.ok() ? 1 : 0;
        counts[1] += !elsewhere && reply.refused() ? 1 : 0;
    }

    void wrong(Operation operation, String what, Request request, String reply) {
        wrong.add(operation, what, request, reply);
    }

    /** How often the rarer of success and refusal was seen. */
    synchronized int seldom(Operation operation) {
        return Math.min(answers.get(operation.id())[0], answers.get(operation.id())[1]);
    }

    synchronized int refused(Operation operation) {
        return answers.get(operation.id())[1];
    }

    synchronized long sent() {
        return sent;
    }

    List<Finding> findings() {
        return wrong.findings();
    }

    /** The operations that were never reached with both a success and a refusal. */
    synchronized List<Finding> unreached() {
        List<Finding> unreached = new ArrayList<>();
        answers.forEach((operation, counts) -> {
            if (counts[0] == 0 || counts[1] == 0) {
                unreached.add(Finding.of(operation, counts[0] + " times answered 2xx, " + counts[1] + " times 4xx"));
            }
        });
        return unreached;
    }

    /** One line per operation. */
    synchronized List<String> coverage() {
        List<String> lines = new ArrayList<>();
        answers.forEach((operation, counts) ->
                lines.add(String.format("%-70s %7d 2xx %7d 4xx", operation, counts[0], counts[1])));
        return lines;
    }

    synchronized double millis(double share) {
        long[] sorted = Arrays.copyOf(nanos, sent);
        Arrays.sort(sorted);
        return sent == 0 ? 0 : sorted[(int) Math.min(sent - 1, Math.round(sent * share))] / 1e6;
    }
}
