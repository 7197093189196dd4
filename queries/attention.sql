-- question: What needs attention first?
-- grain: One row per action: overdue ones by days, then those closed but not done.
-- params: filters, limit
-- definition: Overdue days are reading date less target date. Closed, not done: marked closed, though the text says it was not or could not be done.
-- caveat: Overdue can only be known where the plan prints a target date and a reading date is known.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

listed as (
    select
        *,
        case when timeliness = 'overdue' then 'overdue' else 'closed_not_done' end as reason,
    from chosen
    where timeliness = 'overdue' or closed_not_done
)

select
    action_id,
    reason,
    partnership,
    plan,
    section,
    ref,
    summary as action,
    lead_agencies,
    target_date,
    overdue_days,
    status,
    case when reason = 'overdue' then progress else closed_not_done_words end as plan_says,
    wording,
from listed
order by reason = 'overdue' desc, overdue_days desc nulls last, row_number
limit $limit
