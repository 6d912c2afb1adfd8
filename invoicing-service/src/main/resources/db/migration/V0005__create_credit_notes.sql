create table credit_notes
(
    tenant_id         text           not null,
    id                uuid           not null,
    invoice_id        uuid           not null,
    number            text           not null,
    seller_id         uuid           not null,
    customer_id       uuid           not null,
    issue_date        date           not null,
    currency          text           not null,
    reason            text           not null,
    is_full           boolean        not null,
    vat_breakdown     jsonb          not null,
    line_net_total    numeric(20, 4) not null,
    allowance_total   numeric(20, 4) not null,
    charge_total      numeric(20, 4) not null,
    total_without_vat numeric(20, 4) not null,
    total_vat         numeric(20, 4) not null,
    total_with_vat    numeric(20, 4) not null check (total_with_vat >= 0),
    issued_at         timestamptz    not null,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, invoice_id) references invoices,
    check (total_without_vat = line_net_total - allowance_total + charge_total
        and total_with_vat = total_without_vat + total_vat)
);
create index credit_notes_invoice on credit_notes (tenant_id, invoice_id, id);
create index credit_notes_customer on credit_notes (tenant_id, customer_id, id);
select enable_tenant_isolation('credit_notes');

create table credit_note_lines
(
    tenant_id        text           not null,
    credit_note_id   uuid           not null,
    line_number      int            not null,
    description      text           not null,
    quantity         numeric        not null check (quantity > 0),
    unit_code        text           not null,
    unit_price       numeric        not null,
    allowance_amount numeric(20, 4) not null check (allowance_amount >= 0),
    net_amount       numeric(20, 4) not null check (net_amount >= 0),
    vat_category     text           not null,
    vat_rate         numeric(6, 3)  not null,
    primary key (tenant_id, credit_note_id, line_number),
    foreign key (tenant_id, credit_note_id) references credit_notes
);
select enable_tenant_isolation('credit_note_lines');

-- What credit notes took back so far, by VAT category and rate: the basis for exact remainders.
create table credited_vat
(
    tenant_id    text           not null,
    invoice_id   uuid           not null,
    vat_category text           not null,
    vat_rate     numeric(6, 3)  not null,
    allowance    numeric(20, 4) not null check (allowance >= 0),
    charge       numeric(20, 4) not null check (charge >= 0),
    taxable      numeric(20, 4) not null check (taxable >= 0),
    tax          numeric(20, 4) not null check (tax >= 0),
    primary key (tenant_id, invoice_id, vat_category, vat_rate),
    foreign key (tenant_id, invoice_id) references invoices
);
select enable_tenant_isolation('credited_vat');

-- Credit notes are legal documents too.
create function refuse_change_of_credit_note() returns trigger
    language plpgsql as
$$
begin
    raise exception 'credit notes cannot be changed' using errcode = 'RC001';
end
$$;
create trigger credit_notes_immutable before update or delete on credit_notes
    for each row execute function refuse_change_of_credit_note();
create trigger credit_note_lines_immutable before update or delete on credit_note_lines
    for each row execute function refuse_change_of_credit_note();
