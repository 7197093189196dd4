-- Plans by their lasting ids.

-- name: known
-- The plan of an id; if there is none, the one that has this partnership and name now.
select plan_id
from lake.plan
where plan_id = $plan_id or (partnership_id = $partnership_id and plan = $plan)
order by plan_id = $plan_id desc, plan_id
limit 1;

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
