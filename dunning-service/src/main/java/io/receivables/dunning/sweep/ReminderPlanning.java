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
 * Decides on due cases, as many at once as fit a transaction, however slow the mail server is: each reaches its level and gets a planned
 * reminder. A plan locks the case, so that it sees the newest payment or the payment waits for it; a case that is locked elsewhere is left
 * to the next run, and so is one whose invoice has parked events, because what is owed on it is not known. That payments of an outage are
 * read first is the sweep's affair.
 */
@ApplicationScoped
public class ReminderPlanning {

    private final Transactions transactions;
    private final CaseRepository cases;
    private final PolicyRepository policies;
    private final ReminderRepository reminders;
    private final Outbox outbox;
    private final ReminderTexts texts;
    private final int planSize;

    ReminderPlanning(
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
        this.planSize = config.sweep().planSize();
    }

    /** Plans for the next cases of a tenant that were due when it was found; true if another plan may find more. */
    public Uni<Boolean> plan(DueTenant tenant) {
        return transactions.forTenant(tenant.id(), SweepJob.NAME, tx -> cases.turnDue(tx)
                .chain(() -> cases.claimDue(tx, tenant.now(), planSize))
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(false)
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
        Reminder reminder = addressee.email().isPresent()
                ? Reminder.planned(Ids.next(), dunned, level, now)
                : Reminder.undeliverable(Ids.next(), dunned, level, addressee, letter(level, addressee, dunned), now);
        DunningCase after = dunned.published();
        batch.events.add(DunningLevelReached.of(after, level, now).at(after.sequence()));
        batch.written.add(reminder);
        return reminder.state() == ReminderState.PLANNED ? after : after.delivered(policy, now);
    }

    private Letter letter(PolicyLevel level, Addressee addressee, DunningCase dunned) {
        return texts.write(
                level.tone(),
                addressee.language(),
                addressee.name(),
                dunned.invoice(),
                dunned.balance().open());
    }

    private Uni<Boolean> store(PgTx tx, Batch batch) {
        return Uni.combine()
                .all()
                .unis(
                        Uni.createFrom().deferred(() -> cases.saveAll(tx, batch.changed)),
                        Uni.createFrom().deferred(() -> reminders.insertAll(tx, batch.written)),
                        Uni.createFrom().deferred(() -> outbox.append(tx, DunningEvent.TOPIC, batch.events)))
                .discardItems()
                .replaceWith(!batch.changed.isEmpty());
    }

    private static final class Batch {
        private final List<DunningCase> changed = new ArrayList<>();
        private final List<Reminder> written = new ArrayList<>();
        private final List<OutboxEvent> events = new ArrayList<>();
    }
}
