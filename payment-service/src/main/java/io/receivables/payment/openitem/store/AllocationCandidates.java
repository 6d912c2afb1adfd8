package io.receivables.payment.openitem.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.ContentionException;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.model.OldestDebts;
import io.receivables.payment.openitem.model.OpenItem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds and locks the open items that payments may settle. */
@ApplicationScoped
public class AllocationCandidates {
    /**
     * First the ids, by one index each and without an order that could tempt the planner to walk a whole index; then the
     * rows, locked in the order of their ids, which every writer of money keeps. Debts are walked from the oldest one until they
     * reach what may be paid; one that is named counts nothing, because whoever names it may take all of it. The order is that of
     * {@link io.receivables.payment.payment.model.OpenItemBook}.
     */
    static final String LOCK =
            """
            with recursive named as materialized (
                 select invoice_id from open_items where tenant_id = $1 and number_key = any($2::text[])
                 union all
                 select invoice_id from open_items where tenant_id = $1 and reference_key = any($2::text[])
                 union all
                 select unnest($6::uuid[])),
            walk as (
                 select d.customer_id, d.currency, d.up_to as missing, '-infinity'::date as due_date,
                        '-infinity'::date as issue_date, '' collate "C" as invoice_number,
                        '00000000-0000-0000-0000-000000000000'::uuid as invoice_id
                   from unnest($3::uuid[], $4::text[], $5::numeric[]) as d(customer_id, currency, up_to)
                 union all
                 select w.customer_id, w.currency,
                        w.missing - case when o.invoice_id in (select n.invoice_id from named n) then 0 else o.open_amount end,
                        o.due_date, o.issue_date, o.invoice_number, o.invoice_id
                   from walk w
                  cross join lateral (
                        select i.open_amount, i.due_date, i.issue_date, i.invoice_number collate "C" as invoice_number, i.invoice_id
                          from open_items i
                         where i.tenant_id = $1 and i.customer_id = w.customer_id and i.currency = w.currency and i.open_amount > 0
                           and (i.due_date, i.issue_date, i.invoice_number collate "C", i.invoice_id)
                               > (w.due_date, w.issue_date, w.invoice_number, w.invoice_id)
                         order by i.due_date, i.issue_date, i.invoice_number collate "C", i.invoice_id
                         limit 1) o
                  where w.missing > 0),
            found as materialized (
                 select invoice_id from named
                 union all
                 select invoice_id from walk)
            select %s
              from open_items o
             where o.tenant_id = $1 and o.invoice_id = any (array(select f.invoice_id from found f))
             order by o.invoice_id for update of o"""
                    .formatted(OpenItemRepository.COLUMNS);

    static final String OWES_MORE =
            """
            select exists (
                   select 1 from unnest($2::uuid[], $3::text[]) as d(customer_id, currency)
                    cross join lateral (
                          select 1 from open_items i
                           where i.tenant_id = $1 and i.customer_id = d.customer_id and i.currency = d.currency
                             and i.open_amount > 0 and i.invoice_id not in (select unnest($4::uuid[]))
                           limit 1) more)""";

    /** Locks, in the order of ids, every item that has one of the keys, is among the debts, or is named outright. */
    public Uni<List<OpenItem>> lock(PgTx tx, Set<String> keys, List<OldestDebts> debts, Set<UUID> invoices) {
        return tx.query(
                        LOCK,
                        tx.tenant(),
                        keys.toArray(String[]::new),
                        customers(debts),
                        currencies(debts),
                        debts.stream().map(debt -> debt.upTo().amount()).toArray(BigDecimal[]::new),
                        invoices.toArray(UUID[]::new))
                .map(OpenItemRepository::items)
                .call(locked -> requireOldest(tx, debts, locked, unnamed(locked, keys, invoices)));
    }

    /** What was found may have been settled by somebody else before it was locked; then there can be more that is owed. */
    private static Uni<Void> requireOldest(
            PgTx tx, List<OldestDebts> debts, List<OpenItem> locked, List<OpenItem> unnamed) {
        var unreached = debts.stream().filter(debt -> !reached(debt, unnamed)).toList();
        return unreached.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.query(
                                OWES_MORE,
                                tx.tenant(),
                                customers(unreached),
                                currencies(unreached),
                                locked.stream().map(OpenItem::invoiceId).toArray(UUID[]::new))
                        .invoke(rows -> {
                            if (rows.iterator().next().getBoolean(0)) {
                                throw new ContentionException("Debts were settled between the look and the lock");
                            }
                        })
                        .replaceWithVoid();
    }

    /** Those that nobody names: all of them were walked to, from the oldest one. */
    private static List<OpenItem> unnamed(List<OpenItem> locked, Set<String> keys, Set<UUID> invoices) {
        return locked.stream()
                .filter(item -> !invoices.contains(item.invoiceId())
                        && !keys.contains(item.numberKey())
                        && item.referenceKey().filter(keys::contains).isEmpty())
                .toList();
    }

    private static boolean reached(OldestDebts debt, List<OpenItem> unnamed) {
        var open = unnamed.stream()
                .filter(item -> item.customerId().equals(debt.customerId())
                        && item.currency().equals(debt.upTo().currency()))
                .map(OpenItem::open)
                .reduce(Money.zero(debt.upTo().currency()), Money::plus);
        return open.compareTo(debt.upTo()) >= 0;
    }

    private static UUID[] customers(List<OldestDebts> debts) {
        return debts.stream().map(OldestDebts::customerId).toArray(UUID[]::new);
    }

    private static String[] currencies(List<OldestDebts> debts) {
        return debts.stream()
                .map(debt -> debt.upTo().currency().getCurrencyCode())
                .toArray(String[]::new);
    }
}
