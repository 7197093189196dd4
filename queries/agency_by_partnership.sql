-- question: How much work does each lead agency carry in each partnership?
-- grain: One row per lead agency and partnership.
-- params: filters
-- definition: Open is every action not completed, those without a stated status included. Due in the next 90 days counts from the reading date.
-- caveat: A shared action is counted for each of its leads, so the rows do not add up to the total. Plans without a column for the lead have no rows here.

with chosen as (
    from action_filtered(
        $as_at::date, $partnership::varchar[], $plan::varchar[], $kind::varchar[], $status::varchar[],
        $timeliness::varchar[], $theme::varchar[], $agency::varchar[], $scope::varchar[], $due_from::date,
        $due_to::date, $search::varchar[]
    )
    where counts
),

spread as (
    select
        partnership,
        status,
        timeliness,
        target_date,
        as_at,
        lead_agencies,
        unnest(lead_agencies) as agency,
    from chosen
)

select
    agency,
    partnership,
    count(*) as actions,
    count(*) filter (where len(lead_agencies) > 1) as shared,
    count(*) filter (where status = 'completed') as completed,
    count(*) filter (where status <> 'completed') as open,
    count(*) filter (where status = 'not_stated') as not_stated,
    count(*) filter (where timeliness = 'overdue') as overdue,
    count(*) filter (where timeliness = 'not_yet_due' and target_date - as_at <= 90) as due_90,
    count(*) filter (
        where status <> 'completed' and timeliness <> 'overdue'
        and not (timeliness = 'not_yet_due' and target_date - as_at <= 90)
    ) as open_other,
from spread
group by agency, partnership
order by agency, partnership
