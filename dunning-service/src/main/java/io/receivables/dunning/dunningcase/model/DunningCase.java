package io.receivables.dunning.dunningcase.model;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyLevel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The dunning of one invoice. Immutable: every method answers the case as it is afterwards. An open case always has
 * exactly one next action, a closed one has none.
 */
public record DunningCase(
        UUID id,
        InvoiceFacts invoice,
        int policyVersion,
        CaseState state,
        Optional<CloseReason> closeReason,
        Balance balance,
        Progress progress,
        Optional<NextAction> next,
        long version,
        long sequence) {

    public DunningCase {
        boolean closed = state == CaseState.CLOSED;
        if (next.isPresent() == closed || closeReason.isPresent() != closed) {
            throw new IllegalStateException("an open case has exactly one next action, a closed one has a reason");
        }
    }

    /** Opens the case of a freshly issued invoice. */
    public static DunningCase open(UUID id, InvoiceFacts invoice, Balance balance, DunningPolicy policy, Instant now) {
        NextAction placeholder = NextReminder.of(policy, invoice, Progress.NONE, balance.open(), today(invoice, now));
        return new DunningCase(
                        id,
                        invoice,
                        policy.version(),
                        CaseState.NOT_DUE,
                        Optional.empty(),
                        balance,
                        Progress.NONE,
                        Optional.of(placeholder),
                        0,
                        0)
                .with(balance, Progress.NONE, policy, now);
    }

    /**
     * Takes over a newer word of payment-service on what is owed; an older one changes nothing. One of the same version may
     * still say more: a message that carried only the open amount may have come first.
     */
    public DunningCase owed(Balance said, DunningPolicy policy, Instant now) {
        if (said.version() < balance.version() || balance.says(said)) {
            return this;
        }
        return with(balance.creditedInFull() ? said.withCreditedInFull() : said, progress, policy, now);
    }

    /** The same from a message that says only the open amount. */
    public DunningCase owed(Money open, long itemVersion, DunningPolicy policy, Instant now) {
        return owed(new Balance(open, balance.credited(), itemVersion, false), policy, now);
    }

    /** Invoicing-service declared the invoice overdue: reminders after the due date may go out from now on. */
    public DunningCase overdue(DunningPolicy policy, Instant now) {
        return progress.overdue() ? this : with(balance, progress.nowOverdue(), policy, now);
    }

    /** A credit note over the whole invoice stops the case for good, before the open item says so. */
    public DunningCase creditedInFull(DunningPolicy policy, Instant now) {
        return balance.creditedInFull() ? this : with(balance.withCreditedInFull(), progress, policy, now);
    }

    /** Decides again, with the facts of this moment, whether a reminder goes out now; in quiet time it is put off until that is over. */
    public Firing fire(DunningPolicy policy, Instant now) {
        DunningCase current = with(balance, progress, policy, now);
        Optional<NextAction> due = current.next
                .filter(action -> action.kind() == NextAction.Kind.SEND_REMINDER)
                .filter(action -> !action.at().isAfter(now))
                .filter(action ->
                        progress.overdue() || policy.level(action.level()).preDue());
        if (due.isEmpty()) {
            return new Firing(current, Optional.empty(), List.of());
        }
        Instant allowed = allowedFrom(policy, now);
        if (allowed.isAfter(now)) {
            return new Firing(current.postponed(due.get(), allowed), Optional.empty(), List.of());
        }
        PolicyLevel level = policy.level(due.get().level());
        List<PolicyLevel> skipped = policy.levelsAfter(progress.level()).stream()
                .filter(passed -> passed.level() < level.level())
                .toList();
        Progress reached = progress.reached(level.level());
        return new Firing(with(balance, reached, policy, now), Optional.of(level), skipped);
    }

    /** This moment if the debtor may be reminded now, otherwise the next at which that is so. */
    public Instant allowedFrom(DunningPolicy policy, Instant now) {
        return policy.quiet().firstAllowed(now, invoice.zone());
    }

    /** The outcome of the reminder in delivery is known (or given up): the next action is planned. */
    public DunningCase delivered(DunningPolicy policy, Instant now) {
        return with(balance, progress.delivered(today(invoice, now)), policy, now);
    }

    /** Whether the reminder of a level has lost its sense before it was sent. */
    public boolean isPast(PolicyLevel level, Instant now) {
        return level.pastOn(today(invoice, now), invoice.dueDate());
    }

    /** The reminder in delivery has lost its sense, and nobody heard of it: the next action is planned. */
    public DunningCase passedOver(DunningPolicy policy, Instant now) {
        return with(balance, progress.passedOver(), policy, now);
    }

    /** One more event was published. */
    public DunningCase published() {
        return new DunningCase(
                id, invoice, policyVersion, state, closeReason, balance, progress, next, version, sequence + 1);
    }

    /** Whether something is still owed. */
    public boolean isOpen() {
        return state != CaseState.CLOSED;
    }

    private DunningCase with(Balance newBalance, Progress newProgress, DunningPolicy policy, Instant now) {
        boolean settled = newBalance.settled();
        LocalDate today = today(invoice, now);
        return new DunningCase(
                id,
                invoice,
                policyVersion,
                settled ? CaseState.CLOSED : openState(newProgress, today),
                settled ? Optional.of(newBalance.reason(invoice.total())) : Optional.empty(),
                newBalance,
                newProgress,
                settled ? Optional.empty() : Optional.of(plan(newBalance, newProgress, policy, today)),
                version,
                sequence);
    }

    private DunningCase postponed(NextAction action, Instant until) {
        NextAction later = new NextAction(action.kind(), action.level(), today(invoice, until), until);
        return new DunningCase(
                id,
                invoice,
                policyVersion,
                state,
                closeReason,
                balance,
                progress,
                Optional.of(later),
                version,
                sequence);
    }

    private CaseState openState(Progress newProgress, LocalDate today) {
        if (newProgress.overdue()) {
            return CaseState.OVERDUE;
        }
        return state != CaseState.DUE && today.isBefore(invoice.dueDate()) ? CaseState.NOT_DUE : CaseState.DUE;
    }

    private NextAction plan(Balance newBalance, Progress newProgress, DunningPolicy policy, LocalDate today) {
        if (newProgress.inDelivery()) {
            LocalDate reached = next.filter(action -> action.kind() == NextAction.Kind.DELIVER_REMINDER)
                    .map(NextAction::on)
                    .orElse(today);
            return NextReminder.action(NextAction.Kind.DELIVER_REMINDER, newProgress.level(), reached, policy, invoice);
        }
        return NextReminder.of(policy, invoice, newProgress, newBalance.open(), today);
    }

    private static LocalDate today(InvoiceFacts invoice, Instant now) {
        return LocalDate.ofInstant(now, invoice.zone());
    }
}
