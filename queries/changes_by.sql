-- question: How many actions changed, and how?
-- grain: One row per group and kind of change that occurs: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, since, dimension
-- definition: Changes as the list of them tells. Days are those by which targets were put back, or brought forward, added up. Done is how many of the dropped were completed when they last stood, and how many of the new are when they come.
-- caveat: A shared action is counted for each of its leads, and one with several themes under each. A dropped action stands in no lead agency or theme, only in its partnership and plan.

with keyed as (
    select
        c.change,
        c.days,
        c.before,
        c.after,
        key_in(
            $dimension, d.partnership_number, c.plan_number, w.theme_set, w.lead_set, enum_code(w.scope),
            enum_code(d.kind::kind_word), year(w.target_date)
        ) as key,
    from changed($filters::filters, $since::date, false) as c
    inner join document_in_view as d on d.plan_number = c.plan_number
    left join action_fact as w on w.row_number = c.row_number
    where w.row_number is not null or $dimension in ('all', 'partnership', 'plan', 'kind')
),

counted as (
    select
        m.group_number,
        k.change,
        count(*) as changes,
        sum(k.days) filter (where k.change in ('target_later', 'target_earlier'))::bigint as days,
        count(*) filter (where (k.change = 'dropped' and k.before = 'completed') or (k.change = 'added' and k.after = 'completed')) as done,
    from keyed as k
    inner join group_member as m on m.of_dimension = $dimension and m.key = k.key
    group by m.group_number, k.change
)

select g.group_id, g.group_name, c.change, c.changes, c.days, c.done
from counted as c
inner join group_of as g on g.of_dimension = $dimension and g.group_number = c.group_number
inner join vocabulary_word as w on w.vocabulary = 'ChangeKind' and w.value = c.change
where g.group_id <> '' or $dimension not in ('agency', 'sector')
order by g.place, g.group_name, g.group_id, w.position
