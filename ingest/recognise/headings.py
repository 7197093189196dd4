"""Headings above rows: number, letter, owner and the recommendation's text.

A heading may be a plain line, one filled cell, or a paragraph in a cell. A letter (a to i) opens a
heading of its own only when it is repeated after the list, or stands alone above rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.grid import Row

_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
_RECOMMENDATION = re.compile(
    rf"^(?P<section>Recommendations?\s+(?:No\.?\s*)?(?:\d+(?:\.\d+)*[a-z]?|{_NUMBER_WORDS})(?:\s+and\s+\d+)?)\b\s*[:.\-–]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"^\(?(?P<letter>[a-z])\)\s*(?P<rest>.+)$", re.DOTALL)
_ENUMERATED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]+\))\s+")
_ASIDE = re.compile(r"^\(.*\)$|^\(?however,? these actions\b", re.IGNORECASE | re.DOTALL)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a row."""

    section: str | None = None
    title: str | None = None
    owner: str | None = None
    recommendation: str | None = None
    letter: str | None = None
    items: str = field(default="")
    """All the text of the heading, whose items may carry dates."""

    @property
    def label(self) -> str | None:
        """The short heading, with its letter: 'Recommendation 5 b'."""
        return f"{self.section} {self.letter}" if self.section and self.letter else self.section or self.letter

    @property
    def words(self) -> str:
        """The words of the heading that may tell a theme."""
        return " ".join(part for part in (self.section, self.title, self.owner) if part)


NO_HEADING = Heading()


def _without_enumerator(text: str) -> str:
    return _ENUMERATED.sub("", text.strip(), count=1)


def _is_text(paragraph: str) -> bool:
    """Whether a paragraph is recommendation text rather than a title or an owner."""
    bare = paragraph.strip()
    return bool(_ENUMERATED.match(bare)) or len(bare.split()) > _LONGEST_TITLE or bare.endswith((".", ";"))


def is_heading_line(text: str) -> bool:
    """Whether a line of prose opens or belongs to a heading ('Recommendation 4', 'b) ...')."""
    return bool(_RECOMMENDATION.match(text) or _LETTER.match(text))


def is_heading_row(row: Row) -> bool:
    """Whether a row of two cells is a heading: 'Recommendation 2' and what it recommends."""
    first = row.cells[0].flat
    match = _RECOMMENDATION.match(first)
    return bool(match) and len(row.filled) == 2 and not (match and match["rest"].strip())


def _lettered(paragraphs: Sequence[str]) -> tuple[str, str] | None:
    """(letter, text) if the block's last paragraph opens a letter of its own."""
    last = _LETTER.match(paragraphs[-1].strip()) if paragraphs else None
    if last is None:
        return None
    letters = [match["letter"] for part in paragraphs if (match := _LETTER.match(part.strip()))]
    is_alone = len(letters) == 1 and not any(_RECOMMENDATION.match(part) for part in paragraphs)
    is_repeated = letters.count(last["letter"]) > 1
    return (last["letter"], last["rest"].strip()) if is_alone or is_repeated else None


def _split_title(rest: str) -> tuple[str, list[str]]:
    """(title or owner, text paragraphs) of what follows 'Recommendation N' on its line."""
    bare = _PARENTHESIS.sub(" ", rest).strip()
    aside = re.search(r"\bHowever,? these actions\b.*$", bare, re.IGNORECASE | re.DOTALL)
    if aside:
        bare = bare[: aside.start()].strip()
    if _is_text(bare):
        return "", [bare]
    return " ".join(bare.split()), []


def _new_section(match: re.Match[str], others: Sequence[str]) -> Heading:
    """The heading of a new numbered recommendation."""
    title, texts = _split_title(match["rest"])
    names = [title] if title else []
    for paragraph in others:
        if _ASIDE.match(paragraph.strip()):
            continue
        if not texts and not _is_text(paragraph):
            names.append(" ".join(paragraph.split()))
        else:
            texts.append(paragraph)
    recommendation = "\n".join(
        _without_enumerator(text) if place == 0 else text for place, text in enumerate(_asked_first(texts))
    )
    section = " ".join(match["section"].split())
    return Heading(section, " ".join(names) or None, " ".join(names) or None, recommendation or None)


def _asked_first(texts: Sequence[str]) -> list[str]:
    """Numbered paragraphs ask; a paragraph before the first number is what the review found, and goes last."""
    asks = next((place for place, text in enumerate(texts) if _ENUMERATED.match(text.strip())), 0)
    return [*texts[asks:], *texts[:asks]]


def read_heading(paragraphs: Sequence[str], before: Heading) -> Heading:
    """The heading that holds after a block of heading paragraphs.

    Args:
        paragraphs: the lines, cells and paragraphs between two rows, in order.
        before: the heading that held above them.
    """
    parts = [part.strip() for paragraph in paragraphs for part in paragraph.split("\n") if part.strip()]
    heading = before
    for place, part in enumerate(parts):
        match = _RECOMMENDATION.match(part)
        if match and len(match["section"].split()) <= 4:
            heading = _new_section(match, _up_to_next(parts[place + 1 :]))
        elif place == 0 and not _LETTER.match(part) and not _is_text(part):
            heading = Heading(section=" ".join(part.split()), title=" ".join(part.split()))
    heading = Heading(heading.section, heading.title, heading.owner, heading.recommendation, None, "\n".join(parts))
    letter = _lettered(parts)
    if letter:
        return Heading(heading.section, heading.title, heading.owner, letter[1], letter[0], heading.items)
    return heading


def _up_to_next(parts: Sequence[str]) -> list[str]:
    """The paragraphs before the next numbered recommendation."""
    taken: list[str] = []
    for part in parts:
        if _RECOMMENDATION.match(part):
            break
        taken.append(part)
    return taken
