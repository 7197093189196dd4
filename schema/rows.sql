-- Generated from schema/tables.py by `python -m schema`. Do not edit.

-- name: insert_partnership
insert into lake.partnership by name select * from incoming;

-- name: earlier_partnership
from lake.partnership at (version => $snapshot) where partnership_id = $key;

-- name: read_partnership
from lake.partnership;

-- name: salvage_partnership
from lake.partnership where partnership_id = $key;

-- name: forget_partnership
delete from lake.partnership where partnership_id = $key;

-- name: files_partnership
select data_file from ducklake_list_files('lake', 'partnership');

-- name: empty_partnership
delete from lake.partnership;

-- name: drop_partnership
drop table lake.partnership;

-- name: insert_plan
insert into lake.plan by name select * from incoming;

-- name: earlier_plan
from lake.plan at (version => $snapshot) where plan_id = $key;

-- name: read_plan
from lake.plan;

-- name: salvage_plan
from lake.plan where plan_id = $key;

-- name: forget_plan
delete from lake.plan where plan_id = $key;

-- name: files_plan
select data_file from ducklake_list_files('lake', 'plan');

-- name: empty_plan
delete from lake.plan;

-- name: drop_plan
drop table lake.plan;

-- name: insert_document
insert into lake.document by name select * from incoming;

-- name: remove_document
delete from lake.document where document_id = $document_id;

-- name: earlier_document
from lake.document at (version => $snapshot) where document_id = $document_id;

-- name: read_document
from lake.document;

-- name: salvage_document
from lake.document where document_id = $key;

-- name: forget_document
delete from lake.document where document_id = $key;

-- name: files_document
select data_file from ducklake_list_files('lake', 'document');

-- name: empty_document
delete from lake.document;

-- name: drop_document
drop table lake.document;

-- name: insert_recommendation
insert into lake.recommendation by name select * from incoming;

-- name: remove_recommendation
delete from lake.recommendation where document_id = $document_id;

-- name: earlier_recommendation
from lake.recommendation at (version => $snapshot) where document_id = $document_id;

-- name: read_recommendation
from lake.recommendation;

-- name: salvage_recommendation
from lake.recommendation where document_id = $key;

-- name: forget_recommendation
delete from lake.recommendation where document_id = $key;

-- name: files_recommendation
select data_file from ducklake_list_files('lake', 'recommendation');

-- name: empty_recommendation
delete from lake.recommendation;

-- name: drop_recommendation
drop table lake.recommendation;

-- name: insert_action
insert into lake.action by name select * from incoming;

-- name: remove_action
delete from lake.action where document_id = $document_id;

-- name: earlier_action
from lake.action at (version => $snapshot) where document_id = $document_id;

-- name: read_action
from lake.action;

-- name: salvage_action
from lake.action where document_id = $key;

-- name: forget_action
delete from lake.action where document_id = $key;

-- name: files_action
select data_file from ducklake_list_files('lake', 'action');

-- name: empty_action
delete from lake.action;

-- name: drop_action
drop table lake.action;

-- name: insert_action_lead
insert into lake.action_lead by name select * from incoming;

-- name: remove_action_lead
delete from lake.action_lead where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_lead
from lake.action_lead at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_lead
from lake.action_lead;

-- name: salvage_action_lead
from lake.action_lead where action_id >= $key || '-' and action_id < $key || '.';

-- name: forget_action_lead
delete from lake.action_lead where action_id >= $key || '-' and action_id < $key || '.';

-- name: files_action_lead
select data_file from ducklake_list_files('lake', 'action_lead');

-- name: empty_action_lead
delete from lake.action_lead;

-- name: drop_action_lead
drop table lake.action_lead;

-- name: insert_agency
insert into lake.agency by name select * from incoming;

-- name: earlier_agency
from lake.agency at (version => $snapshot) where agency_id = $key;

-- name: read_agency
from lake.agency;

-- name: salvage_agency
from lake.agency where agency_id = $key;

-- name: forget_agency
delete from lake.agency where agency_id = $key;

-- name: files_agency
select data_file from ducklake_list_files('lake', 'agency');

-- name: empty_agency
delete from lake.agency;

-- name: drop_agency
drop table lake.agency;

-- name: insert_progress_update
insert into lake.progress_update by name select * from incoming;

-- name: remove_progress_update
delete from lake.progress_update where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_progress_update
from lake.progress_update at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_progress_update
from lake.progress_update;

-- name: salvage_progress_update
from lake.progress_update where action_id >= $key || '-' and action_id < $key || '.';

-- name: forget_progress_update
delete from lake.progress_update where action_id >= $key || '-' and action_id < $key || '.';

-- name: files_progress_update
select data_file from ducklake_list_files('lake', 'progress_update');

-- name: empty_progress_update
delete from lake.progress_update;

-- name: drop_progress_update
drop table lake.progress_update;

-- name: insert_action_theme
insert into lake.action_theme by name select * from incoming;

-- name: remove_action_theme
delete from lake.action_theme where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_theme
from lake.action_theme at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_theme
from lake.action_theme;

-- name: salvage_action_theme
from lake.action_theme where action_id >= $key || '-' and action_id < $key || '.';

-- name: forget_action_theme
delete from lake.action_theme where action_id >= $key || '-' and action_id < $key || '.';

