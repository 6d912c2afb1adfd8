package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.model.Balance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The copy of open items; its row lock orders the arrival of an invoice against what is said about its payment. */
@ApplicationScoped
public class OpenItemRepository {

    /** What payment-service said about an invoice, at a version. */
    public record OpenItem(UUID invoiceId, BigDecimal open, BigDecimal credited, long version) {

        /** As the balance of an invoice of the given amount. */
        public Balance balance(Money total) {
            String currency = total.currency().getCurrencyCode();
            return new Balance(Money.of(open, currency), Money.of(credited, currency), version, false);
        }
    }

    private static final String LOCK =
            """
            insert into open_items (tenant_id, invoice_id, version)
            select $1, i.id, 0 from unnest($2::uuid[]) as i(id) order by i.id
            on conflict (tenant_id, invoice_id) do update set version = open_items.version
            returning invoice_id, open_amount, credited_amount, version""";

    private static final String UPSERT =
            """
            insert into open_items (tenant_id, invoice_id, open_amount, credited_amount, version)
            select $1, i.id, i.open::numeric, i.credited::numeric, i.version
            from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[]) as i(id, open, credited, version)
            order by i.id
            on conflict (tenant_id, invoice_id) do update
            set open_amount = excluded.open_amount, credited_amount = excluded.credited_amount,
                version = excluded.version
            where open_items.version < excluded.version""";

    /** Locks the rows of invoices and answers what is known so far; an invoice without news is left out. */
    public Uni<Map<UUID, OpenItem>> lock(PgTx tx, Collection<UUID> invoiceIds) {
        return tx.query(LOCK, tx.tenant(), invoiceIds.toArray(UUID[]::new)).map(rows -> {
            Map<UUID, OpenItem> known = new HashMap<>();
            for (Row row : rows) {
                Optional.ofNullable(row.getBigDecimal("open_amount")).ifPresent(open -> {
                    UUID invoiceId = row.getUUID("invoice_id");
                    BigDecimal credited = row.getBigDecimal("credited_amount");
                    known.put(invoiceId, new OpenItem(invoiceId, open, credited, row.getLong("version")));
                });
            }
            return known;
        });
    }

    /** Keeps the newest word on each invoice (at most one item per invoice is given). */
    public Uni<Void> keepNewest(PgTx tx, List<OpenItem> items) {
        return tx.query(
                        UPSERT,
                        tx.tenant(),
                        column(items, OpenItem::invoiceId).toArray(UUID[]::new),
                        column(items, item -> item.open().toPlainString()).toArray(String[]::new),
                        column(items, item -> item.credited().toPlainString()).toArray(String[]::new),
                        column(items, OpenItem::version).toArray(Long[]::new))
                .replaceWithVoid();
    }

    private static <T> List<T> column(List<OpenItem> items, Function<OpenItem, T> value) {
        return items.stream().map(value).toList();
    }
}
