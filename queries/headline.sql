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
),

kinds_of_row as (
    select
        counts,
        status,
        timeliness,
        closed_not_done,
        is_due_soon,
        count(*) as n,
        max(overdue_days) as longest,
    from chosen
    group by all
),

counted as (
    select
        coalesce(sum(n), 0) as actions,
        coalesce(sum(n) filter (where not counts), 0) as commitments,
        coalesce(sum(n) filter (where counts), 0) as countable,
        coalesce(sum(n) filter (where counts and status = 'completed'), 0) as completed,
        coalesce(sum(n) filter (where counts and status = 'in_progress'), 0) as in_progress,
        coalesce(sum(n) filter (where counts and status = 'not_started'), 0) as not_started,
        coalesce(sum(n) filter (where counts and status = 'not_stated'), 0) as not_stated,
        coalesce(sum(n) filter (where closed_not_done), 0) as closed_not_done,
        coalesce(sum(n) filter (where timeliness = 'overdue'), 0) as overdue,
        coalesce(sum(n) filter (where timeliness in ('overdue', 'not_yet_due')), 0) as datable_open,
        max(longest) as longest_overdue_days,
        coalesce(sum(n) filter (where is_due_soon), 0) as due_90,
        coalesce(sum(n) filter (where timeliness = 'not_yet_due'), 0) as not_yet_due,
        coalesce(sum(n) filter (where counts and timeliness = 'no_target'), 0) as no_target,
        coalesce(sum(n) filter (where timeliness = 'not_datable'), 0) as not_datable,
        coalesce(sum(n) filter (where timeliness = 'on_time'), 0) as on_time,
        coalesce(sum(n) filter (where timeliness = 'late'), 0) as late,
        coalesce(sum(n) filter (where timeliness in ('on_time', 'late')), 0) as measured,
        coalesce(sum(n) filter (where timeliness in ('on_time', 'late', 'overdue')), 0) as placed,
        coalesce(sum(n) filter (where timeliness = 'completed_undated'), 0) as completed_undated,
        coalesce(sum(n) filter (where timeliness = 'completed_no_target'), 0) as completed_no_target,
    from kinds_of_row
),

middle as (
    select
        median(slippage_days)::double as median_slippage,
        median(slippage_latest_days)::double as median_slippage_latest,
    from chosen
    where slippage_days is not null
),

plans_in_view as (
    select
        plan_number,
        any_value(partnership) as partnership,
        any_value(as_at) as as_at,
        bool_or(is_past_plan) as is_past_plan,
        bool_or(as_at < plan_as_at) as is_before_plan,
    from chosen
    group by plan_number
),

dated as (
    select
        count(*) as plans,
        count(distinct partnership) as partnerships,
        count(*) filter (where as_at is null) as plans_undated,
        min(as_at) as earliest_reading,
        max(as_at) as latest_reading,
        count(*) filter (where is_past_plan) as plans_not_heard_of,
        count(*) filter (where is_before_plan) as plans_that_speak_later,
    from plans_in_view
)

select
    c.actions::bigint as actions,
    c.commitments::bigint as commitments,
    c.countable::bigint as countable,
    c.completed::bigint as completed,
    round(c.completed / nullif(c.countable, 0), 4)::double as completed_share,
    c.in_progress::bigint as in_progress,
    c.not_started::bigint as not_started,
    c.not_stated::bigint as not_stated,
    c.closed_not_done::bigint as closed_not_done,
    c.overdue::bigint as overdue,
    c.datable_open::bigint as datable_open,
    c.longest_overdue_days,
    c.due_90::bigint as due_90,
    c.not_yet_due::bigint as not_yet_due,
    c.no_target::bigint as no_target,
    c.not_datable::bigint as not_datable,
    c.on_time::bigint as on_time,
    c.late::bigint as late,
    c.measured::bigint as measured,
    c.placed::bigint as placed,
    c.completed_undated::bigint as completed_undated,
    c.completed_no_target::bigint as completed_no_target,
    m.median_slippage,
    m.median_slippage_latest,
    d.*,
from counted as c
cross join middle as m
cross join dated as d
order by actions
