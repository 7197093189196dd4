-- question: What is the status of the actions of each group?
-- grain: One row per group that has an action: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension, limit
-- definition: Rates of the actions that can be completed, with a 95 % interval; commitments of a strategy are left out. Each rate is of all such actions of the group.
-- caveat: An action with several themes, leads or sectors is counted under each, so those rows do not add up to the total. A plan that prints no status has its actions under not stated.

with kinds_of_row as (
    select key, status, closed_not_done, count(*) as n
    from chosen_by($filters::filters, $dimension, 'all')
    where is_countable
    group by all
),

counted as (
    select
        m.group_id,
        m.group_name,
        m.place,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where status = 'completed'), 0) as completed,
        coalesce(sum(n) filter (where status = 'in_progress'), 0) as in_progress,
        coalesce(sum(n) filter (where status = 'not_started'), 0) as not_started,
        coalesce(sum(n) filter (where status = 'closed_not_pursued'), 0) as not_pursued,
        coalesce(sum(n) filter (where status = 'not_stated'), 0) as not_stated,
        coalesce(sum(n) filter (where closed_not_done), 0)::bigint as closed_not_done,
    from kinds_of_row as k
    inner join group_member as m on m.of_dimension = $dimension and m.key = k.key
    group by m.group_id, m.group_name, m.place
),

-- One expression for all five: each is planned anew with every question.
rated as (
    select
        *,
        list_transform(
            [completed, in_progress, not_started, not_pursued, not_stated], lambda part: rate(part, actions)
        ) as rates,
    from counted
)

select
    group_id,
    group_name,
    actions,
    rates[1] as completed,
    rates[2] as in_progress,
    rates[3] as not_started,
    rates[4] as not_pursued,
    rates[5] as not_stated,
    closed_not_done,
from rated
order by place, case when $dimension in ('agency', 'sector') then -actions end, group_name, group_id
limit $limit
