package io.receivables.dunning.events;

import io.receivables.dunning.reminder.model.Reminder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The mail server took a reminder; {@code openAmount} is what the debtor was asked for. */
public record ReminderSent(
        UUID caseId,
        UUID reminderId,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        int level,
        String channel,
        String language,
        Instant sentAt,
        String currency,
        BigDecimal openAmount,
        int policyVersion)
        implements DunningEvent {

    /** The event of a reminder that was accepted just now. */
    public static ReminderSent of(Reminder reminder, Instant now) {
        return new ReminderSent(
                reminder.caseId(),
                reminder.id(),
                reminder.invoiceId(),
                reminder.invoiceNumber(),
                reminder.customerId(),
                reminder.level(),
                Reminder.CHANNEL,
                reminder.letter().orElseThrow().language().code(),
                now,
                reminder.open().currency().getCurrencyCode(),
                reminder.open().amount(),
                reminder.policyVersion());
    }
}
