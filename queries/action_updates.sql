-- question: Which updates does the plan give for this action?
-- grain: One row per update, in the order printed.
-- params: action_id
-- definition: An update is opened by a label or a date; a plain block of prose is one update.
-- caveat: People's names are masked.

select position, label, update_date, rag, text
from progress_update
where action_id = $action_id
order by position
