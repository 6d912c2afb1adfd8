package io.receivables.chassis.admission;

import io.receivables.chassis.problem.CommonProblem;
import java.util.function.Consumer;

/** One request at a gate. Everything that changes is guarded by its gate. */
final class Visitor {
    /** Where a request is; it never goes back. */
    enum Place {
        BEFORE,
        WAITING,
        INSIDE,
        GONE
    }

    private final String tenant;
    private final Runnable turn;
    private final Consumer<CommonProblem> refusal;
    private Place place = Place.BEFORE;
    private long number;
    private long since;

    /**
     * @param turn runs when the request may go on
     * @param refusal runs when it may not, at most one of them and once
     */
    Visitor(String tenant, Runnable turn, Consumer<CommonProblem> refusal) {
        this.tenant = tenant;
        this.turn = turn;
        this.refusal = refusal;
    }

    String tenant() {
        return tenant;
    }

    Place place() {
        return place;
    }

    void move(Place to) {
        place = to;
    }

    void queued(long position, long now) {
        place = Place.WAITING;
        number = position;
        since = now;
    }

    /** Position in the order of arrival. */
    long number() {
        return number;
    }

    long since() {
        return since;
    }

    void call() {
        turn.run();
    }

    void refuse(CommonProblem why) {
        refusal.accept(why);
    }
}
