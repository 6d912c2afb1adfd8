package io.receivables.reporting.projection.payment;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.receivables.reporting.projection.payment.PaymentBatch.AllocationRow;
import io.receivables.reporting.projection.payment.PaymentBatch.CashChange;
import io.receivables.reporting.projection.payment.PaymentBatch.ReleaseRow;
import io.receivables.reporting.projection.payment.PaymentEvents.Payer;
import io.receivables.reporting.projection.payment.PaymentEvents.Received;
import io.receivables.reporting.projection.payment.PaymentEvents.Reversed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps payments, what they settled and what of them is unapplied, now and as of any date. */
@ApplicationScoped
public class PaymentProjection implements Projection {
    @Override
    public String channel() {
        return "payments";
    }

    @Override
    public String topic() {
        return "receivables.payment.payments";
    }

    @Override
    public List<String> tables() {
        return List.of(
                "payments",
                "payment_cash_changes",
                "payment_allocations",
                "allocation_releases",
                "customer_cash_totals",
                "cash_totals");
    }

    /**
     * Cash changes come before the payments, because they look up what was unapplied before the batch. The totals come
     * last, because other batches may wait for their rows.
     */
    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var batch = PaymentBatch.of(events);
        return Statements.inOrder(
                Statements.forRows(batch.cash(), rows -> insertCashChanges(tx, rows)),
                Statements.forRows(batch.received(), rows -> insertPayments(tx, rows)),
                Statements.forRows(batch.allocations(), rows -> insertAllocations(tx, rows)),
                Statements.forRows(batch.releases(), rows -> insertReleases(tx, rows)),
                Statements.forRows(batch.withKnownCustomer(), rows -> insertAccounts(tx, rows)),
                Statements.forRows(batch.cash(), rows -> updatePayments(tx, rows)));
    }

    private static Uni<Integer> insertCashChanges(PgTx tx, Columns<CashChange> rows) {
        return tx.execute(
                PaymentSql.INSERT_CASH_CHANGES,
                tx.tenant(),
                rows.uuid(CashChange::paymentId),
                rows.number(CashChange::sequence),
                rows.optionalUuid(CashChange::customerId),
                rows.text(CashChange::currency),
                rows.text(CashChange::cause),
                rows.date(CashChange::effectiveDate),
                rows.instant(CashChange::recordedAt),
                rows.decimal(CashChange::unapplied));
    }

    private static Uni<Integer> insertPayments(PgTx tx, Columns<Sequenced<Received>> rows) {
        return tx.execute(
                PaymentSql.INSERT_PAYMENTS,
                tx.tenant(),
                rows.uuid(of(Received::paymentId)),
                rows.text(of(Received::method)),
                rows.text(of(Received::source)),
                rows.text(of(Received::currency)),
                rows.decimal(of(Received::amount)),
                rows.date(of(Received::bookingDate)),
                rows.date(of(Received::valueDate)),
                rows.optionalUuid(of(Received::customerId)),
                rows.optionalText(of(r -> r.payer().flatMap(Payer::name))),
                rows.optionalText(of(r -> r.payer().flatMap(Payer::iban))),
                rows.optionalText(of(Received::structuredReference)),
                rows.optionalText(of(Received::remittanceInformation)),
                rows.optionalText(of(Received::externalId)),
                rows.optionalUuid(of(Received::statementId)));
    }

    private static Uni<Void> updatePayments(PgTx tx, Columns<CashChange> rows) {
        return tx.query(
                        PaymentSql.UPDATE_PAYMENTS,
                        tx.tenant(),
                        rows.uuid(CashChange::paymentId),
                        rows.number(CashChange::sequence),
                        rows.optionalUuid(CashChange::customerId),
                        rows.date(CashChange::effectiveDate),
                        rows.decimal(CashChange::unapplied),
                        rows.optionalDate(row -> row.reversal().map(Reversed::bookingDate)),
                        rows.optionalText(row -> row.reversal().map(Reversed::reason)),
                        rows.optionalText(row -> row.reversal().flatMap(Reversed::returnReasonCode)))
                .chain(spent -> Statements.forRows(Columns.list(spent), totals -> deleteTotals(tx, totals))
                        .get());
    }

    private static Uni<Integer> deleteTotals(PgTx tx, Columns<Row> spent) {
        return tx.execute(
                PaymentSql.DELETE_TOTALS,
                tx.tenant(),
                spent.uuid(row -> row.getUUID("customer_id")),
                spent.text(row -> row.getString("currency")),
                spent.flag(row -> row.getBoolean("identified")),
                spent.integer(row -> row.getInteger("slot")));
    }

    private static Uni<Integer> insertAllocations(PgTx tx, Columns<AllocationRow> rows) {
        return tx.execute(
                PaymentSql.INSERT_ALLOCATIONS,
                tx.tenant(),
                rows.uuid(row -> row.part().allocationId()),
                rows.uuid(AllocationRow::paymentId),
                rows.uuid(row -> row.part().invoiceId()),
                rows.text(row -> row.part().invoiceNumber()),
                rows.text(AllocationRow::currency),
                rows.decimal(row -> row.part().amount()),
                rows.text(row -> row.part().rule()),
                rows.text(row -> row.part().explanation()),
                rows.date(AllocationRow::effectiveDate),
                rows.instant(AllocationRow::at));
    }

    private static Uni<Integer> insertReleases(PgTx tx, Columns<ReleaseRow> rows) {
        return tx.execute(
                PaymentSql.INSERT_RELEASES,
                tx.tenant(),
                rows.uuid(row -> row.part().allocationId()),
                rows.number(ReleaseRow::sequence),
                rows.uuid(ReleaseRow::paymentId),
                rows.decimal(row -> row.part().amount()),
                rows.text(ReleaseRow::reason),
                rows.date(ReleaseRow::effectiveDate),
                rows.instant(ReleaseRow::at));
    }

    private static Uni<Integer> insertAccounts(PgTx tx, Columns<CashChange> rows) {
        return tx.execute(
                PaymentSql.INSERT_ACCOUNTS,
                tx.tenant(),
                rows.uuid(row -> row.customerId().orElseThrow()),
                rows.text(CashChange::currency));
    }
}
