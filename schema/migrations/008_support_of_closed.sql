-- What the text of a completed action says of it, and what a person does. Of what was read before only what was said not to be done is
-- known; `python -m ingest reread --all` tells the rest.

-- name: support
alter table lake.action add column if not exists support varchar;

-- name: support_words
alter table lake.action add column if not exists support_words varchar;

-- name: support_is_plain
alter table lake.action add column if not exists support_is_plain boolean;

-- name: verdict
alter table lake.action add column if not exists verdict varchar;

-- name: support_told
update lake.action
set support = 'not_possible', support_words = closed_not_done_words, support_is_plain = true
where closed_not_done and status = 'completed';
