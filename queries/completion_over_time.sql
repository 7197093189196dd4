-- question: How do completions compare with what was planned, month by month?
-- grain: One row per month in which an action was due or completed.
-- params: filters
-- definition: Planned: actions whose original target falls in the month. Completed: actions whose printed completion date falls in it. Both run up over time.
-- caveat: Only actions that print the date concerned are counted; the two lines rest on different numbers of actions, shown beside the chart.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where counts
),

events as (
    select date_trunc('month', target_original_date)::date as month, 1 as due, 0 as done
    from chosen
    where target_original_date is not null
    union all
    select date_trunc('month', completion_date)::date as month, 0 as due, 1 as done
    from chosen
    where completion_date is not null
),

monthly as (
    select month, sum(due)::bigint as due, sum(done)::bigint as completed
    from events
    group by month
)

select
    last_day(month) as month,
    due,
    completed,
    sum(due) over (order by month)::bigint as due_so_far,
    sum(completed) over (order by month)::bigint as completed_so_far,
from monthly
order by month
