package io.receivables.invoicing.inbound.payment;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Locks the invoices of a batch in one order and writes them back in one statement. */
@ApplicationScoped
class SettledInvoiceRepository {
    private static final String LOCK =
            """
            select id, number, customer_id, currency, total_with_vat, fully_credited, overdue, settled, paid_on, open_amount,
                   open_item_version, sequence
              from invoices
             where tenant_id = $1 and id = any($2) and number is not null
             order by id for update""";
    private static final String SAVE =
            """
            update invoices i
               set settled = u.settled, paid_on = u.paid_on, open_amount = u.open_amount,
                   open_item_version = u.open_item_version, sequence = u.sequence, version = i.version + 1
              from unnest($2::uuid[], $3::boolean[], $4::date[], $5::numeric[], $6::bigint[], $7::bigint[])
                   as u(id, settled, paid_on, open_amount, open_item_version, sequence)
             where i.tenant_id = $1 and i.id = u.id""";

    Uni<Map<UUID, SettledInvoice>> lock(PgTx tx, Collection<UUID> ids) {
        return tx.query(LOCK, tx.tenant(), ids.toArray(UUID[]::new)).map(rows -> {
            Map<UUID, SettledInvoice> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getUUID("id"), invoice(row)));
            return found;
        });
    }

    Uni<Integer> save(PgTx tx, List<SettledInvoice> changed) {
        return tx.execute(
                SAVE,
                tx.tenant(),
                changed.stream().map(SettledInvoice::id).toArray(UUID[]::new),
                changed.stream().map(SettledInvoice::settled).toArray(Boolean[]::new),
                changed.stream().map(i -> i.paidOn().orElse(null)).toArray(LocalDate[]::new),
                changed.stream().map(SettledInvoice::openAmount).toArray(BigDecimal[]::new),
                changed.stream().map(SettledInvoice::openItemVersion).toArray(Long[]::new),
                changed.stream().map(SettledInvoice::sequence).toArray(Long[]::new));
    }

    private static SettledInvoice invoice(Row row) {
        var currency = Money.currency(row.getString("currency"));
        return new SettledInvoice(
                row.getUUID("id"),
                row.getString("number"),
                row.getUUID("customer_id"),
                currency.getCurrencyCode(),
                new Money(row.getBigDecimal("total_with_vat"), currency).amount(),
                row.getBoolean("fully_credited"),
                row.getBoolean("overdue"),
                row.getBoolean("settled"),
                Optional.ofNullable(row.getLocalDate("paid_on")),
                new Money(row.getBigDecimal("open_amount"), currency).amount(),
                row.getLong("open_item_version"),
                row.getLong("sequence"));
    }
}
