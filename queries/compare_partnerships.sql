-- question: How do partnerships compare, and what does each publish?
-- grain: One row per partnership.
-- params: filters
-- definition: Completed is n of the actions that can be completed. On time and late are of completed actions that print both dates; overdue is of open actions with a target and a reading date. What is published is counted by values: how many actions print them.
-- caveat: A partnership that publishes less can look better or worse than it is. Small numbers are shown, not judged; partnerships are in alphabetical order, not ranked.

with chosen as (
    select plan_number, partnership, counts, status, timeliness, closed_not_done, slippage_days, target_date, completion_date, lead_set, rag
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

kinds_of_row as (
    select partnership, counts, status, timeliness, closed_not_done, count(*) as n
    from chosen
    group by all
),

counted as (
    select
        partnership,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where counts), 0)::bigint as countable,
        coalesce(sum(n) filter (where counts and status = 'completed'), 0)::bigint as completed,
        coalesce(sum(n) filter (where counts and status = 'not_stated'), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where closed_not_done), 0)::bigint as closed_not_done,
        coalesce(sum(n) filter (where timeliness = 'on_time'), 0)::bigint as on_time,
        coalesce(sum(n) filter (where timeliness = 'late'), 0)::bigint as late,
        coalesce(sum(n) filter (where timeliness in ('on_time', 'late')), 0)::bigint as measured,
        coalesce(sum(n) filter (where timeliness = 'overdue'), 0)::bigint as overdue,
        coalesce(sum(n) filter (where timeliness in ('overdue', 'not_yet_due')), 0)::bigint as datable_open,
    from kinds_of_row
    group by partnership
),

middles as (
    select partnership, median(slippage_days)::double as median_slippage
    from chosen
    where slippage_days is not null
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
    c.closed_not_done,
    c.on_time,
    c.late,
    c.measured,
    c.overdue,
    c.datable_open,
    w.* exclude (partnership),
    m.median_slippage,
from counted as c
inner join publishes as p using (partnership)
inner join printed as w using (partnership)
left join middles as m using (partnership)
order by c.partnership::varchar
