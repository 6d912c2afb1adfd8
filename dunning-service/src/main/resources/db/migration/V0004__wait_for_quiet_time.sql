-- A reminder that may not go out at this moment waits until this one, on the tenant's clock; its attempt_at is infinity meanwhile.
alter table reminders add column waits_until timestamptz;
create index reminders_in_quiet_time on reminders (tenant_id, waits_until) where waits_until is not null;
