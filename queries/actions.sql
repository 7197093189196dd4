-- question: Which actions do the filters leave?
-- grain: One row per action, in the columns of the export.
-- params: filters, limit
-- definition: Columns are those of the data dictionary.
-- caveat: A table on screen is cut at its limit; the download is not.

select * exclude (row_number)
from action_export($filters::filters, null, null, $limit)
order by row_number
