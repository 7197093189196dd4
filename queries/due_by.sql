-- question: What falls due next, and for whom?
-- grain: One row per group that has open actions which are not yet due.
-- params: filters, dimension, limit
-- definition: Open actions with a target and a reading date whose latest target is not past. Those due within 30 days of the reading date, from 31 to 90, from 91 to 180 and later stand apart. The busiest month is the one in which most of a group's targets meet, the earliest of several; there is none where no two meet.
-- caveat: A shared action is counted for each of its leads. A plan that is not heard of since before the reading date may have done some of this meanwhile.

with coming as (
    select
        m.group_number,
        c.target_date,
        c.target_date - c.as_at as days,
        last_day(c.target_date) as month,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join standing as s using (standing)
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    where s.is_open_dated and not s.is_overdue
),

counted as (
    select
        group_number,
        count(*) as actions,
        count(*) filter (where days <= 30) as due_30,
        count(*) filter (where days > 30 and days <= 90) as due_90,
        count(*) filter (where days > 90 and days <= 180) as due_180,
        count(*) filter (where days > 180) as due_later,
        min(target_date) as next_due,
    from coming
    group by group_number
),

monthly as (
    select group_number, month, count(*) as n
    from coming
    group by group_number, month
    having count(*) > 1
),

busiest as (
    select distinct on (group_number) group_number, month as busiest_month, n as in_busiest_month
    from monthly
    order by group_number, n desc, month
)

select
    g.group_id,
    g.group_name,
    c.* exclude (group_number),
    b.busiest_month,
    b.in_busiest_month,
from counted as c
inner join group_of as g on g.of_dimension = $dimension and g.group_number = c.group_number
left join busiest as b on b.group_number = c.group_number
where g.group_id <> ''
order by c.due_30 + c.due_90 + c.due_180 desc, c.actions desc, g.group_name, g.group_id
limit $limit
