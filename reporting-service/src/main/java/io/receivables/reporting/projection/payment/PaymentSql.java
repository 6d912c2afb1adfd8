package io.receivables.reporting.projection.payment;

/** The set-based statements of the payment projection. */
final class PaymentSql {
    private PaymentSql() {}

    /** The difference to the event before: within the batch, else to the payment as stored, else to nothing. */
    static final String INSERT_CASH_CHANGES =
            """
            insert into payment_cash_changes (tenant_id, payment_id, sequence, customer_id, currency, cause,
                                              effective_date, recorded_at, unapplied, delta)
            select $1, n.*, n.unapplied - coalesce(
                       lag(n.unapplied) over (partition by n.payment_id order by n.sequence), p.unapplied, 0)
              from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::timestamptz[],
                          $9::numeric[])
                   as n(payment_id, sequence, customer_id, currency, cause, effective_date, recorded_at, unapplied)
              left join payments p on p.tenant_id = $1 and p.payment_id = n.payment_id
            on conflict (tenant_id, payment_id, sequence) do nothing""";

    /** Nothing of it is unapplied until its events are taken, in the same transaction. */
    static final String INSERT_PAYMENTS =
            """
            insert into payments (tenant_id, sequence, payment_id, method, source, currency, amount, unapplied,
                                  booking_date, latest_effective_date, value_date, customer_id, payer_name, payer_iban,
                                  structured_reference, remittance, external_id, statement_id)
            select $1, 0, r.payment_id, r.method, r.source, r.currency, r.amount, 0, r.booking_date,
                   r.booking_date, r.value_date, r.customer_id, r.payer_name, r.payer_iban, r.structured_reference,
                   r.remittance, r.external_id, r.statement_id
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::date[],
                          $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::uuid[])
                   as r(payment_id, method, source, currency, amount, booking_date, value_date, customer_id, payer_name,
                        payer_iban, structured_reference, remittance, external_id, statement_id)
            on conflict (tenant_id, payment_id) do nothing""";

    /**
     * Takes the last event of each payment; who paid stays known once an event has named the customer. Moves what was and is
     * unapplied to the totals, first the customers', then the tenant's, in the order of their keys. Answers the totals of which
     * nothing is left; those of the tenant name no customer.
     */
    static final String UPDATE_PAYMENTS =
            """
            with n as (
                select *
                  from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::date[], $6::numeric[], $7::date[], $8::text[],
                              $9::text[])
                       as n(payment_id, sequence, customer_id, effective_date, unapplied, reversed_on, reason, code)),
            folded as materialized (
                select payment_id, max(sequence) as sequence,
                       (array_agg(customer_id order by sequence desc) filter (where customer_id is not null))[1]
                           as customer_id,
                       max(effective_date) as latest_effective_date,
                       (array_agg(unapplied order by sequence desc))[1] as unapplied,
                       max(reversed_on) as reversed_on, max(reason) as reason, max(code) as code
                  from n group by payment_id),
            updated as (
                update payments p
                   set sequence = f.sequence, customer_id = coalesce(f.customer_id, p.customer_id),
                       latest_effective_date = greatest(p.latest_effective_date, f.latest_effective_date),
                       unapplied = f.unapplied, reversed_on = coalesce(f.reversed_on, p.reversed_on),
                       reversal_reason = coalesce(f.reason, p.reversal_reason),
                       return_reason_code = coalesce(f.code, p.return_reason_code)
                  from folded f
                 where p.tenant_id = $1 and p.payment_id = f.payment_id and p.sequence < f.sequence
                returning new.payment_id, new.currency, new.customer_id, new.unapplied,
                          old.customer_id as customer_before, old.unapplied as unapplied_before),
            moved as (
                select m.customer_id, u.currency, m.customer_id is not null as identified,
                       total_slot(u.payment_id) as slot, m.amount, m.payments
                  from updated u
                 cross join lateral (values (u.customer_id, u.unapplied, 1),
                                            (u.customer_before, -u.unapplied_before, -1))
                       as m(customer_id, amount, payments)
                 where m.amount <> 0),
            of_customers as (
                insert into customer_cash_totals as t (tenant_id, customer_id, currency, amount, payments)
                select $1, customer_id, currency, sum(amount), sum(payments)
                  from moved where identified
                 group by 2, 3 having sum(amount) <> 0 or sum(payments) <> 0 order by 2, 3
                on conflict (tenant_id, customer_id, currency) do update
                   set amount = t.amount + excluded.amount, payments = t.payments + excluded.payments
                returning customer_id, currency, payments),
            of_tenant as (
                insert into cash_totals as t (tenant_id, currency, identified, slot, amount, payments)
                select $1, currency, identified, slot, sum(amount), sum(payments)
                  from moved group by 2, 3, 4 having sum(amount) <> 0 or sum(payments) <> 0 order by 2, 3, 4
                on conflict (tenant_id, currency, identified, slot) do update
                   set amount = t.amount + excluded.amount, payments = t.payments + excluded.payments
                returning currency, identified, slot, payments)
            select customer_id, currency, null as identified, null as slot from of_customers where payments = 0
            union all
            select null, currency, identified, slot from of_tenant where payments = 0""";

    /** Their rows are this transaction's until it ends, so nothing can have been added to them. */
    static final String DELETE_TOTALS =
            """
            with spent as (
                select * from unnest($2::uuid[], $3::text[], $4::boolean[], $5::integer[])
                              as s(customer_id, currency, identified, slot)),
            of_customers as (
                delete from customer_cash_totals t using spent s
                 where t.tenant_id = $1 and t.customer_id = s.customer_id and t.currency = s.currency)
            delete from cash_totals t using spent s
             where t.tenant_id = $1 and t.currency = s.currency and t.identified = s.identified and t.slot = s.slot""";

    static final String INSERT_ALLOCATIONS =
            """
            insert into payment_allocations (tenant_id, allocation_id, payment_id, invoice_id, invoice_number, currency,
                                             amount, rule, explanation, effective_date, recorded_at)
            select $1, a.*
              from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::numeric[], $8::text[],
                          $9::text[], $10::date[], $11::timestamptz[]) a
            on conflict (tenant_id, allocation_id) do nothing""";

    /** What is new of the releases is added to their allocations in the same statement, so that both stay equal. */
    static final String INSERT_RELEASES =
            """
            with released as (
                insert into allocation_releases (tenant_id, allocation_id, sequence, payment_id, amount, reason,
                                                 effective_date, recorded_at)
                select $1, r.*
                  from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::numeric[], $6::text[], $7::date[],
                              $8::timestamptz[]) r
                on conflict (tenant_id, allocation_id, sequence) do nothing
                returning allocation_id, sequence, amount, reason, effective_date),
            folded as materialized (
                select allocation_id, sum(amount) as amount,
                       (array_agg(effective_date order by sequence desc))[1] as released_on,
                       (array_agg(reason order by sequence desc))[1] as reason
                  from released group by allocation_id)
            update payment_allocations a
               set released_amount = a.released_amount + f.amount, released_on = f.released_on,
                   release_reason = f.reason
              from folded f
             where a.tenant_id = $1 and a.allocation_id = f.allocation_id""";

    /** Sorted, because two topics may add the same accounts at once. */
    static final String INSERT_ACCOUNTS =
            """
            insert into customer_accounts (tenant_id, customer_id, currency)
            select distinct $1, a.customer_id, a.currency
              from unnest($2::uuid[], $3::text[]) as a(customer_id, currency)
             order by 2, 3
            on conflict do nothing""";
}
