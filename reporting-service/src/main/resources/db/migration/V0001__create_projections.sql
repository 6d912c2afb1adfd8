-- Read models, each table fed by exactly one topic, so that the interleaving of topics cannot matter: what belongs
-- together is joined when it is read. Amounts are numeric(20,4), exact for every ISO 4217 currency.

create table customers
(
    tenant_id    text   not null,
    customer_id  uuid   not null,
    sequence     bigint not null,
    external_id  text   not null,
    kind         text   not null,
    name         text   not null,
    country_code text,
    region       text,
    language     text   not null,
    time_zone    text   not null,
    currency     text   not null,
    primary key (tenant_id, customer_id)
);

-- Facts of the issued document never change; status, paid_on and sequence follow invoicing's later events.
create table invoices
(
    tenant_id         text           not null,
    invoice_id        uuid           not null,
    number            text           not null,
    external_id       text,
    order_reference   text,
    seller_id         uuid           not null,
    customer_id       uuid           not null,
    issue_date        date           not null,
    due_date          date           not null,
    currency          text           not null,
    total_without_vat numeric(20, 4) not null,
    total_vat         numeric(20, 4) not null,
    total_with_vat    numeric(20, 4) not null,
    status            text           not null check (status in ('ISSUED', 'OVERDUE', 'PAID', 'CREDITED')),
    paid_on           date,
    ever_overdue      boolean        not null,
    sequence          bigint         not null,
    primary key (tenant_id, invoice_id)
);
create index invoices_customer on invoices (tenant_id, customer_id, invoice_id);
create index invoices_order on invoices (tenant_id, order_reference) where order_reference is not null;
create index invoices_counted on invoices (tenant_id, currency, status, issue_date) include (total_with_vat, paid_on);

create table credit_notes
(
    tenant_id         text           not null,
    credit_note_id    uuid           not null,
    number            text           not null,
    invoice_id        uuid           not null,
    customer_id       uuid           not null,
    issue_date        date           not null,
    currency          text           not null,
    reason            text           not null,
    is_full           boolean        not null,
    total_without_vat numeric(20, 4) not null,
    total_vat         numeric(20, 4) not null,
    total_with_vat    numeric(20, 4) not null,
    primary key (tenant_id, credit_note_id)
);
create index credit_notes_invoice on credit_notes (tenant_id, invoice_id);
create index credit_notes_counted on credit_notes (tenant_id, currency, issue_date) include (total_with_vat);

-- What is owed now. latest_effective_date tells which items need no history for an as-of date: those whose every
-- change was effective by then.
create table open_items
(
    tenant_id             text           not null,
    invoice_id            uuid           not null,
    invoice_number        text           not null,
    customer_id           uuid           not null,
    currency              text           not null,
    due_date              date           not null,
    original_amount       numeric(20, 4) not null,
    credited_amount       numeric(20, 4) not null,
    allocated_amount      numeric(20, 4) not null,
    open_amount           numeric(20, 4) not null,
    status                text           not null,
    version               bigint         not null,
    latest_effective_date date           not null,
    settled_on            date,
    primary key (tenant_id, invoice_id)
);
create index open_items_owed on open_items (tenant_id, customer_id, currency)
    include (due_date, open_amount, latest_effective_date) where open_amount <> 0;
create index open_items_later on open_items (tenant_id, customer_id, currency, latest_effective_date);
create index open_items_total on open_items (tenant_id, currency, due_date)
    include (open_amount, latest_effective_date) where open_amount <> 0;
create index open_items_total_later on open_items (tenant_id, latest_effective_date, currency);

-- Every change of an open item. delta is the change of the open amount, so that the amount as of a date is the sum of
-- the deltas effective by then: versions need not be in order of their effective dates.
create table open_item_changes
(
    tenant_id        text           not null,
    invoice_id       uuid           not null,
    version          bigint         not null,
    customer_id      uuid           not null,
    currency         text           not null,
    due_date         date           not null,
    cause            text           not null,
    cause_id         uuid           not null,
    effective_date   date           not null,
    recorded_at      timestamptz    not null,
    original_amount  numeric(20, 4) not null,
    credited_amount  numeric(20, 4) not null,
    allocated_amount numeric(20, 4) not null,
    open_amount      numeric(20, 4) not null,
    delta            numeric(20, 4) not null,
    primary key (tenant_id, invoice_id, version)
);
create index open_item_changes_customer on open_item_changes (tenant_id, customer_id, currency);

-- Which customer has figures in which currency: the row source of the per-customer ageing pages. Only ever grows.
create table customer_accounts
(
    tenant_id   text not null,
    customer_id uuid not null,
    currency    text not null,
    primary key (tenant_id, customer_id, currency)
);

create table payments
(
    tenant_id             text           not null,
    payment_id            uuid           not null,
    customer_id           uuid,
    method                text           not null,
    source                text           not null,
    currency              text           not null,
    amount                numeric(20, 4) not null,
    booking_date          date           not null,
    value_date            date           not null,
    payer_name            text,
    payer_iban            text,
    structured_reference  text,
    remittance            text,
    external_id           text,
    statement_id          uuid,
    unapplied             numeric(20, 4) not null,
    reversed_on           date,
    reversal_reason       text,
    return_reason_code    text,
    sequence              bigint         not null,
    latest_effective_date date           not null,
    primary key (tenant_id, payment_id)
);
create index payments_customer on payments (tenant_id, customer_id, booking_date desc, payment_id desc);
create index payments_unapplied on payments (tenant_id, customer_id, currency)
    include (unapplied, latest_effective_date) where unapplied <> 0;
