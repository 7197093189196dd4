"""Red, amber and green ratings: from their column, and from the words that lead an update.

What a colour says of how an action stands, if anything, is told in colours.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.fields.colours import WORD, column_colours
from schema.vocabulary import Colour, Rag

# A rating leads a paragraph when it stands alone, or is followed by a label, 'for ...' or a new sentence.
_LEADING = re.compile(
    r"^(?:rag(?:\s+(?:status|rating))?\s*[:\-–]?\s*)?(?P<rag>red|amber|green|Red|Amber|Green|RED|AMBER|GREEN)"
    r"(?=\s*$|\s*[:\-–]\s|\s+(?:for|due|as|because|until)\b|\s+(?:[A-Z]\w*\s+){0,2}[Uu]pdate\b|\s+[A-Z])",
)


def ratings_of(colours: Iterable[Colour]) -> list[Rag]:
    """Those of some colours that are ratings, in their order."""
    return [Rag(colour.value) for colour in colours if colour.value in set(Rag)]


def leading_rating(paragraph: str) -> Rag | None:
    """The rating that leads a paragraph of progress, if one does."""
    match = _LEADING.match(paragraph.strip())
    return Rag(match.group("rag").lower()) if match else None


def leading_ratings(text: str) -> list[Rag]:
    """The ratings that lead paragraphs of a progress text, in order."""
    return [rating for line in text.split("\n") if (rating := leading_rating(line)) is not None]


def without_leading_rating(paragraph: str) -> str:
    """A paragraph less the rating that leads it and what only explains the rating ('for implementation of ...')."""
    match = _LEADING.match(paragraph.strip())
    if match is None:
        return paragraph
    return paragraph.strip()[match.end() :].lstrip(" :-–")


def is_only_ratings(text: str) -> bool:
    """Whether a cell holds nothing but ratings (and short words about them)."""
    if column_colours(text) and not WORD.search(text):
        return True
    return bool(WORD.search(text)) and len(re.findall(r"\w+", WORD.sub(" ", text))) <= 6
