-- question: How many plans does each partnership publish, how old are they, and what do they print?
-- grain: One row per group that has an action: a partnership, kind of plan and so on.
-- params: filters, dimension
-- definition: What is published is counted by values: how many of the actions print a status, a target date, a completion date, a lead agency, a rating.
-- caveat: A partnership that publishes less can look better or worse than it is.

select
    m.group_id,
    m.group_name,
    count(distinct plan_number) as plans,
    min(plan_as_at) as oldest_plan,
    max(plan_as_at) as newest_plan,
    count(*) as actions,
    count(*) filter (where status <> 'not_stated') as with_status,
    count(target_date) as with_target,
    count(completion_date) as with_completion,
    count(*) filter (where lead_set > 0) as with_lead,
    count(rag) as with_rag,
from chosen_by($filters::filters, $dimension, 'all') as c
inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
group by m.group_id, m.group_name, m.place
order by m.place, m.group_name, m.group_id
