-- question: Which actions did an earlier version of these plans print that the newest no longer does?
-- grain: One row per action that was dropped, as it last stood.
-- params: filters, limit
-- definition: Rows of successive versions are matched by reference, heading and words when a version is stored. An action whose row has no match in the version in view was dropped, of plans of which the filters leave an action.
-- caveat: Dropped is not done: no figure counts these. Where no row of a version was matched, nothing is known to have been dropped. An action that was reworded beyond recognition is shown as dropped and as new.

select
    d.partnership,
    d.plan,
    v.as_at as last_seen,
    a.section,
    a.ref,
    coalesce(a.action, r.recommendation) as action,
    a.status,
    a.target_date,
    x.action_id,
from dropped_action as x
inner join action as a on a.action_id = x.action_id
inner join recommendation as r using (recommendation_id)
inner join document as v on v.document_id = x.document_id
inner join document_in_view as d on d.plan_id = x.plan_id
inner join plans_left($filters::filters) using (plan_number)
order by d.plan_number, v.as_at desc nulls last, a.position, x.action_id
limit $limit
