-- What is read of a working copy to find what recurs.

-- name: demands
-- Each action with what it demands: its recommendation, or where none is printed, or the same in many rows of the plan, the action itself.
-- Very short ones say too little.
with told as (
    select
        row_number,
        plan_number,
        recommendation is null
        or (action is not null and count(*) over (partition by plan_number, recommendation) > 5) as is_action,
        plain_words(case when is_action then action else recommendation end) as demand,
    from action_fact
    where (select count(*) from action_fact as every) <= $most
)

select row_number, plan_number, is_action, demand
from told
where len(string_split(demand, ' ')) >= 5
order by row_number;

-- name: text_of
-- The number of an action's text.
select d.text
from demand as d
inner join action_fact as f using (row_number)
where f.action_id = $action_id;

-- name: topic_terms
-- Pairs of neighbouring words that stand in three plans of two partnerships, in one sentence, and by which no theme is told: a row for
-- each recommendation of a plan that has one. Worked out once for a working copy; what the filters leave of it is counted when asked.
with telling as (
    select distinct unnest(string_split_regex(words, '[^a-z]+')) as word
    from theme_place
),

demands as (
    select
        plan_number,
        plain_words(coalesce(recommendation, action)) as demand,
        min(row_number) as row_number,
        any_value(partnership_number) as partnership_number,
    from action_fact
    where coalesce(recommendation, action) is not null
        and (select count(*) from action_fact as every) <= $most
    group by plan_number, demand
),

split as (
    select row_number, partnership_number, plan_number, string_split(demand, ' ') as told
    from demands
),

term as materialized (
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

often as (
    select term
    from term
    group by term
    having count(distinct plan_number) >= 3 and min(partnership_number) <> max(partnership_number)
),

topic as (
    select term
    from often
    where regexp_full_match(term, '[a-z]+ [a-z]+')
        and split_part(term, ' ', 1) not in (select t.word from telling as t)
        and split_part(term, ' ', 2) not in (select t.word from telling as t)
        and split_part(term, ' ', 1) not in (select c.word from common_word as c)
        and split_part(term, ' ', 2) not in (select c.word from common_word as c)
)

select row_number, term
from term
where term in (select term from topic)
order by term, row_number;
