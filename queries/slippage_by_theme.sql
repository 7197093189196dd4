-- question: How is slippage spread within each theme?
-- grain: One row per theme with a dated action.
-- params: filters
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: An action with several themes is counted under each.

with chosen as (
    select
        theme_set,
        is_on_time,
        is_late,
        is_overdue,
        slippage_days,
        overdue_days,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where is_measured or is_overdue
),

grouped as (
    select
        theme_id as group_key,
        is_on_time,
        is_late,
        is_overdue,
        slippage_days,
        count(*) as n,
        max(overdue_days) as longest,
    from chosen
    inner join theme_member using (theme_set)
    group by all
),

counted as (
    select
        group_key,
        coalesce(sum(n) filter (where not is_overdue), 0)::bigint as measured,
        coalesce(sum(n) filter (where is_on_time), 0)::bigint as on_time,
        coalesce(sum(n) filter (where is_late), 0)::bigint as late,
        min(slippage_days) as least,
        max(slippage_days) as most,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        max(longest) as longest_overdue_days,
    from grouped
    group by group_key
),

ranked as (
    select
        group_key,
        slippage_days as v,
        sum(n) over (partition by group_key order by slippage_days) as upto,
        sum(n) over (partition by group_key) as total,
    from grouped
    where slippage_days is not null
),

spread as (
    select
        group_key,
        quantile_of(v, upto, total, 0.25)::double as lower_quarter,
        quantile_of(v, upto, total, 0.5)::double as median_slippage,
        quantile_of(v, upto, total, 0.75)::double as upper_quarter,
    from ranked
    group by group_key
)

select
    theme.theme as group_name,
    measured,
    on_time,
    late,
    least,
    lower_quarter,
    median_slippage,
    upper_quarter,
    most,
    overdue,
    longest_overdue_days,
from counted as c
left join spread as s on s.group_key is not distinct from c.group_key
inner join theme on theme.theme_id = c.group_key
order by theme.position, theme.theme_id
