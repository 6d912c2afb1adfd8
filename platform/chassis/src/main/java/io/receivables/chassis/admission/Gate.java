package io.receivables.chassis.admission;

import io.receivables.chassis.admission.Visitor.Place;
import io.receivables.chassis.problem.CommonProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets a bounded number of requests work at the same time. The others wait: as long as a burst lasts while the queue
 * gets shorter, and hardly at all once somebody has been late for that long. When many wait the newest goes first:
 * those who are served are then served quickly, and those who would be too late anyway get nothing. Under overload fewer are served at a
 * time, for the same reason. It is over when a turn is free that nobody wants and nobody was refused for a while; because fewer turns may be too
 * few for what is asked by then, all of them are given now and then to see whether anybody is still late.
 * Every visitor must leave, whatever became of it; leaving twice does no harm.
 */
final class Gate {
    private static final long NEVER = Long.MIN_VALUE;

    private final Limits limits;
    private final LongSupplier nanos;
    private final Queues waiting = new Queues();
    private int inFlight;
    /** Since when somebody who waits has been late. */
    private long lateSince = NEVER;

    /** When somebody who had waited was refused last. */
    private long refusedAt = NEVER;
    /** When all turns were given last to see whether overload is over. */
    private long triedAt = NEVER;

    Gate(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /** What a visitor is told once the gate is unlocked again. */
    private record Refusal(Visitor visitor, CommonProblem why) {
        void tell() {
            visitor.refuse(why);
        }
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Whether somebody who came now would find overload. */
    synchronized boolean overloaded() {
        return isOverloaded() && !(inFlight < turns() && waiting.isEmpty() && isRelief());
    }

    /** Calls the visitor at once, or lets it wait. */
    void arrive(Visitor visitor) {
        boolean now;
        List<Refusal> refused = new ArrayList<>();
        synchronized (this) {
            now = inFlight < turns();
            if (now) {
                endOverloadUnlessRefusing();
                inFlight++;
                visitor.move(Place.INSIDE);
            } else {
                waiting.add(visitor, nanos.getAsLong());
                if (waiting.size() > limits.waiting()) {
                    refused.add(dismiss(waiting.oldestOfTheLargest()));
                }
            }
        }
        if (now) {
            visitor.call();
        }
        refused.forEach(Refusal::tell);
    }

    /** Ends a wait or a turn; the turn goes to somebody who waits. */
    void leave(Visitor visitor) {
        Visitor next;
        synchronized (this) {
            next = left(visitor);
        }
        if (next != visitor) {
            next.call();
        }
    }

    /** Whose turn it is now; the one who left when it is nobody's. */
    private Visitor left(Visitor visitor) {
        var place = visitor.place();
        visitor.move(Place.GONE);
        if (place == Place.WAITING) {
            waiting.remove(visitor);
        }
        if (place != Place.INSIDE) {
            return visitor;
        }
        if (waiting.isEmpty()) {
            inFlight--;
            endOverloadUnlessRefusing();
            return visitor;
        }
        if (inFlight > turns()) {
            inFlight--;
            return visitor;
        }
        var next = waiting.next(isOverloaded() || waiting.size() > limits.crowd());
        next.move(Place.INSIDE);
        return next;
    }

    /** A turn is free and nobody waits for it. Right after all who waited were refused that is no relief. */
    private void endOverloadUnlessRefusing() {
        if (!isOverloaded() || isRelief()) {
            lateSince = NEVER;
        }
    }

    private boolean isRelief() {
        return !isLessThan(limits.late(), refusedAt);
    }

    /** Refuses whoever has waited too long; to be called again and again while anybody waits. */
    void sweep() {
        List<Refusal> refused = new ArrayList<>();
        synchronized (this) {
            judge();
            var patience = isOverloaded() ? limits.overloadWait() : limits.burst();
            while (!waiting.isEmpty() && hasWaited(patience)) {
                refused.add(dismiss(waiting.oldest()));
                refusedAt = nanos.getAsLong();
            }
        }
        refused.forEach(Refusal::tell);
    }

    /** A queue that is empty because all were refused is no relief. */
    private void judge() {
        long now = nanos.getAsLong();
        if (isOverloaded()) {
            if (!isLessThan(limits.longestOverload(), lateSince)) {
                triedAt = now;
                lateSince = NEVER;
            }
        } else if (waiting.isEmpty() || !hasWaited(limits.late())) {
            lateSince = NEVER;
        } else if (lateSince == NEVER) {
            lateSince =
                    isLessThan(limits.burst(), triedAt) ? now - limits.burst().toNanos() : now;
        }
    }

    private int turns() {
        return isOverloaded() ? limits.inFlightUnderOverload() : limits.inFlight();
    }

    private boolean isOverloaded() {
        return lateSince != NEVER && !isLessThan(limits.burst(), lateSince);
    }

    /** Whether that moment was, and less than this long ago. */
    private boolean isLessThan(Duration time, long moment) {
        return moment != NEVER && nanos.getAsLong() - moment < time.toNanos();
    }

    private boolean hasWaited(Duration time) {
        return nanos.getAsLong() - waiting.oldest().since() >= time.toNanos();
    }

    private Refusal dismiss(Visitor visitor) {
        boolean greedy = waiting.isAboveShare(visitor.tenant());
        waiting.remove(visitor);
        visitor.move(Place.GONE);
        return new Refusal(visitor, greedy ? CommonProblem.TOO_MANY_REQUESTS : CommonProblem.OVERLOADED);
    }
}
