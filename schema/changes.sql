-- What differs between two versions of a plan, or between two days on which one version is read.
--
-- Rows of two versions are the same action where they have the same key, which is given when a version is stored
-- (ingest/keep/succession.py). Versions of which no row was matched cannot be compared.

-- name: plans_named_macro
-- The plans that the filters name: an action that no version in view prints has no other place in them.
create or replace macro plans_named(f) as table
select plan_number
from document_in_view
where ((f).partnership is null or list_contains((f).partnership, partnership))
    and ((f).plan is null or list_contains((f).plan, plan_id))
    and ((f).kind is null or list_contains((f).kind, kind));

-- name: version_pair_macro
-- The versions that are held against each other, one row a pair.
-- `since`: the version that was the newest on that day is held against the one in view; where null, the one before it.
-- `each_step`: instead each version against the one before it. `only_changed`: only of the plans in `changed_plan`.
create or replace macro version_pair(f, since, each_step, only_changed) as table
with versions as (
    select
        v.plan_id,
        v.version,
        v.document_id,
        v.as_at,
        v.is_in_view,
        d.plan_number,
        v.version = max(v.version) filter (where v.as_at <= since) over (partition by v.plan_id) as is_then,
    from document_version as v
    inner join document_in_view as d using (plan_id)
    where v.is_placed
        and d.plan_number in (select plan_number from plans_named(f))
        and (not only_changed or v.plan_id in (select c.plan_id from changed_plan as c))
),

pairs as (
    select
        a.plan_number,
        a.plan_id,
        b.document_id as before_document,
        a.document_id as after_document,
        a.is_in_view,
        b.as_at as before_as_at,
        a.as_at as after_as_at,
        case when each_step then b.as_at else coalesce(since, b.as_at) end as before_read,
        case when each_step then a.as_at else read_on((f).as_at, a.as_at) end as after_read,
    from versions as a
    inner join versions as b
        on b.plan_id = a.plan_id
            and case when each_step or since is null then b.version = a.version - 1 else b.is_then end
    where each_step or a.is_in_view
),

matched as (
    select distinct x.document_id as before_document, y.document_id as after_document
    from action as x
    inner join action as y using (action_key)
    where x.document_id in (select before_document from pairs) and y.document_id in (select after_document from pairs)
)

select
    p.*,
    m.after_document is not null as is_matched,
    coalesce(p.after_read >= p.before_read, since is null) as is_heard_of,
    coalesce(not each_step and p.after_as_at > (f).as_at, false) as speaks_later,
from pairs as p
left join matched as m using (before_document, after_document);

-- name: plain_words_macro
create or replace macro plain_words(words) as lower(trim(regexp_replace(words, '\s+', ' ', 'g')));

-- name: change_macro
-- What differs, one row an action and kind of change, whatever the filters say of actions. Of a plan that was not heard of after
-- `since`, or whose version in view speaks of a day after the reading date, nothing is known to have changed. What a person corrected
-- in one of two versions only is no change.
create or replace macro change_between(f, since, each_step, only_changed) as table
with pairs as (
    select *
    from version_pair(f, since, each_step, only_changed)
    where is_matched and is_heard_of and not speaks_later
),

in_view as (
    select plan_id, action_key, row_number
    from action_fact
    where plan_id in (select plan_id from pairs)
),

compared_document as materialized (
    select before_document as document_id
    from pairs
    union
    select after_document
    from pairs
),

-- Rows first, then what is joined to them: the other way round every row of the lake would be.
row_of as materialized (
    select
        document_id, action_id, action_key, recommendation_id, position, section, ref, action, status, target_original_date, target_date,
        completion_date, rag, match_score, status_as_printed, coalesce(corrected_fields, []) as corrected_fields,
    from action
    where document_id in (select document_id from compared_document)
),

asked_of as materialized (
    select recommendation_id, recommendation
    from recommendation
    where document_id in (select document_id from compared_document)
),

-- Who leads is compared by a number for each set; names are looked up for the few that changed.
led as (
    select l.action_id, bit_xor(hash(l.agency_id)) as lead_key
    from action_lead as l
    where l.action_id in (select r.action_id from row_of as r)
    group by l.action_id
),

