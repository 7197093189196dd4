-- question: Which plans can be compared with how they stood?
-- grain: One row.
-- params: filters, since
-- definition: Of the plans of which the filters leave an action: those of which an earlier version, or the one that was the newest on the day, is held and was not silent since; and the others by why not.
-- caveat: Only versions that are held are known: a partnership may have published others.

with pairs as (
    select plan_number, before_read, after_read, is_matched, is_heard_of
    from version_pair($filters::filters, $since::date, false, false)
)

select
    count(*) as plans,
    count(*) filter (where p.is_heard_of and p.is_matched) as compared,
    count(*) filter (where p.plan_number is null and $since is null) as one_version,
    count(*) filter (where p.plan_number is null and $since is not null) as not_held_then,
    count(*) filter (where not p.is_heard_of) as not_heard_of,
    count(*) filter (where p.is_heard_of and not p.is_matched) as not_matched,
    min(p.before_read) filter (where p.is_heard_of and p.is_matched) as earliest_before,
    max(p.after_read) filter (where p.is_heard_of and p.is_matched) as latest_after,
from plans_left($filters::filters) as l
left join pairs as p using (plan_number)
