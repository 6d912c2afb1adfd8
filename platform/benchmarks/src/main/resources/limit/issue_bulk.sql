-- The rows of issue_gapless for :n invoices over 49 series, in one transaction and with one statement for all documents.
begin;
update lim.series set next_no = next_no + :n / 49 where id <= 49;
with made as (
       insert into lim.invoice(number, customer_id, issued_on, due_on, currency, total, balance, status)
       select 'B' || i % 49 || '-' || nextval('lim.invoice_no'), 1 + (random() * 99999)::int, current_date, current_date + 30,
              'EUR', a * 3 / 100.0, a * 3 / 100.0, 'OPEN'
         from (select i, 100 + (random() * 89900)::int as a from generate_series(1, :n) i) as amounts
       returning id, customer_id, total),
     lines as (
       insert into lim.invoice_line
       select id, line, 'service line ' || line, 1, total / 3, 25, total / 3 from made cross join generate_series(1, 3) line)
insert into lim.outbox(topic, key, payload)
select 'invoice-issued', customer_id::text,
       jsonb_build_object('invoiceId', id, 'customerId', customer_id, 'total', total, 'currency', 'EUR')
  from made;
commit;
