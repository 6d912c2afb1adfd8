package io.receivables.reporting.freshness;

import io.receivables.chassis.events.freshness.Staleness;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How recent the figures of an answer are; part of every answer.
 *
 * @param recordedAt when the last event of this tenant that is in the figures was recorded; absent before the first one
 * @param lag events on this service's topics that are not in the figures yet; absent while the broker does not answer
 * @param stalenessSeconds the figures are at most this old; absent while nothing is known
 * @param parkedEvents events of this tenant that are set aside and not in the figures
 */
@Schema(
        name = "Freshness",
        examples = "{\"state\":\"CURRENT\",\"recordedAt\":\"2026-03-31T10:15:30.123Z\",\"lag\":0,"
                + "\"stalenessSeconds\":0.041,\"parkedEvents\":0}")
public record Freshness(
        State state,
        Optional<Instant> recordedAt,
        Optional<Long> lag,
        Optional<Double> stalenessSeconds,
        long parkedEvents) {

    /** Whether everything recorded so far is in the figures. */
    public enum State {
        CURRENT,
        BEHIND,
        UNKNOWN
    }

    static Freshness of(Staleness staleness, Optional<Instant> recordedAt, long parkedEvents) {
        return new Freshness(
                state(staleness, parkedEvents),
                recordedAt,
                staleness.lag(),
                staleness.age().map(Freshness::seconds),
                parkedEvents);
    }

    private static State state(Staleness staleness, long parkedEvents) {
        if (staleness.lag().isEmpty()) {
            return State.UNKNOWN;
        }
        return staleness.lag().get() == 0 && parkedEvents == 0 ? State.CURRENT : State.BEHIND;
    }

    private static double seconds(Duration age) {
        return java.math.BigDecimal.valueOf(age.toMillis())
                .movePointLeft(3)
                .setScale(3, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
