"""Which column holds what: from header synonyms, and from the cells where headers are blank or odd."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from statistics import median

from ingest.fields.acceptance import is_acceptance
from ingest.fields.dates import find_dates
from ingest.fields.leads import read_leads
from ingest.fields.rag import is_only_ratings
from ingest.fields.status import find_statuses, is_status_word
from ingest.read.grid import Row
from ingest.recognise.assign import assign
from ingest.recognise.fit import fit_of
from ingest.recognise.header_words import CONTENT, UNREAD, plain
from ingest.reference import header_guidance, header_names, unread_headers, whole_headers

_REF = re.compile(r"^[A-Za-z]{0,10}[\s.]?\d+(?:\.\d+)*[a-z]?\.?$")
_LONGEST_HEADER = 12
_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_SHORT_HEADER = 5
_LONG = 5  # words, from which a column holds texts


normal = plain


@cache
def _roles_by_phrase() -> dict[str, str]:
    return {name: role for role, names in header_names().items() for name in names}


@cache
def _roles_by_name() -> dict[str, str]:
    """Header -> what it names; the first that is listed, where it may name two."""
    found = dict(_roles_by_phrase())
    for listed in (whole_headers(), unread_headers()):
        for role, names in listed.items():
            for name in names:
                found.setdefault(name, role)
    return found


@lru_cache(maxsize=8192)
def role_of(header: str) -> str | None:
    """What a column with this header holds, or None. The longest name that fits wins."""
    if _PERCENT.search(header):
        return "percent"
    text = normal(header)
    if not text or len(text.split()) > _LONGEST_HEADER:
        return None
    roles = _roles_by_name()
    if text in roles:
        return roles[text]
    mended = next((whole for whole in without_one_space(text) if whole in roles), None)
    if mended:
        return roles[mended]
    padded = f" {text} "
    roles = _roles_by_phrase()
    fitting = [name for name in roles if f" {name} " in padded and len(name) > 2 and roles[name] != "derived"]
    # 'Lead for recommendation' is about leads: what the word 'recommendation' or 'action' stands beside decides.
    special = [name for name in fitting if roles[name] not in CONTENT] or fitting
    if not special or ("date" in text.split() and roles[max(special, key=len)] in CONTENT):
        return None
    return roles[max(special, key=len)]


def without_one_space(text: str) -> list[str]:
    """A text with each of its spaces taken out in turn: a narrow column may have cut a word in two."""
    return [text[:place] + text[place + 1 :] for place, sign in enumerate(text) if sign == " "]


def is_exact(header: str) -> bool:
    """Whether a header is one of the reviewed names, word for word."""
    return normal(header) in _roles_by_name()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: what each holds, by position."""

    roles: Mapping[int, str]
    width: int
    line: int
    unnamed: frozenset[int] = frozenset()
    """Positions whose header is blank: what they hold is told by their cells."""
    names: Mapping[int, str] = field(default_factory=dict)
    """The headers as printed."""
    guessed: frozenset[int] = frozenset()
    """Positions whose role was told by their cells, not by their header."""
    height: int = 1
    """How many rows the header takes."""
    table: int | None = None
    """The table of the file that it heads."""
    exported: frozenset[str] = frozenset()
    """Its headers, if they are those of our own export."""
    is_said: bool = False
    """Whether a person said what the columns hold."""
    is_each_told: bool = False
    """Whether a person said where each action begins, so that no row of the table is judged."""

    def has(self, role: str) -> bool:
        """Whether some column holds this."""
        return role in self.roles.values()


#: Columns of our own export that hold cells as printed; the others of it are derived.
_OF_EXPORT = {
    "section": "section", "ref": "ref", "recommendation": "recommendation", "action": "action", "outcome": "outcome", "scope": "scope",
    "lead_agencies": "lead", "target_as_printed": "target", "status_as_printed": "status", "completion_as_printed": "completion",
    "commenced_date": "commenced", "progress": "progress",
}  # fmt: skip


def _own_export(row: Row) -> Columns | None:
    """The columns of our own export, known by names that no published plan has."""
    names = {cell.column: cell.flat for cell in row.cells}
    if not {"action_id", "target_as_printed", "status_as_printed", "source_line"} <= set(names.values()):
        return None
    roles = {place: _OF_EXPORT.get(name, "derived") for place, name in names.items()}
    return Columns(roles, len(row.cells), row.line, names=names, table=row.table, exported=frozenset(names.values()))


def only_read(roles: Mapping[int, str | None]) -> dict[int, str]:
    """The columns that are read. The others are kept as printed; so is what is derived in our own export, in any other table."""
    return {place: role for place, role in roles.items() if role and role != "derived" and role not in UNREAD}


