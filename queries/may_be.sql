-- question: Which actions of the plan's earlier versions may this one be?
-- grain: One row per earlier action: the one that it was matched with, then those that the version in view no longer prints, as they last stood.
-- params: action_id
-- definition: Rows of two versions are the same action where they were matched when stored, or a person said so.
-- caveat: A row whose words changed beyond recognition is not matched: it is new, and the earlier one dropped, until a person says otherwise.

with this as (
    select f.action_key, f.plan_id, f.document_id, a.match_score
    from action_fact as f
    inner join action as a using (action_id)
    where f.action_id = $action_id
),

earlier as (
    select
        a.action_key,
        a.action_key = t.action_key as is_now,
        case when a.action_key = t.action_key then t.match_score end as match_score,
        v.as_at,
        a.section,
        a.ref,
        coalesce(a.action, r.recommendation) as told,
        a.position,
        row_number() over (partition by a.action_key order by v.version desc) as nth,
    from this as t
    inner join document_version as v on v.plan_id = t.plan_id and v.document_id <> t.document_id
    inner join action as a on a.document_id = v.document_id
    inner join recommendation as r on r.recommendation_id = a.recommendation_id
    where a.action_key = t.action_key
        or a.action_key not in (select f.action_key from action_fact as f where f.document_id = t.document_id)
)

select action_key, is_now, match_score, as_at, section, ref, told
from earlier
where nth = 1
order by is_now desc, as_at desc nulls last, position, action_key
