-- question: What does the document print in this action's row?
-- grain: One row per filled cell.
-- params: action_id
-- definition: Cells are as printed, struck words included; a cell of a column that was not recognised has no field.
-- caveat: People's names are masked.

select header, field, printed, struck
from printed_cell
where action_id = $action_id
order by position
