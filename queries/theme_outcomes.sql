-- question: Are actions on each theme completed, and how late?
-- grain: One row per theme.
-- params: filters
-- definition: Completed is n of the theme's actions that can be completed. Median slippage rests on those that print both dates.
-- caveat: An action with several themes is counted under each.

with chosen as (
    select theme_set, is_countable, is_completed, is_measured, is_late, is_overdue, is_open_dated, slippage_days
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where theme_set is not null
),

sets as (
    select theme_set, is_countable, is_completed, is_measured, is_late, is_overdue, is_open_dated, count(*) as n
    from chosen
    group by all
),

counted as (
    select
        m.theme_id,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_countable), 0)::bigint as countable,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_measured), 0)::bigint as measured,
        coalesce(sum(n) filter (where is_late), 0)::bigint as late,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
    from sets
    inner join theme_member as m using (theme_set)
    group by m.theme_id
),

slips as (
    select m.theme_id, c.slippage_days as v, count(*) as n
    from chosen as c
    inner join theme_member as m using (theme_set)
    where c.is_measured
    group by all
),

ranked as (
    select
        theme_id,
        v,
        sum(n) over (partition by theme_id order by v) as upto,
        sum(n) over (partition by theme_id) as total,
    from slips
),

middles as (
    select theme_id, quantile_of(v, upto, total, 0.5)::double as median_slippage
    from ranked
    group by theme_id
)

select
    t.theme_id,
    t.theme,
    t.meaning,
    coalesce(c.actions, 0) as actions,
    coalesce(c.countable, 0) as countable,
    coalesce(c.completed, 0) as completed,
    coalesce(c.measured, 0) as measured,
    coalesce(c.late, 0) as late,
    m.median_slippage,
    coalesce(c.overdue, 0) as overdue,
    coalesce(c.open_dated, 0) as open_dated,
from theme as t
left join counted as c on c.theme_id = t.theme_id
left join middles as m on m.theme_id = t.theme_id
order by t.position, t.theme_id
