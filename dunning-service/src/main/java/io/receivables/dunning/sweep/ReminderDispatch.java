package io.receivables.dunning.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.mail.ReminderMailer;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.Reminder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Sends claimed reminders, a bounded number at once, and records the outcomes together. */
@ApplicationScoped
public class ReminderDispatch {

    private static final Logger LOG = Logger.getLogger(ReminderDispatch.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final int RETRIES = 10;

    private final ReminderMailer mailer;
    private final Settlement settlement;
    private final MailServerPause pause;
    private final MeterRegistry metrics;
    private final int parallelism;

    ReminderDispatch(
            ReminderMailer mailer,
            Settlement settlement,
            MailServerPause pause,
            MeterRegistry metrics,
            DunningConfig config) {
        this.mailer = mailer;
        this.settlement = settlement;
        this.pause = pause;
        this.metrics = metrics;
        this.parallelism = config.delivery().parallelism();
    }

    /**
     * Sends and settles. If the outcomes cannot be stored even after some tries, the reminders stay in delivery until
     * they count as unconfirmed.
     */
    public Uni<Void> send(String tenant, List<Reminder> reminders) {
        if (reminders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Failpoint.reach("reminder.after-claim");
        return Multi.createFrom()
                .iterable(reminders)
                .onItem()
                .transformToUni(mailer::send)
                .merge(parallelism)
                .collect()
                .asList()
                .invoke(this::observe)
                .chain(deliveries -> settlement
                        .settle(tenant, deliveries)
                        .onFailure()
                        .retry()
                        .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                        .atMost(RETRIES));
    }

    private void observe(List<Delivery> deliveries) {
        pause.observe(deliveries);
        for (Delivery delivery : deliveries) {
            String outcome = delivery.getClass().getSimpleName();
            metrics.counter("receivables.dunning.deliveries", "outcome", outcome)
                    .increment();
            if (delivery instanceof Delivery.Unknown unknown) {
                LOG.warnf("Reminder %s is unconfirmed: %s", unknown.reminderId(), unknown.reason());
            } else if (delivery instanceof Delivery.Refused refused) {
                LOG.infof("Reminder %s was refused: %s", refused.reminderId(), refused.reason());
            }
        }
    }
}
