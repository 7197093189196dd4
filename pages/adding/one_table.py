"""What a person says of one table of a document: its header, what its columns hold, which of its rows belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ingest.plan.layouts_found import FoundTable, likely_roles_of
from ingest.recognise.as_said import KNOWN_BY
from ingest.recognise.recipe import ROLES, TEXTS, TableRecipe
from pages.parts import say
from pages.parts.say import Md, md
from queries import words

_ACROSS = 3  # columns of choices on a page
_SAMPLES = 3
_SHOWN = 160  # letters of a row or cell
_HEADERS = {1: "Yes", 2: "Yes, with the next row", 3: "Yes, with the next two rows", 0: "No: it is an action"}
_ALONE = {
    "": "Whatever the program takes it for",
    "heading": "A heading of the rows below, if that is its first cell; else a part of the row above",
    "joined": "A part of the row above",
}
#: Signs that a label would draw as marks.
_SIGNS = str.maketrans("", "", "\\`*_[]<>~$^|#:")


def said_of(table: FoundTable, place: int, key: str, *, is_plan: bool, is_lines: bool) -> TableRecipe:
    """What a person says of one table.

    Args:
        table: the table.
        place: which it is, from 1.
        key: what tells its widgets from those of others.
        is_plan: whether it is taken for part of the plan until a person says otherwise.
        is_lines: whether its rows are the lines of a document.
    """
    with st.container(border=True):
        if is_lines:
            return _lines_said(table, key)
        rows = words.counted(table.count, "row")
        if table.page:
            say.markdown(md("**Table {n}** on page {page}: {rows}", n=place, page=table.page, rows=rows))
        else:
            say.markdown(md("**Table {n}**: {rows}", n=place, rows=rows))
        if not say.toggle(md("Table {n} is part of the plan", n=place), value=is_plan, key=f"part-{key}"):
            for cells in table.rows[table.head : table.head + 2]:
                say.caption(md("{cells}", cells=_line(cells)))
            return _known(table.rows[table.head], table.likely, has_header=table.has_header, is_plan=False)
        return _table_said(table, place, key)


def _table_said(table: FoundTable, place: int, key: str) -> TableRecipe:
    head, height = _header(table, place, key)
    is_likely = (head, height) == (table.head, int(table.has_header))
    likely = table.likely if is_likely else likely_roles_of(table.rows, head, height)[0]
    names = [
        " ".join(dict.fromkeys(filter(None, cells)))[:_SHOWN] or f"Column {column}, without a header"
        for column, cells in enumerate(zip(*table.rows[head : head + height], strict=True), start=1)
    ] or [f"Column {column}" for column in range(1, len(likely) + 1)]
    columns = _roles(names, likely, table.rows[head + height :], f"{key}-{head}-{height}")
    filled = {
        column: f"Where '{name[:40]}' is filled"
        for column, (name, role) in enumerate(zip(names, columns, strict=True), start=1)
        if role
    }
    begins = _begins(
        {0: "Wherever the program takes a row for one", **filled, -1: "In every row"},
        md("Table {n}: an action begins", n=place),
        key,
    )
    return _known(
        table.rows[head],
        columns,
        has_header=height > 0,
        header_below=table.rows[head + 1 : head + height],
        begins=max(begins, 0),
        is_each=begins < 0,
        alone=_alone(place, key),
    )


def _lines_said(table: FoundTable, key: str) -> TableRecipe:
    """What a person says of the lines of a document: where the plan begins and ends, and what a line is."""
    numbered = [place for place, row in enumerate(table.rows) if row[0]]
    head = _first_line(table, numbered[0] if numbered else 0, key)
    until = _until(table, head, key)
    likely = ("ref" if any(row[0][:1].isalnum() for row in table.rows[head:]) else "", "action")
    columns = _roles(["Number or bullet of a line", "Words of a line"], likely, table.rows[head:], key)
    opens = {1: "In a line that opens with a number or bullet"} if numbered else {}
    begins = _begins(
        {**opens, 0: "In a line that opens with a capital letter", -1: "In every line"}, Md("An action begins"), key
    )
    return _known(
        table.rows[head],
        columns,
        has_header=False,
        begins=max(begins, 0),
        is_each=begins < 0,
        until=until,
    )


def _known(row: tuple[str, ...], columns: tuple[str, ...], *, has_header: bool, **said: Any) -> TableRecipe:
    """What is said of a table: it is known by its header, or by the words of its first action, not by who leads it."""
    header = known_by(row, columns, has_header=has_header)
    return TableRecipe(header=header, columns=columns, has_header=has_header, **said)


def known_by(row: tuple[str, ...], columns: Sequence[str], *, has_header: bool) -> tuple[str, ...]:
    """What of its first row a table is known by."""
    return row if has_header else tuple(t if role in TEXTS else "" for t, role in zip(row, columns, strict=True))


def _line(cells: Sequence[str]) -> str:
    return " | ".join(cell for cell in cells if cell)[:_SHOWN]


def _header(table: FoundTable, place: int, key: str) -> tuple[int, int]:
    """(which row is the first of the plan's table, how many rows from it on name the columns)."""
    left, right = st.columns([2, 1])
    with left:
        head = say.selectbox(
            md("Table {n}: its first row", n=place),
            range(len(table.rows)),
            index=table.head,
            format_func=lambda row: f"{row + 1}: {_line(table.rows[row])}",
            key=f"head-{key}",
        )
    with right:
        height = say.selectbox(
            md("Table {n}: does it name the columns?", n=place),
            list(_HEADERS),
            index=list(_HEADERS).index(int(table.has_header)),
            format_func=lambda rows: _HEADERS[rows],
            key=f"height-{key}",
        )
    return int(head or 0), int(height)


def _first_line(table: FoundTable, likely: int, key: str) -> int:
    chosen = st.selectbox(
        "The plan begins with the line",
        range(len(table.rows)),
        index=likely,
        format_func=lambda row: f"{row + 1}: {_line(table.rows[row])}",
        key=f"first-{key}",
    )
    return int(chosen or 0)


def _until(table: FoundTable, head: int, key: str) -> str:
    """The text of the line before which the plan ends; blank for the end of the document."""
    chosen = st.selectbox(
        "It ends before the line",
        range(head + 1, len(table.rows)),
        index=None,
        format_func=lambda row: f"{row + 1}: {_line(table.rows[row])}",
        placeholder="The end of the document",
        key=f"until-{key}",
    )
    words_of = " ".join(cell for cell in table.rows[chosen] if cell) if chosen is not None else ""
    return words_of[:KNOWN_BY]


def _roles(names: Sequence[str], likely: Sequence[str], rows: Sequence[Sequence[str]], key: str) -> tuple[str, ...]:
    """What each column holds."""
    roles: list[str] = []
    for begin in range(0, len(names), _ACROSS):
        places = range(begin, min(begin + _ACROSS, len(names)))
        for column, box in zip(places, st.columns(_ACROSS), strict=False):
            with box:
                cells = [row[column] for row in rows if row[column]]
                roles.append(_role(names[column], likely[column], cells, f"{key}-{column}"))
    return tuple(roles)


def _role(name: str, likely: str, cells: Sequence[str], key: str) -> str:
    """What a person says that one column holds."""
    options = list(ROLES)
    plain = " ".join(name.translate(_SIGNS).replace("&", "and").split())
    chosen = say.selectbox(
        md("{name}", name=plain or "A column of signs"),
        options,
        index=options.index(likely),
        format_func=lambda role: ROLES[role],
        key=f"role-{key}",
    )
    samples = " | ".join(cell[:_SHOWN] for cell in cells[:_SAMPLES])
    say.caption(md("{samples}", samples=samples or "no cell is filled in its first rows"))
    return str(chosen or "")


def _begins(options: Mapping[int, str], title: Md, key: str) -> int:
    """Where an action begins: 0 where the program judges, -1 in every row, or the number of a column that is filled there."""
    chosen = say.selectbox(title, list(options), format_func=lambda one: options[one], key=f"begins-{key}")
    return int(chosen or 0)


def _alone(place: int, key: str) -> str:
    chosen = say.selectbox(
        md("Table {n}: a row with one filled cell is", n=place),
        list(_ALONE),
        format_func=lambda one: _ALONE[one],
        key=f"alone-{key}",
    )
    return str(chosen or "")
