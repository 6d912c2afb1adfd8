package io.receivables.torture.history;

import io.receivables.local.LocalFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting: for a moment, or for something to become true. */
public final class Pauses {

    private static final long FIRST_LOOK_MILLIS = 25;
    private static final long LAST_LOOK_MILLIS = 200;

    private Pauses() {}

    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while waiting", e);
        }
    }

    /** Whether it became true within the limit. Looks are farther and farther apart, so that those who wait do not keep what they wait for. */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        long look = FIRST_LOOK_MILLIS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            millis(look);
            look = Math.min(LAST_LOOK_MILLIS, 2 * look);
        }
        return true;
    }
}
