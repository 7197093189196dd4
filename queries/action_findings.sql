-- question: What was doubtful in reading this action?
-- grain: One row per finding of the action.
-- params: action_id
-- definition: A finding is something that a person should look at.
-- caveat: Findings that concern the whole document are on the data quality page.

select severity, code, message, text
from finding
where action_id = $action_id
order by position
