package io.receivables.dunning.dunningcase.model;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyLevel;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The rule that finds the next action of an open case.
 *
 * <p>Levels are taken one by one from the lowest that was not reached yet. When the clock (or an outage) jumps over
 * several levels, the debtor hears them in order, one per minimum gap: a final notice is never the first word, two
 * reminders never go out on one day, and no level after the due date is dropped. Only a notice from before the due date
 * is passed over once that date is gone, or when it would fall on the day of issue; it is recorded as skipped.
 */
public final class NextReminder {

    private NextReminder() {}

    /** The next action of an open case that has no reminder in delivery, seen from a day in the debtor's zone. */
    public static NextAction of(
            DunningPolicy policy, InvoiceFacts invoice, Progress progress, Money open, LocalDate today) {
        for (PolicyLevel level : policy.levelsAfter(progress.level())) {
            Optional<LocalDate> day = dayOf(level, policy, invoice, progress, today);
            if (day.isPresent()) {
                return policy.worthReminding(open)
                        ? action(NextAction.Kind.SEND_REMINDER, level.level(), day.get(), policy, invoice)
                        : action(NextAction.Kind.REVIEW, 0, day.get(), policy, invoice);
            }
        }
        return action(NextAction.Kind.REVIEW, 0, reviewDay(policy, invoice, progress), policy, invoice);
    }

    static NextAction action(
            NextAction.Kind kind, int level, LocalDate day, DunningPolicy policy, InvoiceFacts invoice) {
        return new NextAction(kind, level, day, policy.quiet().startOf(day, invoice.zone()));
    }

    private static Optional<LocalDate> dayOf(
            PolicyLevel level, DunningPolicy policy, InvoiceFacts invoice, Progress progress, LocalDate today) {
        LocalDate planned = policy.quiet().firstAllowed(invoice.dueDate().plusDays(level.days()));
        LocalDate day = progress.lastReminderOn()
                .map(last -> policy.quiet().firstAllowed(later(planned, last.plusDays(policy.gapDays()))))
                .orElse(planned);
        boolean pointless = level.pastOn(today, invoice.dueDate())
                || level.pastOn(day, invoice.dueDate())
                || level.preDue() && !planned.isAfter(invoice.issueDate());
        return pointless ? Optional.empty() : Optional.of(day);
    }

    private static LocalDate reviewDay(DunningPolicy policy, InvoiceFacts invoice, Progress progress) {
        LocalDate last = later(
                invoice.dueDate().plusDays(policy.lastLevel().days()),
                progress.lastReminderOn().orElse(invoice.dueDate()));
        return last.plusDays(policy.reviewAfterDays());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
