-- question: Which actions are about this theme, and by which words?
-- grain: One row per action with the theme.
-- params: filters, theme_id, limit
-- definition: The words are those of the action's texts that matched the lexicon for this theme.
-- caveat: A list is cut at its limit; the number of actions stands beside it.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where list_contains(themes, $theme_id)
),

listed as (
    from chosen
    order by row_number
    limit $limit
),

matched as (
    select
        w.action_id,
        list(distinct lower(w.words) order by lower(w.words)) as words,
    from action_theme as w
    inner join listed as l using (action_id)
    where w.theme_id = $theme_id
    group by w.action_id
)

select
    l.action_id,
    l.partnership,
    l.plan,
    l.section,
    l.ref,
    l.summary as action,
    l.lead_agencies,
    l.status,
    l.timeliness,
    coalesce(l.slippage_days, l.overdue_days) as days,
    m.words,
    l.wording,
from listed as l
left join matched as m using (action_id)
order by l.row_number
