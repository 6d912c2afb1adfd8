create table invoices
(
    tenant_id            text           not null,
    id                   uuid           not null,
    version              bigint         not null default 1,
    sequence             bigint         not null default 0,
    seller_id            uuid           not null,
    customer_id          uuid           not null,
    currency             text           not null check (currency ~ '^[A-Z]{3}$'),
    external_id          text,
    content_hash         bytea          not null,
    order_reference      text,
    note                 text,
    requested_issue_date date,
    requested_due_date   date,
    requested_terms_kind text check (requested_terms_kind in ('NET', 'END_OF_MONTH')),
    requested_terms_days int,
    allowances           jsonb          not null,
    charges              jsonb          not null,
    vat_breakdown        jsonb          not null,
    line_net_total       numeric(20, 4) not null,
    allowance_total      numeric(20, 4) not null,
    charge_total         numeric(20, 4) not null,
    total_without_vat    numeric(20, 4) not null,
    total_vat            numeric(20, 4) not null,
    total_with_vat       numeric(20, 4) not null,
    created_at           timestamptz    not null,
    -- given once, when the invoice is issued
    number               text,
    payment_reference    text,
    issue_date           date,
    due_date             date,
    overdue_at           timestamptz,
    issued_at            timestamptz,
    terms_kind           text,
    terms_days           int,
    seller               jsonb,
    customer             jsonb,
    -- follows credit notes, the clock and the open item of payment-service
    credited_total       numeric(20, 4) not null default 0,
    fully_credited       boolean        not null default false,
    overdue              boolean        not null default false,
    settled              boolean        not null default false,
    paid_on              date,
    open_amount          numeric(20, 4),
    open_item_version    bigint         not null default 0,
    -- the one place of the rule; InvoiceStatus documents it
    status               text           not null generated always as (
        case
            when number is null then 'DRAFT'
            when fully_credited then 'CREDITED'
            when settled then 'PAID'
            when overdue then 'OVERDUE'
            when open_amount < total_with_vat - credited_total then 'PARTLY_PAID'
            else 'ISSUED'
        end) stored,
    primary key (tenant_id, id),
    foreign key (tenant_id, seller_id) references sellers,
    constraint invoices_totals check (total_without_vat = line_net_total - allowance_total + charge_total
        and total_with_vat = total_without_vat + total_vat),
    constraint invoices_credit check (credited_total between 0 and total_with_vat),
    constraint invoices_issued check (number is null or (payment_reference is not null and issue_date is not null
        and due_date >= issue_date and overdue_at is not null and issued_at is not null and terms_kind is not null
        and terms_days is not null and seller is not null and customer is not null and open_amount is not null
        and sequence > 0))
) with (fillfactor = 80);
create unique index invoices_number on invoices (tenant_id, number) where number is not null;
create unique index invoices_external_id on invoices (tenant_id, external_id) where external_id is not null;
create index invoices_order_reference on invoices (tenant_id, order_reference, id) where order_reference is not null;
create index invoices_customer on invoices (tenant_id, customer_id, id);
create index invoices_status on invoices (tenant_id, status, id);
create index invoices_due_date on invoices (tenant_id, due_date, id) where due_date is not null;
-- what the overdue sweep looks at, each second: only invoices that can still become overdue
create index invoices_awaiting_due on invoices (tenant_id, overdue_at)
    where status in ('ISSUED', 'PARTLY_PAID') and open_amount > 0;
select enable_tenant_isolation('invoices');

create table invoice_lines
(
    tenant_id          text           not null,
    invoice_id         uuid           not null,
    line_number        int            not null check (line_number > 0),
    description        text           not null,
    quantity           numeric        not null check (quantity > 0),
    unit_code          text           not null,
    unit_price         numeric        not null check (unit_price >= 0),
    allowance_percent  numeric,
    allowance_reason   text,
    period_from        date,
    period_to          date,
    vat_category       text           not null,
    vat_rate           numeric(6, 3)  not null,
    exemption_reason   text,
    gross_amount       numeric(20, 4) not null,
    allowance_amount   numeric(20, 4) not null,
    net_amount         numeric(20, 4) not null check (net_amount >= 0),
    credited_quantity  numeric        not null default 0,
    credited_allowance numeric(20, 4) not null default 0,
    credited_net       numeric(20, 4) not null default 0,
    primary key (tenant_id, invoice_id, line_number),
    foreign key (tenant_id, invoice_id) references invoices on delete cascade,
    constraint invoice_lines_net check (net_amount = gross_amount - allowance_amount),
    constraint invoice_lines_credit check (credited_quantity between 0 and quantity
        and credited_allowance between 0 and allowance_amount and credited_net between 0 and net_amount)
);
select enable_tenant_isolation('invoice_lines');

-- An issued invoice is a legal document: the database itself refuses to change or delete it.
create function refuse_change_of_issued_invoice() returns trigger
    language plpgsql as
$$
begin
    raise exception 'invoice % is issued and cannot be changed', old.number using errcode = 'RC001';
end
$$;
create trigger invoices_immutable
    before update of seller_id, customer_id, currency, external_id, content_hash, order_reference, note, allowances,
        charges, vat_breakdown, line_net_total, allowance_total, charge_total, total_without_vat, total_vat,
        total_with_vat, number, payment_reference, issue_date, due_date, overdue_at, issued_at, terms_kind, terms_days,
        seller, customer
    on invoices
    for each row
    when (old.number is not null)
execute function refuse_change_of_issued_invoice();
create trigger invoices_undeletable
    before delete
    on invoices
    for each row
    when (old.number is not null)
execute function refuse_change_of_issued_invoice();

create function refuse_change_of_issued_line() returns trigger
    language plpgsql as
$$
begin
    if exists (select 1 from invoices i
                where i.tenant_id = old.tenant_id and i.id = old.invoice_id and i.number is not null) then
        raise exception 'the lines of invoice % are issued and cannot be changed', old.invoice_id using errcode = 'RC001';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger invoice_lines_immutable
    before update of line_number, description, quantity, unit_code, unit_price, allowance_percent, allowance_reason,
        period_from, period_to, vat_category, vat_rate, exemption_reason, gross_amount, allowance_amount, net_amount
    on invoice_lines
    for each row
execute function refuse_change_of_issued_line();
create trigger invoice_lines_undeletable
    before delete
    on invoice_lines
    for each row
execute function refuse_change_of_issued_line();
