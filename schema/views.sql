-- The working copy: what the dashboard queries, built in memory from the tables of the lake.
-- Lateness is defined here, once, in `timeliness_of` and `action_as_at`; everything else reads it.
--
-- Tables that hold rows of plans are filled by schema/refresh.sql, of the plans in `changed_plan`: all of them when the copy is
-- built, those that changed afterwards. What goes in is a view called `new_` and the table's name. These views read raw rows of
-- documents in view, which a reader may see; queries have no other way to them.

-- name: changed
create table changed_plan (plan_id varchar not null);

-- name: put_in
-- How often changed plans were put in since the copy was built: by it a reader sees whether it sees the rows that it is to see.
create table put_in as
select 0 as times;

-- name: newest_documents
-- Of each plan the newest version by `as_at`; of two with the same `as_at`, the one added last.
create view newest_document as
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
    where d.plan_id in (select plan_id from changed_plan)
)
select * exclude (place)
from ranked
where place = 1;

-- name: partnership_keys
create table partnership_key (partnership varchar not null, partnership_number bigint not null);

-- name: new_partnership_keys
create view new_partnership_key as
select
    partnership,
    coalesce((select max(partnership_number) from partnership_key), 0) + row_number() over (order by partnership) as partnership_number,
from (select distinct partnership from newest_document)
where partnership not in (select partnership from partnership_key);

-- name: plan_keys
-- Plans are numbered in the order of their names, with room between, so that one that comes later finds its place.
create table plan_key (plan_id varchar not null, partnership varchar not null, plan varchar not null, plan_number bigint not null);

-- name: new_plan_keys
create view new_plan_key as
with every as (
    select plan_id, partnership, plan, null::bigint as plan_number
    from newest_document
    where plan_id not in (select plan_id from plan_key)
    union all
    select plan_id, partnership, plan, plan_number
    from plan_key
),

between_others as (
    select
        *,
        coalesce(max(plan_number) over (order by partnership, plan, plan_id rows unbounded preceding), 0) as before,
        min(plan_number) over (
            order by partnership, plan, plan_id rows between current row and unbounded following
        ) as after,
    from every
),

numbered as (
    select
        *,
        row_number() over (partition by before order by partnership, plan, plan_id) as nth,
        count(*) over (partition by before) as many,
    from between_others
    where plan_number is null
)

select
    plan_id,
    partnership,
    plan,
    before + (coalesce(after, before + 1024 * (many + 1)) - before) * nth // (many + 1) as plan_number,
from numbered;

-- name: new_documents_in_view
create view new_document_in_view as
select
    k.plan_number,
    n.partnership_number,
    d.*,
from newest_document as d
inner join plan_key as k using (plan_id)
inner join partnership_key as n on n.partnership = d.partnership;

-- name: documents_in_view
create table document_in_view as
select *
from new_document_in_view
where false;

-- name: changed_documents
create view changed_document as
select document_id
from document_in_view
where plan_id in (select plan_id from changed_plan);

-- name: new_versions
-- Every version of a plan, from the first: by the date it speaks of, then by when it was added.
create view new_document_version as
select
    document_id,
    plan_id,
    as_at,
    row_number() over (partition by plan_id order by as_at nulls first, added_at, document_id) as version,
    document_id in (select document_id from document_in_view) as is_in_view,
    -- A version without a date cannot be put before those that have one.
    as_at is not null or max(as_at) over (partition by plan_id) is null as is_placed,
from document
where plan_id in (select plan_id from changed_plan);

-- name: versions
create table document_version as
select *
from new_document_version
where false;

-- name: new_first_targets
-- Of actions that stand in several versions: the first target that any of them printed, and how often the target moved.
create view new_first_target as
with printed as (
    select
        v.plan_id,
        a.action_key,
        v.version,
        v.document_id,
        v.as_at,
        a.target_as_printed,
        a.target_original_date,
        a.target_date,
        a.match_score is null as is_unmatched,
        a.target_date <> lag(a.target_date ignore nulls) over (
            partition by v.plan_id, a.action_key order by v.version
        ) as has_moved,
    from action as a
    inner join document_version as v using (document_id)
    where v.plan_id in (select plan_id from document_version where not is_in_view)
        and v.plan_id in (select plan_id from changed_plan)
        and v.is_placed
)

