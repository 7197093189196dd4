-- question: What needs attention first?
-- grain: One row per action: overdue ones by days, then those marked completed that are plainly not supported by their text.
-- params: filters, limit
-- definition: Overdue days are reading date less target date. Not supported: marked completed, though the text plainly says that it was not done, or a person says so.
-- caveat: Overdue can only be known where the plan prints a target date and a reading date is known.

with listed as (
    select
        row_number,
        timeliness,
        overdue_days,
        as_at,
        is_past_plan,
    from chosen($filters::filters)
    where closing = 'unsupported' or standing in (select s.standing from standing as s where s.is_overdue)
    order by timeliness = 'overdue' desc, overdue_days desc nulls last, row_number
    limit $limit
)

select
    f.action_id,
    case when l.timeliness = 'overdue' then 'overdue' else 'unsupported' end as reason,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    f.summary as action,
    f.lead_agencies,
    f.target_date,
    l.overdue_days,
    l.as_at,
    l.is_past_plan,
    f.status,
    case when l.timeliness = 'overdue' then f.progress else coalesce(f.closed_not_done_words, f.support_words, f.progress) end as plan_says,
    f.wording,
from listed as l
inner join action_fact as f using (row_number)
where f.row_number in (select row_number from listed)
order by l.timeliness = 'overdue' desc, l.overdue_days desc nulls last, l.row_number
