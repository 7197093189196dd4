-- question: Who was told nearly the same as this action, and what came of it?
-- grain: One row per action of the group that an action's recommendation belongs to, the action itself included, its own partnership first, then by partnership and plan.
-- params: action_id, as_at
-- definition: The group is that of the list of recommendations made in several plans. Days are those late or early of completed actions with both dates, and those overdue of open ones.
-- caveat: The texts are nearly the same, not the same: read each.

with this as (
    select d.star, f.partnership_number
    from demand as d
    inner join action_fact as f using (row_number)
    where f.action_id = $action_id
)

select
    f.action_id,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    case when d.is_action then f.action else f.recommendation end as recommendation,
    f.lead_agencies,
    f.status,
    a.timeliness,
    a.is_past_plan,
    coalesce(f.slippage_days, a.overdue_days, a.past_target_days) as days,
    f.closing,
    f.wording,
    case when not d.is_action then f.action end as action,
    f.progress,
from demand as d
inner join this on this.star = d.star
inner join action_as_at($as_at::date) as a on a.row_number = d.row_number
inner join action_fact as f on f.row_number = d.row_number
order by f.partnership_number <> this.partnership_number, f.partnership, f.plan, f.row_number
