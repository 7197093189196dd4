-- question: Which actions does this lead agency lead?
-- grain: One row per action that can be completed and that the agency leads, alone or with others.
-- params: filters, led_by, limit
-- definition: Of the actions that the filters leave, those that can be completed and whose lead cell names the agency.
-- caveat: A list is cut at its limit; the number of actions stands beside it.

select
    action_id,
    partnership,
    plan,
    section,
    ref,
    summary as action,
    lead_agencies,
    status,
    timeliness,
    target_date,
    slippage_days,
    overdue_days,
from action_filtered(
    $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
    $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
    $due_to::date, $search::varchar[]
)
where is_countable and lead_set in (select lead_set from lead_member where agency::varchar = $led_by)
order by row_number
limit $limit
