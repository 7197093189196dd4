-- question: What does the plan say of this action?
-- grain: One row, or none if the action is not in view.
-- params: action_id, as_at
-- definition: Printed cells stand beside the values read from them.
-- caveat: Texts of a plan that ships with the project are our own short wording.

select
    a.action_id,
    a.partnership,
    a.plan,
    a.kind,
    a.as_at,
    a.is_past_plan,
    a.section,
    a.ref,
    a.recommendation,
    a.action,
    a.outcome,
    a.scope,
    a.lead_agencies,
    a.lead_as_printed,
    a.target_as_printed,
    a.target_date,
    a.target_precision,
    a.target_note,
    a.target_original_date,
    a.target_revisions,
    a.status_as_printed,
    a.status,
    a.completion_as_printed,
    a.completion_date,
    a.completion_precision,
    a.commenced_date,
    a.rag_history,
    a.rating_as_printed,
    a.progress,
    a.timeliness,
    a.slippage_days,
    a.slippage_latest_days,
    a.overdue_days,
    a.past_target_days,
    a.closed_not_done,
    a.closed_not_done_words,
    a.marking,
    a.wording,
    a.file_name,
    a.page,
    a.line,
    a.status_basis,
    a.corrected_fields,
    d.published_at,
    d.sha256,
    d.media_type,
    d.added_at,
    d.layout,
from action_as_at($as_at::date) as a
inner join document_in_view as d using (document_id)
where a.action_id = $action_id
order by a.action_id
