-- question: What does the plan say of this action?
-- grain: One row, or none if the action is not in view.
-- params: action_id, as_at
-- definition: Printed cells stand beside the values read from them.
-- caveat: Texts of a plan that ships with the project are our own short wording.

select
    f.action_id,
    f.partnership,
    f.plan,
    f.kind,
    a.as_at,
    a.is_past_plan,
    f.section,
    f.ref,
    f.recommendation,
    f.action,
    f.outcome,
    f.scope,
    f.lead_agencies,
    f.lead_as_printed,
    f.target_as_printed,
    f.target_date,
    f.target_precision,
    f.target_note,
    f.target_original_date,
    f.first_target_as_printed,
    f.first_target_as_at,
    f.target_revisions,
    f.status_as_printed,
    f.status,
    f.completion_as_printed,
    f.completion_date,
    f.completion_precision,
    f.commenced_date,
    f.rag_history,
    f.rating_as_printed,
    f.acceptance,
    f.acceptance_as_printed,
    f.progress,
    a.timeliness,
    f.slippage_days,
    f.slippage_latest_days,
    a.overdue_days,
    a.past_target_days,
    f.closed_not_done,
    f.closed_not_done_words,
    f.marking,
    f.wording,
    f.file_name,
    f.page,
    f.line,
    f.status_basis,
    f.corrected_fields,
    d.published_at,
    d.sha256,
    d.media_type,
    d.added_at,
    d.layout,
from action_as_at($as_at::date) as a
inner join action_fact as f using (row_number)
inner join document_in_view as d on d.document_id = f.document_id
where f.action_id = $action_id
order by f.action_id
