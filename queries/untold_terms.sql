-- question: Which terms recur in recommendations and belong to no theme?
-- grain: One row per pair of neighbouring words that stands in at least three plans of two partnerships, those of most partnerships first.
-- params: filters, limit
-- definition: Two words of recommendations, or where none is printed of actions, in one sentence, neither of them a common word or one by which any theme is told. Counted once a recommendation.
-- caveat: They are proposals: a person decides whether one is a theme. Words that tell themes are left out even where they tell none here.

with telling as (
    select distinct unnest(string_split_regex(words, '[^a-z]+')) as word
    from theme_place
),

demands as (
    select
        partnership_number,
        plan_number,
        min(row_number) as row_number,
        demand,
    from (
        select f.partnership_number, f.plan_number, f.row_number, plain_words(coalesce(f.recommendation, f.action)) as demand
        from action_fact as f
        where f.row_number in (select c.row_number from chosen($filters::filters) as c)
    )
    where demand is not null
    group by partnership_number, plan_number, demand
),

split as (
    select row_number, partnership_number, plan_number, string_split(demand, ' ') as told
    from demands
),

-- Most terms stand in one plan: they are counted before their words are looked at.
term as (
    select
        row_number,
        partnership_number,
        plan_number,
        unnest(list_distinct(list_transform(
            list_filter(range(1, len(told)), lambda place: len(told[place]) > 3 and len(told[place + 1]) > 3),
            lambda place: told[place] || ' ' || rtrim(told[place + 1], '.,;:!?)')
        ))) as term,
    from split
),

of_plan as (
    select term, plan_number, any_value(partnership_number) as partnership_number, count(*) as n, min(row_number) as first_row
    from term
    group by term, plan_number
),

often as (
    select
        term,
        count(distinct partnership_number) as partnerships,
        count(*) as plans,
        sum(n)::bigint as recommendations,
        min(first_row) as first_row,
    from of_plan
    group by term
    having count(*) >= 3 and min(partnership_number) <> max(partnership_number)
),

counted as (
    select *, count(*) over () as terms
    from often
    where regexp_full_match(term, '[a-z]+ [a-z]+')
        and split_part(term, ' ', 1) not in (select t.word from telling as t)
        and split_part(term, ' ', 2) not in (select t.word from telling as t)
        and split_part(term, ' ', 1) not in (select c.word from common_word as c)
        and split_part(term, ' ', 2) not in (select c.word from common_word as c)
    order by partnerships desc, plans desc, recommendations desc, term
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
