-- question: What changed since the version before, or since a day?
-- grain: One row per action and kind of change, the kinds in their order; an action may have changed in several ways.
-- params: filters, since, change, limit
-- definition: The version in view of each plan is held against the one that was the newest on a day, each read on its own day; without a day against the version before it, each read on the date it speaks of. Rows of two versions are the same action where they were matched when stored; a match that is less than certain has its score.
-- caveat: Where no row of two versions was matched, or a plan was not heard of after the day, nothing is known to have changed. An action that was reworded beyond recognition is told as dropped and as added. A version that prints no status, targets, leads or ratings says nothing of a change in them.

select
    c.change,
    d.partnership,
    d.plan,
    c.section,
    c.ref,
    c.told as action,
    c.leads as lead_agencies,
    c.before,
    c.after,
    c.days,
    c.before_read,
    c.after_read,
    nullif(c.match_score, 1) as match_score,
    c.action_id,
    c.action_key,
    c.plan_id,
from changed($filters::filters, $since::date, false) as c
inner join document_in_view as d on d.plan_number = c.plan_number
inner join vocabulary_word as w on w.vocabulary = 'ChangeKind' and w.value = c.change
where $change::varchar[] is null or list_contains($change::varchar[], c.change)
order by w.position, c.plan_number, c.position, c.action_id
limit $limit