states as (
    select
        a.document_id,
        a.action_key,
        a.action_id,
        a.section,
        a.ref,
        coalesce(a.action, r.recommendation) as told,
        a.status,
        case when a.status <> 'not_stated' or d.prints_status then a.status end as said,
        a.status_as_printed,
        list_filter(a.corrected_fields, lambda name: name in ('status', 'completion_date')) as own_status,
        list_filter(a.corrected_fields, lambda name: name in ('target_date', 'target_original_date')) as own_target,
        list_contains(a.corrected_fields, 'lead_agencies') as own_lead,
        list_contains(a.corrected_fields, 'rag') as own_rag,
        list_filter(a.corrected_fields, lambda name: name in ('action', 'recommendation')) as own_words,
        a.target_original_date,
        a.target_date,
        d.prints_target,
        a.completion_date,
        case when d.prints_rag then a.rag end as rag,
        case when d.prints_lead then coalesce(l.lead_key, 0) end as lead_key,
        d.wording,
        a.match_score,
        a.position,
    from row_of as a
    inner join document as d using (document_id)
    inner join asked_of as r using (recommendation_id)
    left join led as l on l.action_id = a.action_id
),

before_row as (
    select p.plan_id, p.after_document, s.*
    from pairs as p
    inner join states as s on s.document_id = p.before_document
),

after_row as (
    select p.plan_id, p.after_document, s.*
    from pairs as p
    inner join states as s on s.document_id = p.after_document
),

paired as (
    select
        coalesce(b.plan_id, a.plan_id) as of_plan,
        coalesce(b.after_document, a.after_document) as of_document,
        coalesce(b.action_key, a.action_key) as of_key,
        b,
        a,
    from before_row as b
    full outer join after_row as a
        on a.plan_id = b.plan_id and a.after_document = b.after_document and a.action_key = b.action_key
),

compared as (
    select
        p.*,
        o.of_key,
        o.b,
        o.a,
        v.row_number,
        timeliness_of(o.b.status, o.b.target_original_date, o.b.target_date, o.b.completion_date, p.before_read) as was,
        timeliness_of(o.a.status, o.a.target_original_date, o.a.target_date, o.a.completion_date, p.after_read) as now,
        o.a.action_key is not null and o.b.action_key is not null as is_in_both,
        is_in_both and o.a.own_status = o.b.own_status as is_status_alike,
        is_in_both and o.a.own_target = o.b.own_target as is_target_alike,
    from paired as o
    inner join pairs as p on p.after_document = o.of_document
    left join in_view as v on v.plan_id = o.of_plan and v.action_key = o.of_key
),

told as (
    select
        *,
        list_filter([
            case when b.action_key is null then 'added' end,
            case when a.action_key is null then 'dropped' end,
            case when is_status_alike and a.said = 'completed' and b.said <> 'completed' then 'completed' end,
            case when is_status_alike and b.said in ('completed', 'closed_not_pursued') and a.said in ('in_progress', 'not_started') then 'reopened' end,
            case when is_status_alike and a.said = 'closed_not_pursued' and b.said <> 'closed_not_pursued' then 'not_pursued' end,
            case when is_status_alike and a.said = 'in_progress' and b.said in ('not_started', 'not_stated') then 'begun' end,
            case when is_status_alike and a.said = 'not_started' and b.said = 'in_progress' then 'put_back' end,
            case when is_status_alike and a.said = 'not_stated' and b.said <> 'not_stated' then 'unsaid' end,
            -- A new action that is overdue is newly so: what was overdue and what is newly add up to what is.
            case when (is_status_alike and is_target_alike and was <> 'overdue' or b.action_key is null) and now = 'overdue' then 'newly_overdue' end,
            case
                when is_status_alike and is_target_alike and was = 'overdue'
                    and now in ('late', 'on_time', 'completed_undated', 'completed_no_target', 'not_pursued', 'not_yet_due')
                    then 'no_longer_overdue'
            end,
            case when is_target_alike and a.target_date > b.target_date then 'target_later' end,
            case when is_target_alike and a.target_date < b.target_date then 'target_earlier' end,
            case when is_target_alike and a.prints_target and b.prints_target and b.target_date is null and a.target_date is not null then 'target_given' end,
            case when is_target_alike and a.prints_target and b.prints_target and b.target_date is not null and a.target_date is null then 'target_lost' end,
            case when is_in_both and a.own_lead = b.own_lead and a.lead_key <> b.lead_key then 'lead_changed' end,
            case when is_in_both and a.own_rag = b.own_rag and a.rag <> b.rag then 'rating_changed' end,
            case
                when is_in_both and a.own_words = b.own_words and a.wording = b.wording and a.told <> b.told
                    and plain_words(a.told) <> plain_words(b.told)
                    then 'reworded'
            end
        ], lambda kind: kind is not null) as kinds,
    from compared
),

listed as (
    select *, unnest(kinds) as change
    from told
    where len(kinds) > 0
),

