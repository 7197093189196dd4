-- question: How do partnerships compare, and what does each publish?
-- grain: One row per partnership.
-- params: filters
-- definition: Completed is n of the actions that can be completed. On time and late are of completed actions that print both dates; overdue is of open actions with a target and a reading date. What is published is counted by values: how many actions print them.
-- caveat: A partnership that publishes less can look better or worse than it is. Small numbers are shown, not judged; partnerships are in alphabetical order, not ranked.

with chosen as (
    select
        plan_number, partnership, is_countable, is_completed, is_not_stated, is_not_pursued, is_on_time, is_late, is_measured, is_overdue,
        is_open_dated, is_past_target, closed_not_done, slippage_days, status, target_date, completion_date, lead_set, rag,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

kinds_of_row as (
    select
        partnership, is_countable, is_completed, is_not_stated, is_not_pursued, is_on_time, is_late, is_measured, is_overdue, is_open_dated,
        is_past_target, closed_not_done, count(*) as n,
    from chosen
    group by all
),

counted as (
    select
        partnership,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_countable), 0)::bigint as countable,
        coalesce(sum(n) filter (where is_completed), 0)::bigint as completed,
        coalesce(sum(n) filter (where is_not_stated), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where is_not_pursued), 0)::bigint as not_pursued,
        coalesce(sum(n) filter (where closed_not_done), 0)::bigint as closed_not_done,
        coalesce(sum(n) filter (where is_on_time), 0)::bigint as on_time,
        coalesce(sum(n) filter (where is_late), 0)::bigint as late,
        coalesce(sum(n) filter (where is_measured), 0)::bigint as measured,
        coalesce(sum(n) filter (where is_overdue), 0)::bigint as overdue,
        coalesce(sum(n) filter (where is_open_dated), 0)::bigint as open_dated,
        coalesce(sum(n) filter (where is_past_target), 0)::bigint as past_target,
    from kinds_of_row
    group by partnership
),

middles as (
    select partnership, median(slippage_days)::double as median_slippage
    from chosen
    where is_measured
    group by partnership
),

printed as (
    select
        partnership,
        count(*) filter (where status <> 'not_stated') as with_status,
        count(target_date) as with_target,
        count(completion_date) as with_completion,
        count(lead_set) as with_lead,
        count(rag) as with_rag,
    from chosen
    group by partnership
),

plans_in_view as (
    select distinct plan_number
    from chosen
),

publishes as (
    select
        d.partnership::partnership_word as partnership,
        count(*) as plans,
        min(d.as_at) as oldest_plan,
        max(d.as_at) as newest_plan,
    from plans_in_view
    inner join document_in_view as d using (plan_number)
    group by d.partnership
)

select
    c.partnership,
    p.* exclude (partnership),
    c.actions,
    c.countable,
    c.completed,
    round(c.completed / nullif(c.countable, 0), 4)::double as completed_share,
    c.not_stated,
    c.not_pursued,
    c.closed_not_done,
    c.on_time,
    c.late,
    c.measured,
    c.overdue,
    c.open_dated,
    c.past_target,
    w.* exclude (partnership),
    m.median_slippage,
from counted as c
inner join publishes as p using (partnership)
inner join printed as w using (partnership)
left join middles as m using (partnership)
order by c.partnership::varchar
