"""The chart of changes: how many of each kind, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from pages.parts import charts
from pages.parts.charts import DARK_BLUE, DARK_GREY, DARK_PINK, ORANGE, TURQUOISE
from pages.parts.once import once
from queries import words
from schema.vocabulary import ChangeKind

#: What a board asks for first.
_FIRST = (
    ChangeKind.COMPLETED,
    ChangeKind.REOPENED,
    ChangeKind.NEWLY_OVERDUE,
    ChangeKind.TARGET_LATER,
    ChangeKind.ADDED,
    ChangeKind.DROPPED,
)
_COLOURS = (DARK_BLUE, ORANGE, DARK_PINK, TURQUOISE, DARK_GREY)
_SYMBOLS = ("circle", "diamond", "x", "square", "triangle-up", "triangle-down", "cross")
_DASHES = ("solid", "dash", "dot", "dashdot")
_FEW = 6  # quarters whose numbers have room in the chart; the table has all
_TICKS = 12


@once
def over_quarters(wide: pl.DataFrame) -> go.Figure:
    """A line a kind of change, over the quarters in which versions spoke."""
    ends = wide["quarter"].to_list()
    traces: list[charts.Trace] = [
        {
            "type": "scatter",
            "x": [charts.iso(end) for end in ends],
            "y": wide[kind.value].to_list(),
            "mode": "lines+markers+text" if len(ends) <= _FEW else "lines+markers",
            "name": kind.label,
            "text": [words.number(n) if n else "" for n in wide[kind.value].to_list()],
            "textposition": "top center",
            "cliponaxis": False,
            "line": {"color": _of(_COLOURS, place), "width": 2, "dash": _of(_DASHES, place)},
            "marker": {"color": _of(_COLOURS, place), "symbol": _of(_SYMBOLS, place), "size": 9},
            "hovertemplate": f"{kind.label}: %{{y}}<extra></extra>",
        }
        for place, kind in enumerate(_kinds(wide))
    ]
    return charts.figure(
        380,
        traces,
        {
            "type": "date",
            "tickformat": "%b %Y",
            "tickvals": [charts.iso(end) for end in ends[:: -(-len(ends) // _TICKS)]],
        },
        {"title": {"text": "Actions"}, "rangemode": "tozero", "tickformat": ",d", "gridcolor": "#E5E5E5"},
        showlegend=True,
    )


def _of(styles: Sequence[str], place: int) -> str:
    """A style of a line: those of a colour differ in symbol and dash."""
    return styles[place % len(styles)]


def first_of(counts: pl.DataFrame) -> tuple[ChangeKind, ...]:
    """The kinds that are drawn where none was chosen: those asked for first, or, where none of them is there, all."""
    there = set(counts["change"].to_list())
    return tuple(kind for kind in _FIRST if kind.value in there) or tuple(ChangeKind)


def drawn(wide: pl.DataFrame) -> int:
    """How many changes the chart draws."""
    return int(wide.select(pl.sum_horizontal(pl.sum(kind.value) for kind in _kinds(wide))).item())


def _kinds(wide: pl.DataFrame) -> list[ChangeKind]:
    return [kind for kind in ChangeKind if kind.value in wide.columns]
