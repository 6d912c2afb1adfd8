package io.receivables.chassis.events.freshness;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.time.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** Says in metrics, and now and then in the log, that a job waits for fresh data and why. */
final class HeldBack {
    private static final Logger LOG = Logger.getLogger(HeldBack.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    /** A job that has not asked for so long has nothing to do, and so does not wait either. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final String job;
    private final SystemClock clock;
    private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);
    private Reason reason = Reason.BEHIND;
    private Instant since = Instant.MIN;
    private Instant last = Instant.MIN;
    private Instant logged = Instant.MIN;

    HeldBack(String job, SystemClock clock, MeterRegistry metrics) {
        this.job = job;
        this.clock = clock;
        for (Reason each : Reason.values()) {
            Gauge.builder("receivables.freshness.waiting", () -> seconds(each))
                    .description("How long the job has been waiting for fresh data")
                    .baseUnit("seconds")
                    .tags("job", job, "reason", each.label())
                    .strongReference(true)
                    .register(metrics);
            refusals.put(
                    each,
                    Counter.builder("receivables.freshness.refusals")
                            .description("Runs of the job that were put off")
                            .tags("job", job, "reason", each.label())
                            .register(metrics));
        }
    }

    /**
     * @param asked when the run that is put off began to ask
     */
    synchronized void waits(Instant asked, Reason why, String detail) {
        var now = clock.now();
        if (!waiting(now)) {
            since = asked;
            logged = Instant.MIN;
        }
        reason = why;
        last = now;
        refusals.get(why).increment();
        if (Duration.between(logged, now).compareTo(BETWEEN_LINES) >= 0) {
            logged = now;
            LOG.warnf("%s waits for fresh data: %s", job, detail);
        }
    }

    synchronized void goesOn() {
        var now = clock.now();
        if (waiting(now)) {
            LOG.infof("%s goes on after %d s", job, Duration.between(since, now).toSeconds());
        }
        last = Instant.MIN;
    }

    private synchronized double seconds(Reason each) {
        var now = clock.now();
        return each == reason && waiting(now) ? Duration.between(since, now).toMillis() / 1000.0 : 0;
    }

    private boolean waiting(Instant now) {
        return last.isAfter(now.minus(FORGOTTEN));
    }

    /** Why a job waits. */
    enum Reason {
        BEHIND,
        BROKER_SILENT,
        TOPIC_MISSING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
