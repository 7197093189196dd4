-- question: How long past their original target were actions open, or are they still?
-- grain: One row per group, number of days, and whether the action is still open.
-- params: filters, dimension
-- definition: Completed actions that print both dates count by completion less original target, those on time by 0 days. Actions still open past their original target on the reading date count by reading date less original target: they were open for at least so long. Only plans that have a column for completion dates are looked at.
-- caveat: Actions without an original target, completed without a printed date (so that the curve falls too slowly where there are many), without a stated status, or not yet due are left out. An action with several themes, leads or sectors is counted under each.

with placed as (
    select
        m.group_number,
        case when s.is_measured then greatest(c.slippage_days, 0) else c.as_at - c.target_original_date end as days,
        not s.is_measured as is_open,
        count(*) as actions,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join standing as s using (standing)
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    where
        c.plan_number in (select plan_number from document_in_view where prints_completion)
        and (s.is_measured or (s.is_open and c.as_at > c.target_original_date))
    group by all
)

select
    g.group_id,
    g.group_name,
    p.days::bigint as days,
    p.is_open,
    p.actions,
from placed as p
inner join group_of as g on g.of_dimension = $dimension and g.group_number = p.group_number
where g.group_id <> '' or $dimension not in ('agency', 'sector')
order by g.group_name, g.group_id, p.days, p.is_open