def read_header(row: Row) -> Columns | None:
    """The columns that a row names, or None if the row is no header of a plan's table."""
    exported = _own_export(row)
    if exported:
        return exported
    if not row.is_table and len(row.cells) < 2:
        return None
    roles = {cell.column: role for cell in row.cells if (role := role_of(cell.flat)) is not None}
    known = set(roles.values()) - {"derived"} - UNREAD
    filled = len(row.filled)
    if len(known) < 2 or not known & CONTENT or len(roles) * 5 < filled * 3:
        return None
    exact = sum(is_exact(cell.flat) for cell in row.cells)
    is_short = all(len(text.split()) <= _SHORT_HEADER for text in row.filled)
    is_sure = exact >= min(2, filled) or (exact >= 1 and len(known) >= 3 and is_short)
    unnamed = frozenset(cell.column for cell in row.cells if not cell.text)
    names = {cell.column: cell.flat for cell in row.cells if cell.text}
    return Columns(only_read(roles), len(row.cells), row.line, unnamed, names, table=row.table) if is_sure else None


def is_guidance(row: Row) -> bool:
    """Whether a row only explains the header above it ('Red Amber Green', 'How will the public know?')."""
    filled = [normal(text) for text in row.filled]
    hits = sum(any(phrase in text for phrase in header_guidance()) for text in filled)
    return bool(filled) and len(filled) >= 2 and hits * 2 >= len(filled)


def _share(values: Sequence[str], test: object) -> float:
    """Share of the non-blank values that pass a test."""
    filled = [value for value in values if value.strip()]
    return sum(bool(test(value)) for value in filled) / len(filled) if filled and callable(test) else 0.0


def _is_ref(text: str) -> bool:
    return bool(_REF.match(text.strip()))


def _is_date(text: str) -> bool:
    return len(text.split()) <= 8 and bool(find_dates(text))


def _by_content(role: str | None, values: Sequence[str], taken: set[str]) -> str | None:
    """What a column holds judging by its cells, where the header is blank or ambiguous."""
    if role in ("progress", "status", "outcome") and _share(values, is_only_ratings) > 0.5:
        return "rag"
    is_answered = _share(values, is_acceptance) > 0.5 and not any(is_status_word(value) for value in values)
    if role in ("status", "outcome") and "accepted" not in taken and is_answered:
        return "accepted"
    if role in ("outcome", "progress") and "status" not in taken and _share(values, is_status_word) > 0.5:
        return "status"
    if role is None and "ref" not in taken and _share(values, _is_ref) > 0.5:
        return "ref"
    if role is None and "status" not in taken and _share(values, is_status_word) > 0.6:
        return "status"
    if role is None and "target" not in taken and _share(values, _is_date) > 0.6:
        return "target"
    return role


