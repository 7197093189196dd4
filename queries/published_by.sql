-- question: How many plans does each partnership publish, how old are they, and what do they print?
-- grain: One row per group that has an action: a partnership, kind of plan and so on.
-- params: filters, dimension
-- definition: What is published is counted by values: how many of the actions print a status, a target date, a completion date, a lead agency, a rating.
-- caveat: A partnership that publishes less can look better or worse than it is.

with counted as (
    select
        m.group_id,
        m.group_name,
        m.place,
        count(*) as actions,
        count(*) filter (where status <> 'not_stated') as with_status,
        count(target_date) as with_target,
        count(completion_date) as with_completion,
        count(*) filter (where lead_set > 0) as with_lead,
        count(rag) as with_rag,
        list(distinct plan_number) as plan_numbers,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    group by m.group_id, m.group_name, m.place
),

dated as (
    select p.group_id, count(*) as plans, min(d.as_at) as oldest_plan, max(d.as_at) as newest_plan
    from (select group_id, unnest(plan_numbers) as plan_number from counted) as p
    inner join document_in_view as d using (plan_number)
    group by p.group_id
)

select
    c.group_id,
    c.group_name,
    d.plans,
    d.oldest_plan,
    d.newest_plan,
    c.actions,
    c.with_status,
    c.with_target,
    c.with_completion,
    c.with_lead,
    c.with_rag,
from counted as c
inner join dated as d using (group_id)
order by c.place, c.group_name, c.group_id
