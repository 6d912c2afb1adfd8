package io.receivables.payment.openitem.store;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.OpenItemChanged;
import io.receivables.payment.events.PaymentTopics;
import io.receivables.payment.openitem.model.OpenItem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sole writer of the open items; every write publishes the state after it. */
@ApplicationScoped
public class OpenItemRepository {
    static final String COLUMNS =
            """
            o.invoice_id, o.invoice_number, o.reference_key, o.customer_id, o.currency, o.issue_date, o.due_date,
            o.time_zone, o.original_amount, o.credited_amount, o.allocated_amount, o.released_on, o.version""";

    private static final String INSERT =
            """
            insert into open_items (tenant_id, invoice_id, invoice_number, number_key, reference_key, customer_id, currency,
                                    issue_date, due_date, time_zone, original_amount, version)
            select $1, n.* from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::date[],
                                       $9::date[], $10::text[], $11::numeric[], $12::bigint[]) as n""";

    private static final String LOCK = "select " + COLUMNS
            + " from open_items o where o.tenant_id = $1 and o.invoice_id = any($2::uuid[]) order by o.invoice_id for update of o";

    private static final String UPDATE =
            """
            update open_items o
               set allocated_amount = o.allocated_amount + c.allocated,
                   credited_amount = o.credited_amount + c.credited,
                   released_on = c.released_on,
                   version = c.version
              from unnest($2::uuid[], $3::numeric[], $4::numeric[], $5::date[], $6::bigint[], $7::bigint[])
                   as c (invoice_id, allocated, credited, released_on, version, expected)
             where o.tenant_id = $1 and o.invoice_id = c.invoice_id and o.version = c.expected
               and o.open_amount >= c.allocated + c.credited""";

    private final Outbox outbox;

    OpenItemRepository(Outbox outbox) {
        this.outbox = outbox;
    }

    /** An open item before and after one transaction's changes. */
    public record Change(OpenItem before, OpenItem after) {}

    /** A state to publish, with what led to it. */
    public record Published(OpenItem item, OpenItemChanged.Cause cause, UUID causeId, LocalDate effectiveDate) {
        public OutboxEvent event() {
            var payload = new OpenItemChanged(
                    item.invoiceId(),
                    item.invoiceNumber(),
                    item.customerId(),
                    item.currency().getCurrencyCode(),
                    item.dueDate(),
                    item.original().amount(),
                    item.credited().amount(),
                    item.allocated().amount(),
                    item.open().amount(),
                    item.status(),
                    cause,
                    causeId,
                    effectiveDate,
                    item.version());
            return new OutboxEvent(payload.type(), item.invoiceId(), item.version(), payload);
        }
    }

    /** A new item and the event it follows from, which its own event names as its cause. */
    public record Opened(OpenItem item, Cause cause) {}

    /** Inserts new items in one statement; each event keeps the cause of its own invoice. */
    public Uni<Void> insert(PgTx tx, List<Opened> opened) {
        var items = opened.stream().map(Opened::item).toList();
        return tx.execute(
                        INSERT,
                        tx.tenant(),
                        items.stream().map(OpenItem::invoiceId).toArray(UUID[]::new),
                        items.stream().map(OpenItem::invoiceNumber).toArray(String[]::new),
                        items.stream().map(OpenItem::numberKey).toArray(String[]::new),
                        items.stream().map(i -> i.referenceKey().orElse(null)).toArray(String[]::new),
                        items.stream().map(OpenItem::customerId).toArray(UUID[]::new),
                        items.stream().map(i -> i.currency().getCurrencyCode()).toArray(String[]::new),
                        items.stream().map(OpenItem::issueDate).toArray(LocalDate[]::new),
                        items.stream().map(OpenItem::dueDate).toArray(LocalDate[]::new),
                        items.stream().map(i -> i.zone().getId()).toArray(String[]::new),
                        items.stream().map(i -> i.original().amount()).toArray(BigDecimal[]::new),
                        items.stream().map(OpenItem::version).toArray(Long[]::new))
                .chain(() -> publishOpened(tx, opened));
    }

    private Uni<Void> publishOpened(PgTx tx, List<Opened> opened) {
        return outbox.appendCaused(
                tx,
                PaymentTopics.OPEN_ITEMS,
                opened.stream()
                        .map(one -> new Outbox.CausedEvent(
                                one.cause(), issued(one.item()).event()))
                        .toList());
    }

    private static Published issued(OpenItem item) {
        return new Published(item, OpenItemChanged.Cause.ISSUED, item.invoiceId(), item.issueDate());
    }

    /** Locks these items in the order of their ids, which every writer of money keeps. */
    public Uni<List<OpenItem>> lock(PgTx tx, Collection<UUID> invoices) {
        return tx.query(LOCK, tx.tenant(), invoices.toArray(UUID[]::new)).map(OpenItemRepository::items);
    }

    /** Writes changed items, all because of the transaction's cause; see {@link #saveCaused}. */
    public Uni<Void> save(PgTx tx, List<Change> changes, List<Published> published) {
        return saveCaused(
                tx,
                changes,
                published.stream()
                        .map(state -> new Outbox.CausedEvent(tx.cause(), state.event()))
                        .toList());
    }

    /**
     * Writes changed items with a guard: nothing is written below zero or over a version that is not the one read. The
     * published states are in the order of their versions.
     */
    public Uni<Void> saveCaused(PgTx tx, List<Change> changes, List<Outbox.CausedEvent> published) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.combine()
                .all()
                .unis(
                        update(tx, changes),
                        Uni.createFrom().deferred(() -> outbox.appendCaused(tx, PaymentTopics.OPEN_ITEMS, published)))
                .discardItems();
    }

    private static Uni<Void> update(PgTx tx, List<Change> changes) {
        return tx.execute(
                        UPDATE,
                        tx.tenant(),
                        changes.stream().map(c -> c.after().invoiceId()).toArray(UUID[]::new),
                        changes.stream()
                                .map(c -> c.after()
                                        .allocated()
                                        .minus(c.before().allocated())
                                        .amount())
                                .toArray(BigDecimal[]::new),
                        changes.stream()
                                .map(c -> c.after()
                                        .credited()
                                        .minus(c.before().credited())
                                        .amount())
                                .toArray(BigDecimal[]::new),
                        changes.stream()
                                .map(c -> c.after().releasedOn().orElse(null))
                                .toArray(LocalDate[]::new),
                        changes.stream().map(c -> c.after().version()).toArray(Long[]::new),
                        changes.stream().map(c -> c.before().version()).toArray(Long[]::new))
                .invoke(written -> {
                    if (written != changes.size()) {
                        throw new IllegalStateException(
                                "Only " + written + " of " + changes.size() + " open items could be changed");
                    }
                })
                .replaceWithVoid();
    }

    static List<OpenItem> items(RowSet<Row> rows) {
        var items = new ArrayList<OpenItem>(rows.size());
        rows.forEach(row -> items.add(item(row)));
        return items;
    }

    private static OpenItem item(Row row) {
        var currency = row.getString("currency");
        return new OpenItem(
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                Optional.ofNullable(row.getString("reference_key")),
                row.getUUID("customer_id"),
                row.getLocalDate("issue_date"),
                row.getLocalDate("due_date"),
                ZoneId.of(row.getString("time_zone")),
                Money.of(row.getBigDecimal("original_amount"), currency),
                Money.of(row.getBigDecimal("credited_amount"), currency),
                Money.of(row.getBigDecimal("allocated_amount"), currency),
                Optional.ofNullable(row.getLocalDate("released_on")),
                row.getLong("version"));
    }
}