create index payments_later on payments (tenant_id, customer_id, currency, latest_effective_date);
create index payments_total_later on payments (tenant_id, latest_effective_date, currency);

-- Every change of a payment's unapplied cash, as open_item_changes; customer_id is who was known as the payer by then.
create table payment_cash_changes
(
    tenant_id      text           not null,
    payment_id     uuid           not null,
    sequence       bigint         not null,
    customer_id    uuid,
    currency       text           not null,
    cause          text           not null,
    effective_date date           not null,
    recorded_at    timestamptz    not null,
    unapplied      numeric(20, 4) not null,
    delta          numeric(20, 4) not null,
    primary key (tenant_id, payment_id, sequence)
);

create table payment_allocations
(
    tenant_id       text           not null,
    allocation_id   uuid           not null,
    payment_id      uuid           not null,
    invoice_id      uuid           not null,
    invoice_number  text           not null,
    currency        text           not null,
    amount          numeric(20, 4) not null,
    rule            text           not null,
    explanation     text           not null,
    effective_date  date           not null,
    recorded_at     timestamptz    not null,
    released_amount numeric(20, 4) not null default 0,
    released_on     date,
    release_reason  text,
    primary key (tenant_id, allocation_id)
);
create index payment_allocations_payment on payment_allocations (tenant_id, payment_id);
create index payment_allocations_invoice on payment_allocations (tenant_id, invoice_id);

create table allocation_releases
(
    tenant_id      text           not null,
    allocation_id  uuid           not null,
    sequence       bigint         not null,
    payment_id     uuid           not null,
    amount         numeric(20, 4) not null,
    reason         text           not null,
    effective_date date           not null,
    recorded_at    timestamptz    not null,
    primary key (tenant_id, allocation_id, sequence)
);

create table statements
(
    tenant_id        text           not null,
    statement_id     uuid           not null,
    account_iban     text,
    currency         text           not null,
    statement_number text,
    entry_count      integer        not null,
    payment_count    integer        not null,
    credit_total     numeric(20, 4) not null,
    debit_total      numeric(20, 4) not null,
    balanced         boolean        not null,
    difference       numeric(20, 4),
    recorded_at      timestamptz    not null,
    primary key (tenant_id, statement_id)
);

create table dunning_levels
(
    tenant_id   text           not null,
    case_id     uuid           not null,
    sequence    bigint         not null,
    invoice_id  uuid           not null,
    customer_id uuid           not null,
    level       integer        not null,
    level_name  text           not null,
    currency    text           not null,
    open_amount numeric(20, 4) not null,
    reached_at  timestamptz    not null,
    primary key (tenant_id, case_id, sequence)
);
create index dunning_levels_invoice on dunning_levels (tenant_id, invoice_id);

create table reminders
(
    tenant_id   text           not null,
    reminder_id uuid           not null,
    case_id     uuid           not null,
    invoice_id  uuid           not null,
    customer_id uuid           not null,
    level       integer        not null,
    channel     text           not null,
    language    text           not null,
    currency    text           not null,
    open_amount numeric(20, 4) not null,
    sent_at     timestamptz    not null,
    primary key (tenant_id, reminder_id)
);
create index reminders_invoice on reminders (tenant_id, invoice_id);
create index reminders_counted on reminders (tenant_id, currency, sent_at) include (invoice_id, open_amount);

-- When the last event of a tenant's topic that is in the tables above was recorded.
create table projection_progress
(
    tenant_id   text        not null,
    topic       text        not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, topic)
);

-- How far each partition is read. Written after the figures are committed, so it never promises more than they hold.
-- The positions are the whole installation's, no tenant's: they carry the tenant '*'.
create table projection_offsets
(
    tenant_id    text        not null default '*' check (tenant_id = '*'),
    topic        text        not null,
    partition_no integer     not null,
    next_offset  bigint      not null,
    recorded_at  timestamptz not null,
    primary key (tenant_id, topic, partition_no)
);

create table rebuilds
(
    tenant_id    text        not null,
    rebuild_id   uuid        not null,
    state        text        not null check (state in ('REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED')),
    phase        text        not null check (phase in ('WAITING', 'READING', 'COMPARING', 'DONE')),
    requested_by text        not null,
    reason       text,
    requested_at timestamptz not null,
    finished_at  timestamptz,
    heartbeat_at timestamptz not null,
    events_total bigint      not null default 0,
    events_read  bigint      not null default 0,
    events_applied bigint    not null default 0,
    equal        boolean,
    tables       jsonb       not null default '[]',
    failure      text,
    version      bigint      not null default 1,
    primary key (tenant_id, rebuild_id)
);
create unique index rebuilds_one_at_a_time on rebuilds (tenant_id) where state in ('REQUESTED', 'RUNNING');

select enable_tenant_isolation('customers');
select enable_tenant_isolation('invoices');
select enable_tenant_isolation('credit_notes');
select enable_tenant_isolation('open_items');
select enable_tenant_isolation('open_item_changes');
select enable_tenant_isolation('customer_accounts');
select enable_tenant_isolation('payments');
select enable_tenant_isolation('payment_cash_changes');
select enable_tenant_isolation('payment_allocations');
select enable_tenant_isolation('allocation_releases');
select enable_tenant_isolation('statements');
select enable_tenant_isolation('dunning_levels');
select enable_tenant_isolation('reminders');
select enable_tenant_isolation('projection_progress');
select enable_tenant_isolation('rebuilds');
select enable_tenant_isolation('projection_offsets');
create policy readable_by_every_tenant on projection_offsets for select using (true);
