package io.receivables.payment.openitem.store;

import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.OpenItemStatus;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.query.ListQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads of the open items that lock nothing. */
@ApplicationScoped
public class OpenItemQueries {
    private static final String LIST = "select " + OpenItemRepository.COLUMNS + " from open_items o";
    private static final String ONE =
            "select " + OpenItemRepository.COLUMNS + " from open_items o where o.tenant_id = $1 and o.invoice_id = $2";

    /** What a list of open items is narrowed to. */
    public record Filter(
            Optional<UUID> customerId,
            Optional<OpenItemStatus> status,
            Optional<LocalDate> dueTo,
            Optional<String> currency) {}

    /** Reads one row more than the limit, ordered by due date. */
    public Uni<List<OpenItem>> list(PgTx tx, Filter filter, Optional<Cursor> after, int limit) {
        var query = new ListQuery(LIST, "o.tenant_id", tx.tenant())
                .and("o.customer_id = ?", filter.customerId())
                .and("o.status = ?", filter.status())
                .and("o.due_date <= ?", filter.dueTo())
                .and("o.currency = ?", filter.currency());
        after.ifPresent(cursor ->
                query.and("(o.due_date, o.invoice_id) > (?, ?)", cursor.read(0, LocalDate::parse), cursor.uuid(1)));
        return query.run(tx, "o.due_date, o.invoice_id", limit + 1).map(OpenItemRepository::items);
    }

    public Uni<Optional<OpenItem>> find(PgTx tx, UUID invoiceId) {
        return tx.query(ONE, tx.tenant(), invoiceId)
                .map(rows -> OpenItemRepository.items(rows).stream().findFirst());
    }
}
