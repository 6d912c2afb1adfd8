package io.receivables.local.demo;

import io.receivables.local.LocalFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the services do asynchronously. */
final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE = 5;
    private static final long LONGEST_PAUSE = 100;

    private Patience() {}

    /** Fails when the condition does not come true in a minute. */
    static void until(String what, BooleanSupplier condition) {
        if (!within(LIMIT, condition)) {
            throw new LocalFailure("Waited " + LIMIT.toSeconds() + " s in vain until " + what + ".");
        }
    }

    /** Whether the condition came true in time. */
    static boolean within(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            sleep(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        return true;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted", e);
        }
    }
}
