"""The chart of lines: each action from its target to its completion, or to the reading date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from pages.parts import charts
from pages.parts.once import once
from queries import words
from schema.vocabulary import Timeliness

_GROUP = 60  # letters of a group's name
#: Timeliness -> (colour, symbol at the end of the line, dash).
LINE_STYLE = {
    Timeliness.OVERDUE: (charts.DARK_PINK, "x", "dot"),
    Timeliness.LATE: (charts.ORANGE, "diamond", "solid"),
    Timeliness.ON_TIME: (charts.DARK_BLUE, "circle", "solid"),
}


@once
def slippage_lines(table: pl.DataFrame, by: str, reading: date | None) -> go.Figure:
    """One line per action from its target to its completion, or to the reading date if overdue, in the order given.

    Args:
        table: rows of the query `slippage_lines`.
        by: the column that they are grouped by; blank for none.
        reading: the reading date, if one is chosen for all.
    """
    rows = list(table.iter_rows(named=True))
    labels, placed = _places(rows, by)
    traces: list[charts.Trace] = []
    for timeliness in LINE_STYLE:
        chosen = [(place, row) for place, row in placed if row["timeliness"] == timeliness.value]
        traces += _lines(chosen, timeliness) if chosen else []
    begins = [min(row["measured_from"], row["target_original_date"]) for row in rows]
    return charts.figure(
        120 + 24 * len(labels),
        [*traces, *_targets(placed)],
        {"tickformat": "%b %Y", "range": _room(begins, [row["measured_to"] for row in rows]), "type": "date"},
        charts.places(labels),
        shapes=[] if reading is None else [_rule(reading)],
        annotations=[] if reading is None else [_named(reading)],
    )


def _places(rows: Sequence[dict[str, Any]], by: str) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    """(what stands at each place from the lowest up, each action with its place): the name of a group stands above its actions."""
    with_plan = len({row["plan"] for row in rows}) > 1
    groups = list(dict.fromkeys(row[by] for row in rows)) if by else []
    named = dict(zip(groups, charts.told_apart(groups, _GROUP), strict=True))
    slots: list[tuple[str, dict[str, Any] | None]] = []
    for row, before in zip(rows, [None, *rows], strict=False):
        if by and (before is None or row[by] != before[by]):
            slots.append((f"<b>{charts.safe(named[row[by]])}</b>", None))
        slots.append((charts.safe(charts.action_label(row, with_plan=with_plan)), row))
    slots.reverse()
    return [text for text, _ in slots], [(place, row) for place, (_, row) in enumerate(slots) if row]


def _targets(placed: Sequence[tuple[int, dict[str, Any]]]) -> list[charts.Trace]:
    """The original target of each action as a rule; where it was moved, the latest as a ring."""
    moved = [(place, row) for place, row in placed if row["target_date"] != row["target_original_date"]]
    rule = {"symbol": "line-ns", "size": 12, "line": {"width": 2, "color": "#0B0C0C"}, "color": "#0B0C0C"}
    ring = {"symbol": "circle-open", "size": 11, "line": {"width": 2}, "color": "#0B0C0C"}
    drawn = [("Original target", rule, "target_original_date", placed)]
    drawn += [("Latest target, where it moved", ring, "target_date", moved)] if moved else []
    return [
        {
            "type": "scatter",
            "x": [charts.iso(row[column]) for _, row in of],
            "y": [place for place, _ in of],
            "mode": "markers",
            "name": name,
            "marker": marker,
            "hoverinfo": "skip",
        }
        for name, marker, column, of in drawn
    ]


def _rule(day: date) -> charts.Trace:
    line = {"color": "#0B0C0C", "width": 1, "dash": "dash"}
    return {
        "type": "line",
        "x0": charts.iso(day),
        "x1": charts.iso(day),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": line,
    }


def _named(day: date) -> charts.Trace:
    return {
        "x": charts.iso(day),
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -18,
        "showarrow": False,
        "text": "Reading date",
    }


def _room(begins: Sequence[date], ends: Sequence[date]) -> list[str]:
    """A span of dates with room for a label at its end, on a narrow screen too."""
    first, last = min([*begins, *ends]), max([*begins, *ends])
    span = max(last - first, timedelta(days=60))
    return [(first - span * 0.03).isoformat(), (last + span * 0.24).isoformat()]


def _lines(chosen: Sequence[tuple[int, dict[str, Any]]], timeliness: Timeliness) -> list[charts.Trace]:
    """The lines of one timeliness, and the marks at their ends."""
    colour, symbol, dash = LINE_STYLE[timeliness]
    lines: charts.Trace = {
        "type": "scatter",
        "x": [x for _, row in chosen for x in (charts.iso(row["measured_from"]), charts.iso(row["measured_to"]), None)],
        "y": [y for place, _ in chosen for y in (place, place, None)],
        "mode": "lines",
        "line": {"color": colour, "width": 4, "dash": dash},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    ends: charts.Trace = {
        "type": "scatter",
        "x": [charts.iso(row["measured_to"]) for _, row in chosen],
        "y": [place for place, _ in chosen],
        "mode": "markers+text",
        "name": timeliness.label,
        "marker": {"color": colour, "size": 11, "symbol": symbol},
        "text": [f"  {words.days(row['days'])}" for _, row in chosen],
        "textposition": "middle right",
        "cliponaxis": False,
        "customdata": [
            [charts.label(row["action"], 80), charts.label(words.listed(row["lead_agencies"]), 80)] for _, row in chosen
        ],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<br>%{text}<extra></extra>",
    }
    return [lines, ends]
