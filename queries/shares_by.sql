-- question: Which themes recur in which partnerships?
-- grain: One row per group and group within it, such as theme and partnership, of all that have an action in view; themes without one too.
-- params: filters, dimension, within
-- definition: Share is the actions of both divided by all actions of the second, such as a partnership, commitments included.
-- caveat: Themes are found by words, not by a person; the words that matched are shown with each action.

with counted as (
    select group_number, within_number, sum(n) as actions
    from tallied($filters::filters, $dimension, $within)
    group by group_number, within_number
),

whole as (
    select group_number as within_number, sum(n) as of_actions
    from tallied($filters::filters, $within, 'all')
    group by group_number
)

select
    g.group_id,
    g.group_name,
    w.group_id as within_id,
    w.group_name as within_name,
    rate(coalesce(c.actions, 0), whole.of_actions) as actions,
from group_of as g
cross join whole
inner join group_of as w on w.of_dimension = $within and w.group_number = whole.within_number
left join counted as c on c.group_number = g.group_number and c.within_number = whole.within_number
where g.of_dimension = $dimension
    and ($dimension = 'theme' or g.group_number in (select group_number from counted))
order by g.place, g.group_name, g.group_id, w.place, w.group_name, w.group_id
