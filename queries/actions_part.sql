-- question: Which actions do the filters leave, of a part of all rows?
-- grain: One row per action, in the columns of the export.
-- params: filters, first_row, last_row
-- definition: Rows are numbered over all plans in view. A long export is read part by part, so that it never stands in memory whole.
-- caveat: A part may be empty, where the filters leave none of its rows.

select * exclude (row_number)
from action_export($filters::filters, $first_row, $last_row, null)
order by row_number
