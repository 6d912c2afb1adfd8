package io.receivables.testkit.planted.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

public class SystemTime {

    public Instant instant() {
        return Instant.now();
    }

    public LocalDate date() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    public long millis() {
        return System.currentTimeMillis();
    }

    public Clock clock() {
        return Clock.systemUTC();
    }

    public Date oldDate() {
        return new Date();
    }

    public Supplier<Instant> reference() {
        return Instant::now;
    }
}
