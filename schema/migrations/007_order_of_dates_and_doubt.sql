-- How a document writes numeric dates is a property of its own; before, a finding told it. How sure the reader is of a plan's layout
-- and of the cells of an action is not known of what was read before.

-- name: date_order
alter table lake.document add column if not exists date_order varchar default 'day_first';

-- name: date_order_told
update lake.document
set date_order = 'month_first'
where document_id in (select document_id from lake.finding where code = 'month_first');

-- name: layout_fit
alter table lake.document add column if not exists layout_fit double;

-- name: doubtful_fields
alter table lake.action add column if not exists doubtful_fields varchar[];
