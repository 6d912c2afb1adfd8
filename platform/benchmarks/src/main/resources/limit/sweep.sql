-- The next reminder of every invoice that is due for one.
with due as (
  update lim.invoice set dunning_level = dunning_level + 1, next_dunning_on = next_dunning_on + 11, version = version + 1
   where status = 'OPEN' and next_dunning_on <= current_date
  returning id, customer_id, balance, dunning_level
), reminded as (
  insert into lim.reminder(invoice_id, level, channel) select id, dunning_level, 'EMAIL' from due
)
insert into lim.outbox(topic, key, payload)
 select 'dunning-level-reached', customer_id::text, jsonb_build_object('invoiceId', id, 'level', dunning_level, 'open', balance)
   from due;
