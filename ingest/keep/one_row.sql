-- One row of a stored plan that a person says something of.

-- name: row
select
    a.document_id,
    d.plan_id,
    a.action_key,
    a.match_score,
    a.status,
    a.ref,
    r.recommendation,
    a.action,
    a.verdict,
    a.corrected_fields,
    (
        select c.printed
        from lake.printed_cell as c
        where c.action_id = a.action_id and c.field = $cell
        order by c.position
        limit 1
    ) as printed,
from lake.action as a
inner join lake.document as d using (document_id)
inner join lake.recommendation as r using (recommendation_id)
where a.action_id = $action_id;

-- name: forget
delete from lake.correction
where document_id = $document_id and action_key = $action_key and field = $field;

-- name: touch
-- By its row a document is seen to have changed (schema/bring_up.py).
update lake.document
set plan = plan
where document_id = $document_id;

-- name: give_verdict
update lake.action
set verdict = $verdict, corrected_fields = $corrected_fields::varchar[]
where action_id = $action_id;

-- name: keys
-- Every key of a plan's actions, and whether the document has a row with it.
select a.action_key, bool_or(a.document_id = $document_id) as is_here
from lake.action as a
inner join lake.document as d using (document_id)
where d.plan_id = $plan_id
group by a.action_key
order by a.action_key;

-- name: rekey
update lake.action
set action_key = $new, match_score = $score, corrected_fields = $corrected_fields::varchar[]
where action_id = $action_id;

-- name: rekey_corrections
update lake.correction
set action_key = $new
where document_id = $document_id and action_key = $old;
