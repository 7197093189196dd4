-- question: Which terms recur in recommendations and belong to no theme?
-- grain: One row per pair of neighbouring words that stands in at least three plans of two partnerships, those of most partnerships first.
-- params: filters, limit
-- definition: Two words of recommendations, or where none is printed of actions, in one sentence, neither of them a common word or one by which any theme is told. Counted once a recommendation of a plan, where the filters leave the first action of it.
-- caveat: They are proposals: a person decides whether one is a theme. Words that tell themes are left out even where they tell none here.

with counted as (
    select
        t.term,
        count(distinct d.partnership_number) as partnerships,
        count(distinct d.plan_number) as plans,
        count(distinct t.row_number) as recommendations,
        min(t.row_number) as first_row,
        count(*) over () as terms,
    from topic_term as t
    inner join action_fact as d using (row_number)
    where d.row_number in (select c.row_number from chosen($filters::filters) as c)
    group by t.term
    having count(distinct d.plan_number) >= 3 and count(distinct d.partnership_number) >= 2
    order by partnerships desc, plans desc, recommendations desc, t.term
    limit $limit
)

select
    c.term,
    c.partnerships,
    c.plans,
    c.recommendations,
    c.terms,
    f.action_id,
    coalesce(f.recommendation, f.action) as example,
    f.wording,
from counted as c
inner join action_fact as f on f.row_number = c.first_row
order by c.partnerships desc, c.plans desc, c.recommendations desc, c.term
