-- Generated from schema/export.py by `python -m schema`. Do not edit.

-- name: export_macro
-- Rows of a range, and at most so many of them; where an argument is null, all. Which rows is settled before texts are read.
create or replace macro action_export(f, first_row, last_row, most) as table
with left_by_filters as (
    select
        row_number,
        as_at,
        timeliness,
        overdue_days,
        past_target_days,
    from chosen(f)
    where row_number between coalesce(first_row, 1) and coalesce(last_row, 9223372036854775807)
    order by row_number
    limit most
)

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
    w.doubtful_fields,
    w.support,
    w.support_words,
    w.support_is_plain,
    w.verdict,
    w.row_number,
from left_by_filters as c
inner join action_fact as w using (row_number)
where w.row_number in (select row_number from left_by_filters);

-- name: export_all
select *
from action_export(null::filters, null, null, null)
order by row_number;
