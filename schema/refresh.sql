-- Plans are taken out of the working copy's tables and put in as the raw tables have them now: those in `changed_plan`, which is
-- all of them when the copy is built. The steps stand in the order in which they are run.

-- name: take_theme_places
delete from theme_place
where row_number in (
        select row_number from action_fact where plan_id in (select plan_id from changed_plan)
    );

-- name: take_step_changes
delete from step_change
where plan_id in (select plan_id from changed_plan);

-- name: take_facts
delete from action_fact
where plan_id in (select plan_id from changed_plan);

-- name: take_dropped
delete from dropped_action
where plan_id in (select plan_id from changed_plan);

-- name: take_first_targets
delete from first_target
where plan_id in (select plan_id from changed_plan);

-- name: take_versions
delete from document_version
where plan_id in (select plan_id from changed_plan);

-- name: take_documents_in_view
delete from document_in_view
where plan_id in (select plan_id from changed_plan);

-- name: take_plan_keys
-- A plan keeps its number while it keeps its names.
delete from plan_key
where plan_id in (select plan_id from changed_plan)
    and (plan_id, partnership, plan) not in (select (plan_id, partnership, plan) from newest_document);

-- name: put_partnership_keys
insert into partnership_key
select *
from new_partnership_key;

-- name: put_plan_keys
insert into plan_key by name
select *
from new_plan_key;

-- name: put_documents_in_view
insert into document_in_view
select *
from new_document_in_view
order by plan_number;

-- name: put_versions
insert into document_version
select *
from new_document_version;

-- name: put_first_targets
insert into first_target
select *
from new_first_target;

-- name: put_dropped
insert into dropped_action
select *
from new_dropped_action;

-- name: list_leads
insert into lead_list
select *
from new_lead_list;

-- name: put_lead_sets
insert into lead_set
select *
from new_lead_set;

-- name: list_themes
insert into theme_list
select *
from new_theme_list;

-- name: put_theme_sets
insert into theme_set
select *
from new_theme_set;

-- name: put_facts
insert into action_fact
select *
from new_action_fact
order by row_number;

-- name: put_step_changes
insert into step_change
select *
from change_between(null::filters, null::date, true, true);

-- name: put_theme_places
insert into theme_place
select *
from new_theme_place
order by theme_id, row_number;

-- name: forget_lead_list
truncate lead_list;

-- name: forget_theme_list
truncate theme_list;

-- name: take_unused_lead_sets
delete from lead_set
where lead_set not in (select lead_set from action_fact);

-- name: take_unused_theme_sets
delete from theme_set
where theme_set not in (select theme_set from action_fact);

-- name: take_group_members
delete from group_member
where of_dimension not in ('agency', 'sector')
    or key = 0
    or key not in (select lead_set from lead_set);

-- name: put_group_keys
insert into group_key
select *
from new_group_key;

-- name: put_group_members
insert into group_member
select *
from new_group_member;

-- name: take_groups
truncate group_of;

-- name: put_groups
insert into group_of
select *
from new_group_of;

-- name: take_choices
truncate filter_choice;

-- name: put_choices
insert into filter_choice
select *
from new_filter_choice;
