package io.receivables.payment.payment.store;

import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentStatus;
import io.receivables.payment.query.ListQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists of payments, newest first. One that only the booking date bounds is in the order of that date, latest first, so that a page does not
 * walk over what is outside the bound; other filters have an index in the order of recording.
 */
@ApplicationScoped
public class PaymentQueries {
    private static final String LIST = "select " + PaymentRows.COLUMNS + " from payments p";
    private static final String OF_INVOICE =
            """
            exists (select 1 from allocations a
                     where a.tenant_id = p.tenant_id and a.payment_id = p.payment_id and a.invoice_id = ?)""";

    /** What a list of payments is narrowed to. */
    public record Filter(
            Optional<UUID> customerId,
            Optional<UUID> invoiceId,
            Optional<UUID> statementId,
            Optional<PaymentStatus> status,
            Optional<PaymentMethod> method,
            Optional<String> externalId,
            Optional<LocalDate> bookedFrom,
            Optional<LocalDate> bookedTo) {

        private boolean isByDate() {
            return (bookedFrom.isPresent() || bookedTo.isPresent())
                    && customerId.isEmpty()
                    && invoiceId.isEmpty()
                    && statementId.isEmpty()
                    && status.isEmpty()
                    && externalId.isEmpty();
        }

        /** How many keys a position in the list has. */
        public int keys() {
            return isByDate() ? 2 : 1;
        }

        /** The position right after a payment. */
        public Cursor after(Payment payment) {
            return isByDate()
                    ? Cursor.of(payment.details().bookingDate(), payment.paymentId())
                    : Cursor.of(payment.paymentId());
        }
    }

    /** Reads one row more than the limit. */
    public Uni<List<Payment>> list(PgTx tx, Filter filter, Optional<Cursor> after, int limit) {
        var query = new ListQuery(LIST, "p.tenant_id", tx.tenant())
                .and("p.customer_id = ?", filter.customerId())
                .and(OF_INVOICE, filter.invoiceId())
                .and("p.statement_id = ?", filter.statementId())
                .and("p.status = ?", filter.status())
                .and("p.method = ?", filter.method())
                .and("p.external_id = ?", filter.externalId())
                .and("p.booking_date >= ?", filter.bookedFrom())
                .and("p.booking_date <= ?", filter.bookedTo());
        if (filter.isByDate()) {
            after.ifPresent(cursor -> query.and(
                    "(p.booking_date, p.payment_id) < (?, ?)", cursor.read(0, LocalDate::parse), cursor.uuid(1)));
            return query.run(tx, "p.booking_date desc, p.payment_id desc", limit + 1)
                    .map(PaymentRows::payments);
        }
        after.ifPresent(cursor -> query.and("p.payment_id < ?", cursor.uuid(0)));
        return query.run(tx, "p.payment_id desc", limit + 1).map(PaymentRows::payments);
    }
}
