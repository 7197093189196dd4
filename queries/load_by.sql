-- question: How much work does each lead agency carry, and how much in each partnership?
-- grain: One row per group and group within it, such as lead agency and partnership.
-- params: filters, dimension, within, limit
-- definition: Open is every action that the plan says is in progress or not started. Due in the next 90 days counts open actions, from the reading date. Actions without a stated status, and those closed but not pursued, stand apart.
-- caveat: A shared action is counted for each of its leads, so the rows do not add up to the total. Actions without a lead have no row.

with counted as (
    select
        m.group_id,
        m.group_name,
        w.group_id as within_id,
        w.group_name as within_name,
        w.place,
        count(*) as actions,
        count(*) filter (where m.is_shared) as shared,
        count(*) filter (where is_completed) as completed,
        count(*) filter (where is_open) as open,
        count(*) filter (where is_not_stated) as not_stated,
        count(*) filter (where is_past_target) as past_target,
        count(*) filter (where is_not_pursued) as not_pursued,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_open_dated) as open_dated,
        count(*) filter (where is_due_soon) as due_90,
    from chosen_by($filters::filters, $dimension, $within) as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    inner join group_member as w on w.of_dimension = $within and w.key = c.within_key
    where is_countable and m.group_id <> ''
    group by m.group_id, m.group_name, w.group_id, w.group_name, w.place
)

select
    group_id,
    group_name,
    within_id,
    within_name,
    actions,
    shared,
    completed,
    open,
    not_stated,
    overdue,
    open_dated,
    due_90,
    open - overdue - due_90 as open_other,
    past_target,
    not_stated - past_target as not_stated_other,
    not_pursued,
from counted
order by
    case when $within = 'all' then -open end,
    case when $within = 'all' then -actions end,
    group_name,
    group_id,
    place,
    within_name,
    within_id
limit $limit
