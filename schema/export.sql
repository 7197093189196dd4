-- The `actions` export: one row per action, columns in the order of schema/export.py.

-- name: export_macro
create or replace macro action_export(
    reading, partnerships, plans, kinds, statuses, timelinesses, theme_ids, agencies, scopes, due_first, due_last, words
) as table
select
    action_id,
    partnership,
    plan,
    kind,
    document_id as document,
    as_at,
    section,
    ref,
    recommendation,
    action,
    outcome,
    scope,
    lead_agencies,
    target_as_printed,
    target_date,
    target_precision,
    target_note,
    target_original_date,
    target_revisions,
    status_as_printed,
    status,
    completion_as_printed,
    completion_date,
    completion_precision,
    commenced_date,
    rag,
    rag_history,
    updates,
    progress,
    timeliness,
    slippage_days,
    slippage_latest_days,
    overdue_days,
    closed_not_done,
    themes,
    marking,
    file_name as source_file,
    page as source_page,
    line as source_line,
    status_basis,
    corrected_fields,
    past_target_days,
    rating_as_printed,
    row_number,
from action_filtered(
    reading, partnerships, plans, kinds, statuses, timelinesses, theme_ids, agencies, scopes, due_first, due_last, words
);

-- name: export_all
select *
from action_export(null::date, null, null, null, null, null, null, null, null, null, null, null)
order by row_number;
