"""Registers: tables of references and how each stands, whose texts stand in paragraphs below, each under its reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.fields.status import is_status_word
from ingest.read.grid import Grid, Row
from ingest.recognise.columns import Columns, is_exact, only_read, role_of
from ingest.recognise.fit import is_ref
from ingest.recognise.rows import RawAction, Table

_TOKEN = re.compile(r"[\w/.-]+")
_LONGEST_HEADING = 8  # words
_NUMBER = re.compile(r"^[\d.\s]*$")  # '2' and '1.2' number the sections and pages of a document, too
_OPENING = 3  # words of a paragraph among which its reference stands
_ASIDE = re.compile(r"^\W*\([^()]{1,40}\)\s*[–:-]?\s*|^\s*[–:.)-]\s*")
_MOST = 0.8
_FEWEST = 3  # rows


def register_header(row: Row, body: Sequence[Row]) -> Columns | None:
    """The columns of a register, all of them named: most cells of one are references, of another statuses; else None."""
    names = {cell.column: cell.flat for cell in row.cells if cell.text}
    below = [other for other in body if len(other.cells) == len(row.cells) and len(other.filled) > 1]
    if len(names) < _FEWEST or len(below) < _FEWEST or not all(is_exact(_undated(name)) for name in names.values()):
        return None
    roles = {place: role_of(_undated(name)) for place, name in names.items()}
    read = only_read(roles)
    if not (_holds(read, "ref", below, is_ref) and _holds(read, "status", below, is_status_word)):
        return None
    return Columns(read, len(row.cells), row.line, names=names, table=row.table)


_DAY = re.compile(r"\s+(?:as\s+)?(?:at|on|to)\s+\S.*\d\S*$", re.IGNORECASE)


def _undated(name: str) -> str:
    return _DAY.sub("", name)


def _holds(roles: Mapping[int, str], role: str, rows: Sequence[Row], test: Callable[[str], bool]) -> bool:
    """Whether some column of a role holds what it should in most rows."""
    for place, held in roles.items():
        cells = [row.cells[place].text for row in rows if row.cells[place].text]
        if held == role and cells and sum(map(test, cells)) >= _MOST * len(cells):
            return True
    return False


def with_texts_below(table: Table, grid: Grid) -> Table:
    """The rows with the paragraphs that stand under their references; what was taken is no longer left over."""
    bare = {row.cell("ref"): row for row in table.actions if not _NUMBER.match(row.cell("ref")) and not _has_text(row)}
    used: set[tuple[int | None, int]] = set()
    for ref, role, line in _paragraphs(grid, set(bare)) if len(bare) >= _FEWEST else ():
        row = bare[ref]
        row.cells[role] = "\n".join(filter(None, (row.cell(role), line.flat)))
        row.places.append(line)
        used.add((line.page, line.line))
    left = tuple(line for line in table.leftovers if (line.page, line.line) not in used)
    return replace(table, leftovers=left, roles=table.roles | ({"recommendation"} if used else set()))


def _has_text(row: RawAction) -> bool:
    return bool(row.cell("recommendation") or row.cell("action"))


def _paragraphs(grid: Grid, refs: set[str]) -> Iterator[tuple[str, str, Row]]:
    """(reference, what the paragraph is, paragraph) of the prose under headings that name a reference, or that open with one."""
    ref, role = "", "recommendation"
    for row in grid.rows:
        opened, text = ("", "") if row.is_table else _opening(row.flat, refs)
        if row.is_table:
            ref = ""
        elif opened:
            ref, role = opened, "progress" if text else "recommendation"
            if text:
                yield ref, "recommendation", replace(row, cells=(replace(row.cells[0], text=text),))
        elif ref and is_exact(row.flat) and role_of(row.flat) == "progress":
            role = "progress"
        elif ref:
            yield ref, role, row


def _opening(text: str, refs: set[str]) -> tuple[str, str]:
    """(the reference that a line is a heading of or opens with, the text behind it); blanks where it does neither."""
    words = text.split()
    near = refs & set(_TOKEN.findall(" ".join(words[:_OPENING])))
    anywhere = refs & set(_TOKEN.findall(text)) if len(words) <= _LONGEST_HEADING else set()
    if not near and not anywhere:
        return "", ""
    ref = next(iter(near or anywhere))
    behind = _ASIDE.sub("", text[text.index(ref) + len(ref) :]).strip(" )")
    return ref, behind if near and len(behind.split()) > 1 else ""
