create table probes
(
    id        uuid   not null primary key,
    tenant_id text   not null,
    name      text   not null,
    sequence  bigint not null
);
select enable_tenant_isolation('probes');
create table probe_copies
(
    id        uuid not null primary key,
    tenant_id text not null,
    names     text not null
);
select enable_tenant_isolation('probe_copies');
