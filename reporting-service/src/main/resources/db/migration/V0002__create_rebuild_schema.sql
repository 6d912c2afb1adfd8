-- A rebuild replays the topics into twins of the projection tables while the live ones go on answering; the same SQL
-- fills them, with search_path = rebuild, public.
create schema rebuild;

create table rebuild.customers (like public.customers including all);
create table rebuild.invoices (like public.invoices including all);
create table rebuild.credit_notes (like public.credit_notes including all);
create table rebuild.open_items (like public.open_items including all);
create table rebuild.open_item_changes (like public.open_item_changes including all);
create table rebuild.customer_accounts (like public.customer_accounts including all);
create table rebuild.payments (like public.payments including all);
create table rebuild.payment_cash_changes (like public.payment_cash_changes including all);
create table rebuild.payment_allocations (like public.payment_allocations including all);
create table rebuild.allocation_releases (like public.allocation_releases including all);
create table rebuild.statements (like public.statements including all);
create table rebuild.dunning_levels (like public.dunning_levels including all);
create table rebuild.reminders (like public.reminders including all);

do
$$
    declare
        twin text;
        app  text := regexp_replace(current_user, '_owner$', '_app');
    begin
        for twin in select format('rebuild.%I', tablename) from pg_tables where schemaname = 'rebuild'
            loop
                perform public.enable_tenant_isolation(twin::regclass);
            end loop;
        execute format('grant usage on schema rebuild to %I', app);
        execute format('grant select, insert, update, delete on all tables in schema rebuild to %I', app);
    end
$$;
