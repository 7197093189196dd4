-- question: How far past its target was each action completed, or is it now?
-- grain: One row per action with a target and a completion or reading date: the longest first.
-- params: filters, limit
-- definition: Slippage is completion less original target, in days; negative is early. For an open overdue action the days are reading date less latest target: a lower bound.
-- caveat: Actions without both dates cannot be placed and are counted beside the chart.

with listed as (
    select
        row_number,
        timeliness,
        as_at,
        coalesce(slippage_days, overdue_days) as days,
    from chosen($filters::filters)
    where standing in (select s.standing from standing as s where s.is_measured or s.is_overdue)
    order by days desc, row_number
    limit $limit
)

select
    f.action_id,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    f.summary as action,
    f.lead_agencies,
    coalesce(nullif(array_to_string(f.lead_agencies, ', '), ''), 'No lead printed') as lead,
    coalesce(f.section, 'No heading') as under,
    l.timeliness,
    case when l.timeliness = 'overdue' then f.target_date else f.target_original_date end as measured_from,
    f.target_original_date,
    f.target_date,
    case when l.timeliness = 'overdue' then l.as_at else f.completion_date end as measured_to,
    l.days,
    f.slippage_latest_days,
    row_number() over (order by l.days desc, l.row_number) as place,
from listed as l
inner join action_fact as f using (row_number)
where f.row_number in (select row_number from listed)
order by place
