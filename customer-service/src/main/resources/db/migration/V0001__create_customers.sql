-- Customers and the words they are found by.

create table customers
(
    tenant_id          text        not null,
    id                 uuid        not null,
    external_id        text        not null,
    kind               text        not null check (kind in ('COMPANY', 'PERSON')),
    name               text        not null,
    vat_id             text,
    language           text        not null check (language ~ '^[a-z]{2}$'),
    time_zone          text        not null,
    currency           text        not null check (currency ~ '^[A-Z]{3}$'),
    region             text,
    payment_terms_kind text        not null check (payment_terms_kind in ('NET', 'END_OF_MONTH')),
    payment_terms_days integer     not null check (payment_terms_days between 0 and 365),
    preferred_channel  text        not null check (preferred_channel in ('EMAIL', 'SMS', 'LETTER', 'PHONE', 'VISIT')),
    street             text        not null,
    city               text        not null,
    postal_code        text        not null,
    country_code       text        not null check (country_code ~ '^[A-Z]{2}$'),
    contacts           jsonb       not null check (jsonb_typeof(contacts) = 'array'),
    email              text,
    phone              text,
    ibans              text[]      not null,
    version            bigint      not null check (version > 0),
    sequence           bigint      not null check (sequence > 0),
    created_at         timestamptz not null,
    changed_at         timestamptz not null,
    primary key (tenant_id, id),
    constraint customers_external_id unique (tenant_id, external_id)
);
-- The list is always in the order of ids (age), so every filter's index ends with the id: a page is a range scan.
create index customers_country on customers (tenant_id, country_code, id);
create index customers_region on customers (tenant_id, region, id) where region is not null;
create index customers_kind on customers (tenant_id, kind, id);
select enable_tenant_isolation('customers');

-- Search compares prefixes with >= and <, in byte order. LIKE and trigram operators are not leakproof: under row level
-- security PostgreSQL would not use an index for them.
create table customer_search_terms
(
    tenant_id   text             not null,
    term        text collate "C" not null,
    customer_id uuid             not null,
    primary key (tenant_id, term, customer_id),
    foreign key (tenant_id, customer_id) references customers (tenant_id, id) on delete cascade
);
create index customer_search_terms_customer on customer_search_terms (tenant_id, customer_id);
select enable_tenant_isolation('customer_search_terms');
