"""Rating colours beyond red, amber and green, and what a plan says that its colours mean.

A colour is kept as printed. It says how an action stands only where the plan's own key or a person says so; of itself
one does: Blue in a BRAG column, which is what the B stands for (Blue: done).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.fields.status import find_statuses
from ingest.read.grid import Row
from schema.vocabulary import Colour, Status, StatusBasis

_NAMES = {"red": Colour.RED, "amber": Colour.AMBER, "orange": Colour.ORANGE, "yellow": Colour.YELLOW, "green": Colour.GREEN,
          "blue": Colour.BLUE, "purple": Colour.PURPLE, "grey": Colour.GREY, "gray": Colour.GREY, "black": Colour.BLACK, "white": Colour.WHITE}  # fmt: skip
_LETTERS = {"b": Colour.BLUE, "r": Colour.RED, "a": Colour.AMBER, "g": Colour.GREEN}
_NAMED = "|".join(_NAMES)
WORD = re.compile(rf"\b({_NAMED})\b", re.IGNORECASE)
_BACKWARDS = re.compile(r"\b(from|was|previously|formerly)\b", re.IGNORECASE)
#: '(G)reen' as a key writes it.
_INITIAL = re.compile(r"\(([A-Z])\)(?=[a-z])")
_QUOTES = "\"'‘’“”"
_ENTRY = re.compile(rf"(?<!\w)({_NAMED})\b\s*(?:[-–—:=]+|(?=[{_QUOTES}(])|\s(?=means\b|is\b))\s*", re.IGNORECASE)
_LONGEST_MEANING = 30  # words


def column_colours(text: str) -> list[Colour]:
    """The colours of a rating cell in order of time: 'B', 'Amber, was green', 'Blue'."""
    letters = re.findall(r"[A-Za-z]+", text)
    if letters and all(word.lower() in _LETTERS for word in letters):
        return [_LETTERS[word.lower()] for word in letters]
    found = [_NAMES[word.lower()] for word in WORD.findall(text)]
    return found[::-1] if len(found) == 2 and _BACKWARDS.search(text) else found


def read_key(rows: Iterable[Row]) -> dict[Colour, str]:
    """Colour -> what the plan says it means, from lines and rows outside the plan's rows.

    Known shapes: 'Blue: complete' as a line or in two cells; 'Blue = complete, Green = on track' in one line; a row of
    colours with their meanings in the row below.
    """
    found: dict[Colour, str] = {}
    above: Row | None = None
    for row in rows:
        entries = _in_cells(row) or _in_lines(row) or _under(above, row)
        for colour, meaning in entries.items():
            found.setdefault(colour, meaning)
        above = row
    return found if len(found) > 1 else {}  # one colour alone is a remark, no key


def _colour_alone(text: str) -> Colour | None:
    return _NAMES.get(_INITIAL.sub(r"\1", text).strip(" :-–=.").lower())


def _in_cells(row: Row) -> dict[Colour, str]:
    """'Blue' in one cell, its meaning in the next."""
    filled = [text for text in row.filled if text.strip()]
    colour = _colour_alone(filled[0]) if len(filled) == 2 else None
    is_meaning = colour is not None and _colour_alone(filled[1]) is None and len(filled[1].split()) <= _LONGEST_MEANING
    return {colour: filled[1]} if colour and is_meaning else {}


def _in_lines(row: Row) -> dict[Colour, str]:
    """'Blue = complete, Green = on track' in one line or cell, one entry or several."""
    found: dict[Colour, str] = {}
    for cell in row.filled:
        for line in cell.split("\n"):
            text = _INITIAL.sub(r"\1", line)
            entries = list(_ENTRY.finditer(text))
            if not entries or (len(entries) == 1 and text[: entries[0].start()].strip(" •-–:()")):
                continue
            ends = [entry.start() for entry in entries[1:]] + [len(text)]
            for entry, end in zip(entries, ends, strict=True):
                meaning = text[entry.end() : end].strip(f" ,;.|/{_QUOTES}()")
                if meaning and len(meaning.split()) <= _LONGEST_MEANING:
                    found.setdefault(_NAMES[entry[1].lower()], meaning)
    return found


def _under(above: Row | None, row: Row) -> dict[Colour, str]:
    """A row of colours and the row below it that says what each means."""
    if above is None or len(above.cells) != len(row.cells):
        return {}
    pairs = [
        (_colour_alone(over.text), under.text) for over, under in zip(above.cells, row.cells, strict=True) if over.text
    ]
    if len(pairs) < 2 or any(colour is None or not text or _colour_alone(text) for colour, text in pairs):
        return {}
    return {colour: text for colour, text in pairs if colour}


def meaning_of(words: str) -> Status | None:
    """The status that a key's words name, or None if they name none or several."""
    named = {status for _, status in find_statuses(words)}
    return named.pop() if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a plan's colours mean: by its own key, and by what a person said of it once for the plan."""

    key: Mapping[Colour, str] = field(default_factory=dict)
    said: Mapping[Colour, Status | None] = field(default_factory=dict)

    def status_of(self, colour: Colour, *, is_brag: bool) -> tuple[Status, StatusBasis] | None:
        """The status that a colour gives and how that is known, or None where nobody says what it means.

        A person goes before the key, the key before the meaning of Blue in a BRAG column.
        """
        if colour in self.said:
            status = self.said[colour]
            return (status, StatusBasis.SAID) if status else None
        if colour in self.key:
            meant = meaning_of(self.key[colour])
            return (meant, StatusBasis.KEY) if meant else None
        return (Status.COMPLETED, StatusBasis.RATING) if colour is Colour.BLUE and is_brag else None

    def explains(self, colour: Colour) -> bool:
        """Whether the key or a person says what a colour means."""
        return colour in self.said or colour in self.key


NO_MEANINGS = Meanings()


def said_of(colours: Mapping[str, str] | None) -> dict[Colour, Status | None]:
    """What a person said of a plan's colours: a colour -> its status, or None where it is no status.

    Raises:
        ValueError: if a word is no colour or no status.
    """
    found: dict[Colour, Status | None] = {}
    for colour, status in (colours or {}).items():
        found[Colour(colour)] = None if status in ("", "none") else Status(status)
    return found
