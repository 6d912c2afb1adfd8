package io.receivables.reporting.projection.openitem;

/** The set-based statements of the projection of open items. */
final class OpenItemSql {
    private OpenItemSql() {}

    /** The difference to the version before: within the batch, else to the item as stored, else to nothing. */
    static final String INSERT_CHANGES =
            """
            insert into open_item_changes (tenant_id, invoice_id, version, customer_id, currency, due_date, cause,
                                           cause_id, effective_date, recorded_at, original_amount, credited_amount,
                                           allocated_amount, open_amount, delta)
            select $1, n.*, n.open_amount - coalesce(
                       lag(n.open_amount) over (partition by n.invoice_id order by n.version), i.open_amount, 0)
              from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::uuid[],
                          $9::date[], $10::timestamptz[], $11::numeric[], $12::numeric[], $13::numeric[],
                          $14::numeric[])
                   as n(invoice_id, version, customer_id, currency, due_date, cause, cause_id, effective_date,
                        recorded_at, original_amount, credited_amount, allocated_amount, open_amount)
              left join open_items i on i.tenant_id = $1 and i.invoice_id = n.invoice_id
            on conflict (tenant_id, invoice_id, version) do nothing""";

    /**
     * Takes the last version of each item, and moves what it was and is to the totals, first the customers', then the tenant's,
     * in the order of their keys. Answers the totals of which nothing is left; those of the tenant name no customer.
     */
    static final String UPSERT_ITEMS =
            """
            with kept as (
                insert into open_items as i (tenant_id, invoice_id, version, customer_id, currency, due_date,
                                             original_amount, credited_amount, allocated_amount, open_amount,
                                             invoice_number, status, latest_effective_date, settled_on)
                select distinct on (n.invoice_id) $1, n.invoice_id, n.version, n.customer_id, n.currency, n.due_date,
                       n.original_amount, n.credited_amount, n.allocated_amount, n.open_amount, n.invoice_number,
                       n.status, max(n.effective_date) over (partition by n.invoice_id),
                       case when n.open_amount = 0 then max(n.effective_date) over (partition by n.invoice_id) end
                  from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::date[], $7::date[], $8::numeric[],
                              $9::numeric[], $10::numeric[], $11::numeric[], $12::text[], $13::text[])
                       as n(invoice_id, version, customer_id, currency, due_date, effective_date, original_amount,
                            credited_amount, allocated_amount, open_amount, invoice_number, status)
                 order by n.invoice_id, n.version desc
                on conflict (tenant_id, invoice_id) do update
                   set version = excluded.version, original_amount = excluded.original_amount,
                       credited_amount = excluded.credited_amount, allocated_amount = excluded.allocated_amount,
                       open_amount = excluded.open_amount, status = excluded.status, due_date = excluded.due_date,
                       latest_effective_date = greatest(i.latest_effective_date, excluded.latest_effective_date),
                       settled_on = greatest(excluded.settled_on,
                           case when excluded.open_amount = 0 then i.latest_effective_date end)
                 where i.version < excluded.version
                returning new.invoice_id, new.customer_id, new.currency, new.due_date, new.open_amount,
                          old.due_date as due_before, old.open_amount as open_before),
            moved as (
                select k.customer_id, k.currency, m.due_date, total_slot(k.invoice_id) as slot, m.amount, m.items
                  from kept k
                 cross join lateral (values (k.due_date, k.open_amount, 1), (k.due_before, -k.open_before, -1))
                       as m(due_date, amount, items)
                 where m.amount <> 0),
            of_customers as (
                insert into customer_owed_totals as t (tenant_id, customer_id, currency, due_date, amount, items)
                select $1, customer_id, currency, due_date, sum(amount), sum(items)
                  from moved group by 2, 3, 4 having sum(amount) <> 0 or sum(items) <> 0 order by 2, 3, 4
                on conflict (tenant_id, customer_id, currency, due_date) do update
                   set amount = t.amount + excluded.amount, items = t.items + excluded.items
                returning customer_id, currency, due_date, items),
            of_tenant as (
                insert into owed_totals as t (tenant_id, currency, due_date, slot, amount, items)
                select $1, currency, due_date, slot, sum(amount), sum(items)
                  from moved group by 2, 3, 4 having sum(amount) <> 0 or sum(items) <> 0 order by 2, 3, 4
                on conflict (tenant_id, currency, due_date, slot) do update
                   set amount = t.amount + excluded.amount, items = t.items + excluded.items
                returning currency, due_date, slot, items)
            select customer_id, currency, due_date, null as slot from of_customers where items = 0
            union all
            select null, currency, due_date, slot from of_tenant where items = 0""";

    /** Their rows are this transaction's until it ends, so nothing can have been added to them. */
    static final String DELETE_TOTALS =
            """
            with settled as (
                select * from unnest($2::uuid[], $3::text[], $4::date[], $5::integer[])
                              as s(customer_id, currency, due_date, slot)),
            of_customers as (
                delete from customer_owed_totals t using settled s
                 where t.tenant_id = $1 and t.customer_id = s.customer_id and t.currency = s.currency
                   and t.due_date = s.due_date)
            delete from owed_totals t using settled s
             where t.tenant_id = $1 and t.currency = s.currency and t.due_date = s.due_date and t.slot = s.slot""";

    /** Sorted, because two topics may add the same accounts at once. */
    static final String INSERT_ACCOUNTS =
            """
            insert into customer_accounts (tenant_id, customer_id, currency)
            select distinct $1, a.customer_id, a.currency
              from unnest($2::uuid[], $3::text[]) as a(customer_id, currency)
             order by 2, 3
            on conflict do nothing""";
}
