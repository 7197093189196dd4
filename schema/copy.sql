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
    sector varchar[],
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

-- name: empty_partnership
create table if not exists raw.partnership (
    partnership_id varchar not null,
    partnership varchar not null,
    is_known boolean not null
);

-- name: put_partnership
insert into raw.partnership by name select * from incoming;

-- name: take_all_partnership
truncate raw.partnership;

-- name: changed_partnership
select count(*)
from (
    from raw.partnership
    except
    from incoming
);

-- name: copy_plan
create table raw.plan as from lake.plan;

-- name: empty_plan
create table if not exists raw.plan (
    plan_id varchar not null,
    partnership_id varchar not null,
    plan varchar not null,
    opened_at timestamptz not null
);

-- name: put_plan
insert into raw.plan by name select * from incoming;

-- name: take_all_plan
truncate raw.plan;

-- name: changed_plan
select count(*)
from (
    from raw.plan
    except
    from incoming
);

-- name: copy_document
create table raw.document as from lake.document;

-- name: empty_document
create table if not exists raw.document (
    document_id varchar not null,
    partnership_id varchar not null,
    plan_id varchar not null,
    plan varchar not null,
    kind varchar not null,
    title varchar not null,
    version_as_printed varchar,
    marking varchar,
    as_at date,
    as_at_basis varchar not null,
    published_at varchar,
    published_on date,
    wording varchar not null,
    prints_recommendation boolean not null,
    prints_lead boolean not null,
    prints_target boolean not null,
    prints_completion boolean not null,
    prints_status boolean not null,
    prints_rag boolean not null,
    file_name varchar not null,
    sha256 varchar not null,
    media_type varchar not null,
    bytes bigint not null,
    pages bigint,
    layout varchar not null,
    added_at timestamptz not null,
    colours varchar[] not null,
    reader varchar,
    lists varchar,
    date_order varchar not null,
    layout_fit double
);

-- name: put_document
insert into raw.document by name select * from incoming;

-- name: take_document
delete from raw.document where document_id = $key;

-- name: copy_recommendation
create table raw.recommendation as from lake.recommendation;

-- name: empty_recommendation
create table if not exists raw.recommendation (
    recommendation_id varchar not null,
    document_id varchar not null,
    position bigint not null,
    section varchar,
    owner varchar,
    recommendation varchar
);

-- name: put_recommendation
insert into raw.recommendation by name select * from incoming;

-- name: take_recommendation
delete from raw.recommendation where document_id = $key;

-- name: copy_action
create table raw.action as from lake.action;

-- name: empty_action
create table if not exists raw.action (
    action_id varchar not null,
    action_key varchar not null,
    document_id varchar not null,
    recommendation_id varchar not null,
    position bigint not null,
    section varchar,
    ref varchar,
    action varchar,
    outcome varchar,
    scope varchar,
    lead_as_printed varchar,
    target_as_printed varchar,
    target_date date,
    target_precision varchar,
    target_note varchar,
    target_original_date date,
    target_revisions bigint not null,
    status_as_printed varchar,
    status varchar not null,
    completion_as_printed varchar,
    completion_date date,
    completion_precision varchar,
    commenced_date date,
    rag varchar,
    rag_history varchar[] not null,
    updates bigint not null,
    progress varchar,
    closed_not_done boolean not null,
    closed_not_done_words varchar,
    page bigint,
    line bigint not null,
    status_basis varchar,
    corrected_fields varchar[] not null,
    rating_as_printed varchar,
    match_score double,
    acceptance varchar,
    acceptance_as_printed varchar,
    doubtful_fields varchar[] not null,
    support varchar,
    support_words varchar,
    support_is_plain boolean,
    verdict varchar
);

-- name: put_action
insert into raw.action by name select * from incoming;

-- name: take_action
delete from raw.action where document_id = $key;

-- name: copy_action_lead
create table raw.action_lead as from lake.action_lead;

-- name: empty_action_lead
create table if not exists raw.action_lead (
    action_id varchar not null,
    agency_id varchar not null,
    position bigint not null,
    as_printed varchar not null,
    contact varchar,
    names_person boolean not null
);

-- name: put_action_lead
insert into raw.action_lead by name select * from incoming;

-- name: take_action_lead
delete from raw.action_lead where action_id >= $key || '-' and action_id < $key || '.';

-- name: copy_agency
create table raw.agency as from lake.agency;

-- name: empty_agency
create table if not exists raw.agency (
    agency_id varchar not null,
    agency varchar not null,
    kind varchar not null,
    is_known boolean not null
);

-- name: put_agency
insert into raw.agency by name select * from incoming;

-- name: take_all_agency
truncate raw.agency;

-- name: changed_agency
select count(*)
from (
    from raw.agency
    except
    from incoming
);

