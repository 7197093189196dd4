-- question: How many plans print each field, in all of their actions, in some, or in none?
-- grain: One row per field.
-- params: filters
-- definition: A plan prints a field where an action of it has words in that cell, or a value that stands in a heading or a colour. Only the actions that the filters leave are looked at.
-- caveat: What a plan does not print cannot be counted anywhere: its actions are in no figure that needs it.

with tallied as (
    select plan_number, filled, count(*) as n
    from chosen($filters::filters)
    group by plan_number, filled
),

printed as (
    select
        plan_number,
        sum(n) as actions,
        coalesce(sum(n) filter (where prints_lead), 0) as lead,
        coalesce(sum(n) filter (where prints_target), 0) as target,
        coalesce(sum(n) filter (where prints_status), 0) as status,
        coalesce(sum(n) filter (where prints_completion), 0) as completion,
        coalesce(sum(n) filter (where prints_rag), 0) as rag,
        coalesce(sum(n) filter (where prints_progress), 0) as progress,
    from tallied
    inner join filled_cells using (filled)
    group by plan_number
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
