-- What is in table entry (n, number, amount) as payments of the invoices that it names.
set local search_path = lim, pg_temp;
analyze pg_temp.entry;
insert into payment(reference, customer_id, received_on, currency, amount, unallocated)
 select 'P-' || e.n, i.customer_id, current_date, 'EUR', e.amount, greatest(e.amount - i.balance, 0)
   from pg_temp.entry e join invoice i on i.number = e.number;
insert into allocation(payment_id, invoice_id, amount)
 select p.id, i.id, least(e.amount, i.balance)
   from pg_temp.entry e join invoice i on i.number = e.number join payment p on p.reference = 'P-' || e.n;
update invoice i
   set balance = i.balance - least(e.amount, i.balance), status = case when e.amount >= i.balance then 'PAID' else 'OPEN' end,
       version = i.version + 1
  from pg_temp.entry e where i.number = e.number;
insert into outbox(topic, key, payload)
 select 'payment-received', i.customer_id::text, jsonb_build_object('paymentId', p.id, 'invoiceId', i.id, 'amount', e.amount)
   from pg_temp.entry e join invoice i on i.number = e.number join payment p on p.reference = 'P-' || e.n;
