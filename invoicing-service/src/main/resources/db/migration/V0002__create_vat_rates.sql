-- VAT rates in force by country and date. Rows of tenant '*' are the delivered ones; a tenant adds its own beside them.
create table vat_rates
(
    tenant_id  text          not null,
    id         uuid          not null,
    country    text          not null check (country ~ '^[A-Z]{2}$'),
    category   text          not null check (category = 'S'),
    rate       numeric(6, 3) not null check (rate > 0 and rate < 100),
    valid_from date          not null,
    valid_to   date check (valid_to >= valid_from),
    created_at timestamptz   not null default now(),
    primary key (tenant_id, id)
);
create unique index vat_rates_start on vat_rates (tenant_id, country, category, rate, valid_from);
select enable_tenant_isolation('vat_rates');
create policy delivered_rates on vat_rates for select using (tenant_id = '*');

select set_config('app.tenant', '*', true);
insert into vat_rates (tenant_id, id, country, category, rate, valid_from, valid_to)
select '*', gen_random_uuid(), r.country, 'S', r.rate, r.valid_from, r.valid_to
  from (values ('HU', 27, date '2012-01-01', cast(null as date)),
               ('HU', 18, '2012-01-01', null),
               ('HU', 5, '2012-01-01', null),
               ('HR', 25, '2014-01-01', null),
               ('HR', 13, '2014-01-01', null),
               ('HR', 5, '2014-01-01', null),
               ('RO', 19, '2017-01-01', '2025-07-31'),
               ('RO', 9, '2017-01-01', '2025-07-31'),
               ('RO', 5, '2017-01-01', '2025-07-31'),
               ('RO', 21, '2025-08-01', null),
               ('RO', 11, '2025-08-01', null),
               ('DK', 25, '1992-01-01', null),
               ('DE', 19, '2021-01-01', null),
               ('DE', 7, '2021-01-01', null),
               ('CN', 13, '2019-04-01', null),
               ('CN', 9, '2019-04-01', null),
               ('CN', 6, '2019-04-01', null)) as r(country, rate, valid_from, valid_to);
