-- A transaction that repeats the same few statements by keys may keep their plans: planning anew for each set of keys costs
-- a small group of commands more than what it asks for. Without a word about plans the setting stays what it is.
drop function begin_tenant(text);
create function begin_tenant(tenant text, plans text default null) returns timestamptz
    language plpgsql as
$$
begin
    perform set_config('app.tenant', tenant, true), set_config('lock_timeout', '20s', true);
    if plans is not null then
        perform set_config('plan_cache_mode', plans, true);
    end if;
    return (select c.now from tenant_clocks c where c.tenant_id = tenant and c.sandbox);
end
$$;
