-- Reminders are planned for all due cases, and handed to the mail server at its own pace.
alter table reminders
    drop constraint reminders_state_check,
    add constraint reminders_state_check check (state in
        ('PLANNED', 'SENDING', 'RETRY', 'SENT', 'UNCONFIRMED', 'NOT_DELIVERABLE', 'CANCELLED', 'SKIPPED'));
create index reminders_to_send on reminders (tenant_id, attempt_at) where state in ('PLANNED', 'RETRY');
