-- A table that was never analyzed looks as if a tenant had next to nothing in it, so that an index that begins with the tenant seems
-- as good as the one that leads to the row, and a plan that was kept reads all the tenant has for each row until autovacuum comes,
-- after a minute or two. This analyzes one of the tables that have at least doubled since they were analyzed last, and answers whether there was
-- one: each in a transaction of its own, because what is known of a table counts as new also when the transaction fails. It gives up before
-- autovacuum would have to give way. The temporary schema comes last, so that nobody can put anything in front of the catalog.
create function analyze_young_table() returns boolean
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '500ms' as
$$
declare
    young text;
begin
    if not pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('analyze_young_table', 0)) then
        return false;
    end if;
    select pg_catalog.format('%I.%I', n.nspname, c.relname) into young
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.reltuples < 10000
       and pg_catalog.pg_stat_get_live_tuples(c.oid) >= greatest(2 * c.reltuples, 50)
       and c.relowner = (select r.oid from pg_catalog.pg_roles r where r.rolname = current_user)
     order by pg_catalog.random() limit 1;
    if young is not null then
        execute 'analyze ' || young;
    end if;
    return young is not null;
end
$$;
revoke execute on function analyze_young_table() from public;
do
$$
    declare
        writer text;
    begin
        for writer in
            select distinct a.grantee::regrole::text
              from pg_class c cross join aclexplode(c.relacl) a
             where c.oid = 'outbox'::regclass and a.privilege_type = 'INSERT' and a.grantee not in (0, c.relowner)
            loop
                execute format('grant execute on function analyze_young_table() to %s', writer);
            end loop;
    end
$$;

-- What finds its rows by their keys needs no joins but those that look rows up, and a plan that is kept is made for the average tenant: where
-- most have next to nothing, reading all of a tenant would seem cheap. Each row that is touched counts a thousand times as much as usual, which is
-- no reason to compile anything.
create or replace function begin_tenant(tenant text, plans text default null) returns timestamptz
    language plpgsql as
$$
begin
    perform set_config('app.tenant', tenant, true), set_config('lock_timeout', '20s', true);
    if plans is not null then
        perform set_config('plan_cache_mode', plans, true), set_config('enable_seqscan', 'off', true),
                set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                set_config('enable_material', 'off', true), set_config('cpu_tuple_cost', '10', true),
                set_config('jit', 'off', true);
    end if;
    return (select c.now from tenant_clocks c where c.tenant_id = tenant and c.sandbox);
end
$$;
