-- question: What is the status of the actions of each partnership?
-- grain: One row per partnership.
-- params: filters
-- definition: Counts and shares of the actions that can be completed; commitments of a strategy are left out. Each share is of all such actions of the group.
-- caveat: A plan that prints no status has its actions under not stated.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where counts
)

select
    partnership as group_name,
    count(*) as actions,
    count(*) filter (where status = 'completed') as completed,
    count(*) filter (where status = 'in_progress') as in_progress,
    count(*) filter (where status = 'not_started') as not_started,
    count(*) filter (where status = 'not_stated') as not_stated,
    count(*) filter (where closed_not_done) as closed_not_done,
    round(count(*) filter (where status = 'completed') / count(*), 4) as completed_share,
    round(count(*) filter (where status = 'in_progress') / count(*), 4) as in_progress_share,
    round(count(*) filter (where status = 'not_started') / count(*), 4) as not_started_share,
    round(count(*) filter (where status = 'not_stated') / count(*), 4) as not_stated_share,
from chosen
group by group_name
order by group_name
