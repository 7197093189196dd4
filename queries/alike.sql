-- question: Which partnerships are most like this one, by what they publish?
-- grain: One row per partnership, but for the one asked about, the most alike first.
-- params: filters, group_id, limit
-- definition: Likeness is one less the mean of the differences (Gower 1971, Biometrics 27, 857-871) in: the number of actions (by its logarithm, over the widest difference there is), the year of the newest plan (over ten years), the shares of actions in force plans and in strategies, and the shares that print a status, a target date, a completion date and a lead. It says nothing of how well anybody does.
-- caveat: A partnership of few actions is like many. Only what the filters leave is looked at.

with tallied as (
    select partnership_number, plan_number, kind, standing, filled, count(*) as n
    from chosen($filters::filters)
    group by all
),

profile as (
    select
        t.partnership_number,
        sum(t.n)::bigint as actions,
        ln(sum(t.n)) as size,
        year(max(d.as_at)) as newest_year,
        coalesce(sum(t.n) filter (where t.kind = 'force_action_plan'), 0) / sum(t.n) as of_forces,
        coalesce(sum(t.n) filter (where t.kind = 'strategy'), 0) / sum(t.n) as of_strategies,
        coalesce(sum(t.n) filter (where s.status <> 'not_stated'), 0) / sum(t.n) as with_status,
        coalesce(sum(t.n) filter (where f.has_target), 0) / sum(t.n) as with_target,
        coalesce(sum(t.n) filter (where f.has_completion), 0) / sum(t.n) as with_completion,
        coalesce(sum(t.n) filter (where f.has_lead), 0) / sum(t.n) as with_lead,
    from tallied as t
    inner join standing as s using (standing)
    inner join filled_cells as f using (filled)
    inner join document_in_view as d using (plan_number)
    group by t.partnership_number
),

widest as (
    select nullif(max(size) - min(size), 0) as range_of_size
    from profile
),

named as (
    select distinct partnership_number, partnership
    from document_in_view
),

this as (
    select p.*
    from profile as p
    inner join named as n using (partnership_number)
    where n.partnership = $group_id
)

select
    n.partnership as group_id,
    n.partnership as group_name,
    p.actions,
    p.newest_year,
    round(1 - list_avg([
        coalesce(abs(p.size - t.size) / w.range_of_size, 0),
        case
            when p.newest_year is null and t.newest_year is null then 0
            when p.newest_year is null or t.newest_year is null then 1
            else least(abs(p.newest_year - t.newest_year) / 10, 1)
        end,
        abs(p.of_forces - t.of_forces),
        abs(p.of_strategies - t.of_strategies),
        abs(p.with_status - t.with_status),
        abs(p.with_target - t.with_target),
        abs(p.with_completion - t.with_completion),
        abs(p.with_lead - t.with_lead),
    ]), 4)::double as likeness,
from profile as p
cross join this as t
cross join widest as w
inner join named as n on n.partnership_number = p.partnership_number
where p.partnership_number <> t.partnership_number
order by likeness desc, n.partnership
limit $limit
