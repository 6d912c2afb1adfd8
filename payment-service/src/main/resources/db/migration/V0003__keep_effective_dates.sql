-- From which day a change counts in reports as of a date: what was released cannot be used again as of an earlier day.
alter table open_items
    add column time_zone   text not null default 'UTC',
    add column released_on date;
alter table payments
    add column released_on date;
alter table allocation_releases
    add column effective_date date;

-- The rows of every tenant, for this transaction.
select set_config('app.tenant', '*', true);

update allocation_releases r
   set effective_date = greatest((r.released_at at time zone 'UTC')::date, a.effective_date)
  from allocations a
 where a.tenant_id = r.tenant_id and a.allocation_id = r.allocation_id;
alter table allocation_releases
    alter column effective_date set not null;

update payments p
   set released_on = r.released_on
  from (select a.tenant_id, a.payment_id, max(r.effective_date) as released_on
          from allocation_releases r
          join allocations a on a.tenant_id = r.tenant_id and a.allocation_id = r.allocation_id
         group by 1, 2) r
 where p.tenant_id = r.tenant_id and p.payment_id = r.payment_id;
update open_items o
   set released_on = r.released_on
  from (select a.tenant_id, a.invoice_id, max(r.effective_date) as released_on
          from allocation_releases r
          join allocations a on a.tenant_id = r.tenant_id and a.allocation_id = r.allocation_id
         where r.cause <> 'CREDIT_NOTE'
         group by 1, 2) r
 where o.tenant_id = r.tenant_id and o.invoice_id = r.invoice_id;
