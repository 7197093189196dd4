-- question: How far past its target was each action completed, or is it now?
-- grain: One row per action with a target and a completion or reading date: the longest first.
-- params: filters, limit
-- definition: Slippage is completion less original target, in days; negative is early. For an open overdue action the days are reading date less latest target: a lower bound.
-- caveat: Actions without both dates cannot be placed and are counted beside the chart.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where timeliness in ('on_time', 'late', 'overdue')
)

select
    action_id,
    partnership,
    plan,
    section,
    ref,
    summary as action,
    lead_agencies,
    timeliness,
    case when timeliness = 'overdue' then target_date else target_original_date end as measured_from,
    target_original_date,
    target_date,
    case when timeliness = 'overdue' then as_at else completion_date end as measured_to,
    coalesce(slippage_days, overdue_days) as days,
    slippage_latest_days,
    row_number() over (order by coalesce(slippage_days, overdue_days) desc, row_number) as place,
from chosen
order by place
limit $limit
