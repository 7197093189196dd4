-- question: How is slippage spread within each theme?
-- grain: One row per theme with a dated action.
-- params: filters
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: An action with several themes is counted under each.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where timeliness in ('on_time', 'late', 'overdue')
),

spread as (
    select timeliness, slippage_days, overdue_days, unnest(themes) as theme_id
    from chosen
),

counted as (
    select
        theme_id,
        count(*) filter (where timeliness in ('on_time', 'late')) as measured,
        count(*) filter (where timeliness = 'on_time') as on_time,
        count(*) filter (where timeliness = 'late') as late,
        min(slippage_days) as least,
        quantile_cont(slippage_days, 0.25)::double as lower_quarter,
        median(slippage_days)::double as median_slippage,
        quantile_cont(slippage_days, 0.75)::double as upper_quarter,
        max(slippage_days) as most,
        count(*) filter (where timeliness = 'overdue') as overdue,
        max(overdue_days) as longest_overdue_days,
    from spread
    group by theme_id
)

select
    t.theme as group_name,
    c.* exclude (theme_id),
from counted as c
inner join theme as t using (theme_id)
order by t.position, t.theme_id
