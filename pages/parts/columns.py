"""Columns of a table as people read them: one declaration gives the table that sorts and the table that prints.

What sorts holds numbers and dates, not words about them; 'n of m' is two columns, so that the worst can be put first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import say
from pages.parts.once import once
from queries import words

V = TypeVar("V")


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    NUMBER = auto()
    SHARE = auto()
    DAY = auto()
    TREND = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where its values come from, what it is called, and how a value is written.

    Args:
        source: a column of the frame, or a part of it as in `picked`; several of them with `join`.
        title: as people read it.
        kind: what it holds.
        write: value -> words, for texts that are not shown as they are stored.
        join: values of several columns -> words; `source` names these columns, with spaces between them.
        width: 'small', 'medium', 'large' or pixels, of a text that would take the whole width.
    """

    source: str
    title: str
    kind: Kind = Kind.TEXT
    write: Callable[[Any], str] | None = None
    join: Callable[..., str] | None = None
    width: str | int | None = None


def text(source: str, title: str, write: Callable[[Any], str] | None = None, width: str | int | None = None) -> Column:
    """A column of texts."""
    return Column(source, title, Kind.TEXT, write, None, width)


def joined(title: str, join: Callable[..., str], *sources: str, width: str | int | None = None) -> Column:
    """A column of texts each made of the values of several columns."""
    return Column(" ".join(sources), title, Kind.TEXT, None, join, width)


def number(source: str, title: str) -> Column:
    """A column of numbers: counts and days."""
    return Column(source, title, Kind.NUMBER)


def share(source: str, title: str) -> Column:
    """A column of shares, 0 to 1, shown in whole per cent."""
    return Column(source, title, Kind.SHARE)


def day(source: str, title: str) -> Column:
    """A column of dates."""
    return Column(source, title, Kind.DAY)


def trend(source: str, title: str) -> Column:
    """A column of small lines of shares, 0 to 1, one after the other in time; a table of texts has no room for them."""
    return Column(source, title, Kind.TREND)


_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.NUMBER: pa.float64(),
    Kind.SHARE: pa.int16(),
    Kind.DAY: pa.date32(),
    Kind.TREND: pa.list_(pa.float64()),
}
_SHORT = 50  # rows of a table that is sent as it is


def picked(rows: pl.DataFrame, source: str) -> pl.Series:
    """A column of a frame, or a part of it: the n, m or share of a rate is 'completed.n'."""
    name, _, part = source.partition(".")
    return rows[name].struct.field(part) if part else rows[name]


def _values(rows: pl.DataFrame, column: Column) -> list[Any]:
    if column.join:
        return list(map(column.join, *(rows[source].to_list() for source in column.source.split())))
    values = picked(rows, column.source).to_list()
    return _written_once(values, column.write) if column.write else values


def _written_once(values: Sequence[Any], write: Callable[[Any], V]) -> list[V]:
    """Each value in words; a value that repeats is written once."""
    if values and isinstance(values[0], list):
        return [write(value) for value in values]
    words_of = {value: write(value) for value in set(values)}
    return [words_of[value] for value in values]


def _array(rows: pl.DataFrame, column: Column) -> pa.Array:
    if column.join or column.write:
        return pa.array(_values(rows, column), _ARROW[column.kind])
    values = picked(rows, column.source)
    if column.kind is Kind.SHARE:
        return pa.array(_written_once(values.to_list(), _per_cent), _ARROW[column.kind])
    kind = pa.int32() if column.kind is Kind.NUMBER and values.dtype.is_integer() else _ARROW[column.kind]
    return values.to_arrow().cast(kind)


def _per_cent(share: float | None) -> int | None:
    return None if share is None else words.per_cent(share)


def _small(array: pa.Array) -> pa.Array:
    """Texts that repeat over many rows are sent once each: the grid of all partnerships and themes is a fifth of its size."""
    if not pa.types.is_string(array.type) or len(array) <= _SHORT or pc.count_distinct(array).as_py() * 2 > len(array):
        return array
    encoded = array.dictionary_encode()
    kind = pa.int16() if len(encoded.dictionary) < 2**15 else pa.int32()
    return pa.DictionaryArray.from_arrays(encoded.indices.cast(kind), encoded.dictionary)


@once
def sortable(rows: pl.DataFrame, columns: tuple[Column, ...]) -> pa.Table:
    """The rows as a table whose columns sort by what they mean. It needs no conversion before it is sent."""
    return pa.table([_small(_array(rows, column)) for column in columns], names=[column.title for column in columns])


_CONFIG: dict[Kind, Callable[..., Any]] = {
    Kind.TEXT: lambda column: st.column_config.TextColumn(width=column.width),
    Kind.NUMBER: lambda _: st.column_config.NumberColumn(format="%,d"),
    Kind.SHARE: lambda _: st.column_config.ProgressColumn(format="%d%%", min_value=0, max_value=100),
    Kind.DAY: lambda _: st.column_config.DateColumn(format="D MMM YYYY"),
    Kind.TREND: lambda _: st.column_config.LineChartColumn(y_min=0, y_max=1, width=170),
}


def config(columns: Sequence[Column]) -> dict[str, Any]:
    """How Streamlit is to show the columns of `sortable`."""
    return {column.title: _CONFIG[column.kind](column) for column in columns}


_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: lambda value: value or "",
    Kind.NUMBER: words.number,
    Kind.SHARE: words.share,
    Kind.DAY: words.day_or_dash,
}


@once
def written(rows: pl.DataFrame, columns: tuple[Column, ...], addresses: tuple[str, ...] = ()) -> pa.Table:
    """The rows as a table of texts, escaped: a static table is drawn as Markdown.

    Args:
        rows: the rows.
        columns: how they are read.
        addresses: where the first cell of each row leads; none if it leads nowhere.
    """
    cells: dict[str, Sequence[str]] = {
        column.title: [_WRITTEN[column.kind](value) for value in _values(rows, column)]
        for column in columns
        if column.kind in _WRITTEN
    }
    if addresses:
        first = columns[0].title
        cells[first] = [say.link(text, to) for text, to in zip(cells[first], addresses, strict=True)]
    return in_words(cells)


def in_words(values: Mapping[str, Sequence[str]]) -> pa.Table:
    """Column -> its cells, as a table of texts that are escaped."""
    texts = [pa.array(map(_safe, cells), pa.string()) for cells in values.values()]
    return pa.table(texts, names=[say.plain(title) for title in values])


def _safe(cell: str) -> say.Md:
    return cell if isinstance(cell, say.Md) else say.plain(cell)
