-- question: What is the status of the actions of each theme?
-- grain: One row per theme.
-- params: filters
-- definition: Counts and shares of the actions that can be completed; commitments of a strategy are left out. Each share is of all such actions of the group.
-- caveat: An action with several themes is counted under each, so the rows do not add up to the total.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where counts
),

spread as (
    select status, closed_not_done, unnest(themes) as theme_id
    from chosen
),

counted as (
    select
        theme_id,
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
    from spread
    group by theme_id
)

select
    t.theme as group_name,
    c.* exclude (theme_id),
from counted as c
inner join theme as t using (theme_id)
order by t.position, t.theme_id
