package io.receivables.torture.history;

import io.receivables.local.LocalFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting: for a moment, or for something to become true. */
public final class Pauses {

    private static final long LOOK_MILLIS = 25;

    private Pauses() {}

    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while waiting", e);
        }
    }

    /** Whether it became true within the limit. */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            millis(LOOK_MILLIS);
        }
        return true;
    }
}
