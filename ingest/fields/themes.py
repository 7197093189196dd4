"""Themes of a text, from the reviewed lexicon, each with the very words that matched.

The lexicon's small pattern language is described at the top of data/reference/themes.toml. Terms
become regular expressions over a copy of the text in which punctuation is blanked and sentence
ends are full stops, so offsets hold and a gap never crosses a sentence. At each word only the
terms that begin with it are tried, and they are compiled once all words of one of them stand in a
text: compiling all terms takes longer than reading a plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
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


_OFTEN = 40  # times that terms are tried one by one before they are compiled together, which takes longer


class _Terms:
    """Terms that begin with one word. In a short document few are ever compiled, in a long one all as one expression."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self._terms = sorted(terms, key=len, reverse=True)
        self._behind = [_stems_behind_the_first(term) for term in self._terms]
        self._tried = 0
        self._pattern: re.Pattern[str] | None = None

    def match(self, blanked: str, lowered: str, start: int) -> re.Match[str] | None:
        """The longest term that stands at a place of a text; `lowered` is the text in lower case."""
        if self._pattern is not None:
            return self._pattern.match(blanked, start)
        likely = [term for term, stems in zip(self._terms, self._behind, strict=True) if _all_in(lowered, stems)]
        if likely:
            self._tried += 1
        if self._tried > _OFTEN:
            self._pattern = re.compile(r"\b(?:" + "|".join(map(term_pattern, self._terms)) + r")\b")
        return next((found for term in likely if (found := _compiled(term).match(blanked, start))), None)


@cache
def _compiled(term: str) -> re.Pattern[str]:
    return re.compile(rf"\b{term_pattern(term)}\b")


@cache
def _stems_behind_the_first(term: str) -> tuple[tuple[str, ...], ...]:
    words = [word for word in term.split()[1:] if not word.startswith("_")]
    return tuple(tuple(part.rstrip("*").lower() for part in word.split("|")) for word in words)


def _all_in(lowered: str, words: Sequence[Sequence[str]]) -> bool:
    """Whether of each word one stem stands in a text."""
    return all(any(stem in lowered for stem in stems) for stems in words)


_any_of = cache(_Terms)  # 'referral' and 'referrals' begin the same terms


#: A theme, and whether it is the phrases that spare it that are meant.
_Kind = tuple[str, bool]
_Term = tuple[_Kind, int, str]  # its kind, place among its like, term


@cache
def _index() -> tuple[dict[str, list[_Term]], dict[str, list[_Term]]]:
    """All terms and exceptions by the word they begin with, and by its stem where any ending will do."""
    words: dict[str, list[_Term]] = {}
    stems: dict[str, list[_Term]] = {}
    for theme, entry in lexicon().themes.items():
        if not entry.terms:
            raise ValueError(f"the theme {theme} has no terms")
        listed = [((theme, False), place, term) for place, term in enumerate(entry.terms)]
        listed += [((theme, True), place, term) for place, term in enumerate(entry.exceptions)]
        for made in listed:
            for first in made[2].split()[0].split("|"):
                stem = first.rstrip("*").lower()
                if first.endswith("*"):
                    stems.setdefault(stem, []).append(made)
                else:
                    words.setdefault(stem, []).append(made)
                    words.setdefault(stem + "s", []).append(made)
    return words, stems


@lru_cache(maxsize=16_384)
def _beginning_with(word: str) -> tuple[tuple[_Kind, _Terms], ...]:
    """For each kind with terms that may begin with a word in lower case: the kind, and these terms as one expression."""
    words, stems = _index()
    found: dict[_Kind, dict[str, None]] = {}
    places = (stems.get(word[:length], ()) for length in range(1, min(len(word), _LONGEST_STEM) + 1))
    for kind, _, term in sorted((*words.get(word, ()), *chain.from_iterable(places))):
        found.setdefault(kind, {})[term] = None
    return tuple((kind, _any_of(tuple(terms))) for kind, terms in found.items())


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
        for start, end in places.get((theme, False), ())
        if not _is_spared(start, end, places.get((theme, True), ())) and not _is_negated(blanked, start)
    )


def _places(blanked: str) -> dict[_Kind, list[tuple[int, int]]]:
    """Kind -> (start, end) of its terms in a text, none within another."""
    found: dict[_Kind, list[tuple[int, int]]] = {}
    lowered = blanked.lower()
    for word in _WORD.finditer(blanked):
        for kind, terms in _beginning_with(word.group().lower()):
            before = found.get(kind)
            is_free = before is None or before[-1][1] <= word.start()
            if is_free and (match := terms.match(blanked, lowered, word.start())):
                found.setdefault(kind, []).append(match.span())
    return found


def _is_spared(start: int, end: int, spared: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spared)


def salient(tags: list[Tag], text: str) -> list[Tag]:
    """The tags whose theme a long text is about rather than passing: one place is enough in a short text,
    and one more is needed for every further sixty words."""
    needed = 1 + len(text.split()) // PASSING_WORDS
    places = Counter(tag.theme for tag in tags)
    return [tag for tag in tags if places[tag.theme] >= needed]


def _is_negated(blanked: str, start: int) -> bool:
    pattern = _negated()
    return bool(pattern and pattern.search(blanked[max(0, start - 80) : start]))
