-- Recipes have a table of their own, which is made from schema/lake.sql. Whether a recommendation was accepted is a field.

-- name: acceptance
alter table lake.action add column if not exists acceptance varchar;

-- name: acceptance_as_printed
alter table lake.action add column if not exists acceptance_as_printed varchar;
