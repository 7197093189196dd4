-- question: Which actions are about this theme, and by which words?
-- grain: One row per action with the theme.
-- params: filters, theme_id, limit
-- definition: The words are those of the action's texts that matched the lexicon for this theme.
-- caveat: A list is cut at its limit; the number of actions stands beside it.

with listed as (
    select
        row_number,
        timeliness,
        coalesce(slippage_days, overdue_days) as days,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where theme_set in (select theme_set from theme_member where theme_id = $theme_id)
    order by row_number
    limit $limit
),

matched as (
    select row_number, list(distinct words order by words) as words
    from theme_place
    where theme_id = $theme_id and row_number in (select row_number from listed)
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
    l.days,
    m.words,
    f.wording,
from listed as l
inner join action_fact as f using (row_number)
left join matched as m using (row_number)
where f.row_number in (select row_number from listed)
order by l.row_number
