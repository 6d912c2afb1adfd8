-- Parked events can always be freed: kept as they came, tried again, discarded, or passed over by a skip.

-- The owner's role is subject to the policies too; this names all tenants for this migration only.
select set_config('app.tenant', '*', true);

alter table parked_events
    add column record_key      bytea,
    add column error           text,
    add column attempts        integer not null default 0,
    add column last_attempt_at timestamptz;

-- Headers become a list in the order of the record, so that one read again is the one that came.
update parked_events
   set headers = (select coalesce(jsonb_agg(jsonb_build_object('name', h.key, 'value', h.value) order by h.key), '[]')
                    from jsonb_each_text(parked_events.headers
                                         || case when event_id is null then '{}'
                                                 else jsonb_build_object('ce_id', event_id,
                                                                         'ce_type', 'receivables.' || type,
                                                                         'ce_subject', aggregate_id,
                                                                         'ce_sequence', sequence::text,
                                                                         'ce_tenantid', tenant_id) end) as h)
 where jsonb_typeof(headers) = 'object';

update parked_events
   set attempts = 1, last_attempt_at = parked_at
 where reason = 'POISON';

-- Records without a readable tenant belong to the operator (receivables.operator-tenant).
update parked_events
   set tenant_id = 'operator'
 where tenant_id = '*';

-- RECEIVED: a record that could not be read, was read by a later version and received like any other.
alter table parked_events
    drop constraint parked_events_resolution_check,
    add constraint parked_events_resolution_check
        check (resolution in ('APPLIED', 'DISCARDED', 'DUPLICATE', 'RECEIVED'));
create index parked_events_event on parked_events (tenant_id, consumer, event_id);
create index parked_events_waiting on parked_events (tenant_id, id) where resolved_at is null;

-- Sequences a consumer passes over without applying anything: discarded events, and gaps that will never be filled.
create table inbox_skips
(
    tenant_id     text        not null,
    consumer      text        not null,
    topic         text        not null,
    aggregate_id  uuid        not null,
    from_sequence bigint      not null check (from_sequence > 0),
    to_sequence   bigint      not null,
    actor         text        not null,
    reason        text        not null,
    skipped_at    timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consumer, topic, aggregate_id, from_sequence),
    check (to_sequence >= from_sequence)
);
select enable_tenant_isolation('inbox_skips');

insert into inbox_skips (tenant_id, consumer, topic, aggregate_id, from_sequence, to_sequence, actor, reason)
select distinct on (tenant_id, consumer, topic, aggregate_id, sequence)
       tenant_id, consumer, topic, aggregate_id, sequence, sequence, resolved_by, coalesce(resolution_reason, '')
  from parked_events
 where resolution = 'DISCARDED' and aggregate_id is not null
 order by tenant_id, consumer, topic, aggregate_id, sequence, id;

-- Blocked aggregates are few; the sweep that looks for freed ones reads only these.
create index inbox_positions_blocked on inbox_positions (tenant_id, consumer, topic, aggregate_id) where blocked;
