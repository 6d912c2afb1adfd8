-- The ledger of what is owed. open = original - credited - allocated is never negative, whatever the code does.
create table open_items
(
    tenant_id        text           not null,
    invoice_id       uuid           not null,
    invoice_number   text           not null,
    number_key       text           not null,
    reference_key    text,
    customer_id      uuid           not null,
    currency         text           not null check (currency ~ '^[A-Z]{3}$'),
    issue_date       date           not null,
    due_date         date           not null,
    original_amount  numeric(20, 4) not null check (original_amount >= 0),
    credited_amount  numeric(20, 4) not null default 0 check (credited_amount >= 0),
    allocated_amount numeric(20, 4) not null default 0 check (allocated_amount >= 0),
    open_amount      numeric(20, 4) not null generated always as (original_amount - credited_amount - allocated_amount) stored
        constraint open_amount_not_negative check (original_amount - credited_amount - allocated_amount >= 0),
    status           text           not null generated always as (
        case
            when original_amount - credited_amount - allocated_amount = 0 then 'SETTLED'
            when credited_amount + allocated_amount = 0 then 'OPEN'
            else 'PARTLY_SETTLED' end) stored,
    version          bigint         not null check (version > 0),
    primary key (tenant_id, invoice_id)
);
create index open_items_number on open_items (tenant_id, number_key);
create index open_items_reference on open_items (tenant_id, reference_key) where reference_key is not null;
create index open_items_owed on open_items (tenant_id, customer_id, currency, due_date, invoice_id) where open_amount > 0;
create index open_items_due on open_items (tenant_id, due_date, invoice_id);
create index open_items_status_due on open_items (tenant_id, status, due_date, invoice_id);
create index open_items_customer_due on open_items (tenant_id, customer_id, due_date, invoice_id);
select enable_tenant_isolation('open_items');

-- Every amount of money that came in. amount = allocated + unapplied + reversed, always.
create table payments
(
    tenant_id              text           not null,
    payment_id             uuid           not null,
    method                 text           not null check (method in ('BANK_TRANSFER', 'CARD', 'CASH')),
    source                 text           not null check (source in ('API', 'STATEMENT')),
    currency               text           not null check (currency ~ '^[A-Z]{3}$'),
    amount                 numeric(20, 4) not null check (amount > 0),
    allocated_amount       numeric(20, 4) not null default 0 check (allocated_amount >= 0),
    unapplied_amount       numeric(20, 4) not null check (unapplied_amount >= 0),
    reversed_amount        numeric(20, 4) not null default 0 check (reversed_amount >= 0),
    status                 text           not null generated always as (
        case
            when reversed_amount > 0 then 'REVERSED'
            when unapplied_amount = 0 then 'ALLOCATED'
            when allocated_amount = 0 then 'UNAPPLIED'
            else 'PARTLY_ALLOCATED' end) stored,
    booking_date           date           not null,
    value_date             date           not null,
    customer_id            uuid,
    payer_name             text,
    payer_iban             text,
    structured_reference   text,
    remittance_information text,
    end_to_end_id          text,
    external_id            text,
    statement_id           uuid,
    bank_transaction_id    uuid,
    entry_reference        text,
    explanation            text           not null,
    recorded_by            text           not null,
    recorded_at            timestamptz    not null,
    version                bigint         not null check (version > 0),
    primary key (tenant_id, payment_id),
    constraint payment_balances check (amount = allocated_amount + unapplied_amount + reversed_amount),
    constraint payment_reversed_whole check (reversed_amount = 0 or reversed_amount = amount)
)
-- Every payment is written a second time when it is allocated.
    with (fillfactor = 60);
create unique index payments_external_id on payments (tenant_id, method, external_id) where external_id is not null;
create index payments_customer on payments (tenant_id, customer_id, payment_id);
create index payments_booking on payments (tenant_id, booking_date, payment_id);
create index payments_status on payments (tenant_id, status, payment_id);
create index payments_statement on payments (tenant_id, statement_id, payment_id) where statement_id is not null;
create index payments_bank_transaction on payments (tenant_id, bank_transaction_id) where bank_transaction_id is not null;
create index payments_end_to_end on payments (tenant_id, end_to_end_id) where end_to_end_id is not null;
select enable_tenant_isolation('payments');

-- Which part of a payment settles which invoice. A row is never changed except for what of it was released again.
create table allocations
(
    tenant_id       text           not null,
    allocation_id   uuid           not null,
    payment_id      uuid           not null,
    invoice_id      uuid           not null,
    invoice_number  text           not null,
    amount          numeric(20, 4) not null check (amount > 0),
    released_amount numeric(20, 4) not null default 0,
    rule            text           not null check (rule in ('STRUCTURED_REFERENCE', 'INVOICE_NUMBER', 'OLDEST_DUE', 'MANUAL')),
    explanation     text           not null,
    effective_date  date           not null,
    allocated_by    text           not null,
    allocated_at    timestamptz    not null,
    primary key (tenant_id, allocation_id),
    foreign key (tenant_id, payment_id) references payments (tenant_id, payment_id),
    foreign key (tenant_id, invoice_id) references open_items (tenant_id, invoice_id),
    check (released_amount >= 0 and released_amount <= amount)
);
create index allocations_payment on allocations (tenant_id, payment_id, allocation_id);
create index allocations_invoice on allocations (tenant_id, invoice_id, allocation_id);
select enable_tenant_isolation('allocations');

-- Why and when an allocation, or a part of it, was taken back.
create table allocation_releases
(
    tenant_id     text           not null,
    release_id    uuid           not null,
    allocation_id uuid           not null,
    amount        numeric(20, 4) not null check (amount > 0),
    cause         text           not null check (cause in ('UNDO', 'CREDIT_NOTE', 'REVERSAL')),
    reason        text           not null,
    released_by   text           not null,
    released_at   timestamptz    not null,
    primary key (tenant_id, release_id),
    foreign key (tenant_id, allocation_id) references allocations (tenant_id, allocation_id)
);
create index allocation_releases_allocation on allocation_releases (tenant_id, allocation_id);
select enable_tenant_isolation('allocation_releases');

-- What a payment that is not fully applied names: if an invoice with such a number or reference arrives, the payment meets it.
create table awaited_references
(
    tenant_id     text not null,
    reference_key text not null,
    payment_id    uuid not null,
    primary key (tenant_id, reference_key, payment_id)
);
create index awaited_references_payment on awaited_references (tenant_id, payment_id);
select enable_tenant_isolation('awaited_references');

-- Copy of what this service needs of a customer: that it exists, and the accounts it pays from.
create table customers
(
    tenant_id   text not null,
    customer_id uuid not null,
    name        text not null,
    primary key (tenant_id, customer_id)
);
select enable_tenant_isolation('customers');

create table customer_ibans
(
    tenant_id   text not null,
    iban        text not null,
    customer_id uuid not null,
    primary key (tenant_id, iban, customer_id)
);
create index customer_ibans_customer on customer_ibans (tenant_id, customer_id);
select enable_tenant_isolation('customer_ibans');
