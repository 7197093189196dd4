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

#: Kind -> (colour, symbol, dash): those that a board asks for first.
_DRAWN = {
    ChangeKind.COMPLETED: (DARK_BLUE, "circle", "solid"),
    ChangeKind.REOPENED: (ORANGE, "diamond", "dash"),
    ChangeKind.NEWLY_OVERDUE: (DARK_PINK, "x", "dot"),
    ChangeKind.TARGET_LATER: (TURQUOISE, "square", "dashdot"),
    ChangeKind.ADDED: (DARK_GREY, "triangle-up", "solid"),
    ChangeKind.DROPPED: (ORANGE, "triangle-down", "longdash"),
}
_OTHER = (DARK_GREY, "cross", "dot")
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
            "line": {"color": colour, "width": 2, "dash": dash},
            "marker": {"color": colour, "symbol": symbol, "size": 9},
            "hovertemplate": f"{kind.label}: %{{y}}<extra></extra>",
        }
        for kind, (colour, symbol, dash) in _styles(wide.columns).items()
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


def drawn(wide: pl.DataFrame) -> int:
    """How many changes the chart draws."""
    return int(wide.select(pl.sum_horizontal(pl.sum(kind.value) for kind in _styles(wide.columns))).item())


def _styles(columns: Sequence[str]) -> dict[ChangeKind, tuple[str, str, str]]:
    """The kinds that are drawn: those asked for first, or, where none of them is there, all."""
    there = {kind: style for kind, style in _DRAWN.items() if kind.value in columns}
    return there or {kind: _OTHER for kind in ChangeKind if kind.value in columns}
