-- question: How much work does each lead agency carry?
-- grain: One row per lead agency.
-- params: filters
-- definition: Open is every action that the plan says is in progress or not started. Due in the next 90 days counts open actions, from the reading date. Actions without a stated status, and those closed but not pursued, stand apart.
-- caveat: A shared action is counted for each of its leads, so the rows do not add up to the total. Plans without a column for the lead have no rows here.

with sets as (
    select
        lead_set,
        is_completed,
        is_open,
        is_not_stated,
        is_not_pursued,
        is_overdue,
        is_past_target,
        is_open_dated,
        is_due_soon,
        count(*) as n,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where is_countable and lead_set is not null
    group by all
),

counted as (
    select
        m.agency,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_shared), 0)::bigint as shared,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_open), 0)::bigint as open,
        coalesce(sum(n) filter (where is_not_stated), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where is_past_target), 0)::bigint as past_target,
        coalesce(sum(n) filter (where is_not_pursued), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
        coalesce(sum(n) filter (where is_due_soon), 0)::bigint as due_90,
    from sets
    inner join lead_member as m using (lead_set)
    group by all
)

select
    agency,
    actions,
    shared,
    completed,
    open,
    not_stated,
    overdue,
    open_dated,
    due_90,
    open - overdue - due_90 as open_other,
    past_target,
    not_stated - past_target as not_stated_other,
    not_pursued,
from counted
order by open desc, actions desc, agency::varchar
