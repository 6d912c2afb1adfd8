package io.receivables.chassis.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;

/** Watches over one gate: sweeps while anybody waits, and counts. */
final class GateKeeper {
    private static final long SWEEP_MILLIS = 10;

    private final Gate gate;
    private final Vertx vertx;
    private final Counter shed;
    private final AtomicBoolean armed = new AtomicBoolean();

    GateKeeper(String name, Limits limits, Vertx vertx, MeterRegistry metrics) {
        this.gate = new Gate(limits, System::nanoTime);
        this.vertx = vertx;
        var tags = Tags.of("gate", name);
        this.shed = metrics.counter("receivables.requests.shed", tags);
        metrics.gauge("receivables.requests.in.flight", tags, gate, Gate::inFlight);
        metrics.gauge("receivables.requests.waiting", tags, gate, Gate::waiting);
        metrics.gauge("receivables.requests.overloaded", tags, gate, g -> g.overloaded() ? 1 : 0);
    }

    void arrive(Visitor visitor) {
        gate.arrive(visitor);
        arm();
    }

    void leave(Visitor visitor) {
        gate.leave(visitor);
    }

    void refused() {
        shed.increment();
    }

    private void arm() {
        if (gate.waiting() > 0 && armed.compareAndSet(false, true)) {
            vertx.setTimer(SWEEP_MILLIS, ignored -> {
                armed.set(false);
                gate.sweep();
                arm();
            });
        }
    }
}
