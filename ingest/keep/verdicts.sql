-- A person's verdict on an action that is marked completed, kept as a correction of a stored row.

-- name: row
-- The action, with what a correction of it is kept by.
select
    a.document_id,
    a.action_key,
    a.status,
    a.ref,
    r.recommendation,
    a.action,
    a.verdict,
    a.corrected_fields,
    (
        select c.printed
        from lake.printed_cell as c
        where c.action_id = a.action_id and c.field = 'progress'
        order by c.position
        limit 1
    ) as printed,
from lake.action as a
inner join lake.recommendation as r using (recommendation_id)
where a.action_id = $action_id;

-- name: take_back
delete from lake.correction
where document_id = $document_id and action_key = $action_key and field = 'verdict';

-- name: give
update lake.action
set verdict = $verdict, corrected_fields = $corrected_fields::varchar[]
where action_id = $action_id;

-- name: touch
-- By its row a document is seen to have changed (schema/bring_up.py).
update lake.document
set plan = plan
where document_id = $document_id;
