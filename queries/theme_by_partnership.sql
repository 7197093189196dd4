-- question: Which themes recur in which partnerships?
-- grain: One row per theme and partnership in view.
-- params: filters
-- definition: Share is the actions with the theme divided by all actions of the partnership, commitments included.
-- caveat: Themes are found by words, not by a person; the words that matched are shown with each action.

with chosen as (
    select partnership, theme_set
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
),

sizes as (
    select partnership, count(*) as of_actions
    from chosen
    group by partnership
),

counted as (
    select c.partnership, m.theme_id, count(*) as actions
    from chosen as c
    inner join theme_member as m using (theme_set)
    group by all
)

select
    t.theme_id,
    t.theme,
    s.partnership,
    coalesce(c.actions, 0) as actions,
    s.of_actions,
    round(coalesce(c.actions, 0) / s.of_actions, 4)::double as share,
from theme as t
cross join sizes as s
left join counted as c on c.theme_id = t.theme_id and c.partnership = s.partnership
order by t.position, t.theme_id, s.partnership::varchar
