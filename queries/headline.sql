-- question: How many actions are there, how many are completed, overdue and late?
-- grain: One row.
-- params: filters
-- definition: Completed is n of m: m counts every action of a plan that can be completed, so a strategy's commitments are left out. Open is in progress or not started, as the plan says. Overdue is n of the open actions with a target date and a reading date. An action without a stated status whose target has passed is counted apart, as past its target: it may well be done. Median slippage rests on completed actions that print both dates: completion less original target, in days.
-- caveat: An action whose plan prints no status is neither completed nor open: it is shown as not stated. Actions withdrawn, superseded or cancelled are closed but not pursued: they stand apart too, yet among the m. Overdue days are a lower bound and are never averaged with slippage.

with chosen as (
    from chosen($filters::filters)
),

tallied as (
    select standing, closing, is_judged, count(*) as n, max(days_past) as longest
    from chosen
    group by standing, closing, is_judged
),

counted as (
    select
        coalesce(sum(n), 0) as actions,
        coalesce(sum(n) filter (where not is_countable), 0) as commitments,
        coalesce(sum(n) filter (where is_countable), 0) as countable,
        coalesce(sum(n) filter (where is_completed), 0) as completed,
        coalesce(sum(n) filter (where is_countable and status = 'in_progress'), 0) as in_progress,
        coalesce(sum(n) filter (where is_countable and status = 'not_started'), 0) as not_started,
        coalesce(sum(n) filter (where is_not_pursued), 0) as not_pursued,
        coalesce(sum(n) filter (where is_not_stated), 0) as not_stated,
        coalesce(sum(n) filter (where is_unsupported), 0) as unsupported,
        coalesce(sum(n) filter (where is_countable and is_judged and closing = 'supported'), 0) as supported,
        coalesce(sum(n) filter (where is_countable and closing is not null and not is_judged), 0) as not_told,
        coalesce(sum(n) filter (where is_open), 0) as open,
        coalesce(sum(n) filter (where is_open_dated), 0) as open_dated,
        coalesce(sum(n) filter (where is_overdue), 0) as overdue,
        max(longest) filter (where is_overdue) as longest_overdue_days,
        coalesce(sum(n) filter (where is_past_target), 0) as past_target,
        max(longest) filter (where is_past_target) as longest_past_target_days,
        coalesce(sum(n) filter (where is_due_soon), 0) as due_90,
        coalesce(sum(n) filter (where is_countable and timeliness = 'not_yet_due'), 0) as not_yet_due,
        coalesce(sum(n) filter (where is_countable and timeliness = 'no_target'), 0) as no_target,
        coalesce(sum(n) filter (where is_countable and timeliness = 'not_datable'), 0) as not_datable,
        coalesce(sum(n) filter (where is_on_time), 0) as on_time,
        coalesce(sum(n) filter (where is_late), 0) as late,
        coalesce(sum(n) filter (where is_measured), 0) as measured,
        coalesce(sum(n) filter (where is_measured or is_overdue), 0) as placed,
        coalesce(sum(n) filter (where is_countable and timeliness = 'completed_undated'), 0) as completed_undated,
        coalesce(sum(n) filter (where is_countable and timeliness = 'completed_no_target'), 0) as completed_no_target,
    from tallied
    inner join standing using (standing)
),

middle as (
    select median(slippage_days) as median_slippage, median(slippage_latest_days) as median_slippage_latest
    from chosen
    where slippage_days is not null
),

dated as (
    select
        count(*) as plans,
        count(distinct partnership_number) as partnerships,
        count(*) filter (where as_at is null) as plans_undated,
        min(as_at) as earliest_reading,
        max(as_at) as latest_reading,
        count(*) filter (where is_past_plan) as plans_not_heard_of,
        count(*) filter (where as_at < plan_as_at) as plans_that_speak_later,
    from plans_left($filters::filters)
)

select
    c.actions::bigint as actions,
    c.commitments::bigint as commitments,
    c.countable::bigint as countable,
    c.completed::bigint as completed,
    rate(c.completed, c.countable) as completion,
    columns(c.* exclude (actions, commitments, countable, completed))::bigint,
    m.median_slippage,
    m.median_slippage_latest,
    d.*,
from counted as c
cross join middle as m
cross join dated as d
order by actions
