-- question: Which completed actions does their own text not support, and what does it say?
-- grain: One row per completed action, by how it counts, then in the order of the plans.
-- params: filters, closing, limit
-- definition: How a completed action counts by its text, as the counts tell, with the sentence that this rests on and a person's verdict where there is one.
-- caveat: Texts are judged by their words, not by a person. Commitments of a strategy are left out.

with listed as (
    select row_number, closing
    from chosen($filters::filters)
    where is_countable and closing is not null and ($closing is null or list_contains($closing, closing))
    order by closing, row_number
    limit $limit
)

select
    f.action_id,
    f.partnership,
    f.plan,
    f.section,
    f.ref,
    f.summary as action,
    f.lead_agencies,
    l.closing,
    f.support,
    f.verdict,
    coalesce(f.support_words, f.closed_not_done_words, f.progress) as plan_says,
    f.completion_date,
    f.wording,
from listed as l
inner join action_fact as f using (row_number)
where f.row_number in (select row_number from listed)
order by l.closing, l.row_number
