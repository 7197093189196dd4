-- question: What is the status of the actions of each theme?
-- grain: One row per theme.
-- params: filters
-- definition: Counts and shares of the actions that can be completed; commitments of a strategy are left out. Each share is of all such actions of the group.
-- caveat: An action with several themes is counted under each, so the rows do not add up to the total.

with kinds_of_row as (
    select
        theme_set,
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

counted as (
    select
        theme.theme as group_name,
        any_value(theme.position) as position,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where status = 'completed'), 0)::bigint as completed,
        coalesce(sum(n) filter (where status = 'in_progress'), 0)::bigint as in_progress,
        coalesce(sum(n) filter (where status = 'not_started'), 0)::bigint as not_started,
        coalesce(sum(n) filter (where status = 'closed_not_pursued'), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where status = 'not_stated'), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where closed_not_done), 0)::bigint as closed_not_done,
    from kinds_of_row inner join theme_member using (theme_set) inner join theme using (theme_id)
    group by all
)

select
    group_name,
    actions,
    completed,
    in_progress,
    not_started,
    not_pursued,
    not_stated,
    closed_not_done,
    round(completed / actions, 4)::double as completed_share,
    round(in_progress / actions, 4)::double as in_progress_share,
    round(not_started / actions, 4)::double as not_started_share,
    round(not_pursued / actions, 4)::double as not_pursued_share,
    round(not_stated / actions, 4)::double as not_stated_share,
from counted
order by position, group_name
