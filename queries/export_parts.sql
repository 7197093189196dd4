-- question: Into which parts is a long export divided?
-- grain: One row per part.
-- params: filters, limit
-- definition: The actions that the filters leave, in their order, so many a part; of each part the numbers of its first and last row.
-- caveat: Rows are numbered within one working copy: a number means nothing in another.

with numbered as (
    select row_number, row_number() over (order by row_number) as place
    from chosen($filters::filters)
)

select
    min(row_number)::bigint as first_row,
    max(row_number)::bigint as last_row,
    count(*) as actions,
from numbered
group by (place - 1) // $limit
order by first_row
