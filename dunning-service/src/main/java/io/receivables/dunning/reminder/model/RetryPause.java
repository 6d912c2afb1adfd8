package io.receivables.dunning.reminder.model;

import java.time.Duration;

/** How long a reminder waits before the next attempt: doubling from the first pause up to the longest. */
public record RetryPause(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /** The pause after the given number of failed attempts (1, 2, ...). */
    public Duration after(int attempts) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
