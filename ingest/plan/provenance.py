"""Where each value came from: the places of an action, its cells as printed, and how each column was recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ingest.fields.acceptance import read_acceptance
from ingest.fields.colours import column_colours
from ingest.fields.dates import find_dates
from ingest.fields.leads import read_leads
from ingest.fields.names import mask_names
from ingest.fields.status import ReadStatus, read_completion_status, read_status
from ingest.recognise.columns import Columns, is_exact
from ingest.recognise.rows import RawAction, Table
from schema.tables import ActionPlace, PlanColumn, PrintedCell
from schema.vocabulary import DateOrder, Recognised, Status

#: Order in which the cells of a row are shown.
_ORDER = (
    "section", "ref", "recommendation", "action", "outcome", "scope", "lead", "target", "accepted", "status", "percent", "completion", "commenced",
    "rag", "progress",
)  # fmt: skip


def _is_filled(text: str, _: DateOrder) -> bool:
    return bool(text)


def _is_dated(text: str, order: DateOrder) -> bool:
    return any(found.day for found in find_dates(text, order))


#: Role -> whether a cell gives a value; every filled cell of the other roles does.
_READS: dict[str, Callable[[str, DateOrder], bool]] = {
    "lead": lambda text, _: bool(read_leads(text, "").leads),
    "target": _is_dated,
    "completion": lambda text, order: _is_dated(text, order) or _is_status(read_completion_status(text, False)),
    "commenced": _is_dated,
    "status": lambda text, _: _is_status(read_status(text)),
    "percent": lambda text, _: _is_status(read_status(text)),
    "accepted": lambda text, _: read_acceptance(text) is not None,
    "rag": lambda text, _: bool(column_colours(text)) or _is_status(read_status(text)),
}


def _is_status(found: ReadStatus) -> bool:
    return found.status is not Status.NOT_STATED


def places_of(action_id: str, raw: RawAction) -> list[ActionPlace]:
    """The places of the file that an action was read from, in order."""
    return [
        ActionPlace(
            action_id=action_id,
            position=position,
            page=row.page,
            sheet=row.sheet,
            line=row.line,
            left_edge=row.box.left if row.box else None,
            top_edge=row.box.top if row.box else None,
            right_edge=row.box.right if row.box else None,
            bottom_edge=row.box.bottom if row.box else None,
        )
        for position, row in enumerate(raw.places, start=1)
    ]


def cells_of(
    action_id: str, raw: RawAction, headers: Sequence[Columns], lead_as_printed: str | None
) -> list[PrintedCell]:
    """The filled cells of an action's row, with people's names masked as everywhere."""
    named = {role: columns.names.get(place, "") for columns in headers for place, role in columns.roles.items()}
    found: list[tuple[str | None, str, str, str | None]] = []
    for role in _ORDER:
        text = raw.printed.get(role) or raw.cell(role)
        if text:
            shown = (lead_as_printed or "") if role == "lead" else mask_names(text)
            struck = mask_names(raw.struck[role]) if role in raw.struck else None
            found.append((role, named.get(role, ""), shown, struck))
    if raw.colours and not raw.cell("rag"):
        found.append(("rag", named.get("rag", ""), f"{raw.colours[0].label} (the cell's colour)", None))
    found += [(None, header, mask_names(text), None) for header, text in raw.others.items()]
    return [
        PrintedCell(action_id=action_id, position=position, field=role, header=header, printed=text, struck=struck)
        for position, (role, header, text, struck) in enumerate(found, start=1)
    ]


def columns_of(document_id: str, table: Table, order: DateOrder) -> list[PlanColumn]:
    """Every column of every table of a document, with how it was recognised and how many of its cells were read."""
    found: list[PlanColumn] = []
    seen: set[tuple[str, str | None]] = set()
    for columns in table.headers:
        for place in range(columns.width):
            role, header = columns.roles.get(place), columns.names.get(place, "")
            key = (header or f"column {place + 1}", role)
            if key in seen or not (header or role):
                continue
            seen.add(key)
            texts = _texts(table, role, key[0])
            reads = _READS.get(role or "", _is_filled)
            found.append(
                PlanColumn(
                    document_id=document_id,
                    position=len(found) + 1,
                    header=header,
                    field=None if role == "derived" else role,
                    recognised=_recognised(columns, place),
                    filled=len(texts),
                    read=sum(times for text, times in Counter(texts).items() if reads(text, order)) if role else 0,
                )
            )
    return found


def _texts(table: Table, role: str | None, header: str) -> list[str]:
    """The filled cells of a column."""
    if role == "rag":
        cells = (action.cell("rag") or (action.colours[0].value if action.colours else "") for action in table.actions)
        return [text for text in cells if text]
    texts = (action.cell(role) if role else action.others.get(header, "") for action in table.actions)
    return [text for text in texts if text]


def _recognised(columns: Columns, place: int) -> Recognised:
    if columns.is_said:
        return Recognised.SAID
    if place not in columns.roles:
        return Recognised.NOT
    if place in columns.guessed:
        return Recognised.BY_CELLS
    return Recognised.NAMED if is_exact(columns.names.get(place, "")) else Recognised.IN_PART
