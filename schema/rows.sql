-- Generated from schema/tables.py by `python -m schema`. Do not edit.

-- name: insert_partnership
insert into lake.partnership by name select * from incoming;

-- name: copy_partnership
create or replace table partnership as from lake.partnership;

-- name: insert_document
insert into lake.document by name select * from incoming;

-- name: remove_document
delete from lake.document where document_id = $document_id;

-- name: copy_document
create or replace table document as from lake.document;

-- name: insert_recommendation
insert into lake.recommendation by name select * from incoming;

-- name: remove_recommendation
delete from lake.recommendation where document_id = $document_id;

-- name: copy_recommendation
create or replace table recommendation as from lake.recommendation;

-- name: insert_action
insert into lake.action by name select * from incoming;

-- name: remove_action
delete from lake.action where document_id = $document_id;

-- name: copy_action
create or replace table action as from lake.action;

-- name: insert_action_lead
insert into lake.action_lead by name select * from incoming;

-- name: remove_action_lead
delete from lake.action_lead where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: copy_action_lead
create or replace table action_lead as from lake.action_lead;

-- name: insert_agency
insert into lake.agency by name select * from incoming;

-- name: copy_agency
create or replace table agency as from lake.agency;

-- name: insert_progress_update
insert into lake.progress_update by name select * from incoming;

-- name: remove_progress_update
delete from lake.progress_update where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: copy_progress_update
create or replace table progress_update as from lake.progress_update;

-- name: insert_action_theme
insert into lake.action_theme by name select * from incoming;

-- name: remove_action_theme
delete from lake.action_theme where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: copy_action_theme
create or replace table action_theme as from lake.action_theme;

-- name: insert_theme
insert into lake.theme by name select * from incoming;

-- name: copy_theme
create or replace table theme as from lake.theme;

-- name: insert_finding
insert into lake.finding by name select * from incoming;

-- name: remove_finding
delete from lake.finding where document_id = $document_id;

-- name: copy_finding
create or replace table finding as from lake.finding;
