-- question: Which plans can be compared with how they stood?
-- grain: One row.
-- params: filters, since
-- definition: Of the plans of which the filters leave an action: those of which an earlier version, or the one that was the newest on the day, is held and was not silent since; and the others by why not.
-- caveat: Only versions that are held are known: a partnership may have published others.

with pairs as (
    select plan_number, before_read, after_read, is_matched, is_heard_of, speaks_later
    from version_pair($filters::filters, $since::date, false, false)
),

held as (
    select d.plan_number, count(*) as versions
    from document_version as v
    inner join document_in_view as d using (plan_id)
    group by d.plan_number
),

told as (
    select
        p.*,
        h.versions,
        p.plan_number is not null as is_pair,
        coalesce(p.is_heard_of and p.is_matched and not p.speaks_later, false) as is_compared,
    from plans_left($filters::filters) as l
    inner join held as h on h.plan_number = l.plan_number
    left join pairs as p on p.plan_number = l.plan_number
)

select
    count(*) as plans,
    count(*) filter (where is_compared) as compared,
    count(*) filter (where not is_pair and versions = 1 and $since is null) as one_version,
    count(*) filter (where not is_pair and versions > 1 and $since is null) as not_dated,
    count(*) filter (where not is_pair and $since is not null) as not_held_then,
    count(*) filter (where is_pair and speaks_later) as speaks_later,
    count(*) filter (where is_pair and not speaks_later and not is_heard_of) as not_heard_of,
    count(*) filter (where is_pair and not speaks_later and is_heard_of and not is_matched) as not_matched,
    min(before_read) filter (where is_compared) as earliest_before,
    max(after_read) filter (where is_compared) as latest_after,
from told
