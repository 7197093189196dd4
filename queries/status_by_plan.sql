-- question: What is the status of the actions of each plan?
-- grain: One row per plan.
-- params: filters, limit
-- definition: Counts and shares of the actions that can be completed; commitments of a strategy are left out. Each share is of all such actions of the group.
-- caveat: A plan that prints no status has its actions under not stated.

with kinds_of_row as (
    select
        plan_number,
        status,
        closed_not_done,
        count(*) as n,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where is_countable
    group by all
),

listed as (
    select distinct plan_number
    from kinds_of_row
    order by plan_number
    limit $limit
),

counted as (
    select
        plan_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where status = 'completed'), 0)::bigint as completed,
        coalesce(sum(n) filter (where status = 'in_progress'), 0)::bigint as in_progress,
        coalesce(sum(n) filter (where status = 'not_started'), 0)::bigint as not_started,
        coalesce(sum(n) filter (where status = 'closed_not_pursued'), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where status = 'not_stated'), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where closed_not_done), 0)::bigint as closed_not_done,
    from kinds_of_row
    where plan_number in (select plan_number from listed)
    group by plan_number
)

select
    d.partnership || ': ' || d.plan as group_name,
    c.actions,
    c.completed,
    c.in_progress,
    c.not_started,
    c.not_pursued,
    c.not_stated,
    c.closed_not_done,
    round(c.completed / c.actions, 4)::double as completed_share,
    round(c.in_progress / c.actions, 4)::double as in_progress_share,
    round(c.not_started / c.actions, 4)::double as not_started_share,
    round(c.not_pursued / c.actions, 4)::double as not_pursued_share,
    round(c.not_stated / c.actions, 4)::double as not_stated_share,
from counted as c
inner join document_in_view as d using (plan_number)
order by d.plan_number
