-- question: Which words of this action tell which theme?
-- grain: One row per place where words matched.
-- params: action_id
-- definition: Words matched by the lexicon, with their place in the text.
-- caveat: A theme is found by words, not by a person.

select w.theme_id, t.theme, w.field, w.start_char, w.end_char, w.words
from action_theme as w
inner join theme as t using (theme_id)
where w.action_id = $action_id
order by t.position, w.field, w.start_char, w.end_char