select
    plan_id,
    action_key,
    arg_min(target_original_date, version) filter (where target_original_date is not null) as target_original_date,
    arg_min(target_as_printed, version) filter (where target_original_date is not null) as target_as_printed,
    arg_min(document_id, version) filter (where target_original_date is not null) as document_id,
    arg_min(as_at, version) filter (where target_original_date is not null) as as_at,
    count(*) filter (where has_moved) as moves,
from printed
group by plan_id, action_key
-- One of them was stored first; each other was matched, or it only looks the same: lakes before version 5 matched nothing.
having count(*) > 1 and count(*) filter (where is_unmatched) <= 1;

-- name: first_targets
create table first_target as
select *
from new_first_target
where false;

-- name: new_dropped
-- Actions of earlier versions that the version in view no longer prints, as they last stood.
create view new_dropped_action as
with every_row as (
    select
        v.plan_id,
        v.version,
        v.is_in_view,
        a.match_score,
        a.action_key,
        a.action_id,
        a.document_id,
    from action as a
    inner join document_version as v using (document_id)
    where v.plan_id in (select plan_id from document_version where not is_in_view)
        and v.plan_id in (select plan_id from changed_plan)
)

select
    plan_id,
    action_key,
    arg_max(action_id, version) as action_id,
    arg_max(document_id, version) as document_id,
from every_row
group by plan_id, action_key
having not bool_or(is_in_view)
    -- Of a version in view that was never matched nothing is known to have been dropped.
    and plan_id in (select m.plan_id from every_row as m where m.is_in_view and m.match_score is not null);

-- name: dropped
create table dropped_action as
select *
from new_dropped_action
where false;

-- name: timeliness_macro
-- The truth table of lateness. A completed action is measured from its original target (HM Treasury's rule
-- for accepted recommendations); an open one from the target now in force. Due today is not overdue.
-- An action without a stated status is neither done nor open, so it is never overdue: it is past its target.
create or replace macro timeliness_of(status, original, target, done, reading) as
    case
        when status = 'closed_not_pursued' then 'not_pursued'
        when status = 'completed' and original is null then 'completed_no_target'
        when status = 'completed' and done is null then 'completed_undated'
        when status = 'completed' and done <= original then 'on_time'
        when status = 'completed' then 'late'
        when target is null then 'no_target'
        when reading is null then 'not_datable'
        when reading <= target then 'not_yet_due'
        when status = 'not_stated' then 'past_target'
        else 'overdue'
    end;

-- name: timeliness_words
create type timeliness_word as enum (
    'overdue', 'late', 'on_time', 'not_yet_due', 'past_target', 'completed_undated', 'completed_no_target', 'no_target',
    'not_datable', 'not_pursued'
);

-- name: status_words
create type status_word as enum('completed', 'in_progress', 'not_started', 'closed_not_pursued', 'not_stated');

-- name: closing_words
create type closing_word as enum (
    'supported', 'unsupported', 'likely_unsupported', 'no_evidence', 'not_printed', 'cannot_tell', 'not_looked_at'
);

-- name: closing_macro
-- How a completed action counts by its own text; where a person gave a verdict, by that.
create or replace macro closing_of(status, support, is_plain, verdict) as
    case
        when status <> 'completed' then null
        when verdict = 'supported' then 'supported'
        when verdict = 'not_supported' then 'unsupported'
        when verdict = 'cannot_tell' then 'cannot_tell'
        when support is null then 'not_looked_at'
        when support in ('supported', 'no_evidence', 'not_printed') then support
        when is_plain then 'unsupported'
        else 'likely_unsupported'
    end;

