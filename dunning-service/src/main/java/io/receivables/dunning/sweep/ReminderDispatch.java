package io.receivables.dunning.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.mail.ReminderMailer;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.Reminder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Sends claimed reminders, a bounded number at once, and records the outcomes together. */
@ApplicationScoped
public class ReminderDispatch {

    private static final Logger LOG = Logger.getLogger(ReminderDispatch.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final int RETRIES = 10;
    private static final String TOO_LATE = "the decision had become old before the mail was begun";
    private static final String STOPPING = "the service was stopped before the mail was begun";
    private static final String HELD_BACK = "the mail server was lost before the mail was begun";

    private final ReminderMailer mailer;
    private final Settlement settlement;
    private final MailServerPause pause;
    private final MeterRegistry metrics;
    private final SystemClock clock;
    private final int parallelism;
    private final Duration startWithin;
    private final Set<Batch> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    ReminderDispatch(
            ReminderMailer mailer,
            Settlement settlement,
            MailServerPause pause,
            MeterRegistry metrics,
            SystemClock clock,
            DunningConfig config) {
        this.mailer = mailer;
        this.settlement = settlement;
        this.pause = pause;
        this.metrics = metrics;
        this.clock = clock;
        this.parallelism = config.delivery().parallelism();
        this.startWithin = config.delivery().startWithin();
    }

    /**
     * Sends and settles. There is no second look at what is owed between the claim and the mail: a mail is begun at most
     * {@code dunning.delivery.start-within} after the instant as of which payments were known to the claim, however slow
     * the mail server is and even when this process stood still in between. One that would begin later goes back, and is
     * decided on anew behind the same gate. A payment of that short time crosses with the letter. If the outcomes cannot be stored even after some tries, the reminders stay in delivery until
     * they count as unconfirmed.
     */
    public Uni<Void> send(String tenant, List<Reminder> reminders, Instant asOf) {
        if (reminders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Failpoint.reach("reminder.after-claim");
        Batch batch = new Batch(tenant, reminders);
        underWay.add(batch);
        return Multi.createFrom()
                .iterable(reminders)
                .onItem()
                .transformToUni(reminder -> batch.take(reminder.id())
                        ? begin(reminder, asOf)
                        : Uni.createFrom().nullItem())
                .merge(parallelism)
                .collect()
                .asList()
                .chain(deliveries -> settle(tenant, deliveries))
                .onTermination()
                .invoke(() -> underWay.remove(batch));
    }

    /** Begins no more mails, and gives back at once those that wait behind others which may take longer than the process has. */
    public Uni<Void> stop() {
        stopping = true;
        return Multi.createFrom()
                .iterable(underWay)
                .onItem()
                .transformToUniAndMerge(batch -> settle(batch.tenant, batch.giveBack()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> settle(String tenant, List<Delivery> deliveries) {
        count(deliveries);
        return settlement
                .settle(tenant, deliveries)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .atMost(RETRIES);
    }

    /** One whose mail is not begun goes back; what was under way when the server was lost is all that has no known outcome. */
    private Uni<Delivery> begin(Reminder reminder, Instant asOf) {
        return Uni.createFrom().deferred(() -> whyNot(asOf)
                .<Uni<Delivery>>map(reason -> Uni.createFrom().item(notBegun(reminder.id(), reason)))
                .orElseGet(() -> mailer.send(reminder).invoke(pause::observe)));
    }

    private Optional<String> whyNot(Instant asOf) {
        if (clock.now().isAfter(asOf.plus(startWithin))) {
            return Optional.of(TOO_LATE);
        }
        if (stopping) {
            return Optional.of(STOPPING);
        }
        return pause.active() ? Optional.of(HELD_BACK) : Optional.empty();
    }

    private static Delivery notBegun(UUID reminderId, String reason) {
        return new Delivery.Postponed(reminderId, reason, false);
    }

    private void count(List<Delivery> deliveries) {
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

    /** Claimed reminders of a tenant; whoever takes one from those that wait begins its mail or gives it back. */
    private static final class Batch {
        private final String tenant;
        private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();

        Batch(String tenant, List<Reminder> reminders) {
            this.tenant = tenant;
            reminders.forEach(reminder -> waiting.add(reminder.id()));
        }

        boolean take(UUID reminderId) {
            return waiting.remove(reminderId);
        }

        List<Delivery> giveBack() {
            return waiting.stream()
                    .filter(this::take)
                    .map(id -> notBegun(id, STOPPING))
                    .toList();
        }
    }
}
