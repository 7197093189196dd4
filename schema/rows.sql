-- Generated from schema/tables.py by `python -m schema`. Do not edit.

-- name: insert_partnership
insert into lake.partnership by name select * from incoming;

-- name: read_partnership
from lake.partnership;

-- name: insert_document
insert into lake.document by name select * from incoming;

-- name: remove_document
delete from lake.document where document_id = $document_id;

-- name: earlier_document
from lake.document at (version => $snapshot) where document_id = $document_id;

-- name: read_document
from lake.document;

-- name: insert_recommendation
insert into lake.recommendation by name select * from incoming;

-- name: remove_recommendation
delete from lake.recommendation where document_id = $document_id;

-- name: earlier_recommendation
from lake.recommendation at (version => $snapshot) where document_id = $document_id;

-- name: read_recommendation
from lake.recommendation;

-- name: insert_action
insert into lake.action by name select * from incoming;

-- name: remove_action
delete from lake.action where document_id = $document_id;

-- name: earlier_action
from lake.action at (version => $snapshot) where document_id = $document_id;

-- name: read_action
from lake.action;

-- name: insert_action_lead
insert into lake.action_lead by name select * from incoming;

-- name: remove_action_lead
delete from lake.action_lead where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_lead
from lake.action_lead at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_lead
from lake.action_lead;

-- name: insert_agency
insert into lake.agency by name select * from incoming;

-- name: read_agency
from lake.agency;

-- name: insert_progress_update
insert into lake.progress_update by name select * from incoming;

-- name: remove_progress_update
delete from lake.progress_update where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_progress_update
from lake.progress_update at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_progress_update
from lake.progress_update;

-- name: insert_action_theme
insert into lake.action_theme by name select * from incoming;

-- name: remove_action_theme
delete from lake.action_theme where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_theme
from lake.action_theme at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_theme
from lake.action_theme;

-- name: insert_theme
insert into lake.theme by name select * from incoming;

-- name: read_theme
from lake.theme;

-- name: insert_finding
insert into lake.finding by name select * from incoming;

-- name: remove_finding
delete from lake.finding where document_id = $document_id;

-- name: earlier_finding
from lake.finding at (version => $snapshot) where document_id = $document_id;

-- name: read_finding
from lake.finding;

-- name: insert_action_place
insert into lake.action_place by name select * from incoming;

-- name: remove_action_place
delete from lake.action_place where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_place
from lake.action_place at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_place
from lake.action_place;

-- name: insert_printed_cell
insert into lake.printed_cell by name select * from incoming;

-- name: remove_printed_cell
delete from lake.printed_cell where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_printed_cell
from lake.printed_cell at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_printed_cell
from lake.printed_cell;

-- name: insert_plan_column
insert into lake.plan_column by name select * from incoming;

-- name: remove_plan_column
delete from lake.plan_column where document_id = $document_id;

-- name: earlier_plan_column
from lake.plan_column at (version => $snapshot) where document_id = $document_id;

-- name: read_plan_column
from lake.plan_column;

-- name: insert_correction
insert into lake.correction by name select * from incoming;

-- name: remove_correction
delete from lake.correction where document_id = $document_id;

-- name: earlier_correction
from lake.correction at (version => $snapshot) where document_id = $document_id;

-- name: read_correction
from lake.correction;

-- name: insert_reply
insert into lake.reply by name select * from incoming;

-- name: read_reply
from lake.reply;
