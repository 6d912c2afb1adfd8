-- The audit trail becomes tamper-evident: see docs/audit-trail.md.

-- What waits for its seal; filled by the trigger below in the transaction of the change, emptied by the sealer.
create table audit_unsealed
(
    position    bigint      not null generated always as identity primary key,
    tenant_id   text        not null,
    entry_id    uuid        not null,
    recorded_at timestamptz not null
);
select enable_tenant_isolation('audit_unsealed');

-- The chain of one tenant: hash = SHA-256(hash of the position before || canonical form of the entry).
create table audit_seals
(
    tenant_id text        not null,
    position  bigint      not null check (position > 0),
    entry_id  uuid        not null unique,
    hash      bytea       not null check (octet_length(hash) = 32),
    sealed_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, position)
);
select enable_tenant_isolation('audit_seals');

-- Per tenant: how far the head was published (`sequence` = events so far), and what the last verification found.
create table audit_chains
(
    tenant_id   text        not null primary key,
    sequence    bigint      not null default 0,
    position    bigint      not null default 0,
    anchored_at timestamptz not null default clock_timestamp(),
    created_at  timestamptz not null default clock_timestamp(),
    verified_at timestamptz,
    breaks      bigint      not null default 0
);
select enable_tenant_isolation('audit_chains');

create function queue_audit_entries() returns trigger
    language plpgsql as
$$
begin
    insert into audit_unsealed (tenant_id, entry_id, recorded_at) select tenant_id, id, recorded_at from added;
    return null;
end
$$;
create trigger queue_for_sealing
    after insert on audit_entries referencing new table as added
    for each statement execute function queue_audit_entries();

-- Entries of an older version are sealed first, in the order of their ids.
select set_config('app.tenant', '*', true);
insert into audit_unsealed (tenant_id, entry_id, recorded_at)
select tenant_id, id, recorded_at from audit_entries order by id;

-- Nobody but the owner changes or removes what is in the trail, and the times in it are the database's own.
do
$$
declare
    role   text;
    writes boolean;
begin
    revoke all on audit_entries, audit_seals from public;
    for role, writes in
        select a.grantee::regrole::text, bool_or(a.privilege_type = 'INSERT')
          from pg_class c cross join aclexplode(c.relacl) a
         where c.oid in ('audit_entries'::regclass, 'audit_seals'::regclass) and a.grantee not in (0, c.relowner)
         group by 1
    loop
        execute format('revoke insert, update, delete, truncate, references, trigger on audit_entries, audit_seals from %s', role);
        if writes then
            execute format('grant insert (id, tenant_id, entity, entity_id, action, actor, reason, before, after, occurred_at, correlation_id) on audit_entries to %s', role);
            execute format('grant insert (tenant_id, position, entry_id, hash) on audit_seals to %s', role);
        end if;
    end loop;
end
$$;
