-- What may not be in a lake. Each statement runs over the working copy and gives (document_id, n) for every document with it.

-- name: rows_of_no_document
with held as (
    select document_id from action
    union all
    select document_id from recommendation
    union all
    select document_id from finding
    union all
    select document_id from plan_column
    union all
    select document_id from correction
)

select
    document_id,
    count(*) as n,
from held
where document_id not in (select document_id from document)
group by document_id
order by document_id;

-- name: rows_of_no_action
with held as (
    select action_id from action_lead
    union all
    select action_id from progress_update
    union all
    select action_id from action_theme
    union all
    select action_id from action_place
    union all
    select action_id from printed_cell
)

select
    regexp_replace(action_id, '-[^-]*$', '') as document_id,
    count(*) as n,
from held
where action_id not in (select action_id from action)
group by 1
order by 1;

-- name: names_that_are_missing
with wanted as (
    select document_id from document
    where
        partnership_id not in (select partnership_id from partnership)
        or plan_id not in (select plan_id from plan)
    union all
    select document_id from action
    where recommendation_id not in (select recommendation_id from recommendation)
    union all
    select a.document_id
    from action_lead as l inner join action as a using (action_id)
    where l.agency_id not in (select agency_id from agency)
    union all
    select a.document_id
    from action_theme as t inner join action as a using (action_id)
    where t.theme_id not in (select theme_id from theme)
)

select
    document_id,
    count(*) as n,
from wanted
group by document_id
order by document_id;

-- name: rows_that_stand_twice
with keyed as (
    select
        document_id,
        document_id as key,
    from document
    union all
    select
        document_id,
        action_id as key,
    from action
    union all
    select
        document_id,
        recommendation_id as key,
    from recommendation
),

twice as (
    select
        document_id,
        key,
    from keyed
    group by document_id, key
    having count(*) > 1
)

select
    document_id,
    count(*) as n,
from twice
group by document_id
order by document_id;

-- name: rows_that_are_missing
with counted as (
    select
        document_id,
        max(position) - count(*) as gap,
    from action
    group by document_id
    union all
    select
        document_id,
        max(position) - count(*) as gap,
    from recommendation
    group by document_id
)

select
    document_id,
    sum(gap)::bigint as n,
from counted
group by document_id
having sum(gap) > 0
order by document_id;

-- name: corrections_of_no_action
select
    c.document_id,
    count(*) as n,
from correction as c
left join action as a on c.document_id = a.document_id and c.action_key = a.action_key
where a.action_id is null and c.document_id in (select document_id from document)
group by c.document_id
order by c.document_id;
