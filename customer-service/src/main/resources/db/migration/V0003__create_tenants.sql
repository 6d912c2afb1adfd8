-- One row per registered tenant: its name, whether it is a sandbox and, for a sandbox, the instant its clock stands at.

create table tenants
(
    tenant_id     text        not null primary key,
    name          text        not null,
    sandbox       boolean     not null,
    initial_clock timestamptz,
    clock         timestamptz,
    version       bigint      not null check (version > 0),
    sequence      bigint      not null check (sequence > 0),
    registered_at timestamptz not null,
    check (sandbox or (clock is null and initial_clock is null))
);
select enable_tenant_isolation('tenants');
