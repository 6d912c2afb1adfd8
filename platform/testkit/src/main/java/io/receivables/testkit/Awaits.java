package io.receivables.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for something that happens asynchronously, with one limit that also suits a busy machine. */
public final class Awaits {

    /** Reaching it is a failure, never a normal wait. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private Awaits() {}

    /** Repeats the assertion until it holds. */
    public static void untilAsserted(ThrowingRunnable assertion) {
        waiting("assertion to hold").untilAsserted(assertion);
    }

    /** Repeats the question until the answer is yes; the description appears in the failure. */
    public static void until(String description, Callable<Boolean> condition) {
        waiting(description).until(condition);
    }

    private static ConditionFactory waiting(String description) {
        return Awaitility.await(description)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }
}
