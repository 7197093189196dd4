-- question: Are actions on each theme completed, and how late?
-- grain: One row per theme.
-- params: filters
-- definition: Completed is n of the theme's actions that can be completed. Median slippage rests on those that print both dates.
-- caveat: An action with several themes is counted under each.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

spread as (
    select counts, status, timeliness, slippage_days, document_id, unnest(themes) as theme_id
    from chosen
),

counted as (
    select
        theme_id,
        count(*) as actions,
        count(distinct document_id) as plans,
        count(*) filter (where counts) as countable,
        count(*) filter (where counts and status = 'completed') as completed,
        count(*) filter (where timeliness in ('on_time', 'late')) as measured,
        count(*) filter (where timeliness = 'late') as late,
        median(slippage_days)::double as median_slippage,
        count(*) filter (where timeliness = 'overdue') as overdue,
        count(*) filter (where timeliness in ('overdue', 'not_yet_due')) as datable_open,
    from spread
    group by theme_id
)

select
    t.theme_id,
    t.theme,
    t.meaning,
    coalesce(c.actions, 0) as actions,
    coalesce(c.plans, 0) as plans,
    coalesce(c.countable, 0) as countable,
    coalesce(c.completed, 0) as completed,
    coalesce(c.measured, 0) as measured,
    coalesce(c.late, 0) as late,
    c.median_slippage,
    coalesce(c.overdue, 0) as overdue,
    coalesce(c.datable_open, 0) as datable_open,
from theme as t
left join counted as c using (theme_id)
order by t.position, t.theme_id
