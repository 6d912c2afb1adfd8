package io.receivables.dunning.sweep;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.Firing;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.dunningcase.store.CaseWithCustomer;
import io.receivables.dunning.events.DunningEvent;
import io.receivables.dunning.events.DunningLevelReached;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyLevel;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.receivables.dunning.reminder.model.Addressee;
import io.receivables.dunning.reminder.model.Letter;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.receivables.dunning.reminder.model.ReminderTexts;
import io.receivables.dunning.reminder.store.ReminderRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides on due cases and commits the decision before anything is sent. A claim locks the case, so that it sees the
 * newest payment or the payment waits for it; a case that is locked elsewhere is left to the next run, and so is one
 * whose invoice has parked events, because what is owed on it is not known. That payments of an outage are read first is
 * the sweep's affair.
 */
@ApplicationScoped
public class ReminderClaims {

    private final Transactions transactions;
    private final CaseRepository cases;
    private final PolicyRepository policies;
    private final ReminderRepository reminders;
    private final Outbox outbox;
    private final ReminderTexts texts;
    private final int batchSize;

    ReminderClaims(
            Transactions transactions,
            CaseRepository cases,
            PolicyRepository policies,
            ReminderRepository reminders,
            Outbox outbox,
            ReminderTexts texts,
            DunningConfig config) {
        this.transactions = transactions;
        this.cases = cases;
        this.policies = policies;
        this.reminders = reminders;
        this.outbox = outbox;
        this.texts = texts;
        this.batchSize = config.sweep().batchSize();
    }

    /** Claims the next cases of a tenant that were due when it was found. */
    public Uni<Claimed> claim(DueTenant tenant) {
        return transactions.forTenant(tenant.id(), SweepJob.NAME, tx -> cases.turnDue(tx)
                .chain(() -> cases.claimDue(tx, tenant.now(), batchSize))
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(Claimed.NOTHING)
                        : policies.versions(tx).chain(versions -> store(tx, decide(due, versions, tx.now())))));
    }

    private Batch decide(List<CaseWithCustomer> due, PolicyVersions versions, Instant now) {
        Batch batch = new Batch();
        for (CaseWithCustomer each : due) {
            DunningCase before = each.dunned();
            DunningPolicy policy = versions.version(before.policyVersion());
            Firing firing = before.fire(policy, now);
            firing.skipped().forEach(level -> batch.written.add(Reminder.skipped(Ids.next(), before, level, now)));
            DunningCase after = firing.level()
                    .map(level -> fire(batch, firing.after(), level, Addressee.of(each.customer()), policy, now))
                    .orElse(firing.after());
            if (!after.equals(before)) {
                batch.changed.add(after);
            }
        }
        return batch;
    }

    private DunningCase fire(
            Batch batch,
            DunningCase dunned,
            PolicyLevel level,
            Addressee addressee,
            DunningPolicy policy,
            Instant now) {
        Letter letter = texts.write(
                level.tone(),
                addressee.language(),
                addressee.name(),
                dunned.invoice(),
                dunned.balance().open());
        Reminder reminder = Reminder.claimed(Ids.next(), dunned, level, addressee, letter, now);
        DunningCase after = dunned.published();
        batch.events.add(DunningLevelReached.of(after, level, now).at(after.sequence()));
        batch.written.add(reminder);
        return reminder.state() == ReminderState.SENDING ? after : after.delivered(policy, now);
    }

    private Uni<Claimed> store(PgTx tx, Batch batch) {
        List<Reminder> toSend = batch.written.stream()
                .filter(reminder -> reminder.state() == ReminderState.SENDING)
                .toList();
        return cases.saveAll(tx, batch.changed)
                .chain(() -> reminders.insertAll(tx, batch.written))
                .chain(() -> outbox.append(tx, DunningEvent.TOPIC, batch.events))
                .replaceWith(new Claimed(toSend, !batch.changed.isEmpty()));
    }

    /**
     * What a claim led to.
     *
     * @param toSend reminders that are now to be handed to the mail server
     * @param progress whether anything changed, so that another claim may find more
     */
    public record Claimed(List<Reminder> toSend, boolean progress) {
        static final Claimed NOTHING = new Claimed(List.of(), false);
    }

    private static final class Batch {
        private final List<DunningCase> changed = new ArrayList<>();
        private final List<Reminder> written = new ArrayList<>();
        private final List<OutboxEvent> events = new ArrayList<>();
    }
}
