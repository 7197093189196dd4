-- What changed in a lake after a snapshot, and in which plans of a working copy.

-- name: changes
select changes_made
from __ducklake_metadata_lake.ducklake_snapshot_changes
where snapshot_id > $since and snapshot_id <= $now
order by snapshot_id;

-- name: tables
select table_id, table_name
from __ducklake_metadata_lake.ducklake_table
where end_snapshot is null;

-- name: documents
-- Documents whose row came, went or changed.
select distinct document_id
from lake.table_changes('document', $first, $last)
order by document_id;

-- name: plans_of
select distinct plan_id
from raw.document
where list_contains($documents::varchar[], document_id);

-- name: no_plans
truncate changed_plan;

-- name: all_plans
insert into changed_plan
select distinct plan_id
from document;

-- name: these_plans
insert into changed_plan
select unnest($plans::varchar[]);

-- name: put_in_once_more
update put_in
set times = times + 1;

-- name: numbered_twice
-- Between two plans there was no room for another number.
select count(*) - count(distinct plan_number)
from plan_key;

-- name: earlier_versions
select count(*)
from document_version
where not is_in_view;
