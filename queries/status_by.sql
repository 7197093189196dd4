-- question: What is the status of the actions of each group?
-- grain: One row per group that has an action: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension, limit
-- definition: Rates of the actions that can be completed, with a 95 % interval; commitments of a strategy are left out. Each rate is of all such actions of the group.
-- caveat: An action with several themes, leads or sectors is counted under each, so those rows do not add up to the total. A plan that prints no status has its actions under not stated.

with counted as (
    select
        group_number,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_completed), 0) as completed,
        coalesce(sum(n) filter (where status = 'in_progress'), 0) as in_progress,
        coalesce(sum(n) filter (where status = 'not_started'), 0) as not_started,
        coalesce(sum(n) filter (where is_not_pursued), 0) as not_pursued,
        coalesce(sum(n) filter (where is_not_stated), 0) as not_stated,
        coalesce(sum(n) filter (where is_unsupported), 0)::bigint as unsupported,
    from tallied($filters::filters, $dimension, 'all')
    inner join standing using (standing)
    where is_countable
    group by group_number
),

rated as (
    select
        *,
        list_transform(
            [completed, in_progress, not_started, not_pursued, not_stated], lambda part: rate(part, actions)
        ) as rates,
    from counted
)

select
    g.group_id,
    g.group_name,
    r.actions,
    r.rates[1] as completed,
    r.rates[2] as in_progress,
    r.rates[3] as not_started,
    r.rates[4] as not_pursued,
    r.rates[5] as not_stated,
    r.unsupported,
from rated as r
inner join group_of as g on g.of_dimension = $dimension and g.group_number = r.group_number
order by g.place, case when $dimension in ('agency', 'sector') then -r.actions end, g.group_name, g.group_id
limit $limit
