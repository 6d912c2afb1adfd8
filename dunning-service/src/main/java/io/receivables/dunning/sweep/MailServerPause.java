package io.receivables.dunning.sweep;

import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.RetryPause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Holds back sending while the mail server cannot be reached, so that planned reminders do not pile up as half-sent ones. */
@ApplicationScoped
public class MailServerPause {

    private static final Logger LOG = Logger.getLogger(MailServerPause.class);

    private final SystemClock clock;
    private final RetryPause pause;
    private int failures;
    private Instant until = Instant.MIN;

    MailServerPause(SystemClock clock, DunningConfig config) {
        this.clock = clock;
        this.pause =
                new RetryPause(config.delivery().firstPause(), config.delivery().longestPause());
    }

    /** Learns from a batch of attempts. */
    public synchronized void observe(List<Delivery> deliveries) {
        if (deliveries.stream().allMatch(MailServerPause::unreachable)) {
            failures++;
            until = clock.now().plus(pause.after(failures));
            LOG.warnf("The mail server cannot be reached; reminders wait until %s", until);
        } else {
            failures = 0;
            until = Instant.MIN;
        }
    }

    /** Whether sending is held back now. */
    public synchronized boolean active() {
        return clock.now().isBefore(until);
    }

    private static boolean unreachable(Delivery delivery) {
        return delivery instanceof Delivery.Postponed postponed && postponed.unreachable();
    }
}
