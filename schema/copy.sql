-- Generated from schema/tables.py and schema/filters.py by `python -m schema`. Do not edit.

-- name: filters_type
create type filters as struct(
    partnership varchar[],
    plan varchar[],
    kind varchar[],
    status varchar[],
    timeliness varchar[],
    theme varchar[],
    agency varchar[],
    scope varchar[],
    due_from date,
    due_to date,
    search varchar[],
    as_at date
);

-- name: raw
create schema raw;

-- name: copy_partnership
create table raw.partnership as from lake.partnership;

-- name: copy_plan
create table raw.plan as from lake.plan;

-- name: copy_document
create table raw.document as from lake.document;

-- name: copy_recommendation
create table raw.recommendation as from lake.recommendation;

-- name: copy_action
create table raw.action as from lake.action;

-- name: copy_action_lead
create table raw.action_lead as from lake.action_lead;

-- name: copy_agency
create table raw.agency as from lake.agency;

-- name: copy_progress_update
create table raw.progress_update as from lake.progress_update;

-- name: copy_action_theme
create table raw.action_theme as from lake.action_theme;

-- name: copy_theme
create table raw.theme as from lake.theme;

-- name: copy_finding
create table raw.finding as from lake.finding;

-- name: copy_action_place
create table raw.action_place as from lake.action_place;

-- name: copy_printed_cell
create table raw.printed_cell as from lake.printed_cell;

-- name: copy_plan_column
create table raw.plan_column as from lake.plan_column;

-- name: copy_correction
create table raw.correction as from lake.correction;

-- name: copy_reply
create table raw.reply as from lake.reply;

-- name: copy_recipe
create table raw.recipe as from lake.recipe;

-- name: readable_document
create view readable_document as select document_id from raw.document;

-- name: view_partnership
create view partnership as select * from raw.partnership;

-- name: view_plan
create view plan as select * from raw.plan where plan_id in (select plan_id from raw.document where document_id in (select document_id from readable_document));

-- name: view_document
create view document as select * from raw.document where document_id in (select document_id from readable_document);

-- name: view_recommendation
create view recommendation as select * from raw.recommendation where document_id in (select document_id from readable_document);

-- name: view_action
create view action as select * from raw.action where document_id in (select document_id from readable_document);

-- name: view_action_lead
create view action_lead as select * from raw.action_lead where action_id in (select action_id from raw.action where document_id in (select document_id from readable_document));

-- name: view_agency
create view agency as select * from raw.agency;

-- name: view_progress_update
create view progress_update as select * from raw.progress_update where action_id in (select action_id from raw.action where document_id in (select document_id from readable_document));

-- name: view_action_theme
create view action_theme as select * from raw.action_theme where action_id in (select action_id from raw.action where document_id in (select document_id from readable_document));

-- name: view_theme
create view theme as select * from raw.theme;

-- name: view_finding
create view finding as select * from raw.finding where document_id in (select document_id from readable_document);

-- name: view_action_place
create view action_place as select * from raw.action_place where action_id in (select action_id from raw.action where document_id in (select document_id from readable_document));

-- name: view_printed_cell
create view printed_cell as select * from raw.printed_cell where action_id in (select action_id from raw.action where document_id in (select document_id from readable_document));

-- name: view_plan_column
create view plan_column as select * from raw.plan_column where document_id in (select document_id from readable_document);

-- name: view_correction
create view correction as select * from raw.correction where document_id in (select document_id from readable_document);

-- name: view_reply
create view reply as select * from raw.reply where plan_id in (select plan_id from raw.document where document_id in (select document_id from readable_document));

-- name: view_recipe
create view recipe as select * from raw.recipe;
