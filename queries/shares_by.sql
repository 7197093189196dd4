-- question: Which themes recur in which partnerships?
-- grain: One row per group and group within it, such as theme and partnership, of all that have an action in view; themes without one too.
-- params: filters, dimension, within
-- definition: Share is the actions of both divided by all actions of the second, such as a partnership, commitments included.
-- caveat: Themes are found by words, not by a person; the words that matched are shown with each action.

with kinds_of_row as (
    select key, within_key, count(*) as n
    from chosen_by($filters::filters, $dimension, $within)
    group by all
),

whole as (
    select m.group_id, m.group_name, m.place, sum(n) as of_actions
    from kinds_of_row as k
    inner join group_member as m on m.of_dimension = $within and m.key = k.within_key
    group by m.group_id, m.group_name, m.place
),

counted as (
    select m.group_id, w.group_id as within_id, sum(n) as actions
    from kinds_of_row as k
    inner join group_member as m on m.of_dimension = $dimension and m.key = k.key
    inner join group_member as w on w.of_dimension = $within and w.key = k.within_key
    group by m.group_id, w.group_id
),

every_group as (
    select group_id, any_value(group_name) as group_name, any_value(place) as place
    from group_of
    where of_dimension = $dimension and ($dimension = 'theme' or group_id in (select group_id from counted))
    group by group_id
)

select
    g.group_id,
    g.group_name,
    w.group_id as within_id,
    w.group_name as within_name,
    rate(coalesce(c.actions, 0), w.of_actions) as actions,
from every_group as g
cross join whole as w
left join counted as c on c.group_id = g.group_id and c.within_id = w.group_id
order by g.place, g.group_name, g.group_id, w.place, w.group_name, w.group_id
