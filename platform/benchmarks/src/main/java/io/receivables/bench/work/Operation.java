package io.receivables.bench.work;

import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Outcome;
import io.receivables.bench.load.Requests;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Something that is done again and again while a tenant grows. */
record Operation(String name, ServiceName service, Requests requests) {
    /** Nobody asks for anything: what the services do by themselves. */
    static final Requests NOTHING = random -> new byte[0];

    static final int CLIENTS = 8;

    /** One in so many may fail. */
    private static final int TOLERATED = 100;

    /** Does it for a while; answers how often, or for how many seconds nothing was done. */
    long run(Workbench bench, Duration duration, long seed) {
        if (requests == NOTHING) {
            LockSupport.parkNanos(duration.toNanos());
            return duration.toSeconds();
        }
        int port = bench.system().settings().ports().of(service);
        Outcome outcome = new Load(port, CLIENTS, requests, seed).flatOut(duration);
        if (outcome.answered() == 0 || outcome.failed() * TOLERATED > outcome.answered()) {
            throw new LocalFailure("%s: %d answered, %d failed".formatted(name, outcome.answered(), outcome.failed()));
        }
        return outcome.answered();
    }
}
