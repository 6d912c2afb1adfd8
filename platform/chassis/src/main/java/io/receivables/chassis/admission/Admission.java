package io.receivables.chassis.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets a bounded number of requests work at the same time and a bounded number wait for a bounded time; all others are
 * refused. A turn goes to the newest waiter: under overload those who are served are then served quickly, and those who
 * were going to be too late anyway are the ones who get nothing. While the queue does not empty, it is no burst but
 * overload: then only few may join it, because reading requests that are refused in the end costs those that are not,
 * and they wait no longer than a turn takes on average.
 * Consumers, relay and jobs need no admission.
 */
@ApplicationScoped
public class Admission {
    /** Part of the longest wait for which a burst may last, and part of the requests at work that wait in overload. */
    private static final int FRACTION = 4;

    /** How slowly the average forgets. */
    private static final int WEIGHT = 16;

    private final AdmissionConfig config;
    private final Vertx vertx;
    private final LongSupplier nanos;
    private final Counter shed;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int inFlight;
    /** When somebody last came into the empty queue. */
    private long waitingSince;
    /** How long a turn takes, as a moving average. */
    private long turn;

    @Inject
    Admission(AdmissionConfig config, Vertx vertx, MeterRegistry metrics) {
        this(config, vertx, metrics, System::nanoTime);
    }

    Admission(AdmissionConfig config, Vertx vertx, MeterRegistry metrics, LongSupplier nanos) {
        this.config = config;
        this.vertx = vertx;
        this.nanos = nanos;
        this.shed = metrics.counter("receivables.requests.shed");
        metrics.gauge("receivables.requests.in.flight", this, Admission::inFlight);
        metrics.gauge("receivables.requests.waiting", this, Admission::waiting);
    }

    private enum State {
        WAITING,
        CALLED,
        ENTERED,
        GONE
    }

    /** Somebody who waits for a turn; its state is guarded by the admission. */
    private static final class Waiter {
        private final UniEmitter<? super Void> emitter;
        private final Context context = Vertx.currentContext();
        private State state = State.WAITING;
        private long timer;

        Waiter(UniEmitter<? super Void> emitter) {
            this.emitter = emitter;
        }

        /** Continues where the request came from. */
        void resume(Runnable step) {
            if (context == null) {
                step.run();
            } else {
                context.runOnContext(ignored -> step.run());
            }
        }
    }

    /** Whether a new request would only be refused. */
    public synchronized boolean isFull() {
        return waiting.size() >= room();
    }

    private int room() {
        return isBurst() ? config.maxWaiting() : Math.min(config.maxWaiting(), 1 + config.maxInFlight() / FRACTION);
    }

    private boolean isBurst() {
        return waiting.isEmpty()
                || nanos.getAsLong() - waitingSince < config.maxWait().toNanos() / FRACTION;
    }

    /** Counts a refusal and says what to answer. */
    public Problem refusal() {
        shed.increment();
        return Problem.of(
                CommonProblem.OVERLOADED, "Too many requests at once; nothing was done. Send it again a little later.");
    }

    /** Runs the work when it is its turn; fails with a problem when there is no turn for it. */
    public <T> Uni<T> admit(Supplier<Uni<T>> work) {
        return Uni.createFrom().<Void>emitter(this::enter).chain(() -> {
            long start = nanos.getAsLong();
            return Uni.createFrom().<T>deferred(work::get).onTermination().invoke(() -> finish(start));
        });
    }

    private void enter(UniEmitter<? super Void> emitter) {
        boolean now;
        boolean refused;
        synchronized (this) {
            now = inFlight < config.maxInFlight();
            refused = !now && waiting.size() >= config.maxWaiting();
            if (now) {
                inFlight++;
            } else if (!refused) {
                queue(new Waiter(emitter));
            }
        }
        if (now) {
            emitter.complete(null);
        } else if (refused) {
            emitter.fail(refusal());
        }
    }

    private void queue(Waiter waiter) {
        boolean burst = isBurst();
        if (waiting.isEmpty()) {
            waitingSince = nanos.getAsLong();
        }
        waiting.addLast(waiter);
        waiter.timer = vertx.setTimer(burst ? config.maxWait().toMillis() : shortWait(), ignored -> tooLate(waiter));
        waiter.emitter.onTermination(() -> abandoned(waiter));
    }

    private long shortWait() {
        return Math.max(
                1, Math.min(Duration.ofNanos(turn).toMillis(), config.maxWait().toMillis()));
    }

    private void finish(long start) {
        synchronized (this) {
            turn += (nanos.getAsLong() - start - turn) / WEIGHT;
        }
        leave();
    }

    private void leave() {
        Waiter next;
        synchronized (this) {
            next = waiting.pollLast();
            if (next == null) {
                inFlight--;
                return;
            }
            next.state = State.CALLED;
        }
        vertx.cancelTimer(next.timer);
        next.resume(() -> call(next));
    }

    private void call(Waiter waiter) {
        synchronized (this) {
            if (waiter.state != State.CALLED) {
                return;
            }
            waiter.state = State.ENTERED;
        }
        waiter.emitter.complete(null);
    }

    private void tooLate(Waiter waiter) {
        synchronized (this) {
            if (!waiting.remove(waiter)) {
                return;
            }
            waiter.state = State.GONE;
        }
        waiter.resume(() -> waiter.emitter.fail(refusal()));
    }

    /** Somebody who does not wait any longer gives back the turn that was just offered. */
    private void abandoned(Waiter waiter) {
        boolean called;
        synchronized (this) {
            called = waiter.state == State.CALLED;
            if (waiter.state != State.ENTERED) {
                waiting.remove(waiter);
                waiter.state = State.GONE;
            }
        }
        if (called) {
            leave();
        }
    }

    private synchronized double inFlight() {
        return inFlight;
    }

    private synchronized double waiting() {
        return waiting.size();
    }
}
