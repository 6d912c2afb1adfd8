package io.receivables.torture.history;

import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/** What the clients saw of every call: it was answered, it was refused for now, or nobody knows what became of it. */
public final class History {

    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final int most;
    private final SplittableRandom random = new SplittableRandom(1);
    private long commands;

    /** A command whose answer the client has: what it promised must hold for ever. */
    public record Acknowledged(
            String tenant,
            ServiceName service,
            String path,
            String contentType,
            byte[] body,
            String key,
            Reply reply) {}

    /** A history that counts and keeps no commands. */
    public History() {
        this(0);
    }

    /** @param most how many acknowledged commands are kept; when there are more, each has the same chance to be among them */
    public History(int most) {
        this.most = most;
    }

    void ok() {
        ok.increment();
    }

    /** The service said that it did nothing: 429 or 503. */
    void failed() {
        failed.increment();
    }

    /** A failure that says nothing of whether it will pass: the effect may or may not be there. */
    void broken() {
        unknown.increment();
        broken.increment();
    }

    /** How many answers were 5xx and not 503. */
    public long failures() {
        return broken.sum();
    }

    /** How often a service said that it did nothing. */
    public long refusals() {
        return failed.sum();
    }

    /** No answer, or a failure after which the effect may or may not be there. */
    void unknown() {
        unknown.increment();
    }

    /** A command was answered; keeps both if chance has it. */
    synchronized void acknowledged(Acknowledged command) {
        commands++;
        if (acknowledged.size() < most) {
            acknowledged.add(command);
            return;
        }
        long place = random.nextLong(commands);
        if (place < most) {
            acknowledged.set((int) place, command);
        }
    }

    /** A sample of the commands that were answered. */
    public synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public String summary() {
        return ok.sum() + " answered, " + failed.sum() + " refused for now, " + unknown.sum() + " with unknown outcome";
    }
}
