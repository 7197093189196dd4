-- question: How many actions are there, how many are completed, overdue and late?
-- grain: One row.
-- params: filters
-- definition: Completed is n of m: m counts every action of a plan that can be completed, so a strategy's commitments are left out. Open is in progress or not started, as the plan says. Overdue is n of the open actions with a target date and a reading date. An action without a stated status whose target has passed is counted apart, as past its target: it may well be done. Median slippage rests on completed actions that print both dates: completion less original target, in days.
-- caveat: An action whose plan prints no status is neither completed nor open: it is shown as not stated. Actions withdrawn, superseded or cancelled are closed but not pursued: they stand apart too, yet among the m. Overdue days are a lower bound and are never averaged with slippage.

with chosen as (
    from chosen($filters::filters)
),

counted as (
    select
        count(*) as actions,
        count(*) filter (where not is_countable) as commitments,
        count(*) filter (where is_countable) as countable,
        count(*) filter (where is_completed) as completed,
        count(*) filter (where is_countable and status = 'in_progress') as in_progress,
        count(*) filter (where is_countable and status = 'not_started') as not_started,
        count(*) filter (where is_not_pursued) as not_pursued,
        count(*) filter (where is_not_stated) as not_stated,
        count(*) filter (where is_countable and closed_not_done) as closed_not_done,
        count(*) filter (where is_open) as open,
        count(*) filter (where is_open_dated) as open_dated,
        count(*) filter (where is_overdue) as overdue,
        max(overdue_days) filter (where is_overdue) as longest_overdue_days,
        count(*) filter (where is_past_target) as past_target,
        max(past_target_days) filter (where is_past_target) as longest_past_target_days,
        count(*) filter (where is_due_soon) as due_90,
        count(*) filter (where is_countable and timeliness = 'not_yet_due') as not_yet_due,
        count(*) filter (where is_countable and timeliness = 'no_target') as no_target,
        count(*) filter (where is_countable and timeliness = 'not_datable') as not_datable,
        count(*) filter (where is_on_time) as on_time,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_measured) as measured,
        count(*) filter (where is_measured or is_overdue) as placed,
        count(*) filter (where is_countable and timeliness = 'completed_undated') as completed_undated,
        count(*) filter (where is_countable and timeliness = 'completed_no_target') as completed_no_target,
        median(slippage_days) filter (where is_measured) as median_slippage,
        median(slippage_latest_days) filter (where is_measured) as median_slippage_latest,
    from chosen
),

plans_in_view as (
    select
        plan_number,
        any_value(partnership_number) as partnership_number,
        any_value(as_at) as as_at,
        bool_or(is_past_plan) as is_past_plan,
        bool_or(as_at < plan_as_at) as is_before_plan,
    from chosen
    group by plan_number
),

dated as (
    select
        count(*) as plans,
        count(distinct partnership_number) as partnerships,
        count(*) filter (where as_at is null) as plans_undated,
        min(as_at) as earliest_reading,
        max(as_at) as latest_reading,
        count(*) filter (where is_past_plan) as plans_not_heard_of,
        count(*) filter (where is_before_plan) as plans_that_speak_later,
    from plans_in_view
)

select
    c.actions,
    c.commitments,
    c.countable,
    c.completed,
    rate(c.completed, c.countable) as completion,
    c.* exclude (actions, commitments, countable, completed),
    d.*,
from counted as c
cross join dated as d
order by actions