-- name: files_action_theme
select data_file from ducklake_list_files('lake', 'action_theme');

-- name: empty_action_theme
delete from lake.action_theme;

-- name: drop_action_theme
drop table lake.action_theme;

-- name: insert_theme
insert into lake.theme by name select * from incoming;

-- name: earlier_theme
from lake.theme at (version => $snapshot) where theme_id = $key;

-- name: read_theme
from lake.theme;

-- name: salvage_theme
from lake.theme where theme_id = $key;

-- name: forget_theme
delete from lake.theme where theme_id = $key;

-- name: files_theme
select data_file from ducklake_list_files('lake', 'theme');

-- name: empty_theme
delete from lake.theme;

-- name: drop_theme
drop table lake.theme;

-- name: insert_finding
insert into lake.finding by name select * from incoming;

-- name: remove_finding
delete from lake.finding where document_id = $document_id;

-- name: earlier_finding
from lake.finding at (version => $snapshot) where document_id = $document_id;

-- name: read_finding
from lake.finding;

-- name: salvage_finding
from lake.finding where document_id = $key;

-- name: forget_finding
delete from lake.finding where document_id = $key;

-- name: files_finding
select data_file from ducklake_list_files('lake', 'finding');

-- name: empty_finding
delete from lake.finding;

-- name: drop_finding
drop table lake.finding;

-- name: insert_action_place
insert into lake.action_place by name select * from incoming;

-- name: remove_action_place
delete from lake.action_place where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_action_place
from lake.action_place at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_action_place
from lake.action_place;

-- name: salvage_action_place
from lake.action_place where action_id >= $key || '-' and action_id < $key || '.';

-- name: forget_action_place
delete from lake.action_place where action_id >= $key || '-' and action_id < $key || '.';

-- name: files_action_place
select data_file from ducklake_list_files('lake', 'action_place');

-- name: empty_action_place
delete from lake.action_place;

-- name: drop_action_place
drop table lake.action_place;

-- name: insert_printed_cell
insert into lake.printed_cell by name select * from incoming;

-- name: remove_printed_cell
delete from lake.printed_cell where action_id in (select action_id from lake.action where document_id = $document_id);

-- name: earlier_printed_cell
from lake.printed_cell at (version => $snapshot) where action_id in (select action_id from lake.action at (version => $snapshot) where document_id = $document_id);

-- name: read_printed_cell
from lake.printed_cell;

-- name: salvage_printed_cell
from lake.printed_cell where action_id >= $key || '-' and action_id < $key || '.';

-- name: forget_printed_cell
delete from lake.printed_cell where action_id >= $key || '-' and action_id < $key || '.';

-- name: files_printed_cell
select data_file from ducklake_list_files('lake', 'printed_cell');

-- name: empty_printed_cell
delete from lake.printed_cell;

-- name: drop_printed_cell
drop table lake.printed_cell;

-- name: insert_plan_column
insert into lake.plan_column by name select * from incoming;

-- name: remove_plan_column
delete from lake.plan_column where document_id = $document_id;

-- name: earlier_plan_column
from lake.plan_column at (version => $snapshot) where document_id = $document_id;

-- name: read_plan_column
from lake.plan_column;

-- name: salvage_plan_column
from lake.plan_column where document_id = $key;

-- name: forget_plan_column
delete from lake.plan_column where document_id = $key;

-- name: files_plan_column
select data_file from ducklake_list_files('lake', 'plan_column');

-- name: empty_plan_column
delete from lake.plan_column;

-- name: drop_plan_column
drop table lake.plan_column;

-- name: insert_correction
insert into lake.correction by name select * from incoming;

-- name: remove_correction
delete from lake.correction where document_id = $document_id;

-- name: earlier_correction
from lake.correction at (version => $snapshot) where document_id = $document_id;

-- name: read_correction
from lake.correction;

-- name: salvage_correction
from lake.correction where document_id = $key;

-- name: forget_correction
delete from lake.correction where document_id = $key;

-- name: files_correction
select data_file from ducklake_list_files('lake', 'correction');

-- name: empty_correction
delete from lake.correction;

-- name: drop_correction
drop table lake.correction;

-- name: insert_reply
insert into lake.reply by name select * from incoming;

-- name: earlier_reply
from lake.reply at (version => $snapshot) where plan_id = $key;

-- name: read_reply
from lake.reply;

-- name: salvage_reply
from lake.reply where plan_id = $key;

-- name: forget_reply
delete from lake.reply where plan_id = $key;

-- name: files_reply
select data_file from ducklake_list_files('lake', 'reply');

-- name: empty_reply
delete from lake.reply;

-- name: drop_reply
drop table lake.reply;

-- name: insert_recipe
insert into lake.recipe by name select * from incoming;

-- name: earlier_recipe
from lake.recipe at (version => $snapshot) where recipe_id = $key;

-- name: read_recipe
from lake.recipe;

-- name: salvage_recipe
from lake.recipe where recipe_id = $key;

-- name: forget_recipe
delete from lake.recipe where recipe_id = $key;

-- name: files_recipe
select data_file from ducklake_list_files('lake', 'recipe');

-- name: empty_recipe
delete from lake.recipe;

-- name: drop_recipe
drop table lake.recipe;
