-- A table that was never analyzed looks as if a tenant had next to nothing in it, so that an index that begins with the tenant seems
-- as good as the one that leads to the row, and a plan that was kept reads all the tenant has for each row until autovacuum comes,
-- after a minute or two. Answers how many tables were analyzed: those that have at least doubled since they were last.
create function analyze_young_tables() returns integer
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    young    regclass;
    analyzed integer := 0;
begin
    if pg_try_advisory_xact_lock(hashtextextended('analyze_young_tables', 0)) then
        for young in
            select c.oid
              from pg_class c join pg_stat_user_tables s on s.relid = c.oid
             where c.reltuples < 10000 and s.n_live_tup >= greatest(2 * c.reltuples, 50)
               and c.relowner = current_user::regrole
            loop
                execute format('analyze %s', young);
                analyzed := analyzed + 1;
            end loop;
    end if;
    return analyzed;
end
$$;
revoke execute on function analyze_young_tables() from public;
do
$$
    begin
        execute format('grant execute on function analyze_young_tables() to %I',
                       regexp_replace(current_user, '_owner$', '_app'));
    end
$$;

-- What finds its rows by their keys needs no other kind of join than one that looks each of them up.
create or replace function begin_tenant(tenant text, plans text default null) returns timestamptz
    language plpgsql as
$$
begin
    perform set_config('app.tenant', tenant, true), set_config('lock_timeout', '20s', true);
    if plans is not null then
        perform set_config('plan_cache_mode', plans, true), set_config('enable_seqscan', 'off', true),
                set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                set_config('enable_material', 'off', true);
    end if;
    return (select c.now from tenant_clocks c where c.tenant_id = tenant and c.sandbox);
end
$$;
