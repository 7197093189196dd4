-- question: Which plans are in view, how old are they, and what does each publish?
-- grain: One row per plan.
-- params: filters, limit
-- definition: What a plan publishes is counted by its values: how many of its actions print a status, a target date, a completion date, a lead agency, a rating. Actions are those that the filters leave.
-- caveat: Only the newest version of each plan is in view.

with listed as (
    select plan_number
    from plans_left($filters::filters)
    order by plan_number
    limit $limit
),

tallied as (
    select plan_number, standing, filled, count(*) as n
    from chosen($filters::filters)
    where plan_number in (select plan_number from listed)
    group by plan_number, standing, filled
),

counted as (
    select
        plan_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_countable), 0)::bigint as countable,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
        coalesce(sum(n) filter (where status <> 'not_stated'), 0)::bigint as with_status,
        coalesce(sum(n) filter (where has_target), 0)::bigint as with_target,
        coalesce(sum(n) filter (where has_completion), 0)::bigint as with_completion,
        coalesce(sum(n) filter (where has_lead), 0)::bigint as with_lead,
        coalesce(sum(n) filter (where has_rag), 0)::bigint as with_rag,
    from tallied
    inner join standing using (standing)
    inner join filled_cells using (filled)
    group by plan_number
),

found as (
    select document_id, count(*) as findings
    from finding
    group by document_id
)

select
    d.partnership,
    d.plan,
    d.kind,
    d.as_at as plan_as_at,
    d.as_at_basis,
    is_past(($filters::filters).as_at, d.as_at) as is_not_heard_of,
    c.with_status,
    c.with_target,
    c.with_completion,
    c.with_lead,
    c.with_rag,
    c.actions,
    c.countable,
    c.completed,
    c.overdue,
    c.open_dated,
    coalesce(f.findings, 0) as findings,
    d.wording,
    d.version_as_printed,
    d.marking,
    d.published_at,
    d.document_id,
from counted as c
inner join document_in_view as d using (plan_number)
left join found as f using (document_id)
order by d.plan_number
