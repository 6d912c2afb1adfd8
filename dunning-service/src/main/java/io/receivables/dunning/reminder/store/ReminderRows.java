package io.receivables.dunning.reminder.store;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.reminder.model.Language;
import io.receivables.dunning.reminder.model.Letter;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Translates between a reminder and its row. */
final class ReminderRows {

    static final String COLUMNS =
            """
            r.id, r.case_id, r.invoice_id, r.invoice_number, r.customer_id, r.level, r.level_name, r.policy_version,
            r.state, r.reason, r.recipient, r.language, r.subject, r.body, r.message_id,
            r.currency::text as currency, r.open_amount, r.attempts, r.created_at, r.sent_at""";

    static final String TYPES =
            """
            id uuid, case_id uuid, invoice_id uuid, invoice_number text, customer_id uuid, level integer,
            level_name text, policy_version integer, state text, reason text, recipient text, language text,
            subject text, body text, message_id text, currency text, open_amount numeric, attempts integer,
            created_at timestamptz, sent_at timestamptz, pause_seconds double precision""";

    private ReminderRows() {}

    static Reminder read(Row row) {
        return new Reminder(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                row.getUUID("customer_id"),
                row.getInteger("level"),
                row.getString("level_name"),
                row.getInteger("policy_version"),
                ReminderState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("recipient")),
                Optional.ofNullable(row.getString("subject"))
                        .map(subject ->
                                new Letter(Language.of(row.getString("language")), subject, row.getString("body"))),
                Money.of(row.getBigDecimal("open_amount"), row.getString("currency")),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("sent_at")).map(OffsetDateTime::toInstant));
    }

    static JsonObject document(Reminder reminder, String messageId, double pauseSeconds) {
        return new JsonObject()
                .put("id", reminder.id().toString())
                .put("case_id", reminder.caseId().toString())
                .put("invoice_id", reminder.invoiceId().toString())
                .put("invoice_number", reminder.invoiceNumber())
                .put("customer_id", reminder.customerId().toString())
                .put("level", reminder.level())
                .put("level_name", reminder.levelName())
                .put("policy_version", reminder.policyVersion())
                .put("state", reminder.state().name())
                .put("reason", reminder.reason().orElse(null))
                .put("recipient", reminder.recipient().orElse(null))
                .put(
                        "language",
                        reminder.letter()
                                .map(letter -> letter.language().code())
                                .orElse(null))
                .put("subject", reminder.letter().map(Letter::subject).orElse(null))
                .put("body", reminder.letter().map(Letter::body).orElse(null))
                .put("message_id", messageId)
                .put("currency", reminder.open().currency().getCurrencyCode())
                .put("open_amount", reminder.open().amount())
                .put("attempts", reminder.attempts())
                .put("created_at", reminder.createdAt().toString())
                .put("sent_at", reminder.sentAt().map(Object::toString).orElse(null))
                .put("pause_seconds", pauseSeconds);
    }
}
