-- Tables of the mechanics every service shares. Migrations run as the owner role; the application connects as another.

-- The second wall behind the code's own tenant filter: a row is visible only inside a transaction that named its tenant
-- with set_config('app.tenant', ..., true). '*' is set by jobs and the outbox relay, never for a request.
create function enable_tenant_isolation(target regclass) returns void
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format($policy$
        create policy tenant_isolation on %s
            using (tenant_id = current_setting('app.tenant', true) or current_setting('app.tenant', true) = '*')
            with check (tenant_id = current_setting('app.tenant', true) or current_setting('app.tenant', true) = '*')
        $policy$, target);
end
$$;

-- Opens a transaction for a tenant: names it to the policies, bounds lock waits, and reads the tenant's clock
-- (null = the tenant follows the system clock).
create function begin_tenant(tenant text) returns timestamptz
    language plpgsql as
$$
begin
    perform set_config('app.tenant', tenant, true), set_config('lock_timeout', '20s', true);
    return (select c.now from tenant_clocks c where c.tenant_id = tenant and c.sandbox);
end
$$;

create table outbox
(
    id            uuid        not null primary key,
    position      bigint      not null generated always as identity,
    shard         smallint    not null,
    tenant_id     text        not null check (tenant_id = '*' or tenant_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    topic         text        not null,
    type          text        not null,
    aggregate_id  uuid        not null,
    sequence      bigint      not null check (sequence > 0),
    occurred_at   timestamptz not null,
    correlation_id text       not null,
    causation_id  text        not null,
    trace_parent  text,
    payload       bytea       not null,
    created_at    timestamptz not null default clock_timestamp(),
    published_at  timestamptz,
    unique (topic, aggregate_id, sequence)
);
create index outbox_unpublished on outbox (position) where published_at is null;
create index outbox_position on outbox (position);
select enable_tenant_isolation('outbox');

create table inbox
(
    consumer    text        not null,
    event_id    uuid        not null,
    tenant_id   text        not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (consumer, event_id)
);
create index inbox_received on inbox using brin (received_at);
select enable_tenant_isolation('inbox');

-- The last event of each aggregate that a consumer applied; `blocked` while a gap or a poison event holds the aggregate.
create table inbox_positions
(
    consumer     text    not null,
    tenant_id    text    not null,
    topic        text    not null,
    aggregate_id uuid    not null,
    sequence     bigint  not null check (sequence >= 0),
    blocked      boolean not null default false,
    primary key (tenant_id, consumer, topic, aggregate_id)
);
select enable_tenant_isolation('inbox_positions');

create table parked_events
(
    id            uuid        not null primary key,
    tenant_id     text        not null,
    consumer      text        not null,
    topic         text        not null,
    kafka_partition integer   not null,
    kafka_offset  bigint      not null,
    event_id      uuid,
    type          text,
    aggregate_id  uuid,
    sequence      bigint,
    headers       jsonb       not null,
    payload       bytea,
    reason        text        not null check (reason in ('GAP', 'BLOCKED', 'POISON', 'UNREADABLE')),
    detail        text        not null,
    recorded_at   timestamptz not null,
    parked_at     timestamptz not null default clock_timestamp(),
    resolved_at   timestamptz,
    resolution    text check (resolution in ('APPLIED', 'DISCARDED', 'DUPLICATE')),
    resolved_by   text,
    resolution_reason text,
    unique (consumer, topic, kafka_partition, kafka_offset, parked_at)
);
create index parked_events_open on parked_events (tenant_id, consumer, topic, aggregate_id, sequence) where resolved_at is null;
create index parked_events_list on parked_events (tenant_id, id);
select enable_tenant_isolation('parked_events');

create table idempotency_keys
(
    tenant_id    text        not null,
    key          text        not null,
    operation    text        not null,
    request_hash bytea       not null,
    status       smallint,
    location     text,
    etag         text,
    body         text,
    created_at   timestamptz not null default clock_timestamp(),
    primary key (tenant_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
select enable_tenant_isolation('idempotency_keys');

-- What this service knows of each tenant's clock; a sandbox tenant's clock stands still until it is moved.
create table tenant_clocks
(
    tenant_id text    not null primary key,
    sandbox   boolean not null,
    now       timestamptz,
    check (sandbox or now is null)
);
select enable_tenant_isolation('tenant_clocks');

create table audit_entries
(
    id             uuid        not null primary key,
    tenant_id      text        not null,
    entity         text        not null,
    entity_id      uuid        not null,
    action         text        not null,
    actor          text        not null,
    reason         text,
    before         jsonb,
    after          jsonb,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null default clock_timestamp(),
    correlation_id text        not null
);
create index audit_entries_entity on audit_entries (tenant_id, entity, entity_id, id);
select enable_tenant_isolation('audit_entries');
