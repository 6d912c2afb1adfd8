-- What is still to be published, beside an outbox whose rows stay as they were written: to mark an event as published
-- wrote its row again, payload included, and three index entries.
select set_config('app.tenant', '*', true);
alter index outbox_unpublished rename to outbox_unpublished_before;
create table outbox_unpublished
(
    position  bigint   not null primary key,
    shard     smallint not null,
    tenant_id text     not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
insert into outbox_unpublished (position, shard, tenant_id)
select position, shard, tenant_id from outbox where published_at is null;
select enable_tenant_isolation('outbox_unpublished');
drop index outbox_unpublished_before;
alter table outbox drop column published_at;

-- Filled by a trigger, so that an instance of the version before, which still appends while it is replaced, loses nothing.
create function queue_unpublished_events() returns trigger
    language plpgsql as
$$
begin
    insert into outbox_unpublished (position, shard, tenant_id) select position, shard, tenant_id from added;
    return null;
end
$$;
create trigger queue_for_publishing
    after insert on outbox referencing new table as added
    for each statement execute function queue_unpublished_events();
