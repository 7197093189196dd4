-- question: How is slippage spread within each partnership?
-- grain: One row per partnership with a dated action.
-- params: filters
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: Few actions make a median that says little: n stands beside it.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where timeliness in ('on_time', 'late', 'overdue')
)

select
    partnership as group_name,
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
from chosen
group by partnership
order by partnership
