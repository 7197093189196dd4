-- question: How many actions were completed on time, and how late were or are the others?
-- grain: One row per band of days past the target; every band has a row.
-- params: filters
-- definition: Completed actions that print both dates stand by completion less original target, open overdue ones by reading date less latest target.
-- caveat: What is overdue is late by at least so many days. Actions without the dates that this needs are left out.

with placed as (
    select
        s.is_measured,
        case when s.is_measured then c.slippage_days else c.overdue_days end as days,
        count(*) as n,
    from chosen($filters::filters) as c
    inner join standing as s using (standing)
    where s.is_measured or s.is_overdue
    group by all
),

bands as (
    select
        unnest([null, 1, 31, 91, 181, 366, 731]) as first_day,
        unnest([0, 30, 90, 180, 365, 730, null]) as last_day,
        unnest(
            ['On time or early', '1 to 30 days', '31 to 90 days', '91 to 180 days', '181 to 365 days', '1 to 2 years', 'More than 2 years']
        ) as band,
)

select
    coalesce(b.first_day::varchar, '') as group_id,
    b.band as group_name,
    coalesce(sum(p.n) filter (where p.is_measured), 0)::bigint as completed,
    coalesce(sum(p.n) filter (where not p.is_measured), 0)::bigint as overdue,
from bands as b
left join placed as p
    on p.days >= coalesce(b.first_day, -2147483648) and p.days <= coalesce(b.last_day, 2147483647)
group by b.first_day, b.band
order by b.first_day nulls first
