-- question: What became of the actions of each group, and how late?
-- grain: One row per group: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension, with_empty
-- definition: Completed is n of the group's actions that can be completed, with a 95 % interval. On time and late are of completed actions that print both dates, and so is median slippage; overdue is of open actions with a target and a reading date. Done of due is of the actions, open or completed, whose latest target lies on or before the reading date.
-- caveat: Small numbers are shown, not judged, and nothing is ranked. An action with several themes, leads or sectors is counted under each.

with counted as (
    select
        group_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_countable), 0)::bigint as countable,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_not_stated), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where is_not_pursued), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where is_unsupported), 0)::bigint as unsupported,
        coalesce(sum(n) filter (where is_on_time), 0)::bigint as on_time,
        coalesce(sum(n) filter (where is_late), 0)::bigint as late,
        coalesce(sum(n) filter (where is_measured), 0)::bigint as measured,
        coalesce(sum(n) filter (where is_done_or_due), 0)::bigint as due,
        coalesce(sum(n) filter (where is_done_of_due), 0)::bigint as done_of_due,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
        coalesce(sum(n) filter (where is_past_target), 0)::bigint as past_target,
    from tallied($filters::filters, $dimension, 'all')
    inner join standing using (standing)
    group by group_number
),

middle as (
    select m.group_number, median(c.slippage_days) as median_slippage
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    where c.slippage_days is not null
    group by m.group_number
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
    coalesce(c.unsupported, 0) as unsupported,
    coalesce(c.on_time, 0) as on_time,
    coalesce(c.late, 0) as late,
    coalesce(c.measured, 0) as measured,
    m.median_slippage,
    rate(coalesce(c.done_of_due, 0), coalesce(c.due, 0)) as done_of_due,
    rate(coalesce(c.on_time, 0), coalesce(c.measured, 0)) as on_time_of_measured,
    coalesce(c.overdue, 0) as overdue,
    coalesce(c.open_dated, 0) as open_dated,
    coalesce(c.past_target, 0) as past_target,
from group_of as g
left join counted as c using (group_number)
left join middle as m using (group_number)
where g.of_dimension = $dimension
    and ($with_empty or c.group_number is not null)
    -- That nobody leads an action is no agency.
    and (g.group_id <> '' or $dimension not in ('agency', 'sector'))
order by g.place, g.group_name, g.group_id
