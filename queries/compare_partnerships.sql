-- question: How do partnerships compare, and what does each publish?
-- grain: One row per partnership.
-- params: filters
-- definition: Completed is n of the actions that can be completed. On time and late are of completed actions that print both dates; overdue is of open actions with a target and a reading date. Fields are given as the number of plans that print them.
-- caveat: A partnership that publishes less can look better or worse than it is. Small numbers are shown, not judged; partnerships are in alphabetical order, not ranked.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

publishes as (
    select
        partnership,
        count(*) as plans,
        count(*) filter (where prints_lead) as prints_lead,
        count(*) filter (where prints_target) as prints_target,
        count(*) filter (where prints_completion) as prints_completion,
        count(*) filter (where prints_status) as prints_status,
        count(*) filter (where prints_rag) as prints_rag,
        min(as_at) as oldest_plan,
        max(as_at) as newest_plan,
    from document_in_view
    where document_id in (select document_id from chosen)
    group by partnership
),

counted as (
    select
        partnership,
        count(*) as actions,
        count(*) filter (where counts) as countable,
        count(*) filter (where counts and status = 'completed') as completed,
        round(count(*) filter (where counts and status = 'completed') / nullif(count(*) filter (where counts), 0), 4)
            as completed_share,
        count(*) filter (where counts and status = 'not_stated') as not_stated,
        count(*) filter (where closed_not_done) as closed_not_done,
        count(*) filter (where timeliness = 'on_time') as on_time,
        count(*) filter (where timeliness = 'late') as late,
        count(*) filter (where timeliness in ('on_time', 'late')) as measured,
        count(*) filter (where timeliness = 'overdue') as overdue,
        count(*) filter (where timeliness in ('overdue', 'not_yet_due')) as datable_open,
        median(slippage_days)::double as median_slippage,
    from chosen
    group by partnership
)

select
    c.partnership,
    p.* exclude (partnership),
    c.* exclude (partnership),
from counted as c
inner join publishes as p using (partnership)
order by c.partnership
