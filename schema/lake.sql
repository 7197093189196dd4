-- Generated from schema/tables.py by `python -m schema`. Do not edit.

create table if not exists lake.partnership (
    partnership_id varchar not null,
    partnership varchar not null,
    is_known boolean not null
);

create table if not exists lake.plan (
    plan_id varchar not null,
    partnership_id varchar not null,
    plan varchar not null,
    opened_at timestamptz not null
);

create table if not exists lake.document (
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

create table if not exists lake.recommendation (
    recommendation_id varchar not null,
    document_id varchar not null,
    position bigint not null,
    section varchar,
    owner varchar,
    recommendation varchar
);

create table if not exists lake.action (
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

create table if not exists lake.action_lead (
    action_id varchar not null,
    agency_id varchar not null,
    position bigint not null,
    as_printed varchar not null,
    contact varchar,
    names_person boolean not null
);

create table if not exists lake.agency (
    agency_id varchar not null,
    agency varchar not null,
    kind varchar not null,
    is_known boolean not null
);

create table if not exists lake.progress_update (
    action_id varchar not null,
    position bigint not null,
    label varchar,
    update_date date,
    rag varchar,
    text varchar not null
);

create table if not exists lake.action_theme (
    action_id varchar not null,
    theme_id varchar not null,
    field varchar not null,
    start_char bigint not null,
    end_char bigint not null,
    words varchar not null
);

create table if not exists lake.theme (
    theme_id varchar not null,
    theme varchar not null,
    meaning varchar not null,
    position bigint not null
);

create table if not exists lake.finding (
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

create table if not exists lake.action_place (
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

create table if not exists lake.printed_cell (
    action_id varchar not null,
    position bigint not null,
    field varchar,
    header varchar not null,
    printed varchar not null,
    struck varchar
);

create table if not exists lake.plan_column (
    document_id varchar not null,
    position bigint not null,
    header varchar not null,
    field varchar,
    recognised varchar not null,
    filled bigint not null,
    read bigint not null
);

create table if not exists lake.correction (
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

create table if not exists lake.reply (
    plan_id varchar not null,
    text varchar not null,
    made_at timestamptz not null,
    made_by varchar
);

create table if not exists lake.recipe (
    recipe_id varchar not null,
    name varchar not null,
    toml varchar not null,
    made_at timestamptz not null
);
