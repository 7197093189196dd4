-- question: How many plans does each partnership publish, how old are they, and what do they print?
-- grain: One row per group that has an action: a partnership, kind of plan and so on.
-- params: filters, dimension
-- definition: What is published is counted by values: how many of the actions print a status, a target date, a completion date, a lead agency, a rating.
-- caveat: A partnership that publishes less can look better or worse than it is.

with tallied as (
    select m.group_number, c.standing, c.filled, count(*) as n
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    group by m.group_number, c.standing, c.filled
),

plan_of as (
    select distinct m.group_number, c.plan_number
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
),

aged as (
    select p.group_number, count(*) as plans, min(d.as_at) as oldest_plan, max(d.as_at) as newest_plan
    from plan_of as p
    inner join document_in_view as d using (plan_number)
    group by p.group_number
),

counted as (
    select
        group_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where status <> 'not_stated'), 0)::bigint as with_status,
        coalesce(sum(n) filter (where has_target), 0)::bigint as with_target,
        coalesce(sum(n) filter (where has_completion), 0)::bigint as with_completion,
        coalesce(sum(n) filter (where has_lead), 0)::bigint as with_lead,
        coalesce(sum(n) filter (where has_rag), 0)::bigint as with_rag,
    from tallied
    inner join standing using (standing)
    inner join filled_cells using (filled)
    group by group_number
)

select
    g.group_id,
    g.group_name,
    a.* exclude (group_number),
    c.* exclude (group_number),
from counted as c
inner join aged as a using (group_number)
inner join group_of as g on g.of_dimension = $dimension and g.group_number = c.group_number
order by g.place, g.group_name, g.group_id
