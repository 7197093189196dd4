"""A form for each action: rows of label and value under a title; a status may be the place of a tick under its word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.fields.status import is_status_word
from ingest.read.grid import Cell, Grid, Row
from ingest.recognise.columns import is_exact, role_of
from ingest.recognise.header_words import UNREAD, likely_roles
from ingest.recognise.shapes.labels import HEADERS
from ingest.recognise.shapes.lay import Record, relaid

_TITLE = re.compile(r"^(?P<ref>(?:[A-Z][\w-]*\s)?\d{1,3}(?:\.\d+)*[a-z]?)[.):]?\s+(?P<text>[A-Z\"'‘“(].*)$", re.DOTALL)
_LONGEST_TITLE, _LONGEST_LABEL = 40, 8  # words
_LONGEST_TICK = 12  # letters of 'a, b, c'
_LIKELY = 0.6
_FEWEST_FORMS, _FEWEST_ROLES, _FEWEST_WORDS = 2, 3, 2


@dataclass(slots=True)
class _Form:
    """One form: its cells by role, the words under labels that are not known, and the row of its title."""

    row: Row
    cells: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def add(self, role: str | None, label: str, text: str) -> None:
        if role is None:
            self.others.append(f"{label}: {text}" if label else text)
        elif text:
            self.cells[role] = "\n".join(filter(None, (self.cells.get(role), text)))


def lay_forms(grid: Grid) -> Grid | None:
    """A grid of forms as records; None if it is not of this kind."""
    reader = _Reader()
    for row in grid.rows:
        if row.is_table and not row.is_aside:
            reader.take(row)
    forms = [form for form in reader.forms if len(form.cells) >= _FEWEST_ROLES]
    roles = {role for form in forms for role in form.cells}
    if len(forms) < _FEWEST_FORMS or len(roles) < _FEWEST_ROLES or not roles & {"recommendation", "action"}:
        return None
    order = [role for role in HEADERS if role in roles]
    records = [
        Record(
            {order.index(role): text for role, text in form.cells.items()} | {len(order): "\n".join(form.others)},
            form.row,
        )
        for form in forms
    ]
    above = [row for row in grid.rows if not row.is_table]
    whole = {id(form) for form in forms}
    beside = [*reader.beside, *(form.row for form in reader.forms if id(form) not in whole)]
    header = [*(HEADERS[role] for role in order), "Other fields"]
    return relaid(grid, header, records, above, beside, "a form for each action")


class _Reader:
    """Walks over the rows of tables, holding the form, the last label and the words that ticks stand under."""

    def __init__(self) -> None:
        self.forms: list[_Form] = []
        self.role: str | None = None
        self.label = ""
        self.value_at = -1
        self.words: list[Cell] = []
        self.beside: list[Row] = []
        """Rows that are no part of a form."""

    def take(self, row: Row) -> None:
        own = [cell for cell in row.cells if cell.text and not cell.is_merged]
        title = _TITLE.match(own[0].flat) if len(own) == 1 and len(own[0].flat.split()) <= _LONGEST_TITLE else None
        if title:
            self.forms.append(_Form(row, {"ref": title["ref"], "recommendation": title["text"]}))
            self.words, self.value_at = [], -1
        elif not own:  # no tick is printed under the words
            self.words = []
        elif not self.forms:
            self.beside.append(row)
        elif self.words and all(len(cell.flat) <= _LONGEST_TICK for cell in own):
            self._ticks(own)
        elif len(own) == 1 and own[0].column == self.value_at:
            self.forms[-1].add(self.role, "", own[0].text)
        elif len(own) == 2 and _is_label(own[0].flat):
            self._value(own[0].flat, own[1])
        elif len(own) > _FEWEST_WORDS and all(is_status_word(cell.flat) for cell in own[1:]):
            self.words = own[1:]
        else:
            self.beside.append(row)

    def _value(self, label: str, value: Cell) -> None:
        self.words = []
        self.role, self.label, self.value_at = _role(label), label, value.column
        self.forms[-1].add(self.role, label, value.text)

    def _ticks(self, marks: Sequence[Cell]) -> None:
        """The status by the place of its ticks: 'Substantial (a); Completed (b, c)'."""
        under = {_nearest(mark, self.words).flat: mark.flat for mark in marks}
        text = "; ".join(f"{word.flat} ({under[word.flat]})" for word in self.words if word.flat in under)
        self.forms[-1].add("status", "", text)
        self.words = []


def _nearest(mark: Cell, words: Sequence[Cell]) -> Cell:
    return min(words, key=lambda word: abs(word.column + word.span / 2 - mark.column - mark.span / 2))


def _is_label(text: str) -> bool:
    return len(text.split()) <= _LONGEST_LABEL and text[-1] not in ".;,"


def _role(label: str) -> str | None:
    """What a label names: by a reviewed name, else by its words if they are likely to mean one thing."""
    role = role_of(label) if is_exact(label) else None
    if role is None:
        best, chance = max(likely_roles(label).items(), key=lambda pair: pair[1])
        role = best if chance >= _LIKELY else None
    return role if role in HEADERS and role not in UNREAD and role != "ref" else None
