"""Where a table names its columns: in a row of reviewed names, in two rows together, or in words that are likely to mean them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from ingest.fields.dates import find_dates
from ingest.fields.rag import is_only_ratings
from ingest.read.grid import Row
from ingest.recognise.assign import assign, is_plan
from ingest.recognise.below import register_header
from ingest.recognise.columns import Columns, is_exact, only_read, read_header, role_of
from ingest.recognise.fit import fit, fit_of, is_ref
from ingest.recognise.header import header_over_two_rows
from ingest.recognise.header_words import CONTENT, likely_roles, plain
from schema.vocabulary import DateOrder

_LONGEST, _FEWEST_FILLED = 14, 2
_SURE, _KNOWN, _KNOWN_SHARE = 0.6, 0.5, 0.6
_LONGEST_UNKNOWN = 8  # words of a header that is no reviewed name
_FEWEST_BELOW = 3  # rows below a header of words that are not all known
_TYPED, _FITS = frozenset({"status", "lead", "target", "ref", "rag", "completion"}), 0.5
_BODY = 60  # rows of the table that are looked at
_AHEAD = 6  # rows among which reviewed names would stand


def header_at(
    row: Row, following: Sequence[Row], earlier: Mapping[str, str | None], *, is_first: bool
) -> Columns | None:
    """The columns that a row names, or None.

    Args:
        row: the row.
        following: the rows below it.
        earlier: what the headers above it name.
        is_first: whether it is among the first rows of its table, where words that are not reviewed may be a header too.
    """
    named = header_over_two_rows(row, following[0] if following else None) or read_header(row)
    if named:
        return named
    if again := _again(row, earlier):
        return again
    if not is_first:
        return None
    body = [below for below in following if below.is_table and below.table == row.table][:_BODY]
    if any(read_header(below) for below in body[:_AHEAD]):
        return None
    return likely_header(row, body) or register_header(row, body)


def _again(row: Row, earlier: Mapping[str, str | None]) -> Columns | None:
    """The columns of a row most of which heads columns above, or None."""
    texts = [cell.flat for cell in row.cells if cell.text]
    known = [text for text in texts if text in earlier or is_exact(text)]
    if not row.is_table or len(known) < _FEWEST_FILLED or len(known) * 5 < len(texts) * 3:
        return None
    if sum(text in earlier for text in texts) < _FEWEST_FILLED:
        return None
    roles = {cell.column: earlier.get(cell.flat, role_of(cell.flat)) for cell in row.cells if cell.text}
    read = only_read(roles)
    if not set(read.values()) & CONTENT:
        return None
    names = {cell.column: cell.flat for cell in row.cells if cell.text}
    return Columns(read, len(row.cells), row.line, names=names, table=row.table)


def likely_header(row: Row, body: Sequence[Row]) -> Columns | None:
    """The columns of a row whose words are likely to name those of a plan, given the cells below; None if they are not."""
    if not _is_header_like(row):
        return None
    headers = [cell.flat for cell in row.cells]
    below = [other for other in body if len(other.cells) == len(row.cells)]
    if not below:
        return None
    found = assign(headers, [[other.cells[place].text for other in below] for place in range(len(headers))])
    known = sum(_is_known(text) for text in headers if text)
    if not is_plan(found) or known < max(_FEWEST_FILLED, _KNOWN_SHARE * len(row.filled)) or fmean(found.sure) < _SURE:
        return None
    if len(below) < _FEWEST_BELOW and known < len(row.filled):
        return None
    for place, (role, text) in enumerate(zip(found.roles, headers, strict=True)):
        if text and _is_one_of(role, text, [other.cells[place].text for other in below]):
            return None
    return Columns(
        only_read({cell.column: role for cell, role in zip(row.cells, found.roles, strict=True)}),
        len(row.cells),
        row.line,
        unnamed=frozenset(cell.column for cell in row.cells if not cell.text),
        names={cell.column: cell.flat for cell in row.cells if cell.text},
        table=row.table,
    )


def _is_known(text: str) -> bool:
    return is_exact(text) or (len(text.split()) <= _LONGEST_UNKNOWN and max(likely_roles(text).values()) >= _KNOWN)


def _is_one_of(role: str, text: str, cells: Sequence[str]) -> bool:
    """Whether a header says what the cells below it say: then it is the first of them."""
    return role in _TYPED and fit(role, text) >= _FITS and fit_of(role, cells) >= _FITS


def _is_header_like(row: Row) -> bool:
    """Whether every filled cell is short and may head a column: no sentence, date, reference or rating."""
    texts = row.filled
    return (
        len(row.cells) >= _FEWEST_FILLED
        and len(texts) >= max(_FEWEST_FILLED, len(row.cells) // 2)
        and all(len(text.split()) <= _LONGEST and not _is_value(" ".join(text.split())) for text in texts)
        and len(set(texts)) == len(texts)
    )


def _is_value(text: str) -> bool:
    is_sentence = text.endswith(".") and len(text.split()) > 3
    return is_sentence or is_ref(text) or is_only_ratings(text) or (len(text.split()) <= 4 and bool(find_dates(text)))


_DATED = frozenset({"status", "rag"})


def only_latest(columns: Columns, order: DateOrder = DateOrder.DAY_FIRST) -> Columns:
    """Of several columns that say how it stood on a day, the latest is the status; the others are kept as printed."""
    roles = dict(columns.roles)
    for role in _DATED:
        days = {
            place: max(found.day for found in find_dates(name, order) if found.day)
            for place, name in columns.names.items()
            if roles.get(place) == role and any(found.day for found in find_dates(name, order))
        }
        if len(days) > 1:
            latest = max(days, key=lambda place: days[place])
            roles = {
                place: held for place, held in roles.items() if held != role or place not in days or place == latest
            }
    return _of_two_targets(_of_two_actions(_of_deliverables(replace(columns, roles=roles))))


_FORECAST = frozenset({"expected", "forecast", "anticipated", "estimated", "projected", "likely"})


def _of_two_targets(columns: Columns) -> Columns:
    """Of a target and a forecast of it only the target is read: when it is now expected moves no target."""
    targets = [place for place, role in columns.roles.items() if role == "target"]
    told = {place for place in targets if _FORECAST & set(plain(columns.names.get(place, "")).split())}
    if not told or len(told) == len(targets):
        return columns
    return replace(columns, roles={place: role for place, role in columns.roles.items() if place not in told})


_PRODUCTS = frozenset({"deliverable", "deliverables", "output", "outputs", "product", "products"})


def _of_deliverables(columns: Columns) -> Columns:
    """Beside a column of actions or tasks one of deliverables says what comes of them."""
    actions = [place for place, role in columns.roles.items() if role == "action"]
    products = {place for place in actions if set(plain(columns.names.get(place, "")).split()) <= _PRODUCTS}
    if not products or len(products) == len(actions) or columns.has("outcome"):
        return columns
    return replace(columns, roles={**columns.roles, **dict.fromkeys(products, "outcome")})


def _of_two_actions(columns: Columns) -> Columns:
    """Of two columns of actions and none of recommendations the first holds what the second carries out: 'Issue / action', 'Sub tasks'."""
    actions = sorted(place for place, role in columns.roles.items() if role == "action")
    if len(actions) != 2 or columns.has("recommendation"):
        return columns
    return replace(columns, roles={**columns.roles, actions[0]: "recommendation"})
