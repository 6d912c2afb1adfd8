package io.receivables.payment.payment.store;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.model.PaymentDetails;
import io.receivables.payment.payment.model.PaymentDetails.StatementOrigin;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of the payments table. */
final class PaymentRows {
    static final String COLUMNS =
            """
            p.payment_id, p.method, p.source, p.currency, p.amount, p.allocated_amount, p.unapplied_amount, p.reversed_amount,
            p.booking_date, p.value_date, p.customer_id, p.payer_name, p.payer_iban, p.structured_reference,
            p.remittance_information, p.end_to_end_id, p.external_id, p.statement_id, p.bank_transaction_id,
            p.entry_reference, p.released_on, p.explanation, p.recorded_by, p.recorded_at, p.version""";

    private PaymentRows() {}

    static List<Payment> payments(RowSet<Row> rows) {
        var payments = new ArrayList<Payment>(rows.size());
        rows.forEach(row -> payments.add(payment(row)));
        return payments;
    }

    private static Payment payment(Row row) {
        var currency = row.getString("currency");
        var balance = new PaymentBalance(
                Money.of(row.getBigDecimal("amount"), currency),
                Money.of(row.getBigDecimal("allocated_amount"), currency),
                Money.of(row.getBigDecimal("unapplied_amount"), currency),
                Money.of(row.getBigDecimal("reversed_amount"), currency));
        return new Payment(
                row.getUUID("payment_id"),
                details(row),
                balance,
                Optional.ofNullable(row.getUUID("customer_id")),
                Optional.ofNullable(row.getLocalDate("released_on")),
                row.getString("explanation"),
                row.getString("recorded_by"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getLong("version"));
    }

    private static PaymentDetails details(Row row) {
        return new PaymentDetails(
                PaymentMethod.valueOf(row.getString("method")),
                PaymentSource.valueOf(row.getString("source")),
                row.getLocalDate("booking_date"),
                row.getLocalDate("value_date"),
                Optional.ofNullable(row.getString("payer_name")),
                Optional.ofNullable(row.getString("payer_iban")),
                Optional.ofNullable(row.getString("structured_reference")),
                Optional.ofNullable(row.getString("remittance_information")),
                Optional.ofNullable(row.getString("end_to_end_id")),
                Optional.ofNullable(row.getString("external_id")),
                Optional.ofNullable(row.getUUID("statement_id"))
                        .map(id -> new StatementOrigin(
                                id,
                                row.getUUID("bank_transaction_id"),
                                Optional.ofNullable(row.getString("entry_reference")))));
    }
}
