"""Text in which every cell stands on a line of its own, below a header whose cells do so too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.read.grid import Grid, Note, Row
from ingest.recognise.columns import is_exact, role_of
from ingest.recognise.shapes.lay import AS_PRINTED, TYPED, Record, fits, records_of, relaid

_FEWEST = 3
_MOST = 14


def lay_stacked(grid: Grid) -> Grid | None:
    """A grid whose cells stand one to a line, as records; None if it is not of this kind."""
    lines = [row for row in grid.rows if not row.is_table and not row.is_aside]
    start, header = _header(lines)
    if not header:
        return None
    roles = [role_of(text) for text in header]
    records: list[Record] = []
    for run in _runs(lines[start:], header):
        records += _records(roles, run)
    if not records:
        return None
    return relaid(grid, [*header, AS_PRINTED], records, lines[:start], (), "one cell to a line")


def _header(lines: Sequence[Row]) -> tuple[int, list[str]]:
    """(place, header) of the first run of lines that are headers word for word, its text columns among them."""
    run: list[str] = []
    for place, row in enumerate([*lines, Row((), 0)]):
        text = row.flat.rstrip(":") if row.cells else ""
        if text and is_exact(text) and role_of(text) not in (None, "derived") and text not in run and len(run) < _MOST:
            run.append(text)
            continue
        roles = {role_of(name) for name in run}
        if len(run) >= _FEWEST and len(roles) == len(run) and roles & {"recommendation", "action"}:
            return place - len(run), run
        run = [text] if text and is_exact(text) else []
    return 0, []


def _runs(lines: Sequence[Row], header: Sequence[str]) -> Iterator[list[Row]]:
    """The lines between one repeat of the header and the next."""
    width = len(header)
    run: list[Row] = []
    place = 0
    while place < len(lines):
        if [row.flat.rstrip(":") for row in lines[place : place + width]] == list(header):
            if run:
                yield run
            run = []
            place += width
        else:
            run.append(lines[place])
            place += 1
    if run:
        yield run


def _records(roles: Sequence[str | None], run: Sequence[Row]) -> list[Record]:
    """The records of a run of cells: by number where every typed cell fits, else by the references.

    What is left at the end of the last is a row that is cut: its cells are the first ones, if they fit.
    """
    width = len(roles)
    parts = [run[at : at + width] for at in range(0, len(run), width)]
    whole, rest = (parts, []) if len(parts[-1]) == width else (parts[:-1], parts[-1])
    is_cut = bool(whole) and (not rest or fits(roles[: len(rest)], [row.cells[0].text for row in rest]))
    if is_cut and all(fits(roles, [row.cells[0].text for row in part]) for part in whole):
        cut = [Record({place: row.cells[0].text for place, row in enumerate(rest)}, rest[0], _UNSURE)] if rest else []
        return [records_of(roles, [row.cells[0].text for row in part], part[0]) for part in whole] + cut
    return [records_of(roles, [row.cells[0].text for row in part], part[0]) for part in _by_reference(roles, run)]


_UNSURE = frozenset({Note.CELLS_NOT_CERTAIN})


def _by_reference(roles: Sequence[str | None], run: Sequence[Row]) -> list[list[Row]]:
    """The lines of each record where the first column is a reference; else all of them together.

    Where the references are numbers that run on, only the next one opens a record: a cell may be a number too.
    """
    if roles[0] != "ref":
        return [list(run)]
    parts: list[list[Row]] = []
    for row in run:
        if not parts or (TYPED["ref"](row.flat) and _may_follow(parts[-1][0].flat, row.flat)):
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _may_follow(before: str, ref: str) -> bool:
    one, two = before.rstrip("."), ref.rstrip(".")
    return not (one.isdecimal() and two.isdecimal()) or int(two) == int(one) + 1
