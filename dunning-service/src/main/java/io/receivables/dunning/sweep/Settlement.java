package io.receivables.dunning.sweep;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.dunningcase.store.CaseWithCustomer;
import io.receivables.dunning.events.DunningEvent;
import io.receivables.dunning.events.ReminderSent;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.receivables.dunning.reminder.store.ReminderRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Records what became of reminders and plans the next action of their cases; a settled reminder is never settled again. */
@ApplicationScoped
public class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final String NO_OUTCOME = "no outcome was recorded";

    private final Transactions transactions;
    private final CaseRepository cases;
    private final PolicyRepository policies;
    private final ReminderRepository reminders;
    private final Outbox outbox;
    private final DunningConfig config;

    Settlement(
            Transactions transactions,
            CaseRepository cases,
            PolicyRepository policies,
            ReminderRepository reminders,
            Outbox outbox,
            DunningConfig config) {
        this.transactions = transactions;
        this.cases = cases;
        this.policies = policies;
        this.reminders = reminders;
        this.outbox = outbox;
        this.config = config;
    }

    /** Records the outcomes of a batch. */
    public Uni<Void> settle(String tenant, List<Delivery> deliveries) {
        return transactions.forTenant(tenant, SweepJob.NAME, tx -> settle(tx, deliveries));
    }

    /** Gives up on reminders that were handed over long ago and never heard of: they are not sent again. */
    public Uni<Integer> giveUpStale(String tenant) {
        Duration after = config.delivery().unconfirmedAfter();
        int limit = config.sweep().batchSize();
        return transactions.forTenant(tenant, SweepJob.NAME, tx -> reminders
                .stale(tx, after, limit)
                .call(ids -> settle(
                        tx,
                        ids.stream()
                                .<Delivery>map(id -> new Delivery.Unknown(id, NO_OUTCOME, false))
                                .toList()))
                .invoke(ids -> ids.forEach(id -> LOG.warnf("Reminder %s is unconfirmed: %s", id, NO_OUTCOME)))
                .map(List::size));
    }

    private Uni<Void> settle(PgTx tx, List<Delivery> deliveries) {
        Map<UUID, Delivery> outcomes =
                deliveries.stream().collect(Collectors.toMap(Delivery::reminderId, Function.identity()));
        return reminders
                .lockInDelivery(tx, outcomes.keySet())
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : cases.lockWithCustomer(
                                        tx, open.stream().map(Reminder::caseId).toList())
                                .chain(locked -> policies.versions(tx)
                                        .chain(versions ->
                                                store(tx, decide(open, outcomes, locked, versions, tx.now())))));
    }

    private Batch decide(
            List<Reminder> open,
            Map<UUID, Delivery> outcomes,
            List<CaseWithCustomer> locked,
            PolicyVersions versions,
            Instant now) {
        Map<UUID, DunningCase> byId = locked.stream()
                .map(CaseWithCustomer::dunned)
                .collect(Collectors.toMap(DunningCase::id, Function.identity()));
        Batch batch = new Batch();
        for (Reminder reminder : open) {
            Reminder settled = settled(reminder, outcomes.get(reminder.id()), now);
            batch.reminders.add(settled);
            if (settled.state() != ReminderState.RETRY) {
                DunningCase dunned = byId.get(reminder.caseId());
                DunningCase after = dunned.delivered(versions.version(dunned.policyVersion()), now);
                batch.cases.add(settled.state() == ReminderState.SENT ? published(batch, after, settled, now) : after);
            }
        }
        return batch;
    }

    private static DunningCase published(Batch batch, DunningCase dunned, Reminder sent, Instant now) {
        DunningCase after = dunned.published();
        batch.events.add(ReminderSent.of(sent, now).at(after.sequence()));
        return after;
    }

    private Reminder settled(Reminder reminder, Delivery outcome, Instant now) {
        if (outcome instanceof Delivery.Accepted) {
            return reminder.sent(now);
        }
        if (outcome instanceof Delivery.Postponed postponed) {
            boolean again = reminder.attempts() < config.delivery().attempts();
            return reminder.in(
                    again ? ReminderState.RETRY : ReminderState.NOT_DELIVERABLE, Optional.of(postponed.reason()));
        }
        if (outcome instanceof Delivery.Refused refused) {
            return reminder.in(ReminderState.NOT_DELIVERABLE, Optional.of(refused.reason()));
        }
        Delivery.Unknown unknown = (Delivery.Unknown) outcome;
        return reminder.in(ReminderState.UNCONFIRMED, Optional.of(unknown.reason()));
    }

    private Uni<Void> store(PgTx tx, Batch batch) {
        return reminders
                .saveAll(tx, batch.reminders)
                .chain(() -> cases.saveAll(tx, batch.cases))
                .chain(() -> outbox.append(tx, DunningEvent.TOPIC, batch.events));
    }

    private static final class Batch {
        private final List<Reminder> reminders = new ArrayList<>();
        private final List<DunningCase> cases = new ArrayList<>();
        private final List<OutboxEvent> events = new ArrayList<>();
    }
}
