-- Plans by their lasting ids.

-- name: stored
-- The plan that a document is stored as a version of.
select plan_id
from lake.document
where document_id = $document_id;

-- name: known
-- The plan of an id, and the one that has this partnership and name now.
select plan_id, partnership_id = $partnership_id and plan = $plan as is_named_so
from lake.plan
where plan_id = $plan_id or (partnership_id = $partnership_id and plan = $plan)
order by is_named_so desc, plan_id;

-- name: names
select p.partnership_id, s.partnership, s.is_known, p.plan
from lake.plan as p
inner join (select distinct on (partnership_id) * from lake.partnership) as s using (partnership_id)
where p.plan_id = $plan_id;

-- name: partnership
select partnership_id
from lake.partnership
where partnership_id = $partnership_id;

-- name: rename_plan
update lake.plan
set partnership_id = $partnership_id, plan = $plan
where plan_id = $plan_id;

-- name: rename_documents
update lake.document
set partnership_id = $partnership_id, plan = $plan
where plan_id = $plan_id;
