-- question: Which terms recur in recommendations and belong to no theme?
-- grain: One row per pair of neighbouring words that stands in at least three plans of two partnerships, those of most partnerships first.
-- params: filters, limit
-- definition: Two words of recommendations, or where none is printed of actions, neither of them a common word or one by which any theme is told. Counted once a recommendation.
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
    select
        row_number,
        partnership_number,
        plan_number,
        list_filter(string_split_regex(demand, '[^a-z]+'), lambda word: word <> '') as told,
    from demands
),

paired as (
    select distinct
        row_number,
        partnership_number,
        plan_number,
        unnest(list_transform(range(1, len(told)), lambda place: struct_pack(one := told[place], two := told[place + 1]))) as pair,
    from split
),

counted as (
    select
        pair.one || ' ' || pair.two as term,
        count(distinct partnership_number) as partnerships,
        count(distinct plan_number) as plans,
        count(*) as recommendations,
        min(row_number) as first_row,
    from paired
    where len(pair.one) > 3 and len(pair.two) > 3
        and pair.one not in (select word from telling) and pair.two not in (select word from telling)
        and pair.one not in (select word from common_word) and pair.two not in (select word from common_word)
    group by term
    having count(distinct plan_number) >= 3 and count(distinct partnership_number) >= 2
    order by partnerships desc, plans desc, recommendations desc, term
    limit $limit
)

select
    c.term,
    c.partnerships,
    c.plans,
    c.recommendations,
    f.action_id,
    coalesce(f.recommendation, f.action) as example,
    f.wording,
from counted as c
inner join action_fact as f on f.row_number = c.first_row
order by c.partnerships desc, c.plans desc, c.recommendations desc, c.term
