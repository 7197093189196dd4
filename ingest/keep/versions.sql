-- What versions of a plan are compared by.

-- name: document
from lake.document
where document_id = $document_id;

-- name: newest
-- The newest other document of a plan.
select document_id, as_at, file_name, added_at, wording
from lake.document
where plan_id = $plan_id and document_id <> $document_id
order by as_at desc nulls last, added_at desc, document_id
limit 1;

-- name: versions
-- The versions of a plan, as they are now.
select document_id, added_at
from lake.document
where plan_id = $plan_id
order by document_id;

-- name: lines
-- Every action that any version of a plan prints, once, as it last stood: what a new version's rows may be. Of the document
-- itself its own rows.
select
    action_key,
    match_score,
    section,
    ref,
    recommendation,
    action,
    target_as_printed,
    wording,
    page,
    line,
    is_own,
from (
    select distinct on (a.action_key)
        a.action_key,
        a.match_score,
        a.section,
        a.ref,
        r.recommendation,
        a.action,
        a.target_as_printed,
        a.position,
        a.page,
        a.line,
        d.wording,
        a.document_id = $document_id as is_own,
    from lake.action as a
    inner join lake.document as d using (document_id)
    inner join lake.recommendation as r using (recommendation_id)
    where d.plan_id = $plan_id
    order by a.action_key, is_own desc, d.as_at desc nulls last, d.added_at desc, a.position
)
order by is_own desc, position, action_key;

-- name: corrections
select *
from lake.correction
where document_id = $document_id
order by made_at, action_key, field;

-- name: corrections_before
-- The corrections of actions that the newest other version no longer prints, but an earlier one did.
select c.*
from lake.correction as c
inner join lake.document as d using (document_id)
where d.plan_id = $plan_id
    and d.document_id not in ($document_id, $newest)
    and c.action_key not in (select action_key from lake.action where document_id = $newest)
order by c.made_at, c.action_key, c.field;

-- name: values
-- One row per action of a document, each field in words.
with named as (
    select
        l.action_id,
        string_agg(a.agency, '; ' order by l.position) as lead_agencies,
    from lake.action_lead as l
    inner join (select distinct on (agency_id) * from lake.agency) as a using (agency_id)
    group by l.action_id
)

select
    a.action_key,
    a.match_score,
    a.section,
    a.ref,
    r.recommendation,
    a.action,
    n.lead_agencies,
    a.target_date::varchar as target_date,
    a.target_original_date::varchar as target_original_date,
    a.status,
    a.completion_date::varchar as completion_date,
    a.rag,
    a.outcome,
    a.progress,
    a.verdict,
from lake.action as a
inner join lake.recommendation as r using (recommendation_id)
left join named as n on n.action_id = a.action_id
where a.document_id = $document_id
order by a.position;
