-- question: What were others told that is nearest to what this action asks, and what became of it?
-- grain: One row per recommendation of another partnership's plan, the most alike first; with the first of its actions.
-- params: action_id, as_at, limit
-- definition: Those of likeness 0.25 or more. Likeness is 0 to 1: 0.7 of the cosine of the words, 0.3 of that of groups of four letters (tf-idf). From 0.65 on two say nearly the same, by keyed pairs.
-- caveat: Below that they may ask for something else: read them.

with this as (
    select partnership_number
    from action_fact
    where action_id = $action_id
),

nearest_row as (
    select
        n.score,
        n.is_same,
        min(d.row_number) as row_number,
        count(*) as actions,
    from near as n
    inner join demand as d on d.text = n.other
    inner join action_fact as f on f.row_number = d.row_number
    where f.partnership_number not in (select t.partnership_number from this as t)
    group by n.other, n.score, n.is_same, f.plan_number
    order by n.score desc, row_number
    limit $limit
)

select
    f.action_id,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    case when d.is_action then f.action else f.recommendation end as recommendation,
    f.lead_agencies,
    f.status,
    a.timeliness,
    a.is_past_plan,
    coalesce(f.slippage_days, a.overdue_days, a.past_target_days) as days,
    f.closing,
    f.wording,
    round(x.score, 2) as likeness,
    x.is_same,
    x.actions,
from nearest_row as x
inner join action_as_at($as_at::date) as a on a.row_number = x.row_number
inner join action_fact as f on f.row_number = x.row_number
inner join demand as d on d.row_number = x.row_number
where f.row_number in (select n.row_number from nearest_row as n)
order by x.score desc, f.row_number
