-- What is still to be published, beside an outbox whose rows stay as they were written: to mark an event as published
-- wrote its row again, payload included, and three index entries.
select set_config('app.tenant', '*', true);
drop index outbox_unpublished;
create table outbox_unpublished
(
    position  bigint   not null primary key,
    shard     smallint not null,
    tenant_id text     not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
insert into outbox_unpublished (position, shard, tenant_id)
select position, shard, tenant_id from outbox where published_at is null;
select enable_tenant_isolation('outbox_unpublished');
alter table outbox drop column published_at;
