-- Many invoices issued from one file: see docs/adr/0015-bill-runs.md.
create table bill_runs
(
    tenant_id      text        not null,
    run_id         uuid        not null,
    status         text        not null default 'RECEIVED'
        check (status in ('RECEIVED', 'VALIDATING', 'ISSUING', 'DONE', 'STOPPED', 'REFUSED')),
    dry_run        boolean     not null,
    on_error       text        not null check (on_error in ('SKIP', 'REFUSE_ALL')),
    file_hash      text        not null,
    -- a file that was sent before and was to be taken again
    repeated       boolean     not null,
    row_count      integer     not null default 0,
    valid_count    integer     not null default 0,
    issued_count   integer     not null default 0,
    existing_count integer     not null default 0,
    refused_count  integer     not null default 0,
    -- on whose behalf the invoices are issued
    created_by     text        not null,
    correlation_id text        not null,
    trace_parent   text,
    received_at    timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    stop_reason    text,
    primary key (tenant_id, run_id),
    check ((finished_at is not null) = (status in ('DONE', 'STOPPED', 'REFUSED'))),
    check (issued_count + existing_count + refused_count <= row_count)
) with (fillfactor = 50);
-- the guard against issuing a file twice; a run that issued nothing is in nobody's way
create unique index bill_runs_file on bill_runs (tenant_id, file_hash)
    where not dry_run and not repeated and status <> 'REFUSED';
create index bill_runs_status on bill_runs (tenant_id, status, run_id);
create index bill_runs_in_work on bill_runs (tenant_id, run_id) where finished_at is null;
select enable_tenant_isolation('bill_runs');

-- What is still to be done of the file: some lines each, deflated. A portion is deleted in the transaction that decides
-- about the last of its rows, so that nothing of the file outlives its run.
create table bill_run_portions
(
    tenant_id text    not null,
    run_id    uuid    not null,
    portion   integer not null check (portion > 0),
    first_row integer not null check (first_row > 0),
    checked   boolean not null default false,
    content   bytea   not null,
    primary key (tenant_id, run_id, portion),
    foreign key (tenant_id, run_id) references bill_runs
);
alter table bill_run_portions alter column content set storage external;
select enable_tenant_isolation('bill_run_portions');

-- What became of each row; the key is the guard against issuing one twice. Written only under the lock of the run, so
-- that a foreign key would check what is known, once for each invoice.
create table bill_run_rows
(
    tenant_id    text    not null,
    run_id       uuid    not null,
    row_number   integer not null check (row_number > 0),
    status       text    not null check (status in ('VALID', 'ISSUED', 'EXISTING', 'REFUSED')),
    invoice_id   uuid,
    -- of a valid row, so that a later one with the same external id is judged as it will be when it is issued
    external_id  text,
    content_hash bytea,
    -- JSON; text, because jsonb cannot hold every character that a refused row may quote
    problem      text,
    primary key (tenant_id, run_id, row_number),
    check ((status in ('ISSUED', 'EXISTING')) = (invoice_id is not null)),
    check ((status = 'REFUSED') = (problem is not null))
);
create index bill_run_rows_status on bill_run_rows (tenant_id, run_id, status, row_number) where status <> 'ISSUED';
create index bill_run_rows_external_id on bill_run_rows (tenant_id, run_id, external_id) where external_id is not null;
select enable_tenant_isolation('bill_run_rows');

create table bill_run_totals
(
    tenant_id text    not null,
    run_id    uuid    not null,
    currency  text    not null check (currency ~ '^[A-Z]{3}$'),
    invoices  integer not null check (invoices > 0),
    total     numeric not null,
    primary key (tenant_id, run_id, currency),
    foreign key (tenant_id, run_id) references bill_runs
) with (fillfactor = 50);
select enable_tenant_isolation('bill_run_totals');
