package io.receivables.chassis.admission;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How much a service takes on at once. */
@ConfigMapping(prefix = "receivables.admission")
public interface AdmissionConfig {
    /** Requests that work in the database at the same time; fewer than its connections, so that events keep some. */
    int maxInFlight();

    /** Requests that may wait for their turn; while so many wait, others are refused before they are read. */
    int maxWaiting();

    /** Longest wait for a turn. */
    Duration maxWait();
}
