"""Red, amber and green ratings: from their column, and from the words that lead an update.

A rating is never read as a status.
"""

from __future__ import annotations

import re

from schema.vocabulary import Rag

_WORD = re.compile(r"\b(red|amber|green)\b", re.IGNORECASE)
# A rating leads a paragraph when it stands alone, or is followed by a label, 'for ...' or a new sentence.
_LEADING = re.compile(
    r"^(?:rag(?:\s+(?:status|rating))?\s*[:\-–]?\s*)?(?P<rag>red|amber|green|Red|Amber|Green|RED|AMBER|GREEN)"
    r"(?=\s*$|\s*[:\-–]\s|\s+(?:for|due|as|because|until)\b|\s+(?:[A-Z]\w*\s+){0,2}[Uu]pdate\b|\s+[A-Z])",
)


_LETTERS = {"r": Rag.RED, "a": Rag.AMBER, "g": Rag.GREEN}
_BACKWARDS = re.compile(r"\b(from|was|previously|formerly)\b", re.IGNORECASE)


def column_ratings(text: str) -> list[Rag]:
    """The ratings of a RAG column's cell, in order of time: 'R', 'Amber', 'Amber, was green'."""
    letters = re.findall(r"[A-Za-z]+", text)
    if letters and all(word.lower() in _LETTERS for word in letters):
        return [_LETTERS[word.lower()] for word in letters]
    found = [Rag(word.lower()) for word in _WORD.findall(text)]
    return found[::-1] if len(found) == 2 and _BACKWARDS.search(text) else found


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
    if column_ratings(text) and not _WORD.search(text):
        return True
    return bool(_WORD.search(text)) and len(re.findall(r"\w+", _WORD.sub(" ", text))) <= 6
