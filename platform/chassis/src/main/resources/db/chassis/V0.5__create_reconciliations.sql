-- Reconciliation: an owner states its books on a topic, the holders of copies compare. See docs/operations.md.

-- When the books of each tenant are stated next without being asked.
create table reconciliation_books
(
    tenant_id text        not null,
    book      text        not null,
    next_at   timestamptz not null,
    primary key (tenant_id, book)
);
create index reconciliation_books_due on reconciliation_books (book, next_at);
select enable_tenant_isolation('reconciliation_books');

-- One run as this service sees it: its own statement of a book, or its comparison of a copy with one.
create table reconciliation_runs
(
    tenant_id    text        not null,
    run_id       uuid        not null,
    book         text        not null,
    role         text        not null check (role in ('STATES', 'COMPARES')),
    state        text        not null,
    requested_by text        not null,
    opened_at    timestamptz not null,
    stated_at    timestamptz,
    after_id     uuid,
    parts        integer     not null default 0,
    items        bigint      not null default 0,
    differences  bigint      not null default 0,
    healed       bigint      not null default 0,
    sequence     bigint      not null default 0,
    completed_at timestamptz,
    primary key (tenant_id, run_id),
    check (state = 'COMPLETED' or state in ('STATING', 'CLOSING') and role = 'STATES'
        or state in ('COMPARING', 'SETTLING') and role = 'COMPARES'),
    check ((state = 'COMPLETED') = (completed_at is not null))
);
create unique index reconciliation_runs_one_statement on reconciliation_runs (tenant_id, book)
    where role = 'STATES' and completed_at is null;
create index reconciliation_runs_in_work on reconciliation_runs (tenant_id, run_id) where completed_at is null;
create index reconciliation_runs_completed on reconciliation_runs (tenant_id, book, completed_at);
select enable_tenant_isolation('reconciliation_runs');

-- DOUBT waits for the end of the run; AHEAD waits for the next run, which shows whether the owner went back.
create table reconciliation_differences
(
    tenant_id      text        not null,
    difference_id  uuid        not null,
    run_id         uuid        not null,
    book           text        not null,
    copy           text        not null,
    item_id        uuid        not null,
    state          text        not null check (state in ('DOUBT', 'AHEAD', 'OPEN', 'HEALING', 'HEALED', 'GONE')),
    kind           text,
    stated_version bigint      not null,
    held_version   bigint      not null,
    stated         jsonb,
    held           jsonb,
    fields         text[]      not null,
    position       bigint      not null,
    blocked        boolean     not null,
    parked_events  uuid[]      not null default '{}',
    why            text,
    found_at       timestamptz not null default clock_timestamp(),
    settled_at     timestamptz,
    primary key (tenant_id, difference_id),
    foreign key (tenant_id, run_id) references reconciliation_runs (tenant_id, run_id),
    check ((kind is null) = (state in ('DOUBT', 'AHEAD')))
);
create index reconciliation_differences_run on reconciliation_differences (tenant_id, run_id, difference_id);
create index reconciliation_differences_waiting on reconciliation_differences (tenant_id, run_id, difference_id)
    where state in ('DOUBT', 'HEALING');
create index reconciliation_differences_ahead on reconciliation_differences (tenant_id, book, copy, item_id)
    where state = 'AHEAD';
create index reconciliation_differences_open on reconciliation_differences (tenant_id, book) where state = 'OPEN';
select enable_tenant_isolation('reconciliation_differences');
