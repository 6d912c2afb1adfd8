-- What each customer is owed by due date and what cash of it is unapplied, so that the balance of one customer need not read
-- its items either. No slots: batches that come at once seldom meet in the same customer's same day.
select set_config('app.tenant', '*', true);

create table customer_owed_totals
(
    tenant_id   text           not null,
    customer_id uuid           not null,
    currency    text           not null,
    due_date    date           not null,
    amount      numeric(20, 4) not null,
    items       bigint         not null,
    primary key (tenant_id, customer_id, currency, due_date)
) with (fillfactor = 90);

create table customer_cash_totals
(
    tenant_id   text           not null,
    customer_id uuid           not null,
    currency    text           not null,
    amount      numeric(20, 4) not null,
    payments    bigint         not null,
    primary key (tenant_id, customer_id, currency)
) with (fillfactor = 90);

insert into customer_owed_totals (tenant_id, customer_id, currency, due_date, amount, items)
select tenant_id, customer_id, currency, due_date, sum(open_amount), count(*)
  from open_items where open_amount <> 0 group by 1, 2, 3, 4;
insert into customer_cash_totals (tenant_id, customer_id, currency, amount, payments)
select tenant_id, customer_id, currency, sum(unapplied), count(*)
  from payments where unapplied <> 0 and customer_id is not null group by 1, 2, 3;

create table rebuild.customer_owed_totals (like public.customer_owed_totals including all);
create table rebuild.customer_cash_totals (like public.customer_cash_totals including all);
select enable_tenant_isolation(kept)
  from unnest(array ['customer_owed_totals', 'customer_cash_totals', 'rebuild.customer_owed_totals',
                     'rebuild.customer_cash_totals']::regclass[]) kept;
do
$$
    declare
        unused regclass;
    begin
        execute format('grant select, insert, update, delete on rebuild.customer_owed_totals, '
                       'rebuild.customer_cash_totals to %I', regexp_replace(current_user, '_owner$', '_app'));
        -- Indexes of what is open or unapplied, which the totals are read instead of.
        for unused in select indexrelid::regclass from pg_index
                       where indpred is not null
                         and indrelid = any (array ['public.open_items', 'public.payments', 'rebuild.open_items',
                                                    'rebuild.payments']::regclass[])
            loop
                execute format('drop index %s', unused);
            end loop;
    end
$$;
