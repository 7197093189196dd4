-- What the upkeep of a lake asks of DuckLake itself.

-- name: shipped
select shipped from lake.lake_version;

-- name: give_shipped
update lake.lake_version set shipped = $shipped;

-- name: merge
call ducklake_merge_adjacent_files('lake');

-- name: forget
call ducklake_expire_snapshots('lake', older_than => $before::timestamptz);

-- name: delete
call ducklake_cleanup_old_files('lake', older_than => $before::timestamptz);

-- name: orphans
call ducklake_delete_orphaned_files('lake', older_than => $before::timestamptz);

-- name: moved
update __ducklake_metadata_lake.ducklake_metadata set value = $place where key = 'data_path';

-- name: snapshots
select
    min(snapshot_id) as first,
    max(snapshot_id) as last,
from ducklake_snapshots('lake');

-- name: removed
select distinct sha256
from ducklake_table_changes('lake', 'main', 'document', $first::bigint, $last::bigint)
where change_type = 'delete';
