-- What a tenant is owed by due date and what cash of it is unapplied, kept beside the items, so that the ageing of a
-- tenant need not read all of them. Several slots for each sum: batches that come at once seldom meet in one row.
select set_config('app.tenant', '*', true);

create function total_slot(id uuid) returns integer
    language sql immutable parallel safe
    return get_byte(uuid_send(id), 15) & 7;

-- A row is there as long as an item of it is open, so that days long settled cost nothing.
create table owed_totals
(
    tenant_id text           not null,
    currency  text           not null,
    due_date  date           not null,
    slot      integer        not null,
    amount    numeric(20, 4) not null,
    items     bigint         not null,
    primary key (tenant_id, currency, due_date, slot)
) with (fillfactor = 70);

-- identified: whether the payer is known.
create table cash_totals
(
    tenant_id  text           not null,
    currency   text           not null,
    identified boolean        not null,
    slot       integer        not null,
    amount     numeric(20, 4) not null,
    payments   bigint         not null,
    primary key (tenant_id, currency, identified, slot)
) with (fillfactor = 70);

insert into owed_totals (tenant_id, currency, due_date, slot, amount, items)
select tenant_id, currency, due_date, total_slot(invoice_id), sum(open_amount), count(*)
  from open_items where open_amount <> 0 group by 1, 2, 3, 4;
insert into cash_totals (tenant_id, currency, identified, slot, amount, payments)
select tenant_id, currency, customer_id is not null, total_slot(payment_id), sum(unapplied), count(*)
  from payments where unapplied <> 0 group by 1, 2, 3, 4;

create table rebuild.owed_totals (like public.owed_totals including all);
create table rebuild.cash_totals (like public.cash_totals including all);
select enable_tenant_isolation(kept)
  from unnest(array ['owed_totals', 'cash_totals', 'rebuild.owed_totals', 'rebuild.cash_totals']::regclass[]) kept;
do
$$
    begin
        execute format('grant select, insert, update, delete on rebuild.owed_totals, rebuild.cash_totals to %I',
                       regexp_replace(current_user, '_owner$', '_app'));
    end
$$;
