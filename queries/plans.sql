-- question: Which plans are in view, how old are they, and what does each publish?
-- grain: One row per plan.
-- params: filters, limit
-- definition: What a plan publishes is counted by its values: how many of its actions print a status, a target date, a completion date, a lead agency, a rating. Actions are those that the filters leave.
-- caveat: Only the newest version of each plan is in view.

with chosen as (
    from chosen($filters::filters)
),

counted as (
    select
        plan_number,
        count(*) as actions,
        count(*) filter (where is_countable) as countable,
        count(*) filter (where is_completed) as completed,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_open_dated) as open_dated,
        count(*) filter (where status <> 'not_stated') as with_status,
        count(target_date) as with_target,
        count(completion_date) as with_completion,
        count(*) filter (where lead_set > 0) as with_lead,
        count(rag) as with_rag,
        bool_or(is_past_plan) as is_not_heard_of,
    from chosen
    group by plan_number
),

listed as (
    select *
    from counted
    order by plan_number
    limit $limit
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
    c.is_not_heard_of,
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
from listed as c
inner join document_in_view as d using (plan_number)
left join found as f using (document_id)
order by d.plan_number
