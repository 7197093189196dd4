-- question: What could not be read, or was read with doubt?
-- grain: One row per finding of the plans that the filters leave.
-- params: filters, limit
-- definition: A finding is something that a person should look at, with its place in the document and the words concerned.
-- caveat: Findings of a plan are listed whole: those that concern no single action too.

select
    d.partnership,
    d.plan,
    f.severity,
    f.code,
    f.message,
    f.text,
    f.page,
    f.line,
    a.section,
    a.ref,
    f.action_id,
    d.file_name,
    d.document_id,
    d.marking,
from finding as f
inner join document_in_view as d using (document_id)
inner join plans_left($filters::filters) using (plan_number)
left join action_fact as a on a.action_id = f.action_id
order by
    case f.severity when 'error' then 1 when 'warning' then 2 else 3 end,
    d.plan_number,
    f.position
limit $limit
