-- question: How many actions changed in each quarter, and how?
-- grain: One row per quarter in which a version speaks and kind of change.
-- params: filters
-- definition: Every version of the plans is held against the one before it, and its changes are counted in the quarter of the date it speaks of.
-- caveat: Plans of which one version is held, or whose versions speak of no date, have no part in it. A change is counted when it was told, which may be long after it happened.

select
    last_day(date_trunc('quarter', c.after_as_at) + interval 2 month) as quarter,
    c.change,
    count(*) as changes,
from changed($filters::filters, null::date, true) as c
inner join vocabulary_word as w on w.vocabulary = 'ChangeKind' and w.value = c.change
where c.after_as_at is not null
group by quarter, c.change, w.position
order by quarter, w.position
