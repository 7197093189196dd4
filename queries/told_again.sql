-- question: Which recommendations were made in several plans, in how many, and what came of them?
-- grain: One row per group of recommendations that say nearly the same, with one at least that the filters leave; those of most partnerships first.
-- params: filters, limit
-- definition: A recommendation is told by its text, or where none is printed by that of its action. Two say nearly the same where the likeness of their words and groups of letters (tf-idf, cosine) is 0.65 or more; a group is one with all that are so like it. Counted are all actions of the group in every plan in view, whatever the filters leave, each plan read on its date. Took is the median from original target to completion, in days.
-- caveat: Few are found: of pairs that say the same in other words about one in six, and hardly any that says it in quite other words. What is found is nearly always the same.

with member as (
    select
        d.star,
        d.text,
        a.row_number,
        a.plan_number,
        a.partnership_number,
        a.plan_as_at,
        a.slippage_days,
        a.closing,
        s.is_countable,
        s.is_completed,
        s.is_open,
        s.is_overdue,
        s.is_not_stated,
        a.row_number in (select c.row_number from chosen($filters::filters) as c) as is_chosen,
    from demand as d
    inner join action_as_at(($filters::filters).as_at) as a using (row_number)
    inner join standing as s using (standing)
),

counted as (
    select
        star,
        count(distinct partnership_number) as partnerships,
        count(distinct plan_number) as plans,
        min(year(plan_as_at)) as first_year,
        max(year(plan_as_at)) as last_year,
        count(*) as actions,
        rate(count(*) filter (where is_completed), count(*) filter (where is_countable)) as completed,
        count(*) filter (where is_open) as open,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_not_stated) as not_stated,
        count(*) filter (where is_countable and closing = 'unsupported') as unsupported,
        count(*) filter (where is_countable and slippage_days is not null) as measured,
        median(slippage_days) filter (where is_countable) as median_slippage,
        bool_or(is_chosen) as is_chosen,
        arg_min(row_number, (not is_chosen, text <> star, row_number)) as first_row,
    from member
    group by star
    having count(distinct plan_number) > 1
)

select
    f.action_id,
    case when d.is_action then f.action else f.recommendation end as recommendation,
    f.wording,
    c.* exclude (star, is_chosen, first_row),
    count(*) over () as groups,
from counted as c
inner join action_fact as f on f.row_number = c.first_row
inner join demand as d on d.row_number = c.first_row
where c.is_chosen
order by c.partnerships desc, c.plans desc, c.actions desc, f.row_number
limit $limit
