-- question: What do partnerships say of how their plans are shown?
-- grain: One row per plan with an answer.
-- params: filters, limit
-- definition: The newest answer of a partnership for a plan of which the filters leave an action.
-- caveat: An answer is shown as it was given; nothing is counted from it.

with answered as (
    select distinct on (plan_id) plan_id, text, made_by
    from reply
    order by plan_id, made_at desc
)

select
    d.partnership,
    d.plan,
    a.text as reply,
    a.made_by as reply_by,
from answered as a
inner join document_in_view as d using (plan_id)
inner join plans_left($filters::filters) using (plan_number)
where a.text <> ''
order by d.plan_number
limit $limit
