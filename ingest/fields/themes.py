"""Themes of a text, from the reviewed lexicon, each with the very words that matched.

The lexicon's small pattern language is described at the top of data/reference/themes.toml. Each
theme becomes one regular expression over a copy of the text in which punctuation is blanked and
sentence ends are full stops, so offsets hold and a gap never crosses a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.reference import lexicon


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme, and where the words that tell it stand in the text."""

    theme: str
    start: int
    end: int
    words: str


#: Words of a progress text for each of which a theme must be told once more to count.
PASSING_WORDS = 60
_NOT_WORD = re.compile(r"[^\w.!?\n;()\[\]]|_")
_SENTENCE_END = re.compile(r"[!?\n;()\[\]]")
_POINT_INSIDE = re.compile(r"(?<=\w)\.(?=\w)")


def plain(text: str) -> str:
    """A copy of the same length in which only words, spaces and sentence ends are left."""
    return _SENTENCE_END.sub(".", _NOT_WORD.sub(" ", _POINT_INSIDE.sub(" ", text)))


def _alternative(word: str) -> str:
    stem = word.rstrip("*")
    ending = r"\w*" if word.endswith("*") else ""
    if stem.isupper() and any(letter.isalpha() for letter in stem):
        return re.escape(stem) + (ending or "(?:s| s)?")
    return f"(?i:{re.escape(stem)})" + ending


def _word(word: str) -> str:
    return "(?:" + "|".join(_alternative(part) for part in word.split("|")) + ")"


def term_pattern(term: str) -> str:
    """The regular expression of one term of the lexicon.

    Raises:
        ValueError: if a gap opens or ends the term.
    """
    words = term.split()
    if not words or words[0].startswith("_") or words[-1].startswith("_"):
        raise ValueError(f"the term {term!r} begins or ends with a gap")
    pattern = _word(words[0])
    gap = 0
    for word in words[1:]:
        if re.fullmatch(r"_\d+", word):
            gap = int(word[1:])
            continue
        pattern += rf"(?: +\w+){{0,{gap}}}? +" + _word(word) if gap else " +" + _word(word)
        gap = 0
    return pattern


def _any_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [term_pattern(term) for term in sorted(terms, key=len, reverse=True)]
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b") if patterns else None


@cache
def _compiled() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    found = {}
    for theme, entry in lexicon().themes.items():
        terms = _any_of(entry.terms)
        if terms is None:
            raise ValueError(f"the theme {theme} has no terms")
        found[theme] = (terms, _any_of(entry.exceptions))
    return found


@cache
def _negated() -> re.Pattern[str] | None:
    terms = [term_pattern(term) for term in lexicon().negations]
    return re.compile(r"\b(?:" + "|".join(terms) + r") +(?:(?:the|any|a|an) +)?$") if terms else None


def find_themes(text: str) -> list[Tag]:
    """The themes of a text, by theme and place. A theme may have several tags."""
    if not text:
        return []
    blanked = plain(text)
    tags = []
    for theme, (terms, exceptions) in _compiled().items():
        spared = [match.span() for match in exceptions.finditer(blanked)] if exceptions else []
        for match in terms.finditer(blanked):
            inside = any(start <= match.start() and match.end() <= end for start, end in spared)
            if not inside and not _is_negated(blanked, match.start()):
                tags.append(Tag(theme, match.start(), match.end(), text[match.start() : match.end()]))
    return tags


def salient(tags: list[Tag], text: str) -> list[Tag]:
    """The tags whose theme a long text is about rather than passing: one place is enough in a short text,
    and one more is needed for every further sixty words."""
    needed = 1 + len(text.split()) // PASSING_WORDS
    places = Counter(tag.theme for tag in tags)
    return [tag for tag in tags if places[tag.theme] >= needed]


def _is_negated(blanked: str, start: int) -> bool:
    pattern = _negated()
    return bool(pattern and pattern.search(blanked[max(0, start - 80) : start]))
