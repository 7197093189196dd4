-- The `actions` export: one row per action, columns in the order of schema/export.py.

-- name: export_macro
create or replace macro action_export(f) as table
select
    w.action_id,
    w.partnership,
    w.plan,
    w.kind,
    w.document_id as document,
    c.as_at,
    w.section,
    w.ref,
    w.recommendation,
    w.action,
    w.outcome,
    w.scope,
    w.lead_agencies,
    w.target_as_printed,
    w.target_date,
    w.target_precision,
    w.target_note,
    w.target_original_date,
    w.target_revisions,
    w.status_as_printed,
    w.status,
    w.completion_as_printed,
    w.completion_date,
    w.completion_precision,
    w.commenced_date,
    w.rag,
    w.rag_history,
    w.updates,
    w.progress,
    c.timeliness,
    w.slippage_days,
    w.slippage_latest_days,
    c.overdue_days,
    w.closed_not_done,
    w.themes,
    w.marking,
    w.file_name as source_file,
    w.page as source_page,
    w.line as source_line,
    w.status_basis,
    w.corrected_fields,
    c.past_target_days,
    w.rating_as_printed,
    w.acceptance,
    w.acceptance_as_printed,
    w.row_number,
from chosen(f) as c
inner join action_fact as w using (row_number);

-- name: export_all
select *
from action_export(null::filters)
order by row_number;
