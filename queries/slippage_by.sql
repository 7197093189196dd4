-- question: How is slippage spread within each group?
-- grain: One row per group with a dated action: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: Few actions make a median that says little: n stands beside it. An action with several themes, leads or sectors is counted under each.

with placed as (
    select
        m.group_number,
        count(c.slippage_days) as measured,
        count(*) filter (where s.is_on_time) as on_time,
        count(*) filter (where s.is_late) as late,
        min(c.slippage_days) as least,
        quantile_cont(c.slippage_days, [0.25, 0.5, 0.75]) as quarters,
        max(c.slippage_days) as most,
        count(*) filter (where s.is_overdue) as overdue,
        max(c.overdue_days) as longest_overdue_days,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join standing as s using (standing)
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    where s.is_measured or s.is_overdue
    group by m.group_number
)

select
    g.group_id,
    g.group_name,
    p.measured,
    p.on_time,
    p.late,
    p.least,
    p.quarters[1] as lower_quarter,
    p.quarters[2] as median_slippage,
    p.quarters[3] as upper_quarter,
    p.most,
    p.overdue,
    p.longest_overdue_days,
from placed as p
inner join group_of as g on g.of_dimension = $dimension and g.group_number = p.group_number
order by g.place, case when $dimension in ('agency', 'sector') then -(p.measured + p.overdue) end, g.group_name, g.group_id