def refine(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns after a look at the cells below the header and at what stands beside what."""
    columns = together(columns, rows)
    roles = dict(columns.roles)
    guessed = set(columns.guessed)
    for position in range(columns.width):
        values = [row.cells[position].text for row in rows if len(row.cells) == columns.width]
        others = {role for place, role in roles.items() if place != position}
        if position not in roles and position not in columns.unnamed:
            continue  # a header that says something unknown is no licence to guess
        role = _by_content(roles.get(position), values, others)
        if role is not None:
            guessed |= {position} if role != roles.get(position) else set()
            roles[position] = role
    return replace(columns, roles=roles, guessed=frozenset(guessed))


_SURE, _SURE_OF_BLANK = 0.6, 0.5
_SLIGHTLY = 0.2


def together(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with those told by all the evidence whose header is no reviewed name, or one that may mean two things."""
    if columns.exported:
        return columns
    headers = [columns.names.get(place, "") for place in range(columns.width)]
    cells = [
        [row.cells[place].text for row in rows if len(row.cells) == columns.width] for place in range(columns.width)
    ]
    found = assign(headers, cells)
    roles = dict(columns.roles)
    guessed = set(columns.guessed)
    for place, (header, role, sure) in enumerate(zip(headers, found.roles, found.sure, strict=True)):
        if is_plain_name(header) or role == roles.get(place):
            continue
        if sure < (_SURE if header else _SURE_OF_BLANK) or (not header and not any(cells[place])):
            continue
        if place in roles and fit_of(roles[place], cells[place]) >= fit_of(role, cells[place]) - _SLIGHTLY:
            continue  # what its phrase says fits as well
        roles.pop(place, None)
        if role not in UNREAD:
            roles[place] = role
            guessed.add(place)
    return replace(columns, roles=roles, guessed=frozenset(guessed))


@lru_cache(maxsize=8192)
def is_plain_name(header: str) -> bool:
    """Whether a header is a reviewed name that means one thing only."""
    text = normal(header)
    listed = (header_names(), whole_headers(), unread_headers())
    return sum(text in names for by_role in listed for role, names in by_role.items() if role != "derived") == 1


def by_content_alone(width: int, rows: Sequence[Row]) -> dict[int, str]:
    """Position -> role of a table without a header, judged by its cells; empty where too little can be told.

    One column of long texts is the action; of two the first is the recommendation.
    """
    values = {place: [row.cells[place].text for row in rows if len(row.cells) == width] for place in range(width)}
    roles: dict[int, str] = {}
    tests = (("rag", is_only_ratings), ("status", is_status_word), ("target", _is_date), ("ref", _is_ref))
    for role, test in tests:
        left = [place for place in range(width) if place not in roles]
        share, place = max(((_share(values[place], test), -place) for place in left), default=(0.0, 0))
        if share > 0.6:
            roles[-place] = role
    long = [place for place in range(width) if place not in roles and _words(values[place]) >= _LONG]
    long = long or _longest([place for place in range(width) if place not in roles], values)
    if not long or not {"status", "target"} & set(roles.values()):
        return {}
    roles |= dict(zip(long[:2], ("recommendation", "action") if len(long) > 1 else ("action",), strict=False))
    leads = [place for place in range(width) if place not in roles and _share(values[place], _is_agency) > 0.5]
    return {**roles, leads[0]: "lead"} if leads else roles


def _longest(places: Sequence[int], values: Mapping[int, Sequence[str]]) -> list[int]:
    """Of columns of short texts the one with the longest, if it holds no agencies."""
    texts = [place for place in places if _share(values[place], _is_agency) <= 0.5 and _words(values[place]) >= 2]
    return [max(texts, key=lambda place: _words(values[place]))] if texts else []


def _words(values: Sequence[str]) -> float:
    """How many words the cells of a column usually have."""
    filled = [len(value.split()) for value in values if value.strip()]
    return median(filled) if filled else 0.0


def _is_agency(text: str) -> bool:
    return bool(read_leads(text, "").leads) and all(lead.is_known for lead in read_leads(text, "").leads)


@lru_cache(maxsize=8192)
def _fit(role: str | None, text: str) -> int:
    """How well a text fits a column: used to place the cells of a ragged row."""
    if not text:
        return 0
    if role == "rag":
        return 4 if is_only_ratings(text) else -1
    if role in ("completion", "status"):
        return 3 if len(text.split()) <= 6 and (find_statuses(text) or find_dates(text)) else -2
    if role in ("target", "commenced"):
        return 2 if len(text.split()) <= 10 and find_dates(text) else -2
    if role in ("scope", "ref"):
        return 1 if len(text.split()) <= 3 else -2
    return 1 if len(text.split()) > 5 else 0


def align(row: Row, columns: Columns) -> list[str]:
    """The row's texts, one per column: a ragged row is placed where its cells fit best."""
    texts = row.texts
    if len(texts) == columns.width:
        return texts
    if len(texts) > columns.width:
        return _narrowed(texts, columns)
    return _widened(texts, columns)


def _score(texts: Sequence[str], columns: Columns) -> int:
    return sum(_fit(columns.roles.get(position), text) for position, text in enumerate(texts))


#: Columns up to which every place of a blank cell is tried: no published plan has as many.
_MOST_TRIED = 40


def _joined(texts: Sequence[str], width: int) -> list[str]:
    """The texts without blank cells; those that are too many join at the end."""
    filled = [text for text in texts if text]
    head, tail = filled[: width - 1], filled[width - 1 :]
    return _filled_up([*head, "\n".join(dict.fromkeys(tail))] if tail else head, width)


def _filled_up(texts: list[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def _narrowed(texts: list[str], columns: Columns) -> list[str]:
    """Drop blank cells until the row is as wide as the table; too many filled cells join at the end."""
    if len(texts) > _MOST_TRIED:
        return _joined(texts, columns.width)
    while len(texts) > columns.width:
        blanks = [place for place, text in enumerate(texts) if not text]
        if not blanks:
            return _joined(texts, columns.width)
        options = [texts[:place] + texts[place + 1 :] for place in blanks]
        texts = max(options, key=lambda option: _score(option[: columns.width], columns))
    return texts


def _widened(texts: list[str], columns: Columns) -> list[str]:
    """Add blank cells where the others then fit best; of equals, at the end."""
    if columns.width > _MOST_TRIED:
        return _filled_up(texts, columns.width)
    while len(texts) < columns.width:
        options = [[*texts[:place], "", *texts[place:]] for place in range(len(texts), -1, -1)]
        texts = max(options, key=lambda option: _score(option, columns))
    return texts
