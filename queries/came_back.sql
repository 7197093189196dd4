-- question: Which themes came back after every action of a plan on them was closed?
-- grain: One row per theme that a partnership with a later plan had closed.
-- params: filters
-- definition: A partnership had closed a theme where every action on it of one of its plans that can be completed is completed, and it has a plan that speaks of a later day. It came back where such a plan has an action on the theme again. All actions of the partnerships that the filters leave are looked at; of themes those that the filters name. Years are the median from the one plan's day to the next that has it.
-- caveat: A plan is placed by the day that it speaks of; one whose day is not known is left out. Often a theme was closed by a single action. That it came back does not say that the work was not done: another death may ask for more.

with told as (
    select
        a.partnership_number,
        a.plan_number,
        m.theme_id,
        any_value(a.plan_as_at) as told_at,
        count(*) filter (where s.is_countable) as countable,
        count(*) filter (where s.is_completed) as completed,
    from action_as_at(($filters::filters).as_at) as a
    inner join theme_member as m using (theme_set)
    inner join standing as s using (standing)
    where a.plan_as_at is not null
        and a.partnership_number in (select c.partnership_number from chosen($filters::filters) as c)
        and (($filters::filters).theme is null or list_contains(($filters::filters).theme, m.theme_id::varchar))
    group by a.partnership_number, a.plan_number, m.theme_id
),

newest as (
    select partnership_number, max(as_at) as newest_at
    from document_in_view
    group by partnership_number
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
    inner join newest using (partnership_number)
    where is_closed and newest_at > told_at
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
