-- question: How is slippage spread within each lead agency?
-- grain: One row per lead agency with a dated action.
-- params: filters
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: A shared action is counted under each of its leads.

with chosen as (
    select
        lead_set,
        is_on_time,
        is_late,
        is_overdue,
        slippage_days,
        overdue_days,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where is_measured or is_overdue
),

counted as (
    select
        agency as group_key,
        count(*) filter (where not is_overdue) as measured,
        count(*) filter (where is_on_time) as on_time,
        count(*) filter (where is_late) as late,
        min(slippage_days) as least,
        quantile_cont(slippage_days, [0.25, 0.5, 0.75]) as quarters,
        max(slippage_days) as most,
        count(*) filter (where is_overdue) as overdue,
        max(overdue_days) as longest_overdue_days,
    from chosen
    left join lead_member using (lead_set)
    group by group_key
)

select
    coalesce(group_key::varchar, 'No lead printed') as group_name,
    measured,
    on_time,
    late,
    least,
    quarters[1]::double as lower_quarter,
    quarters[2]::double as median_slippage,
    quarters[3]::double as upper_quarter,
    most,
    overdue,
    longest_overdue_days,
from counted
order by measured + overdue desc, group_name
