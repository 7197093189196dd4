-- question: What was corrected in this action after it was read?
-- grain: One row per corrected field.
-- params: action_id
-- definition: The value as read, the value now, and why.
-- caveat: What was printed stays as it was.

select c.field, c.old, c.new, c.reason, c.made_at, c.made_by
from correction as c
inner join action as a on a.document_id = c.document_id and a.action_key = c.action_key
where a.action_id = $action_id
order by c.made_at, c.field
