-- What each imported file did, row by row for what was refused.

create table customer_imports
(
    tenant_id    text        not null,
    id           uuid        not null,
    status       text        not null check (status in ('RUNNING', 'COMPLETED', 'FAILED')),
    file_hash    text        not null,
    started_by   text        not null,
    started_at   timestamptz not null,
    finished_at  timestamptz,
    row_count    integer     not null default 0 check (row_count = created + changed + unchanged + rejected),
    created      integer     not null default 0,
    changed      integer     not null default 0,
    unchanged    integer     not null default 0,
    rejected     integer     not null default 0,
    primary key (tenant_id, id),
    check ((status = 'RUNNING') = (finished_at is null))
);
select enable_tenant_isolation('customer_imports');

create table customer_import_errors
(
    tenant_id text    not null,
    import_id uuid    not null,
    position  bigint  not null,
    row_number integer not null,
    field     text    not null,
    code      text    not null,
    message   text    not null,
    primary key (tenant_id, import_id, position),
    foreign key (tenant_id, import_id) references customer_imports (tenant_id, id) on delete cascade
);
select enable_tenant_isolation('customer_import_errors');
