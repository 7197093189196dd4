-- Where a status was read from, what was corrected, ratings as printed, what colours mean, the day of publication.

-- name: status_basis
alter table lake.action add column if not exists status_basis varchar;

-- name: corrected_fields
alter table lake.action add column if not exists corrected_fields varchar[];

-- name: rating_as_printed
alter table lake.action add column if not exists rating_as_printed varchar;

-- name: colours
alter table lake.document add column if not exists colours varchar[];

-- name: published_on
alter table lake.document add column if not exists published_on date;
