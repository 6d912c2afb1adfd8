package io.receivables.dunning.sweep;

import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.RetryPause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Holds back sending while the mail server is not there, so that planned reminders do not pile up as half-sent ones. A pause begins with a
 * mail that got no answer, or a server that does not greet; the pauses grow until a mail is answered, because one that greets may still
 * take nothing.
 */
@ApplicationScoped
public class MailServerPause {

    private static final Logger LOG = Logger.getLogger(MailServerPause.class);
    /** For how long one sign of the server counts. */
    private static final Duration THERE = Duration.ofSeconds(10);

    private final SystemClock clock;
    private final RetryPause pause;
    private int failures;
    private Instant until = Instant.MIN;
    private Instant seen = Instant.MIN;

    MailServerPause(SystemClock clock, DunningConfig config) {
        this.clock = clock;
        this.pause =
                new RetryPause(config.delivery().firstPause(), config.delivery().longestPause());
    }

    /** Learns from an attempt. */
    public synchronized void observe(Delivery delivery) {
        if (delivery.answered()) {
            failures = 0;
            until = Instant.MIN;
            seen = clock.now();
        } else {
            begin("a mail got no answer");
        }
    }

    /** Learns from what the server was asked; true if it is there. */
    public synchronized boolean learn(Optional<String> problem) {
        problem.ifPresentOrElse(this::begin, () -> seen = clock.now());
        return problem.isEmpty();
    }

    /** Whether the server is to be asked before anything is claimed for it, because it has not shown lately that it is there. */
    public synchronized boolean toBeAsked() {
        return !clock.now().isBefore(seen.plus(THERE));
    }

    /** Whether sending is held back now. */
    public synchronized boolean active() {
        return clock.now().isBefore(until);
    }

    /** All that fails during a pause is one failure. */
    private void begin(String reason) {
        seen = Instant.MIN;
        if (!active()) {
            failures++;
            until = clock.now().plus(pause.after(failures));
            LOG.warnf("The mail server is not there (%s); reminders wait until %s", reason, until);
        }
    }
}
