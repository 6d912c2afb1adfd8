package io.receivables.dunning.reminder.rest;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.reminder.model.Letter;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reminder as the debtor got it, with what became of it. */
@Schema(
        name = "Reminder",
        examples =
                """
                {"id":"019a0819-6b70-7f97-8e50-9cbf8fd3bf01","caseId":"019a0819-6b70-7f97-8e50-9cbf8fd3be01",
                 "invoiceId":"0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01","invoiceNumber":"INV-2025-000042",
                 "customerId":"0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11","level":2,"levelName":"Friendly reminder",
                 "policyVersion":0,"state":"SENT","channel":"EMAIL","recipient":"racuni@adria-opskrba.example",
                 "language":"hr","subject":"Podsjetnik: račun INV-2025-000042","body":"Poštovani, ...",
                 "messageId":"<reminder.019a0819-6b70-7f97-8e50-9cbf8fd3bf01@reminders.receivables.local>",
                 "open":{"amount":"740.00","currency":"EUR"},"attempts":1,
                 "createdAt":"2025-05-04T06:00:00Z","sentAt":"2025-05-04T06:00:00Z"}""")
public record ReminderResponse(
        UUID id,
        UUID caseId,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        int level,
        String levelName,
        int policyVersion,
        ReminderState state,
        @Schema(description = "Why it was not (surely) delivered.") Optional<String> reason,
        String channel,
        Optional<String> recipient,
        Optional<String> language,
        Optional<String> subject,
        @Schema(description = "Full text; in lists left out.") Optional<String> body,
        String messageId,
        @Schema(description = "What the debtor was asked for.") Money open,
        int attempts,
        Instant createdAt,
        Optional<Instant> sentAt) {

    static ReminderResponse of(Reminder reminder, String messageId) {
        return new ReminderResponse(
                reminder.id(),
                reminder.caseId(),
                reminder.invoiceId(),
                reminder.invoiceNumber(),
                reminder.customerId(),
                reminder.level(),
                reminder.levelName(),
                reminder.policyVersion(),
                reminder.state(),
                reminder.reason(),
                Reminder.CHANNEL,
                reminder.recipient(),
                reminder.letter().map(letter -> letter.language().code()),
                reminder.letter().map(Letter::subject),
                reminder.letter().map(Letter::body),
                messageId,
                reminder.open(),
                reminder.attempts(),
                reminder.createdAt(),
                reminder.sentAt());
    }

    ReminderResponse withoutBody() {
        return new ReminderResponse(
                id,
                caseId,
                invoiceId,
                invoiceNumber,
                customerId,
                level,
                levelName,
                policyVersion,
                state,
                reason,
                channel,
                recipient,
                language,
                subject,
                Optional.empty(),
                messageId,
                open,
                attempts,
                createdAt,
                sentAt);
    }
}
