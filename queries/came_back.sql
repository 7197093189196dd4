-- question: Which themes came back after they were closed?
-- grain: One row per theme that a partnership had closed.
-- params: filters
-- definition: A partnership had closed a theme where every action on it of one of its plans that can be completed is completed. It came back where a later plan of the same partnership, by the date that it speaks of, has an action on the theme again. Years are the median from the earlier plan's date to the next that has it.
-- caveat: A plan whose date is not known cannot be placed, and is left out. That a theme came back does not say that the work was not done: another death may ask for more.

with told as (
    select
        a.partnership_number,
        a.plan_number,
        m.theme_id,
        any_value(a.plan_as_at) as told_at,
        count(*) filter (where s.is_countable) as countable,
        count(*) filter (where s.is_completed) as completed,
    from chosen($filters::filters) as a
    inner join theme_member as m using (theme_set)
    inner join standing as s using (standing)
    where a.plan_as_at is not null
    group by a.partnership_number, a.plan_number, m.theme_id
),

followed as (
    select
        partnership_number,
        theme_id,
        told_at,
        countable > 0 and completed = countable as is_closed,
        min(told_at) over (
            partition by partnership_number, theme_id
            order by told_at range between interval 1 day following and unbounded following
        ) as next_at,
    from told
),

counted as (
    select
        theme_id,
        count(distinct partnership_number) as closed_in,
        count(distinct partnership_number) filter (where next_at is not null) as came_back_in,
        median(date_diff('day', told_at, next_at) / 365.25) as years,
    from followed
    where is_closed
    group by theme_id
)

select
    t.theme_id as group_id,
    t.theme as group_name,
    rate(c.came_back_in, c.closed_in) as came_back,
    c.came_back_in as again,
    c.closed_in - c.came_back_in as not_again,
    round(c.years, 1) as years,
from counted as c
inner join theme as t on t.theme_id = c.theme_id::varchar
order by c.came_back_in desc, t.position
