-- question: What became of the actions of each group, and how late?
-- grain: One row per group: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension, with_empty
-- definition: Completed is n of the group's actions that can be completed, with a 95 % interval. On time and late are of completed actions that print both dates, and so is median slippage; overdue is of open actions with a target and a reading date. Done of due is of the actions, open or completed, whose latest target lies on or before the reading date.
-- caveat: Small numbers are shown, not judged, and nothing is ranked. An action with several themes, leads or sectors is counted under each.

with counted as (
    select
        m.group_id,
        count(*) as actions,
        count(*) filter (where is_countable) as countable,
        count(*) filter (where is_completed) as completed,
        count(*) filter (where is_not_stated) as not_stated,
        count(*) filter (where is_not_pursued) as not_pursued,
        count(*) filter (where is_countable and closed_not_done) as closed_not_done,
        count(*) filter (where is_on_time) as on_time,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_measured) as measured,
        median(slippage_days) filter (where is_measured) as median_slippage,
        count(*) filter (where (is_completed or is_open) and target_date <= as_at) as due,
        count(*) filter (where is_completed and target_date <= as_at) as done_of_due,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_open_dated) as open_dated,
        count(*) filter (where is_past_target) as past_target,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    group by m.group_id
),

every_group as (
    select group_id, any_value(group_name) as group_name, any_value(place) as place, any_value(meaning) as meaning
    from group_of
    where of_dimension = $dimension and ($with_empty or group_id in (select group_id from counted))
    group by group_id
)

select
    g.group_id,
    g.group_name,
    g.meaning,
    coalesce(c.actions, 0) as actions,
    coalesce(c.countable, 0) as countable,
    rate(coalesce(c.completed, 0), coalesce(c.countable, 0)) as completed,
    coalesce(c.not_stated, 0) as not_stated,
    coalesce(c.not_pursued, 0) as not_pursued,
    coalesce(c.closed_not_done, 0) as closed_not_done,
    coalesce(c.on_time, 0) as on_time,
    coalesce(c.late, 0) as late,
    coalesce(c.measured, 0) as measured,
    c.median_slippage,
    rate(coalesce(c.done_of_due, 0), coalesce(c.due, 0)) as done_of_due,
    rate(coalesce(c.on_time, 0), coalesce(c.measured, 0)) as on_time_of_measured,
    coalesce(c.overdue, 0) as overdue,
    coalesce(c.open_dated, 0) as open_dated,
    coalesce(c.past_target, 0) as past_target,
from every_group as g
left join counted as c using (group_id)
order by g.place, g.group_name, g.group_id
