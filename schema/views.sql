-- The working copy: what the dashboard queries, built in memory from the tables of the lake.
-- Lateness is defined here, once, in the macro `action_as_at`; everything else reads it.

-- name: in_view
-- Of each plan the newest version by `as_at`; of two with the same `as_at`, the one added last.
create or replace table document_in_view as
with ranked as (
    select
        d.*,
        p.partnership,
        row_number() over (
            partition by d.plan_id
            order by d.as_at desc nulls last, d.added_at desc, d.document_id
        ) as place,
    from document as d
    inner join (select distinct on (partnership_id) * from partnership order by partnership_id, is_known desc) as p
        using (partnership_id)
)
select * exclude (place)
from ranked
where place = 1
order by document_id;

-- name: lead_list
create or replace table lead_of_action as
select
    l.action_id,
    l.position,
    a.agency,
    a.kind as agency_kind,
    l.contact,
from action_lead as l
inner join (select distinct on (agency_id) * from agency order by agency_id, is_known desc) as a using (agency_id)
inner join action as x on x.action_id = l.action_id
inner join document_in_view as d on d.document_id = x.document_id
order by l.action_id, l.position;

-- name: theme_list
create or replace table theme_of_action as
select distinct
    t.action_id,
    t.theme_id,
    h.theme,
    h.position as theme_position,
from action_theme as t
inner join (select distinct on (theme_id) * from theme order by theme_id, position) as h using (theme_id)
inner join action as x on x.action_id = t.action_id
inner join document_in_view as d on d.document_id = x.document_id
order by t.action_id, h.position;

-- name: facts
-- One row per action in view, wide, with its leads and themes as lists.
create or replace table action_fact as
with leads as (
    select action_id, list(agency order by position) as lead_agencies
    from lead_of_action
    group by action_id
),

themes as (
    select action_id, list(theme_id order by theme_position) as themes
    from theme_of_action
    group by action_id
)

select
    row_number() over (order by d.partnership, d.plan, d.document_id, a.position) as row_number,
    a.action_id,
    a.action_key,
    d.partnership,
    d.plan,
    d.kind,
    d.kind <> 'strategy' as counts,
    d.document_id,
    d.as_at as plan_as_at,
    d.wording,
    d.marking,
    d.file_name,
    d.prints_target,
    d.prints_completion,
    d.prints_status,
    a.position,
    a.section,
    a.ref,
    r.recommendation,
    a.action,
    case
        when a.action is null then r.recommendation
        when r.recommendation is not null and length(a.action) < 25 then r.recommendation || ' (' || a.action || ')'
        else a.action
    end as summary,
    a.outcome,
    a.scope,
    coalesce(l.lead_agencies, []) as lead_agencies,
    a.lead_as_printed,
    a.target_as_printed,
    a.target_date,
    a.target_precision,
    a.target_note,
    a.target_original_date,
    a.target_revisions,
    a.status_as_printed,
    a.status,
    a.status = 'completed' as is_completed,
    a.completion_as_printed,
    a.completion_date,
    a.completion_precision,
    a.commenced_date,
    a.rag,
    a.rag_history,
    a.updates,
    a.progress,
    a.closed_not_done,
    a.closed_not_done_words,
    coalesce(t.themes, []) as themes,
    a.page,
    a.line,
    lower(concat_ws(
        ' ', d.partnership, d.plan, a.section, a.ref, r.recommendation, a.action, a.outcome, a.progress,
        a.lead_as_printed, array_to_string(coalesce(l.lead_agencies, []), ' ')
    )) as search_text,
from action as a
inner join document_in_view as d using (document_id)
inner join recommendation as r on r.recommendation_id = a.recommendation_id
left join leads as l on l.action_id = a.action_id
left join themes as t on t.action_id = a.action_id
order by row_number;

-- name: lateness
-- The truth table of lateness. R is the reading date: `reading`, or each plan's own date. A completed
-- action is measured from its original target (HM Treasury's rule for accepted recommendations); an open
-- one from the target now in force.
create or replace macro action_as_at(reading) as table
with dated as (
    select
        *,
        coalesce(reading, plan_as_at) as as_at,
        reading is not null and plan_as_at is not null and reading > plan_as_at as is_past_plan,
    from action_fact
),

judged as (
    select
        *,
        case
            when is_completed and target_original_date is null then 'completed_no_target'
            when is_completed and completion_date is null then 'completed_undated'
            when is_completed and completion_date <= target_original_date then 'on_time'
            when is_completed then 'late'
            when target_date is null then 'no_target'
            when as_at is null then 'not_datable'
            when as_at <= target_date then 'not_yet_due'
            else 'overdue'
        end as timeliness,
    from dated
)

select
    *,
    case when timeliness in ('on_time', 'late') then completion_date - target_original_date end as slippage_days,
    case when timeliness in ('on_time', 'late') then completion_date - target_date end as slippage_latest_days,
    case when timeliness = 'overdue' then as_at - target_date end as overdue_days,
from judged;

-- name: filters
-- The filters that every page, query and export shares. A null list or date is no limit.
create or replace macro action_filtered(
    reading, partnerships, plans, kinds, statuses, timelinesses, theme_ids, agencies, scopes, due_first, due_last, words
) as table
select *
from action_as_at(reading)
where (partnerships is null or list_contains(partnerships, partnership))
    and (plans is null or list_contains(plans, plan))
    and (kinds is null or list_contains(kinds, kind))
    and (statuses is null or list_contains(statuses, status))
    and (timelinesses is null or list_contains(timelinesses, timeliness))
    and (theme_ids is null or list_has_any(themes, theme_ids))
    and (agencies is null or list_has_any(lead_agencies, agencies))
    and (scopes is null or list_contains(scopes, scope))
    and (due_first is null or target_date >= due_first)
    and (due_last is null or target_date <= due_last)
    and (words is null or list_bool_and(list_transform(words, lambda word: contains(search_text, word))));
