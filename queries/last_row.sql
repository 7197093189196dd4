-- question: How many rows are numbered over all plans in view?
-- grain: One row.
-- params: none
-- definition: The number of the last row, from 1.
-- caveat: Rows of versions that are not in view have no number.

select coalesce(max(row_number), 0)::bigint as last_row
from action_fact
order by last_row
