package io.receivables.dunning.sweep;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.Firing;
import io.receivables.dunning.dunningcase.store.AdvancedCase;
import io.receivables.dunning.dunningcase.store.AlikeCases;
import io.receivables.dunning.dunningcase.store.DueCaseRepository;
import io.receivables.dunning.events.DunningEvent;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.store.ReminderRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Decides on due cases, as many at once as fit a transaction, however slow the mail server is: each reaches its level and gets a planned
 * reminder. A plan locks the case, so that it sees the newest payment or the payment waits for it; a case that is locked elsewhere is left
 * to the next run, and so is one whose invoice has parked events, because what is owed on it is not known. That payments of an outage are
 * read first is the sweep's affair.
 */
@ApplicationScoped
public class ReminderPlanning {

    private final Transactions transactions;
    private final DueCaseRepository cases;
    private final PolicyRepository policies;
    private final ReminderRepository reminders;
    private final Outbox outbox;
    private final int planSize;

    ReminderPlanning(
            Transactions transactions,
            DueCaseRepository cases,
            PolicyRepository policies,
            ReminderRepository reminders,
            Outbox outbox,
            DunningConfig config) {
        this.transactions = transactions;
        this.cases = cases;
        this.policies = policies;
        this.reminders = reminders;
        this.outbox = outbox;
        this.planSize = config.sweep().planSize();
    }

    /** Marks the cases of a tenant whose due date has begun, and lets reminders go on whose quiet time is over; true if there were any such cases. */
    public Uni<Boolean> turnDue(DueTenant tenant) {
        return transactions.forTenant(
                tenant.id(),
                SweepJob.NAME,
                tx -> reminders.endWait(tx).chain(() -> cases.turnDue(tx)).map(turned -> turned > 0));
    }

    /** Plans for the next cases of a tenant that were due when it was found; true if another plan may find more. */
    public Uni<Boolean> plan(DueTenant tenant) {
        return transactions.forTenant(tenant.id(), SweepJob.NAME, tx -> policies.versions(tx)
                .chain(versions -> cases.claim(tx, tenant.now(), planSize, versions.minimums())
                        .chain(due -> store(tx, decide(due, versions, tx.now())))));
    }

    private static List<Plan> decide(List<AlikeCases> due, PolicyVersions versions, Instant now) {
        return due.stream()
                .map(alike -> decide(alike, versions, now))
                .filter(Plan::changesSomething)
                .toList();
    }

    private static Plan decide(AlikeCases alike, PolicyVersions versions, Instant now) {
        DunningCase first = alike.first();
        return new Plan(alike, first.fire(versions.version(first.policyVersion()), now));
    }

    /** Reminders follow the cases without waiting for their answer. */
    private Uni<Boolean> store(PgTx tx, List<Plan> plans) {
        return Uni.combine()
                .all()
                .unis(
                        Uni.createFrom().deferred(() -> cases.advance(
                                        tx, plans.stream().map(Plan::advance).toList())
                                .chain(advanced ->
                                        outbox.append(tx, DunningEvent.TOPIC, events(plans, advanced, tx.now())))),
                        Uni.createFrom().deferred(() -> reminders.insertAlike(tx, written(plans, tx.now()))))
                .discardItems()
                .replaceWith(!plans.isEmpty());
    }

    private static List<OutboxEvent> events(List<Plan> plans, List<AdvancedCase> advanced, Instant now) {
        return advanced.stream()
                .flatMap(each -> plans.get(each.advance()).event(each, now).stream())
                .toList();
    }

    private static Map<Reminder, List<UUID>> written(List<Plan> plans, Instant now) {
        Map<Reminder, List<UUID>> written = new LinkedHashMap<>();
        for (Plan plan : plans) {
            Firing firing = plan.firing();
            DunningCase first = plan.cases().first();
            List<UUID> all = plan.cases().ids();
            firing.skipped().forEach(level -> written.put(Reminder.skipped(Ids.next(), first, level, now), all));
            firing.level().ifPresent(level -> written.put(Reminder.planned(Ids.next(), first, level, now), all));
        }
        return written;
    }
}
