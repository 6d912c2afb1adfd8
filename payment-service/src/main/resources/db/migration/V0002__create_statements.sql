-- One row per file that was taken in; its content hash makes the second import of the same file a read of the first.
create table statement_imports
(
    tenant_id   text        not null,
    import_id   uuid        not null,
    file_hash   text        not null,
    format      text        not null check (format in ('CAMT_053', 'CSV')),
    report      text,
    imported_by text        not null,
    imported_at timestamptz not null,
    primary key (tenant_id, import_id),
    unique (tenant_id, file_hash)
);
select enable_tenant_isolation('statement_imports');

create table statements
(
    tenant_id        text           not null,
    statement_id     uuid           not null,
    import_id        uuid           not null,
    identity         text           not null,
    account          text           not null,
    account_iban     text,
    currency         text           not null check (currency ~ '^[A-Z]{3}$'),
    statement_number text,
    from_date        date,
    to_date          date,
    opening_balance  numeric(20, 4),
    closing_balance  numeric(20, 4),
    entry_count      integer        not null default 0,
    duplicate_count  integer        not null default 0,
    credit_total     numeric(20, 4) not null default 0,
    debit_total      numeric(20, 4) not null default 0,
    payment_count    integer        not null default 0,
    reversal_count   integer        not null default 0,
    balanced         boolean        not null default false,
    difference       numeric(20, 4),
    balance_note     text           not null default '',
    imported_at      timestamptz    not null,
    primary key (tenant_id, statement_id),
    unique (tenant_id, identity),
    foreign key (tenant_id, import_id) references statement_imports (tenant_id, import_id)
);
create index statements_account on statements (tenant_id, account, statement_id);
create index statements_import on statements (tenant_id, import_id);
select enable_tenant_isolation('statements');

-- One row per entry of a statement (C4). recognition_key holds what makes the same entry known again in another file.
create table bank_transactions
(
    tenant_id              text           not null,
    transaction_id         uuid           not null,
    statement_id           uuid           not null,
    line_number            integer        not null,
    account                text           not null,
    recognition_key        text,
    entry_reference        text,
    currency               text           not null check (currency ~ '^[A-Z]{3}$'),
    amount                 numeric(20, 4) not null check (amount >= 0),
    direction              text           not null check (direction in ('CREDIT', 'DEBIT')),
    booked                 boolean        not null,
    reversal               boolean        not null,
    return_reason_code     text,
    return_references      text[]         not null default array []::text[],
    booking_date           date           not null,
    value_date             date           not null,
    detail_count           integer        not null,
    charges                numeric(20, 4),
    end_to_end_id          text,
    counterparty_name      text,
    counterparty_iban      text,
    structured_reference   text,
    remittance_information text,
    outcome                text           not null check (outcome in ('PAYMENT', 'RETURN', 'RETURN_UNMATCHED', 'RECORDED', 'NOT_BOOKED')),
    reversed_payment_ids   uuid[]         not null default array []::uuid[],
    primary key (tenant_id, transaction_id),
    unique (tenant_id, statement_id, line_number),
    foreign key (tenant_id, statement_id) references statements (tenant_id, statement_id)
);
create unique index bank_transactions_recognition on bank_transactions (tenant_id, account, recognition_key)
    where recognition_key is not null;
create index bank_transactions_entry_reference on bank_transactions (tenant_id, account, entry_reference)
    where entry_reference is not null;
select enable_tenant_isolation('bank_transactions');
