-- question: How many actions are there, how many are completed, overdue and late?
-- grain: One row.
-- params: filters
-- definition: Completed is n of m: m counts every action of a plan that can be completed, so a strategy's commitments are left out. Overdue is n of the open actions with a target date and a reading date. Median slippage rests on completed actions that print both dates: completion less original target, in days.
-- caveat: An action whose plan prints no status counts as open and is shown as not stated. Overdue days are a lower bound and are never averaged with slippage.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
)

select
    count(*) as actions,
    count(*) filter (where not counts) as commitments,
    count(*) filter (where counts) as countable,
    count(*) filter (where counts and status = 'completed') as completed,
    round(count(*) filter (where counts and status = 'completed') / nullif(count(*) filter (where counts), 0), 4)
        as completed_share,
    count(*) filter (where counts and status = 'in_progress') as in_progress,
    count(*) filter (where counts and status = 'not_started') as not_started,
    count(*) filter (where counts and status = 'not_stated') as not_stated,
    count(*) filter (where closed_not_done) as closed_not_done,
    count(*) filter (where timeliness = 'overdue') as overdue,
    count(*) filter (where timeliness in ('overdue', 'not_yet_due')) as datable_open,
    max(overdue_days) as longest_overdue_days,
    count(*) filter (where timeliness = 'not_yet_due' and target_date - as_at <= 90) as due_90,
    count(*) filter (where counts and timeliness = 'no_target') as no_target,
    count(*) filter (where timeliness = 'not_datable') as not_datable,
    count(*) filter (where timeliness = 'on_time') as on_time,
    count(*) filter (where timeliness = 'late') as late,
    count(*) filter (where timeliness in ('on_time', 'late')) as measured,
    count(*) filter (where timeliness = 'completed_undated') as completed_undated,
    count(*) filter (where timeliness = 'completed_no_target') as completed_no_target,
    median(slippage_days)::double as median_slippage,
    median(slippage_latest_days)::double as median_slippage_latest,
    count(distinct document_id) as plans,
    count(distinct partnership) as partnerships,
    count(distinct document_id) filter (where as_at is null) as plans_undated,
    min(as_at) as earliest_reading,
    max(as_at) as latest_reading,
    count(distinct document_id) filter (where is_past_plan) as plans_not_heard_of,
from chosen
