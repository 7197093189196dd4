-- Plans have rows of their own, rows of successive versions are matched, and a document says what read it.

-- name: match_score
alter table lake.action add column if not exists match_score double;

-- name: reader
alter table lake.document add column if not exists reader varchar;

-- name: lists
alter table lake.document add column if not exists lists varchar;

-- name: plans
insert into lake.plan
select
    plan_id,
    arg_max(partnership_id, added_at) as partnership_id,
    arg_max(plan, added_at) as plan,
    min(added_at) as opened_at,
from lake.document
where plan_id not in (select plan_id from lake.plan)
group by plan_id;
