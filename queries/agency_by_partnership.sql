-- question: How much work does each lead agency carry in each partnership?
-- grain: One row per lead agency and partnership.
-- params: filters, limit
-- definition: Open is every action not completed; those without a stated status are counted in it and shown apart. Due in the next 90 days counts from the reading date.
-- caveat: A shared action is counted for each of its leads, so the rows do not add up to the total. Plans without a column for the lead have no rows here.

with sets as (
    select
        lead_set,
        partnership,
        status,
        timeliness,
        is_due_soon,
        count(*) as n,
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where counts and lead_set is not null
    group by all
),

counted as (
    select
        m.agency,
        partnership,
        sum(n)::bigint as actions,
        coalesce(sum(n) filter (where is_shared), 0)::bigint as shared,
        coalesce(sum(n) filter (where status = 'completed'), 0)::bigint as completed,
        coalesce(sum(n) filter (where status <> 'completed'), 0)::bigint as open,
        coalesce(sum(n) filter (where status = 'not_stated'), 0)::bigint as not_stated,
        coalesce(sum(n) filter (where timeliness = 'overdue'), 0)::bigint as overdue,
        coalesce(sum(n) filter (where timeliness in ('overdue', 'not_yet_due')), 0)::bigint as datable_open,
        coalesce(sum(n) filter (where is_due_soon), 0)::bigint as due_90,
        coalesce(sum(n) filter (where status = 'not_stated' and timeliness <> 'overdue' and not coalesce(is_due_soon, false)), 0)
            ::bigint as not_stated_other,
    from sets
    inner join lead_member as m using (lead_set)
    group by all
)

select
    agency,
    partnership,
    actions,
    shared,
    completed,
    open,
    not_stated,
    overdue,
    datable_open,
    due_90,
    not_stated_other,
    open - overdue - due_90 - not_stated_other as open_other,
from counted
order by agency::varchar, partnership::varchar
limit $limit
