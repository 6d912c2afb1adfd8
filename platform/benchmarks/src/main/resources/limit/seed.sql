-- :n open invoices with one to three lines worth of nothing (lines are not needed for the sweep); 30 % are overdue today
set search_path = lim; truncate invoice, invoice_line, payment, allocation, reminder, outbox restart identity cascade;
insert into invoice(number, customer_id, issued_on, due_on, currency, total, balance, status, next_dunning_on)
 select 'S-' || g, 1 + g % 100000, current_date - 60 + (g % 100)::int - 30, current_date - 30 + (g % 100)::int, 'EUR', 1000 + g % 500, 1000 + g % 500, 'OPEN', current_date - 29 + (g % 100)::int from generate_series(1, :n) g;