named as (
    select l.action_id, list_sort(list_distinct(list(g.agency))) as leads
    from action_lead as l
    inner join agency as g using (agency_id)
    where l.action_id in (select unnest([a.action_id, b.action_id]) from listed)
    group by l.action_id
)

select
    plan_number,
    plan_id,
    is_in_view,
    row_number,
    before_as_at,
    after_as_at,
    before_read,
    after_read,
    before_document,
    after_document,
    of_key as action_key,
    coalesce(l.a.action_id, l.b.action_id) as action_id,
    coalesce(l.a.section, l.b.section) as section,
    coalesce(l.a.ref, l.b.ref) as ref,
    coalesce(l.a.told, l.b.told) as told,
    coalesce(case when change = 'dropped' then y.leads else x.leads end, []) as leads,
    l.a.match_score,
    coalesce(l.a.position, l.b.position) as position,
    change,
    case
        when change in ('completed', 'reopened', 'not_pursued', 'begun', 'put_back', 'unsaid', 'dropped') then l.b.status
        when change in ('target_later', 'target_earlier', 'target_lost') then l.b.target_date::varchar
        when change = 'lead_changed' then array_to_string(y.leads, ', ')
        when change = 'rating_changed' then l.b.rag
        when change = 'reworded' then l.b.told
    end as before,
    case
        when change in ('completed', 'reopened', 'not_pursued', 'begun', 'put_back', 'unsaid', 'added') then l.a.status
        when change in ('target_later', 'target_earlier', 'target_given') then l.a.target_date::varchar
        when change = 'lead_changed' then array_to_string(x.leads, ', ')
        when change = 'rating_changed' then l.a.rag
        when change = 'reworded' then l.a.told
    end as after,
    case when change in ('completed', 'reopened', 'not_pursued', 'begun', 'put_back', 'unsaid', 'dropped') then l.b.status_as_printed end as before_printed,
    case when change in ('completed', 'reopened', 'not_pursued', 'begun', 'put_back', 'added') then l.a.status_as_printed end as after_printed,
    case
        when change = 'newly_overdue' then after_read - l.a.target_date
        when change = 'no_longer_overdue' then before_read - l.b.target_date
        when change in ('target_later', 'target_earlier') then abs(l.a.target_date - l.b.target_date)
    end as days,
from listed as l
left join named as x on x.action_id = l.a.action_id
left join named as y on y.action_id = l.b.action_id;

-- name: step_changes
-- What each version changed, each read on its own day: worked out once, when a plan is put in. What reads it is twenty times as fast.
create table step_change as
select *
from change_between(null::filters, null::date, true, false)
where false;

-- name: was_chosen_macro
-- Actions of earlier versions that the filters would leave, as they last stood. They have no timeliness, and their texts are their own words.
create or replace macro was_chosen(f) as table
select a.action_id
from action as a
inner join document as d using (document_id)
inner join recommendation as r using (recommendation_id)
where (f).timeliness is null
    and ((f).status is null or list_contains((f).status, a.status))
    and ((f).scope is null or list_contains((f).scope, a.scope))
    and ((f).due_from is null or a.target_date >= (f).due_from)
    and ((f).due_to is null or a.target_date <= (f).due_to)
    and ((f).theme is null or a.action_id in (select t.action_id from action_theme as t where list_contains((f).theme, t.theme_id)))
    and (
        ((f).agency is null and (f).sector is null)
        or a.action_id in (
            select l.action_id
            from action_lead as l
            inner join agency as g using (agency_id)
            where ((f).agency is null or list_contains((f).agency, g.agency))
                and ((f).sector is null or list_contains((f).sector, g.kind))
        )
    )
    and (
        (f).search is null
        or has_words(
            lower(concat_ws(' ', a.section, a.ref, r.recommendation, a.action, a.outcome, a.lead_as_printed, a.progress)), (f).search
        )
    );

-- name: changed_macro
-- What changed, as `version_pair` holds versions against each other: of actions in view those that the filters leave, of others those
-- that they would have left as they last stood, of plans that the filters name.
create or replace macro changed(f, since, each_step) as table
with every as (
    select *
    from step_change
    where each_step or (is_in_view and since is null and (f).as_at is null)
    union all
    select *
    from change_between(f, since, false, false)
    where not each_step and (since is not null or (f).as_at is not null)
),

gone as (
    select action_id
    from every
    where row_number is null
)

select *
from every
where case
        when row_number is null
            then plan_number in (select plan_number from plans_named(f))
                and action_id in (select w.action_id from was_chosen(f) as w where w.action_id in (select g.action_id from gone as g))
        else row_number in (select row_number from chosen(f))
    end;
