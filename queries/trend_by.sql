-- question: Were actions due each year done?
-- grain: One row per group that has a completed or open action due by the reading date: a partnership, plan, theme, lead agency, sector, scope or kind of plan.
-- params: filters, dimension
-- definition: Of the actions, open or completed, whose latest target lies in a year and on or before the reading date, the share that is completed; a share for each year that has any, the earliest first.
-- caveat: A share may rest on a single action; how many it rests on stands beside it. An action with several themes, leads or sectors is counted under each.

with counted as (
    select
        group_number,
        within_number as year_due,
        coalesce(sum(n) filter (where is_done_of_due), 0)::bigint as done,
        sum(n)::bigint as due,
    from tallied($filters::filters, $dimension, 'year_due')
    inner join standing using (standing)
    where is_done_or_due
    group by group_number, within_number
),

listed as (
    select
        c.group_number,
        list(y.place::bigint order by y.place) as years,
        list(c.due order by y.place) as due,
        list(round(c.done / c.due, 4)::double order by y.place) as done_of_due,
    from counted as c
    inner join group_of as y on y.of_dimension = 'year_due' and y.group_number = c.year_due
    where y.group_id <> ''
    group by c.group_number
)

select g.group_id, g.group_name, l.years, l.due, l.done_of_due
from listed as l
inner join group_of as g on g.of_dimension = $dimension and g.group_number = l.group_number
where g.group_id <> '' or $dimension not in ('agency', 'sector')
order by g.place, g.group_name, g.group_id