-- name: standing_macro
-- All that tells what an action counts as, as one number: counting by it and a group is a tenth of the work of counting by conditions.
create or replace macro standing_of(status, timeliness, is_countable, closing, days_to_target) as (
    enum_code(timeliness::timeliness_word)::smallint * 80 + enum_code(status::status_word)::smallint * 16
    + is_countable::smallint * 8 + coalesce(closing = 'unsupported', false)::smallint * 4
    + coalesce(days_to_target <= 0, false)::smallint * 2 + coalesce(days_to_target <= 90, false)::smallint
)::smallint;

-- name: standings
-- What an action counts as: each of its flags is defined here, and nowhere else.
create table standing as
with coded as (
    select
        unnest(range(len(enum_range(null::timeliness_word)) * 80))::smallint as standing,
        enum_range(null::timeliness_word)[standing // 80 + 1] as timeliness,
        enum_range(null::status_word)[standing % 80 // 16 + 1] as status,
        standing // 8 % 2 = 1 as is_countable,
        standing // 4 % 2 = 1 as is_unsupported,
        standing // 2 % 2 = 1 as is_due,
        standing % 2 = 1 as is_within_90,
)

select
    standing,
    status,
    timeliness,
    is_countable,
    is_countable and status = 'completed' as is_completed,
    is_countable and status in ('in_progress', 'not_started') as is_open,
    is_countable and status = 'not_stated' as is_not_stated,
    is_countable and status = 'closed_not_pursued' as is_not_pursued,
    is_countable and is_unsupported as is_unsupported,
    is_countable and timeliness = 'on_time' as is_on_time,
    is_countable and timeliness = 'late' as is_late,
    is_countable and timeliness in ('on_time', 'late') as is_measured,
    is_countable and timeliness = 'overdue' as is_overdue,
    is_countable and timeliness = 'past_target' as is_past_target,
    is_open and timeliness in ('overdue', 'not_yet_due') as is_open_dated,
    is_open and timeliness = 'not_yet_due' and is_within_90 as is_due_soon,
    (is_completed or is_open) and is_due as is_done_or_due,
    is_completed and is_due as is_done_of_due,
from coded;

-- name: filled_macro
-- Which cells of an action hold something, as one number: six that are printed, then four that could be read.
create or replace macro filled_of(lead, target, status, completion, rag, progress, has_lead, has_target, has_completion, has_rag) as (
    lead::smallint + target::smallint * 2 + status::smallint * 4 + completion::smallint * 8 + rag::smallint * 16
    + progress::smallint * 32
    + has_lead::smallint * 64 + has_target::smallint * 128 + has_completion::smallint * 256 + has_rag::smallint * 512
)::smallint;

-- name: filled_cells
create table filled_cells as
select
    unnest(range(1024))::smallint as filled,
    filled % 2 = 1 as prints_lead,
    filled // 2 % 2 = 1 as prints_target,
    filled // 4 % 2 = 1 as prints_status,
    filled // 8 % 2 = 1 as prints_completion,
    filled // 16 % 2 = 1 as prints_rag,
    filled // 32 % 2 = 1 as prints_progress,
    filled // 64 % 2 = 1 as has_lead,
    filled // 128 % 2 = 1 as has_target,
    filled // 256 % 2 = 1 as has_completion,
    filled // 512 % 2 = 1 as has_rag;

-- name: reading_macros
-- The day an action is read on, and whether its plan is silent since before that day.
create or replace macro read_on(reading, plan_as_at) as coalesce(reading, plan_as_at);
create or replace macro is_past(reading, plan_as_at) as coalesce(reading > plan_as_at, false);

-- name: kind_words
create type kind_word as enum('review_action_plan', 'force_action_plan', 'strategy');

-- name: scope_words
create type scope_word as enum('local', 'regional', 'national');

-- name: sector_words
create type sector_word as enum (
    'police', 'council', 'health', 'probation', 'justice', 'education', 'housing', 'voluntary', 'partnership', 'national',
    'multi_agency', 'role', 'other'
);

-- name: theme_words
create type theme_word as enum (
    select '' as word
    union
    select theme_id
    from theme
    order by word
);

-- name: new_lead_lists
-- Actions with the same leads share a set, so that a question about agencies groups sets, not rows.
create view new_lead_list as
with named as (
    select distinct on (l.action_id, a.agency)
        l.action_id,
        l.position,
        a.agency,
        a.kind,
    from raw.action_lead as l
    inner join (select distinct on (agency_id) * from agency order by agency_id, is_known desc) as a using (agency_id)
    inner join raw.action as x on x.action_id = l.action_id
    where x.document_id in (select document_id from changed_document)
    order by l.action_id, a.agency, l.position
)
select action_id, list(agency order by position) as lead_agencies, list(distinct kind) as sectors
from named
group by action_id;

-- name: lead_lists
-- Of the plans that are being put in; empty otherwise.
create table lead_list as
select *
from new_lead_list
where false;

-- name: lead_sets
create table lead_set (lead_set bigint not null, lead_agencies varchar[] not null);

-- name: new_lead_sets
create view new_lead_set as
select
    coalesce((select max(lead_set) from lead_set), 0) + row_number() over (order by lead_agencies) as lead_set,
    lead_agencies,
from (select distinct lead_agencies from lead_list)
where lead_agencies not in (select lead_agencies from lead_set);

-- name: lead_members
create view lead_member as
select
    lead_set,
    unnest(lead_agencies) as agency,
    len(lead_agencies) > 1 as is_shared,
from lead_set;

-- name: new_theme_lists
create view new_theme_list as
with told as (
    select distinct
        t.action_id,
        t.theme_id,
        h.position,
    from raw.action_theme as t
    inner join (select distinct on (theme_id) * from theme order by theme_id, position) as h using (theme_id)
    inner join raw.action as x on x.action_id = t.action_id
    where x.document_id in (select document_id from changed_document)
)
select action_id, list(theme_id order by position, theme_id) as themes
from told
group by action_id;

-- name: theme_lists
create table theme_list as
select *
from new_theme_list
where false;

-- name: theme_sets
create table theme_set (theme_set bigint not null, themes varchar[] not null);

-- name: new_theme_sets
create view new_theme_set as
select
    coalesce((select max(theme_set) from theme_set), 0) + row_number() over (order by themes) as theme_set,
    themes,
from (select distinct themes from theme_list)
where themes not in (select themes from theme_set);

-- name: bits
-- Themes as a number with a bit each, so that a filter by theme compares numbers. There is room for 62 (a test holds that).
create or replace macro bits_of(themes) as coalesce(
    list_sum(list_transform(themes, lambda theme: 1::bigint << enum_code(try_cast(theme as theme_word))))::bigint, 0
);

-- name: sector_bits
-- The kinds of an action's leads, likewise.
create or replace macro sector_bits_of(sectors) as coalesce(
    list_sum(list_transform(sectors, lambda sector: 1::bigint << enum_code(try_cast(sector as sector_word))))::bigint, 0
);

-- name: theme_members
create view theme_member as
select
    theme_set,
    unnest(themes)::theme_word as theme_id,
from theme_set;

-- name: new_facts
-- One row per action in view, wide. Rows are numbered by plan, then as they stand in it; a plan has room for a million.
-- `own_` columns are read on the date that the plan itself speaks of.
create view new_action_fact as
with wide as (
    select
        d.plan_number * 1048576 + a.position as row_number,
        a.action_id,
        a.action_key,
        d.plan_number,
        d.partnership_number,
        d.plan_id,
        d.partnership,
        d.plan,
        d.kind::kind_word as kind,
        -- A strategy's commitments print neither status nor dates; where one does, its rows count like any other.
        d.kind <> 'strategy' or d.prints_status or d.prints_target or d.prints_completion as is_countable,
        d.document_id,
        d.as_at as plan_as_at,
        d.wording,
        d.marking,
        d.file_name,
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
        a.scope::scope_word as scope,
        coalesce(s.lead_set, 0) as lead_set,
        coalesce(l.lead_agencies, []) as lead_agencies,
        sector_bits_of(coalesce(l.sectors, [])) as sector_bits,
        a.lead_as_printed,
        a.target_as_printed,
        a.target_date,
        a.target_precision,
        a.target_note,
        -- The first target that any version printed (HM Treasury's rule), unless a person put the row's own targets right.
        case
            when list_has_any(coalesce(a.corrected_fields, []), ['target_original_date', 'target_date']) then a.target_original_date
            else coalesce(o.target_original_date, a.target_original_date)
        end as target_original_date,
        -- Where that was another version: what it prints, and when it spoke.
        case when o.document_id <> a.document_id then o.target_as_printed end as first_target_as_printed,
        case when o.document_id <> a.document_id then o.as_at end as first_target_as_at,
        greatest(a.target_revisions, coalesce(o.moves, 0)) as target_revisions,
        a.status_as_printed,
        a.status::status_word as status,
        a.completion_as_printed,
        a.completion_date,
        a.completion_precision,
        a.commenced_date,
        a.rag,
        a.rag_history,
        a.rating_as_printed,
        a.acceptance,
        a.acceptance_as_printed,
        a.updates,
        a.progress,
        a.closed_not_done and coalesce(a.verdict, 'not_supported') = 'not_supported' as closed_not_done,
        a.closed_not_done_words,
        a.support,
        a.support_words,
        a.support_is_plain,
        a.verdict,
        closing_of(a.status, a.support, a.support_is_plain, a.verdict)::closing_word as closing,
        coalesce(a.support <> 'not_printed', false) as is_judged,
        coalesce(h.theme_set, 0) as theme_set,
        coalesce(t.themes, []) as themes,
        bits_of(coalesce(t.themes, [])) as theme_bits,
        a.page,
        a.line,
        a.status_basis,
        coalesce(a.corrected_fields, []) as corrected_fields,
        coalesce(a.doubtful_fields, []) as doubtful_fields,
        lower(concat_ws(
            ' ', d.partnership, d.plan, a.section, a.ref, r.recommendation, a.action, a.outcome, a.progress,
            a.lead_as_printed, array_to_string(coalesce(l.lead_agencies, []), ' ')
        )) as search_text,
    from raw.action as a
    inner join document_in_view as d using (document_id)
    inner join raw.recommendation as r on r.recommendation_id = a.recommendation_id
    left join lead_list as l on l.action_id = a.action_id
    left join lead_set as s on s.lead_agencies = l.lead_agencies
    left join theme_list as t on t.action_id = a.action_id
    left join theme_set as h on h.themes = t.themes
    left join first_target as o on o.plan_id = d.plan_id and o.action_key = a.action_key
    -- Said of both, so that of the two tables only these documents are read.
    where a.document_id in (select document_id from changed_document)
        and r.document_id in (select document_id from changed_document)
),

judged as (
    select
        *,
        filled_of(
            lead_as_printed is not null or lead_set > 0,
            target_as_printed is not null or target_date is not null,
            status_as_printed is not null or status <> 'not_stated',
            completion_as_printed is not null or completion_date is not null,
            rag is not null or rating_as_printed is not null,
            progress is not null,
            lead_set > 0,
            target_date is not null,
            completion_date is not null,
            rag is not null
        ) as filled,
        timeliness_of(status, target_original_date, target_date, completion_date, plan_as_at)::timeliness_word
            as own_timeliness,
    from wide
)

select
    *,
    standing_of(status, own_timeliness, is_countable, closing, target_date - plan_as_at) as own_standing,
    case
        when is_countable and own_timeliness in ('on_time', 'late') then completion_date - target_original_date
    end as slippage_days,
    case
        when is_countable and own_timeliness in ('on_time', 'late') then completion_date - target_date
    end as slippage_latest_days,
    case when own_timeliness in ('overdue', 'past_target') then plan_as_at - target_date end as own_days_past,
from judged;

-- name: facts
create table action_fact as
select *
from new_action_fact
where false;

-- name: new_theme_places
-- The words that tell themes, by the number of their row.
create view new_theme_place as
select
    f.row_number,
    t.theme_id::theme_word as theme_id,
    lower(t.words) as words,
from raw.action_theme as t
inner join action_fact as f using (action_id)
where t.theme_id in (select theme_id from theme) and f.plan_id in (select plan_id from changed_plan);

-- name: theme_places
create table theme_place as
select *
from new_theme_place
where false;

-- name: action_reads
-- What is counted and filtered by, of every action. Where words are searched for, a table of this name with the rows that they
-- leave stands before it (queries/selections.py).
create view action_read as
select
    row_number,
    plan_number,
    partnership_number,
    plan_id,
    partnership,
    kind,
    status,
    scope,
    lead_set,
    sector_bits,
    theme_set,
    theme_bits,
    target_date,
    target_original_date,
    completion_date,
    closing,
    is_judged,
    is_countable,
    filled,
    slippage_days,
    slippage_latest_days,
    search_text,
    plan_as_at,
    own_standing,
    own_timeliness,
    own_days_past,
from action_fact;

-- name: lateness
-- Actions read on a date: `reading`, or each plan's own. Only actions that are not completed depend on it.
-- What counts as completed, open, measured, overdue and so on is told by `standing`.
-- Only what is counted and filtered by is here: texts are joined from `action_fact` by row_number, for the rows that are
-- shown. A query is planned several times faster over the fewer columns.
create or replace macro action_as_at(reading) as table
with dated as (
    select
        * exclude (own_timeliness, own_days_past),
        read_on(reading, plan_as_at) as as_at,
        is_past(reading, plan_as_at) as is_past_plan,
        case
            when reading is null then own_timeliness
            else timeliness_of(status, target_original_date, target_date, completion_date, reading)::timeliness_word
        end as timeliness,
        case when reading is null then own_days_past else reading - target_date end as days_past,
    from action_read
)

select
    * exclude (own_standing),
    case
        when reading is null then own_standing
        else standing_of(status, timeliness, is_countable, closing, target_date - as_at)
    end as standing,
    case when timeliness = 'overdue' then days_past end as overdue_days,
    case when timeliness = 'past_target' then days_past end as past_target_days,
from dated;

-- name: has_words_macro
create or replace macro has_words(told, words) as list_bool_and(list_transform(words, lambda word: contains(told, word)));

-- name: chosen
-- The actions that the filters leave, read on their date: what every page, query and export begins with.
-- `f` is of the type `filters` (schema/copy.sql); a null list or date is no limit.
create or replace macro chosen(f) as table
select *
from action_as_at((f).as_at)
where ((f).partnership is null or list_contains((f).partnership, partnership))
    and ((f).plan is null or list_contains((f).plan, plan_id))
    and ((f).kind is null or list_contains((f).kind, kind))
    and ((f).status is null or list_contains((f).status, status))
    and ((f).timeliness is null or list_contains((f).timeliness, timeliness))
    and ((f).theme is null or theme_bits & bits_of((f).theme) > 0)
    -- Of the sets of leads, not of every action: there are ten times fewer.
    and (
        (f).agency is null
        or lead_set in (select s.lead_set from lead_set as s where list_has_any(s.lead_agencies, (f).agency))
    )
    and ((f).sector is null or sector_bits & sector_bits_of((f).sector) > 0)
    and ((f).scope is null or list_contains((f).scope, scope))
    and ((f).due_from is null or target_date >= (f).due_from)
    and ((f).due_to is null or target_date <= (f).due_to)
    -- Without its texts a row is there because the words were found in it before.
    and ((f).search is null or search_text is null or has_words(search_text, (f).search));

-- name: plans_left
-- The plans of which the filters leave an action, read on their date.
create or replace macro plans_left(f) as table
select
    plan_number,
    partnership_number,
    as_at as plan_as_at,
    read_on((f).as_at, as_at) as as_at,
    is_past((f).as_at, as_at) as is_past_plan,
from document_in_view
where plan_number in (select plan_number from chosen(f));

-- name: named_groups
-- Every group of each dimension, with those that no action stands in.
create view named_group as
select 'all' as of_dimension, 'all' as group_id, 'All' as group_name, 1::bigint as place, null::varchar as meaning
union all
select distinct 'partnership', partnership, partnership, 1, null
from document_in_view
union all
select 'plan', plan_id, partnership || ': ' || plan, plan_number, null
from document_in_view
union all
select distinct on (theme_id) 'theme', theme_id, theme, position, meaning
from theme
union all
select distinct 'agency', agency, agency, 1, null
from lead_member
union all
select 'agency', '', 'No lead printed', 2, null
union all
select 'sector', value, label, 1, null
from vocabulary_word
where vocabulary = 'AgencyKind' and value in (select kind from agency where agency in (select agency from lead_member))
union all
select 'sector', '', 'No lead printed', 2, null
union all
select 'scope', value, label, position, null
from vocabulary_word
where vocabulary = 'Scope'
union all
select 'scope', '', 'Scope not printed', 99, null
union all
select 'kind', value, label, position, null
from vocabulary_word
where vocabulary = 'PlanKind'
union all
select distinct 'year_due', year(target_date)::varchar, year(target_date)::varchar, year(target_date), null
from action_fact
where target_date is not null
union all
select 'year_due', '', 'No target date', 9999, null;

-- name: group_keys
-- Groups keep their number while a copy lives: what is counted is counted by numbers.
create table group_key (of_dimension varchar not null, group_id varchar not null, group_number integer not null);

-- name: new_group_keys
create view new_group_key as
select
    of_dimension,
    group_id,
    (
        coalesce((select max(k.group_number) from group_key as k where k.of_dimension = g.of_dimension), 0)
        + row_number() over (partition by of_dimension order by place, group_name, group_id)
    )::integer as group_number,
from named_group as g
where (of_dimension, group_id) not in (select (k.of_dimension, k.group_id) from group_key as k);

-- name: group_members
create table group_member (of_dimension varchar not null, key bigint not null, group_number integer not null, is_shared boolean not null);

-- name: new_group_members
-- What an action is counted under, by dimension: its key there (see `key_in`), and the groups that the key stands for.
-- A key stands for several groups where an action is shared (leads, sectors) or tells several themes. Of agencies and sectors
-- only the sets that are not there yet are told anew.
create view new_group_member as
with leads as (
    select m.lead_set, m.agency, a.kind, m.is_shared
    from lead_member as m
    inner join (select distinct on (agency) agency, kind from agency order by agency, is_known desc) as a
        on a.agency = m.agency
    where m.lead_set not in (select key from group_member where of_dimension = 'agency')
),

sectors as (
    select lead_set, kind, count(*) over (partition by lead_set) > 1 as is_shared
    from (select distinct lead_set, kind from leads)
),

told as (
    select 'all' as of_dimension, 0::bigint as key, 'all' as group_id, false as is_shared
    union all
    select distinct 'partnership', partnership_number, partnership, false
    from document_in_view
    union all
    select 'plan', plan_number, plan_id, false
    from document_in_view
    union all
    select 'theme', theme_set, theme_id::varchar, false
    from theme_member
    union all
    select 'agency', lead_set, agency, is_shared
    from leads
    union all
    select 'agency', 0, '', false
    union all
    select 'sector', lead_set, kind, is_shared
    from sectors
    union all
    select 'sector', 0, '', false
    union all
    select 'scope', enum_code(value::scope_word) + 1, value, false
    from vocabulary_word
    where vocabulary = 'Scope'
    union all
    select 'scope', 0, '', false
    union all
    select 'kind', enum_code(value::kind_word) + 1, value, false
    from vocabulary_word
    where vocabulary = 'PlanKind'
    union all
    select distinct 'year_due', coalesce(year(target_date), 0), coalesce(year(target_date)::varchar, ''), false
    from action_fact
    union all
    select 'year_due', 0, '', false
    where not exists (from action_fact where target_date is null)
)

select t.of_dimension, t.key, k.group_number, t.is_shared
from told as t
inner join group_key as k using (of_dimension, group_id);

-- name: new_groups
create view new_group_of as
select g.of_dimension, k.group_number, g.group_id, g.group_name, g.place, g.meaning
from named_group as g
inner join group_key as k using (of_dimension, group_id);

-- name: groups
create table group_of as
select *
from new_group_of
where false;

-- name: key_macro
-- The key of an action in a dimension; see `group_member`.
create or replace macro key_in(dimension, partnership_number, plan_number, theme_set, lead_set, scope_code, kind_code, year_due) as
    case dimension
        when 'partnership' then partnership_number
        when 'plan' then plan_number
        when 'theme' then theme_set
        when 'agency' then lead_set
        when 'sector' then lead_set
        when 'scope' then coalesce(scope_code + 1, 0)
        when 'kind' then kind_code + 1
        when 'year_due' then coalesce(year_due, 0)
        else 0
    end;

-- name: chosen_by
-- The actions that the filters leave, each with its keys in two dimensions.
create or replace macro chosen_by(f, dimension, within) as table
select
    *,
    key_in(
        dimension, partnership_number, plan_number, theme_set, lead_set, enum_code(scope), enum_code(kind), year(target_date)
    ) as key,
    key_in(
        within, partnership_number, plan_number, theme_set, lead_set, enum_code(scope), enum_code(kind), year(target_date)
    ) as within_key,
from chosen(f);

-- name: tallied
-- How many of the actions that the filters leave stand where, by group and group within it. A shared action is counted in each.
create or replace macro tallied(f, dimension, within) as table
select
    m.group_number,
    w.group_number as within_number,
    m.is_shared,
    c.standing,
    count(*) as n,
from chosen_by(f, dimension, within) as c
inner join group_member as m on m.of_dimension = dimension and m.key = c.key
inner join group_member as w on w.of_dimension = within and w.key = c.within_key
group by m.group_number, w.group_number, m.is_shared, c.standing;

-- name: rate_macro
-- n of m: the share, and the 95 % interval of Wilson (1927, J. Am. Stat. Assoc. 22, 209-212) with z = 1.96.
-- Of 0 there is no share and no interval.
create or replace macro rate(n, m) as struct_pack(
    n := n::bigint,
    m := m::bigint,
    share := round(n / nullif(m, 0), 4)::double,
    low := round((n + 1.9208 - 1.96 * sqrt(n * (m - n) / nullif(m, 0) + 0.9604)) / (m + 3.8416), 4)::double,
    high := round((n + 1.9208 + 1.96 * sqrt(n * (m - n) / nullif(m, 0) + 0.9604)) / (m + 3.8416), 4)::double
);

-- name: new_choices
-- What the filters can be set to, counted once.
create view new_filter_choice as
with of_plan as (
    select d.plan_id, d.partnership, d.plan, n.actions
    from (select plan_number, count(*) as actions from action_fact group by plan_number) as n
    inner join document_in_view as d using (plan_number)
),

of_set as (
    select lead_set, count(*) as actions
    from action_fact
    group by lead_set
)

select
    'partnership' as filter,
    partnership as choice,
    partnership as label,
    sum(actions)::bigint as actions,
    null::varchar as partnership,
from of_plan
group by partnership
union all
select 'plan', plan_id, partnership || ': ' || plan, actions, partnership
from of_plan
union all
select 'agency', m.agency, m.agency, sum(s.actions)::bigint, null
from of_set as s
inner join lead_member as m using (lead_set)
group by m.agency
union all
select distinct on (theme_id) 'theme', theme_id, theme, 0, null
from theme;

-- name: choices
create table filter_choice as
select *
from new_filter_choice
where false;
