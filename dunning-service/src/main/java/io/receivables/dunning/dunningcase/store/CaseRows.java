package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.Balance;
import io.receivables.dunning.dunningcase.model.CaseState;
import io.receivables.dunning.dunningcase.model.CloseReason;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.InvoiceFacts;
import io.receivables.dunning.dunningcase.model.NextAction;
import io.receivables.dunning.dunningcase.model.Progress;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.ZoneId;
import java.util.Optional;

/** Translates between a case and its row. */
final class CaseRows {

    static final String COLUMNS =
            """
            c.id, c.invoice_id, c.invoice_number, c.customer_id, c.customer_name, c.language, c.time_zone,
            c.issue_date, c.due_date, c.currency::text as currency, c.total, c.payment_reference, c.seller_name,
            c.seller_iban, c.policy_version, c.state, c.close_reason, c.open_amount, c.credited_amount,
            c.open_item_version, c.credited_in_full, c.level, c.in_delivery, c.last_reminder_on, c.overdue,
            c.next_action, c.next_level, c.next_action_on, c.next_action_at, c.version, c.sequence,
            c.opened_at, c.changed_at""";

    /** The columns that change after a case was opened, as they stand in the documents of {@link #progress}. */
    static final String PROGRESS_TYPES =
            """
            id uuid, state text, close_reason text, open_amount numeric, credited_amount numeric,
            open_item_version bigint, credited_in_full boolean, level integer, in_delivery boolean,
            last_reminder_on date, overdue boolean, next_action text, next_level integer, next_action_on date,
            next_action_at timestamptz, sequence bigint""";

    private CaseRows() {}

    static DunningCase read(Row row) {
        String currency = row.getString("currency");
        InvoiceFacts invoice = new InvoiceFacts(
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                row.getUUID("customer_id"),
                row.getString("customer_name"),
                row.getString("language"),
                ZoneId.of(row.getString("time_zone")),
                row.getLocalDate("issue_date"),
                row.getLocalDate("due_date"),
                Money.of(row.getBigDecimal("total"), currency),
                row.getString("payment_reference"),
                row.getString("seller_name"),
                row.getString("seller_iban"));
        Balance balance = new Balance(
                Money.of(row.getBigDecimal("open_amount"), currency),
                Money.of(row.getBigDecimal("credited_amount"), currency),
                row.getLong("open_item_version"),
                row.getBoolean("credited_in_full"));
        Progress progress = new Progress(
                row.getInteger("level"),
                row.getBoolean("in_delivery"),
                Optional.ofNullable(row.getLocalDate("last_reminder_on")),
                row.getBoolean("overdue"));
        return new DunningCase(
                row.getUUID("id"),
                invoice,
                row.getInteger("policy_version"),
                CaseState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("close_reason")).map(CloseReason::valueOf),
                balance,
                progress,
                next(row),
                row.getLong("version"),
                row.getLong("sequence"));
    }

    private static Optional<NextAction> next(Row row) {
        return Optional.ofNullable(row.getString("next_action"))
                .map(kind -> new NextAction(
                        NextAction.Kind.valueOf(kind),
                        Optional.ofNullable(row.getInteger("next_level")).orElse(0),
                        row.getLocalDate("next_action_on"),
                        row.getOffsetDateTime("next_action_at").toInstant()));
    }

    static JsonObject progress(DunningCase dunned) {
        JsonObject document = new JsonObject()
                .put("id", dunned.id().toString())
                .put("state", dunned.state().name())
                .put("close_reason", dunned.closeReason().map(Enum::name).orElse(null))
                .put("open_amount", dunned.balance().open().amount())
                .put("credited_amount", dunned.balance().credited().amount())
                .put("open_item_version", dunned.balance().version())
                .put("credited_in_full", dunned.balance().creditedInFull())
                .put("level", dunned.progress().level())
                .put("in_delivery", dunned.progress().inDelivery())
                .put("overdue", dunned.progress().overdue())
                .put("sequence", dunned.sequence());
        dunned.progress().lastReminderOn().ifPresent(day -> document.put("last_reminder_on", day.toString()));
        dunned.next().ifPresent(next -> document.put("next_action", next.kind().name())
                .put("next_level", next.level() == 0 ? null : next.level())
                .put("next_action_on", next.on().toString())
                .put("next_action_at", next.at().toString()));
        return document;
    }

    static JsonObject whole(DunningCase dunned) {
        InvoiceFacts invoice = dunned.invoice();
        return progress(dunned)
                .put("invoice_id", invoice.invoiceId().toString())
                .put("invoice_number", invoice.number())
                .put("customer_id", invoice.customerId().toString())
                .put("customer_name", invoice.customerName())
                .put("language", invoice.language())
                .put("time_zone", invoice.zone().getId())
                .put("issue_date", invoice.issueDate().toString())
                .put("due_date", invoice.dueDate().toString())
                .put(
                        "due_at",
                        invoice.dueDate()
                                .atStartOfDay(invoice.zone())
                                .toInstant()
                                .toString())
                .put("currency", invoice.total().currency().getCurrencyCode())
                .put("total", invoice.total().amount())
                .put("payment_reference", invoice.paymentReference())
                .put("seller_name", invoice.sellerName())
                .put("seller_iban", invoice.sellerIban())
                .put("policy_version", dunned.policyVersion());
    }
}
