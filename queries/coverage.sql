-- question: How many plans print each field, in all of their actions, in some, or in none?
-- grain: One row per field.
-- params: filters
-- definition: A plan prints a field where an action of it has words in that cell, or a value that stands in a heading or a colour. Only the actions that the filters leave are looked at.
-- caveat: What a plan does not print cannot be counted anywhere: its actions are in no figure that needs it.

with printed as (
    select
        f.plan_number,
        count(*) as actions,
        count(*) filter (where f.lead_as_printed is not null or f.lead_set > 0) as lead,
        count(*) filter (where f.target_as_printed is not null or f.target_date is not null) as target,
        count(*) filter (where f.status_as_printed is not null or f.status <> 'not_stated') as status,
        count(*) filter (where f.completion_as_printed is not null or f.completion_date is not null) as completion,
        count(*) filter (where f.rag is not null or f.rating_as_printed is not null) as rag,
        count(*) filter (where f.progress is not null) as progress,
    from action_fact as f
    inner join chosen($filters::filters) as c on c.row_number = f.row_number
    group by f.plan_number
),

told as (
    select
        actions,
        unnest(['target', 'status', 'completion', 'lead', 'progress', 'rag']) as field,
        unnest([1, 2, 3, 4, 5, 6]) as position,
        unnest([target, status, completion, lead, progress, rag]) as with_field,
    from printed
)

select
    field as group_id,
    field as group_name,
    count(*) as plans,
    count(*) filter (where with_field = actions) as in_all,
    count(*) filter (where with_field > 0 and with_field < actions) as in_some,
    count(*) filter (where with_field = 0) as in_none,
from told
group by field, position
order by position
