-- How a document writes numeric dates is a property of its own; before, a finding told it.

-- name: date_order
alter table lake.document add column if not exists date_order varchar default 'day_first';

-- name: date_order_told
update lake.document
set date_order = 'month_first'
where document_id in (select document_id from lake.finding where code = 'month_first');
