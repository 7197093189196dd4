"""Themes of a text, from the reviewed lexicon, each with the very words that matched.

The lexicon's small pattern language is described at the top of data/reference/themes.toml. Terms
become regular expressions over a copy of the text in which punctuation is blanked and sentence
ends are full stops, so offsets hold and a gap never crosses a sentence. At each word only the
terms that begin with it are tried, and only those are ever compiled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

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


_WORD = re.compile(r"\w+")
_LONGEST_STEM = 40  # letters


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


_Term = tuple[str, int, str]  # theme, place among its terms, term


@cache
def _index() -> tuple[dict[str, list[_Term]], dict[str, list[_Term]]]:
    """The terms of all themes by the word they begin with, and by its stem where any ending will do."""
    words: dict[str, list[_Term]] = {}
    stems: dict[str, list[_Term]] = {}
    for theme, entry in lexicon().themes.items():
        if not entry.terms:
            raise ValueError(f"the theme {theme} has no terms")
        for number, term in enumerate(entry.terms):
            for first in term.split()[0].split("|"):
                stem = first.rstrip("*").lower()
                if first.endswith("*"):
                    stems.setdefault(stem, []).append((theme, number, term))
                else:
                    words.setdefault(stem, []).append((theme, number, term))
                    words.setdefault(stem + "s", []).append((theme, number, term))
    return words, stems


@lru_cache(maxsize=16_384)
def _beginning_with(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each theme with terms that may begin with a word in lower case: the theme, and these terms as one expression."""
    words, stems = _index()
    found: dict[str, dict[str, None]] = {}
    places = (stems.get(word[:length], ()) for length in range(1, min(len(word), _LONGEST_STEM) + 1))
    for theme, _, term in sorted((*words.get(word, ()), *chain.from_iterable(places))):
        found.setdefault(theme, {})[term] = None
    return tuple((theme, pattern) for theme, terms in found.items() if (pattern := _any_of(terms)) is not None)


@cache
def _exceptions(theme: str) -> re.Pattern[str] | None:
    return _any_of(lexicon().themes[theme].exceptions)


@cache
def _negated() -> re.Pattern[str] | None:
    terms = [term_pattern(term) for term in lexicon().negations]
    return re.compile(r"\b(?:" + "|".join(terms) + r") +(?:(?:the|any|a|an) +)?$") if terms else None


def find_themes(text: str) -> list[Tag]:
    """The themes of a text, by theme and place. A theme may have several tags."""
    return list(_found(text)) if text else []


@lru_cache(maxsize=2048)  # the same recommendation stands over many actions
def _found(text: str) -> tuple[Tag, ...]:
    blanked = plain(text)
    places = _places(blanked)
    return tuple(
        Tag(theme, start, end, text[start:end])
        for theme in lexicon().themes
        if theme in places
        for start, end in _standing(theme, places[theme], blanked)
    )


def _places(blanked: str) -> dict[str, list[tuple[int, int]]]:
    """Theme -> (start, end) of its terms in a text, none within another."""
    found: dict[str, list[tuple[int, int]]] = {}
    for word in _WORD.finditer(blanked):
        for theme, terms in _beginning_with(word.group().lower()):
            before = found.get(theme)
            match = terms.match(blanked, word.start()) if before is None or before[-1][1] <= word.start() else None
            if match:
                found.setdefault(theme, []).append(match.span())
    return found


def _standing(theme: str, places: list[tuple[int, int]], blanked: str) -> list[tuple[int, int]]:
    """The places of a theme that no exception spares and no negation takes back."""
    exceptions = _exceptions(theme)
    spared = [match.span() for match in exceptions.finditer(blanked)] if exceptions else []
    return [
        (start, end)
        for start, end in places
        if not any(first <= start and end <= last for first, last in spared) and not _is_negated(blanked, start)
    ]


def salient(tags: list[Tag], text: str) -> list[Tag]:
    """The tags whose theme a long text is about rather than passing: one place is enough in a short text,
    and one more is needed for every further sixty words."""
    needed = 1 + len(text.split()) // PASSING_WORDS
    places = Counter(tag.theme for tag in tags)
    return [tag for tag in tags if places[tag.theme] >= needed]


def _is_negated(blanked: str, start: int) -> bool:
    pattern = _negated()
    return bool(pattern and pattern.search(blanked[max(0, start - 80) : start]))
