-- Private copy of the customers owned by customer-service: only what an invoice needs.
create table customers
(
    tenant_id    text   not null,
    id           uuid   not null,
    sequence     bigint not null,
    external_id  text   not null,
    name         text   not null,
    kind         text   not null,
    language     text   not null,
    time_zone    text   not null,
    country_code text   not null,
    region       text,
    vat_id       text,
    terms_kind   text   not null,
    terms_days   int    not null,
    primary key (tenant_id, id)
);
select enable_tenant_isolation('customers');
