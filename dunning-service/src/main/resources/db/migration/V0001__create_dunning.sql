-- Private copy of customers: only what a reminder needs.
create table customers (
    tenant_id   text   not null,
    id          uuid   not null,
    sequence    bigint not null,
    name        text   not null,
    language    text   not null,
    emails      text[] not null,
    channel     text   not null,
    primary key (tenant_id, id)
);
select enable_tenant_isolation('customers');

-- Private copy of what is owed. It exists apart from the case because its event may come before the invoice's;
-- whoever writes either locks this row first.
create table open_items (
    tenant_id       text   not null,
    invoice_id      uuid   not null,
    open_amount     numeric(20, 4),
    credited_amount numeric(20, 4),
    version         bigint not null,
    primary key (tenant_id, invoice_id),
    check ((version = 0) = (open_amount is null))
);
select enable_tenant_isolation('open_items');

create table policies (
    tenant_id        text        not null,
    version          integer     not null check (version > 0),
    effective_from   date        not null,
    definition       jsonb       not null,
    created_at       timestamptz not null,
    created_by       text        not null,
    primary key (tenant_id, version)
);
select enable_tenant_isolation('policies');

create table cases (
    tenant_id          text           not null,
    id                 uuid           not null,
    invoice_id         uuid           not null,
    invoice_number     text           not null,
    customer_id        uuid           not null,
    customer_name      text           not null,
    language           text           not null,
    time_zone          text           not null,
    issue_date         date           not null,
    due_date           date           not null,
    due_at             timestamptz    not null,
    currency           char(3)        not null,
    total              numeric(20, 4) not null,
    payment_reference  text           not null,
    seller_name        text           not null,
    seller_iban        text           not null,
    policy_version     integer        not null,
    state              text           not null check (state in ('NOT_DUE', 'DUE', 'OVERDUE', 'CLOSED')),
    close_reason       text           check (close_reason in ('PAID', 'CREDITED')),
    open_amount        numeric(20, 4) not null,
    credited_amount    numeric(20, 4) not null,
    open_item_version  bigint         not null,
    credited_in_full   boolean        not null,
    level              integer        not null check (level >= 0),
    in_delivery        boolean        not null,
    last_reminder_on   date,
    overdue            boolean        not null,
    next_action        text           check (next_action in ('SEND_REMINDER', 'DELIVER_REMINDER', 'REVIEW')),
    next_level         integer,
    next_action_on     date,
    next_action_at     timestamptz,
    version            bigint         not null default 1,
    sequence           bigint         not null default 0,
    opened_at          timestamptz    not null,
    changed_at         timestamptz    not null,
    -- A reminder of a level after the due date waits until invoicing-service has declared the invoice overdue.
    sendable           boolean generated always as
        (next_action is not null and next_action = 'SEND_REMINDER' and (overdue or next_action_on <= due_date)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, invoice_id),
    -- Every open case has exactly one next action; a closed one has none and says why.
    constraint exactly_one_next_action check (
        (state = 'CLOSED') = (next_action is null)
        and (next_action is null) = (next_action_on is null)
        and (next_action is null) = (next_action_at is null)
        and coalesce(next_action in ('SEND_REMINDER', 'DELIVER_REMINDER'), false) = (next_level is not null)),
    constraint closed_with_reason check ((state = 'CLOSED') = (close_reason is not null)),
    constraint nothing_owed_is_closed check ((open_amount <= 0 or credited_in_full) = (state = 'CLOSED'))
);
create index cases_to_remind on cases (tenant_id, next_action_at) where sendable;
create index cases_to_turn_due on cases (tenant_id, due_at) where state = 'NOT_DUE';
create index cases_by_customer on cases (tenant_id, customer_id, id);
create index cases_by_state on cases (tenant_id, state, level, id);
select enable_tenant_isolation('cases');

create table reminders (
    tenant_id       text           not null,
    id              uuid           not null,
    case_id         uuid           not null,
    invoice_id      uuid           not null,
    invoice_number  text           not null,
    customer_id     uuid           not null,
    level           integer        not null check (level > 0),
    level_name      text           not null,
    policy_version  integer        not null,
    state           text           not null check (state in
        ('SENDING', 'RETRY', 'SENT', 'UNCONFIRMED', 'NOT_DELIVERABLE', 'CANCELLED', 'SKIPPED')),
    reason          text,
    channel         text           not null default 'EMAIL',
    recipient       text,
    language        text,
    subject         text,
    body            text,
    message_id      text           not null,
    currency        char(3)        not null,
    open_amount     numeric(20, 4) not null,
    attempts        integer        not null,
    created_at      timestamptz    not null,
    sent_at         timestamptz,
    -- Leases and retries run on the machine's clock, not on the tenant's, which may stand still.
    attempt_at      timestamptz    not null default clock_timestamp(),
    primary key (tenant_id, id),
    unique (tenant_id, invoice_id, level),
    check ((state = 'SENT') = (sent_at is not null)),
    check (state not in ('SENDING', 'RETRY', 'SENT', 'UNCONFIRMED') or (recipient is not null and body is not null))
);
create index reminders_in_delivery on reminders (attempt_at) where state in ('SENDING', 'RETRY');
create index reminders_of_case on reminders (tenant_id, case_id);
create index reminders_by_customer on reminders (tenant_id, customer_id, id);
create index reminders_by_state on reminders (tenant_id, state, id);
select enable_tenant_isolation('reminders');
