-- question: How much work does each lead agency carry, and how much in each partnership?
-- grain: One row per group and group within it, such as lead agency and partnership.
-- params: filters, dimension, within, limit
-- definition: Open is every action that the plan says is in progress or not started. Due in the next 90 days counts open actions, from the reading date. Actions without a stated status, and those closed but not pursued, stand apart.
-- caveat: A shared action is counted for each of its leads, so the rows do not add up to the total. Actions without a lead have no row.

with counted as (
    select
        group_number,
        within_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_shared), 0)::bigint as shared,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_open), 0)::bigint as open,
        coalesce(sum(n) filter (where is_not_stated), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where is_past_target), 0)::bigint as past_target,
        coalesce(sum(n) filter (where is_not_pursued), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
        coalesce(sum(n) filter (where is_due_soon), 0)::bigint as due_90,
    from tallied($filters::filters, $dimension, $within)
    inner join standing using (standing)
    where is_countable
    group by group_number, within_number
)

select
    g.group_id,
    g.group_name,
    w.group_id as within_id,
    w.group_name as within_name,
    c.actions,
    c.shared,
    c.completed,
    c.open,
    c.not_stated,
    c.overdue,
    c.open_dated,
    c.due_90,
    c.open - c.overdue - c.due_90 as open_other,
    c.past_target,
    c.not_stated - c.past_target as not_stated_other,
    c.not_pursued,
from counted as c
inner join group_of as g on g.of_dimension = $dimension and g.group_number = c.group_number
inner join group_of as w on w.of_dimension = $within and w.group_number = c.within_number
where g.group_id <> ''
order by
    case when $within = 'all' then -c.open end,
    case when $within = 'all' then -c.actions end,
    g.group_name,
    g.group_id,
    w.place,
    w.group_name,
    w.group_id
limit $limit
