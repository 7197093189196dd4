-- question: What does the text of the completed actions of each group tell of whether they were done?
-- grain: One row per group that has a completed action: a partnership, plan, theme, lead agency, sector, scope, kind of plan or year due.
-- params: filters, dimension
-- definition: Completed as the plans mark them, commitments left out. No doubt found (supported): nothing in the text was found to speak against it. Not supported: it plainly tells that it was not possible, is not recorded, or still to come; or a person says so. Likely not supported: it seems to, or tells of another thing than was asked. No evidence: the plan prints progress, but of this action none. Where a person gave a verdict, that counts. The share is of those whose plan prints progress, whatever a person says of the others.
-- caveat: Texts are judged by their words, not by a person: read the sentence. Fewer than half of the texts that do not support it are found (30 of 80 keyed rows), so no doubt found is no proof. What a plan does not print may still have been done. An action with several themes, leads or sectors is counted under each.

with counted as (
    select
        m.group_number,
        count(*) as completed,
        count(*) filter (where c.is_judged) as told,
        count(*) filter (where c.is_judged and c.closing = 'supported') as told_supported,
        count(*) filter (where c.closing = 'supported') as supported,
        count(*) filter (where c.closing = 'unsupported') as unsupported,
        count(*) filter (where c.closing = 'likely_unsupported') as likely_unsupported,
        count(*) filter (where c.closing = 'no_evidence') as no_evidence,
        count(*) filter (where c.closing = 'not_printed') as not_printed,
        count(*) filter (where c.closing = 'cannot_tell') as cannot_tell,
        count(*) filter (where c.closing = 'not_looked_at') as not_looked_at,
    from chosen_by($filters::filters, $dimension, 'all') as c
    inner join group_member as m on m.of_dimension = $dimension and m.key = c.key
    where c.is_countable and c.closing is not null
    group by m.group_number
)

select
    g.group_id,
    g.group_name,
    c.completed,
    rate(c.told_supported, c.told) as as_supported,
    c.* exclude (group_number, completed, told, told_supported),
from counted as c
inner join group_of as g on g.of_dimension = $dimension and g.group_number = c.group_number
where g.group_id <> '' or $dimension not in ('agency', 'sector')
order by g.place, g.group_name, g.group_id
