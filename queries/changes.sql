-- question: What changed since the version before, or since a day?
-- grain: One row per action and kind of change, those of one action together; what was dropped stands last in its plan.
-- params: filters, since, change, limit
-- definition: The version in view of each plan is held against the one that was the newest on a day, each read on its own day; without a day against the version before it, each read on the date it speaks of. Rows of two versions are the same action where they were matched when stored; a match that is less than certain has its score.
-- caveat: Where no row of two versions was matched, or a plan was not heard of after the day, nothing is known to have changed. An action that was reworded beyond recognition is told as dropped and as added. A version that prints no status, targets, leads or ratings says nothing of a change in them. What a person corrected in one version only is not told as a change. A dropped action has the status that it had last, which may be completed; a new one the status that it came with.

select
    c.change,
    d.partnership,
    d.plan,
    c.section,
    c.ref,
    c.told as action,
    c.leads as lead_agencies,
    c.before,
    c.before_printed,
    c.after,
    c.after_printed,
    c.days,
    c.before_read,
    c.after_read,
    nullif(c.match_score, 1) as match_score,
    c.action_id,
    c.action_key,
    c.plan_id,
    c.before_document,
    c.after_document,
    v.added_at as told_at,
from changed($filters::filters, $since::date, false) as c
inner join document_in_view as d on d.plan_number = c.plan_number
inner join document as v on v.document_id = c.after_document
inner join vocabulary_word as w on w.vocabulary = 'ChangeKind' and w.value = c.change
where $change::varchar[] is null or list_contains($change::varchar[], c.change)
order by c.plan_number, c.row_number nulls last, c.position, c.action_id, c.after_document, w.position
limit $limit
