-- question: How do completions compare with what was planned, month by month?
-- grain: One row per month in which an action was due or completed.
-- params: filters
-- definition: Due: actions whose original target falls in the month. Completed: completed actions whose printed completion date falls in it. Both run up over time, over the same actions: those with a target date, in plans that have a column for both dates. Completed actions without a printed date cannot be placed in a month: they are counted beside, and the number completed by a month lies somewhere between those dated and those dated and undated together.
-- caveat: Plans that print only one of the two dates, and actions without a target date, are left out: they could only ever stand in one of the lines.

with chosen as (
    select target_original_date, completion_date, is_completed
    from chosen($filters::filters)
    inner join standing as s using (standing)
    where s.is_countable
        and target_original_date is not null
        and plan_number in (select plan_number from document_in_view where prints_target and prints_completion)
),

due as (
    select last_day(target_original_date) as month, count(*) as due
    from chosen
    group by month
),

done as (
    select last_day(completion_date) as month, count(*) as completed
    from chosen
    where is_completed and completion_date is not null
    group by month
),

undated as (
    select count(*) as completed_undated
    from chosen
    where is_completed and completion_date is null
),

monthly as (
    select
        month,
        coalesce(due, 0) as due,
        coalesce(completed, 0) as completed,
    from due
    full join done using (month)
)

select
    month,
    due,
    completed,
    sum(due) over (order by month)::bigint as due_so_far,
    sum(completed) over (order by month)::bigint as completed_so_far,
    completed_undated,
from monthly
cross join undated
order by month
