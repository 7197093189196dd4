-- question: How is slippage spread within each group?
-- grain: One row per group with a dated action: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension
-- definition: Slippage is completion less original target, in days, of completed actions that print both dates. Half of them lie between the lower and upper quarter. Overdue actions are counted apart.
-- caveat: Few actions make a median that says little: n stands beside it. An action with several themes, leads or sectors is counted under each.

select
    m.group_id,
    m.group_name,
    count(*) filter (where is_measured) as measured,
    count(*) filter (where is_on_time) as on_time,
    count(*) filter (where is_late) as late,
    min(slippage_days) as least,
    quantile_cont(slippage_days, 0.25) as lower_quarter,
    median(slippage_days) as median_slippage,
    quantile_cont(slippage_days, 0.75) as upper_quarter,
    max(slippage_days) as most,
    count(*) filter (where is_overdue) as overdue,
    max(overdue_days) as longest_overdue_days,
from chosen_by($filters::filters, $dimension, 'all') as c
inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
where is_measured or is_overdue
group by m.group_id, m.group_name, m.place
order by m.place, case when $dimension in ('agency', 'sector') then -count(*) end, m.group_name, m.group_id
