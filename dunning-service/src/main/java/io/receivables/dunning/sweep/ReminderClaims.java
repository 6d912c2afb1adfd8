package io.receivables.dunning.sweep;

import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.dunningcase.store.CaseWithCustomer;
import io.receivables.dunning.policy.model.DunningPolicy;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes up planned reminders, and those that surely did not go out, and commits that before they are sent: with the amount and address
 * of today, or not at all when settled or, for a notice from before the due date, when that is gone. One for whose
 * debtor it is quiet time waits until that is over. Runs behind the same gate as the plan.
 */
@ApplicationScoped
public class ReminderClaims {

    private final Transactions transactions;
    private final CaseRepository cases;
    private final PolicyRepository policies;
    private final ReminderRepository reminders;
    private final ReminderTexts texts;
    private final int batchSize;

    ReminderClaims(
            Transactions transactions,
            CaseRepository cases,
            PolicyRepository policies,
            ReminderRepository reminders,
            ReminderTexts texts,
            DunningConfig config) {
        this.transactions = transactions;
        this.cases = cases;
        this.policies = policies;
        this.reminders = reminders;
        this.texts = texts;
        this.batchSize = config.sweep().batchSize();
    }

    /** Claims the next reminders of a tenant that are planned or whose pause is over. */
    public Uni<Claimed> claim(String tenant) {
        return transactions.forTenant(tenant, SweepJob.NAME, tx -> reminders
                .claimWaiting(tx, batchSize)
                .chain(waiting -> waiting.isEmpty() ? Uni.createFrom().item(Claimed.NOTHING) : take(tx, waiting)));
    }

    private Uni<Claimed> take(PgTx tx, List<Reminder> waiting) {
        List<UUID> caseIds = waiting.stream().map(Reminder::caseId).toList();
        return cases.lockWithCustomer(tx, caseIds).chain(locked -> policies.versions(tx)
                .chain(versions -> store(tx, decide(waiting, byId(locked), versions, tx.now()))));
    }

    private Batch decide(
            List<Reminder> waiting, Map<UUID, CaseWithCustomer> locked, PolicyVersions versions, Instant now) {
        Batch batch = new Batch();
        for (Reminder reminder : waiting) {
            CaseWithCustomer found = locked.get(reminder.caseId());
            DunningCase dunned = found.dunned();
            DunningPolicy policy = versions.version(dunned.policyVersion());
            Instant allowed = dunned.allowedFrom(policy, now);
            if (!dunned.isOpen()) {
                batch.reminders.add(settled(reminder, dunned));
            } else if (dunned.isPast(policy.level(reminder.level()), now)) {
                batch.reminders.add(reminder.passedOver());
                batch.given.add(dunned.passedOver(policy, now));
            } else if (allowed.isAfter(now)) {
                batch.waiting.put(reminder.id(), allowed);
            } else {
                Reminder decided = again(reminder, found, policy);
                batch.reminders.add(decided);
                if (decided.state() == ReminderState.NOT_DELIVERABLE) {
                    batch.given.add(dunned.delivered(policy, now));
                }
            }
        }
        return batch;
    }

    private Reminder again(Reminder reminder, CaseWithCustomer found, DunningPolicy policy) {
        DunningCase dunned = found.dunned();
        Addressee addressee = Addressee.of(found.customer());
        Letter letter = texts.write(
                policy.level(reminder.level()).tone(),
                addressee.language(),
                addressee.name(),
                dunned.invoice(),
                dunned.balance().open());
        return reminder.again(addressee, letter, dunned.balance().open());
    }

    private static Reminder settled(Reminder reminder, DunningCase dunned) {
        return reminder.in(ReminderState.CANCELLED, dunned.closeReason().map(Enum::name));
    }

    private Uni<Claimed> store(PgTx tx, Batch batch) {
        List<Reminder> toSend = batch.reminders.stream()
                .filter(reminder -> reminder.state() == ReminderState.SENDING)
                .toList();
        return reminders
                .saveAll(tx, batch.reminders)
                .chain(() -> reminders.waitUntil(tx, batch.waiting))
                .chain(() -> cases.saveAll(tx, batch.given))
                .replaceWith(new Claimed(toSend, true));
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

    private static Map<UUID, CaseWithCustomer> byId(List<CaseWithCustomer> locked) {
        return locked.stream().collect(Collectors.toMap(found -> found.dunned().id(), Function.identity()));
    }

    private static final class Batch {
        private final List<Reminder> reminders = new ArrayList<>();
        private final List<DunningCase> given = new ArrayList<>();
        private final Map<UUID, Instant> waiting = new HashMap<>();
    }
}
