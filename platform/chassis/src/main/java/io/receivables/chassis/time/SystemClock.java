package io.receivables.chassis.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The one place that reads the machine's clock (UTC, to the microsecond that PostgreSQL keeps). */
@ApplicationScoped
public class SystemClock {
    private final Clock clock = Clock.systemUTC();

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
