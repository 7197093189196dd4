-- question: What can the filters be set to?
-- grain: One row per choice of a filter that has data.
-- params: none
-- definition: Choices come from the plans in view, with how many actions each would leave.
-- caveat: A choice that no plan in view prints is not offered.

with plain as (
    select 'partnership' as filter, partnership as choice, partnership as label, count(*) as actions
    from action_fact
    group by partnership
    union all
    select 'plan', plan, plan, count(*)
    from action_fact
    group by plan
),

agencies as (
    select unnest(lead_agencies) as agency
    from action_fact
),

listed as (
    from plain
    union all
    select 'agency', agency, agency, count(*)
    from agencies
    group by agency
    union all
    select 'theme', theme_id, theme, 0
    from theme
)

select distinct filter, choice, label, actions
from listed
order by filter, label, choice
