-- In the order in which money without designation settles debts, so that no more of them are read than it can reach.
drop index open_items_owed;
create index open_items_owed on open_items
    (tenant_id, customer_id, currency, due_date, issue_date, invoice_number collate "C", invoice_id) where open_amount > 0;
