-- Seller entities: the legal persons in whose name a tenant invoices.
create table sellers
(
    tenant_id          text        not null,
    id                 uuid        not null,
    version            bigint      not null default 1,
    name               text        not null,
    street             text        not null,
    city               text        not null,
    postal_code        text        not null,
    country_code       text        not null check (country_code ~ '^[A-Z]{2}$'),
    vat_id             text        not null,
    iban               text        not null,
    time_zone          text        not null,
    invoice_prefix     text        not null,
    credit_note_prefix text        not null,
    number_width       smallint    not null check (number_width between 1 and 9),
    created_at         timestamptz not null,
    primary key (tenant_id, id)
);
select enable_tenant_isolation('sellers');

-- One counter row per series, moved only inside the transaction that issues the document, so that numbers have no gaps.
-- A new prefix (a new year) is a new series; the old row stays, so a number is never given twice.
create table numbering_series
(
    tenant_id     text   not null,
    seller_id     uuid   not null,
    document_type text   not null check (document_type in ('INVOICE', 'CREDIT_NOTE')),
    prefix        text   not null,
    -- what the prefix looks like in an ISO 11649 reference: two series must never give the same reference
    reference     text   not null generated always as (upper(regexp_replace(prefix, '[^A-Za-z0-9]', '', 'g'))) stored,
    last_number   bigint not null default 0 check (last_number between 0 and 999999999),
    primary key (tenant_id, seller_id, document_type, prefix),
    unique (tenant_id, reference),
    foreign key (tenant_id, seller_id) references sellers
) with (fillfactor = 50);
select enable_tenant_isolation('numbering_series');
