-- question: Which actions are on this theme, and by which words, or led by this agency?
-- grain: One row per action of the group.
-- params: filters, dimension, group_id, countable_only, limit
-- definition: Of the actions that the filters leave, those of one group; for a theme with the words of the action's texts that matched the lexicon.
-- caveat: A list is cut at its limit; the number of actions stands beside it.

with listed as (
    select
        row_number,
        timeliness,
        overdue_days,
        coalesce(slippage_days, overdue_days) as days,
    from chosen_by($filters::filters, $dimension, 'all')
    where key in (
            select m.key
            from group_member as m
            inner join group_of as g using (of_dimension, group_number)
            where g.of_dimension = $dimension and g.group_id = $group_id
        )
        and (is_countable or not $countable_only)
    order by row_number
    limit $limit
),

matched as (
    select row_number, list(distinct words order by words) as words
    from theme_place
    where $dimension = 'theme' and theme_id = $group_id and row_number in (select row_number from listed)
    group by row_number
)

select
    f.action_id,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    f.summary as action,
    f.lead_agencies,
    f.status,
    l.timeliness,
    f.target_date,
    f.slippage_days,
    l.overdue_days,
    l.days,
    coalesce(m.words, []) as words,
    f.wording,
from listed as l
inner join action_fact as f using (row_number)
left join matched as m using (row_number)
where f.row_number in (select row_number from listed)
order by l.row_number
