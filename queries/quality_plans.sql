-- question: How old is each plan, what is open in how it was read, and what does its partnership answer?
-- grain: One row per plan.
-- params: filters, limit
-- definition: Findings are counted by how much they matter: an error is a value missing from the figures, a warning one read with doubt, a note changes no figure. Corrections are fields that a person put right after reading. Cells in doubt are targets, statuses, completion dates and leads of which the reader is not sure.
-- caveat: Only the newest version of each plan is in view. A plan without findings may still be wrong: the reader can only doubt what it can see.

with found as (
    select
        document_id,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings,
        count(*) filter (where severity = 'note') as notes,
    from finding
    group by document_id
),

corrected as (
    select document_id, count(*) as corrections
    from correction
    group by document_id
),

counted as (
    select document_id, count(*) as actions, sum(coalesce(len(doubtful_fields), 0))::bigint as doubtful
    from action
    group by document_id
),

unread as (
    select document_id, count(*) as columns_not_read
    from plan_column
    where recognised = 'not_recognised' and filled > 0
    group by document_id
),

answered as (
    select distinct on (plan_id) plan_id, text, made_by, made_at
    from reply
    order by plan_id, made_at desc
)

select
    d.partnership,
    d.plan,
    d.plan_id,
    d.kind,
    d.as_at as plan_as_at,
    d.as_at_basis,
    coalesce(n.actions, 0) as actions,
    coalesce(f.errors, 0) as errors,
    coalesce(f.warnings, 0) as warnings,
    coalesce(f.notes, 0) as notes,
    coalesce(u.columns_not_read, 0) as columns_not_read,
    coalesce(c.corrections, 0) as corrections,
    nullif(a.text, '') as reply,
    a.made_by as reply_by,
    a.made_at as reply_at,
    -- Not known of what was read before the reader said so.
    case when d.layout_fit is not null then coalesce(n.doubtful, 0) end as doubtful,
    d.layout,
    d.media_type,
    d.file_name,
    d.added_at,
    d.reader,
    d.lists,
    d.document_id,
from document_in_view as d
inner join plans_left($filters::filters) using (plan_number)
left join counted as n using (document_id)
left join found as f using (document_id)
left join corrected as c using (document_id)
left join unread as u using (document_id)
left join answered as a using (plan_id)
order by d.plan_number
limit $limit