-- name: copy_progress_update
create table raw.progress_update as from lake.progress_update;

-- name: empty_progress_update
create table if not exists raw.progress_update (
    action_id varchar not null,
    position bigint not null,
    label varchar,
    update_date date,
    rag varchar,
    text varchar not null
);

-- name: put_progress_update
insert into raw.progress_update by name select * from incoming;

-- name: take_progress_update
delete from raw.progress_update where action_id >= $key || '-' and action_id < $key || '.';

-- name: copy_action_theme
create table raw.action_theme as from lake.action_theme;

-- name: empty_action_theme
create table if not exists raw.action_theme (
    action_id varchar not null,
    theme_id varchar not null,
    field varchar not null,
    start_char bigint not null,
    end_char bigint not null,
    words varchar not null
);

-- name: put_action_theme
insert into raw.action_theme by name select * from incoming;

-- name: take_action_theme
delete from raw.action_theme where action_id >= $key || '-' and action_id < $key || '.';

-- name: copy_theme
create table raw.theme as from lake.theme;

-- name: empty_theme
create table if not exists raw.theme (
    theme_id varchar not null,
    theme varchar not null,
    meaning varchar not null,
    position bigint not null
);

-- name: put_theme
insert into raw.theme by name select * from incoming;

-- name: take_all_theme
truncate raw.theme;

-- name: changed_theme
select count(*)
from (
    from raw.theme
    except
    from incoming
);

-- name: copy_finding
create table raw.finding as from lake.finding;

-- name: empty_finding
create table if not exists raw.finding (
    document_id varchar not null,
    position bigint not null,
    action_id varchar,
    severity varchar not null,
    code varchar not null,
    page bigint,
    line bigint,
    text varchar not null,
    message varchar not null
);

-- name: put_finding
insert into raw.finding by name select * from incoming;

-- name: take_finding
delete from raw.finding where document_id = $key;

-- name: copy_action_place
create table raw.action_place as from lake.action_place;

-- name: empty_action_place
create table if not exists raw.action_place (
    action_id varchar not null,
    position bigint not null,
    page bigint,
    sheet varchar,
    line bigint not null,
    left_edge double,
    top_edge double,
    right_edge double,
    bottom_edge double
);

-- name: put_action_place
insert into raw.action_place by name select * from incoming;

-- name: take_action_place
delete from raw.action_place where action_id >= $key || '-' and action_id < $key || '.';

-- name: copy_printed_cell
create table raw.printed_cell as from lake.printed_cell;

-- name: empty_printed_cell
create table if not exists raw.printed_cell (
    action_id varchar not null,
    position bigint not null,
    field varchar,
    header varchar not null,
    printed varchar not null,
    struck varchar
);

-- name: put_printed_cell
insert into raw.printed_cell by name select * from incoming;

-- name: take_printed_cell
delete from raw.printed_cell where action_id >= $key || '-' and action_id < $key || '.';

-- name: copy_plan_column
create table raw.plan_column as from lake.plan_column;

-- name: empty_plan_column
create table if not exists raw.plan_column (
    document_id varchar not null,
    position bigint not null,
    header varchar not null,
    field varchar,
    recognised varchar not null,
    filled bigint not null,
    read bigint not null
);

-- name: put_plan_column
insert into raw.plan_column by name select * from incoming;

-- name: take_plan_column
delete from raw.plan_column where document_id = $key;

-- name: copy_correction
create table raw.correction as from lake.correction;

-- name: empty_correction
create table if not exists raw.correction (
    document_id varchar not null,
    action_key varchar not null,
    about varchar not null,
    field varchar not null,
    printed varchar not null,
    old varchar not null,
    new varchar not null,
    reason varchar not null,
    made_at timestamptz not null,
    made_by varchar
);

-- name: put_correction
insert into raw.correction by name select * from incoming;

-- name: take_correction
delete from raw.correction where document_id = $key;

-- name: copy_reply
create table raw.reply as from lake.reply;

-- name: empty_reply
create table if not exists raw.reply (
    plan_id varchar not null,
    text varchar not null,
    made_at timestamptz not null,
    made_by varchar
);

-- name: put_reply
insert into raw.reply by name select * from incoming;

-- name: take_all_reply
truncate raw.reply;

-- name: changed_reply
select count(*)
from (
    from raw.reply
    except
    from incoming
);

-- name: copy_recipe
create table raw.recipe as from lake.recipe;

-- name: empty_recipe
create table if not exists raw.recipe (
    recipe_id varchar not null,
    name varchar not null,
    toml varchar not null,
    made_at timestamptz not null
);

-- name: put_recipe
insert into raw.recipe by name select * from incoming;

-- name: take_all_recipe
truncate raw.recipe;

-- name: changed_recipe
select count(*)
from (
    from raw.recipe
    except
    from incoming
);

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
