package io.receivables.torture.history;

import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the clients saw of every call: it was answered, it was refused for now, or nobody knows what became of it. */
public final class History {

    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final List<Acknowledged> acknowledged = new ArrayList<>();

    /** A command whose answer the client has: what it promised must hold for ever. */
    public record Acknowledged(
            String tenant,
            ServiceName service,
            String path,
            String contentType,
            byte[] body,
            String key,
            Reply reply) {}

    void ok() {
        ok.increment();
    }

    /** The service said that it did nothing: 429 or 503. */
    void failed() {
        failed.increment();
    }

    /** No answer, or a failure after which the effect may or may not be there. */
    void unknown() {
        unknown.increment();
    }

    /** Keeps a command and the answer to it. */
    public synchronized void acknowledged(Acknowledged command) {
        acknowledged.add(command);
    }

    public synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public String summary() {
        return ok.sum() + " answered, " + failed.sum() + " refused for now, " + unknown.sum() + " with unknown outcome";
    }
}
