-- question: Which fields does each plan print, and how many could be read?
-- grain: One row per plan and field.
-- params: filters, limit
-- definition: Printed is how many of the plan's actions have words in the cell, read how many of them gave a value. A field without a column of its own prints nothing.
-- caveat: A lead or a rating may be printed in a heading or by a colour instead of a cell; it is counted by its value then.

with listed as (
    select d.document_id, d.plan_number, d.partnership, d.plan, d.kind
    from document_in_view as d
    inner join plans_left($filters::filters) using (plan_number)
    order by d.plan_number
    limit $limit
),

rows_of as (
    select
        l.*,
        f.recommendation,
        f.action,
        f.lead_agencies,
        f.lead_as_printed,
        f.target_as_printed,
        f.target_date,
        f.status_as_printed,
        f.status,
        f.completion_as_printed,
        f.completion_date,
        f.rag,
        f.rating_as_printed,
        f.status_basis,
        f.progress,
        f.doubtful_fields,
    from listed as l
    inner join action_fact as f using (plan_number)
),

told as (
    select
        plan_number,
        1 as position,
        'recommendation' as field,
        recommendation is not null as is_printed,
        recommendation is not null as is_read,
        false as is_doubtful,
    from rows_of
    union all
    select plan_number, 2, 'action', action is not null, action is not null, false
    from rows_of
    union all
    select
        plan_number,
        3,
        'lead',
        lead_as_printed is not null or len(lead_agencies) > 0,
        len(lead_agencies) > 0,
        list_contains(doubtful_fields, 'lead_agencies'),
    from rows_of
    union all
    select
        plan_number,
        4,
        'target',
        target_as_printed is not null or target_date is not null,
        target_date is not null,
        list_contains(doubtful_fields, 'target_date'),
    from rows_of
    union all
    select
        plan_number,
        5,
        'status',
        status_as_printed is not null or status <> 'not_stated',
        status <> 'not_stated',
        list_contains(doubtful_fields, 'status'),
    from rows_of
    union all
    select
        plan_number,
        6,
        'completion',
        completion_as_printed is not null or completion_date is not null,
        completion_date is not null,
        list_contains(doubtful_fields, 'completion_date'),
    from rows_of
    union all
    select
        plan_number,
        7,
        'rag',
        rag is not null or rating_as_printed is not null,
        rag is not null or coalesce(status_basis in ('rating', 'key', 'said'), false),
        false,
    from rows_of
    union all
    select plan_number, 8, 'progress', progress is not null, progress is not null, false
    from rows_of
),

counted as (
    select
        plan_number,
        position,
        field,
        count(*) as actions,
        count(*) filter (where is_printed) as printed,
        count(*) filter (where is_read) as read,
        count(*) filter (where is_doubtful) as doubtful,
    from told
    group by plan_number, position, field
),

known as (
    select
        document_id,
        field,
        first(recognised order by position) as recognised,
        first(header order by position) as header,
    from plan_column
    where field is not null
    group by document_id, field
)

select
    l.partnership,
    l.plan,
    l.kind,
    c.field,
    k.header,
    k.recognised,
    c.printed,
    c.read,
    c.doubtful,
    c.actions,
    l.document_id,
from counted as c
inner join listed as l using (plan_number)
left join known as k on k.document_id = l.document_id and k.field = c.field
order by l.plan_number, c.position
