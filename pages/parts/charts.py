"""Charts: one question each, drawn from aggregated rows, readable without colour.

Colours are the categorical palette of the Government Analysis Function; each is paired with a
pattern, a symbol or a label. Plotly reads tags in its labels, so what is stored is escaped.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from pages.parts.columns import picked
from pages.parts.once import once
from queries import words

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"
LIGHT_GREY, PALE_BLUE = "#D9D9D9", "#A6C4DD"
_FEW_TICKS = 6
_FONT = {"family": "Arial, Helvetica, sans-serif", "size": 14, "color": "#0B0C0C"}
_DARK_ON = (LIGHT_GREY, ORANGE, TURQUOISE, PALE_BLUE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: the column it counts, its label, colour and pattern."""

    column: str
    label: str
    colour: str
    pattern: str = ""


#: 'Not stated' is drawn apart, hatched and light: it is neither done nor open.
STATUS_PARTS = (
    Part("completed.n", "Completed", DARK_BLUE),
    Part("in_progress.n", "In progress", TURQUOISE),
    Part("not_started.n", "Not started", DARK_PINK),
    Part("not_pursued.n", "Closed, not pursued", DARK_GREY, "x"),
    Part("not_stated.n", "Not stated", LIGHT_GREY, "/"),
)
LOAD_PARTS = (
    Part("overdue", "Overdue", DARK_PINK),
    Part("due_90", "Due within 90 days of the reading date", ORANGE),
    Part("open_other", "Other open", TURQUOISE),
    Part("past_target", "Past target, status not stated", LIGHT_GREY, "x"),
    Part("not_stated_other", "Status not stated", LIGHT_GREY, "/"),
    Part("not_pursued", "Closed, not pursued", DARK_GREY, "x"),
    Part("completed", "Completed", DARK_BLUE),
)
DUE_PARTS = (
    Part("due_30", "Within 30 days", ORANGE),
    Part("due_90", "31 to 90 days", ORANGE, "/"),
    Part("due_180", "91 to 180 days", TURQUOISE),
    Part("due_later", "Later", LIGHT_GREY),
)
BAND_PARTS = (
    Part("completed", "Completed", DARK_BLUE),
    Part("overdue", "Still open on the reading date", DARK_PINK, "/"),
)
#: What is not in doubt is the colour of what is done; what is not supported is that of what is late; what nobody can tell is light.
CLOSING_PARTS = (
    Part("supported", "No doubt found", DARK_BLUE),
    Part("unsupported", "Not supported", DARK_PINK),
    Part("likely_unsupported", "Likely not supported", ORANGE, "\\"),
    Part("no_evidence", "No evidence printed", LIGHT_GREY, "/"),
    Part("cannot_tell", "Cannot tell", DARK_GREY, "x"),
    Part("not_printed", "Plan prints no progress", LIGHT_GREY),
    Part("not_looked_at", "Not looked at", LIGHT_GREY, "."),
)
AGAIN_PARTS = (
    Part("again", "Came back", TURQUOISE),
    Part("not_again", "Not so far", LIGHT_GREY, "/"),
)
COVERAGE_PARTS = (
    Part("in_all", "Printed in every action", DARK_BLUE),
    Part("in_some", "In some", TURQUOISE),
    Part("in_none", "In none", LIGHT_GREY, "/"),
)


def safe(text: str) -> str:
    """A text in which Plotly takes nothing for a tag."""
    return html.escape(text, quote=False)


def label(text: str | None, length: int) -> str:
    """A stored text as a label, cut at a word."""
    return safe(words.shortened(text, length))


def told_apart(texts: Iterable[str], length: int) -> list[str]:
    """Names cut to a length: of those that are alike then, each shows its beginning and its end."""
    full = list(texts)
    often = Counter(words.shortened(text, length) for text in full)
    return [
        words.both_ends(text, length) if often[words.shortened(text, length)] > 1 else words.shortened(text, length)
        for text in full
    ]


Trace = dict[str, Any]


def figure(height: int, traces: Sequence[Trace], x: Trace, y: Trace, **layout: Any) -> go.Figure:
    """A figure in the house's style.

    It is made whole from its description: adding traces one by one costs ten times as much. The tests draw every chart
    with Plotly's own checks.
    """
    axis_x = {"gridcolor": "#E5E5E5", "zerolinecolor": "#0B0C0C", "automargin": True, **x}
    axis_y = {"automargin": True, "zeroline": False, **y}
    described = {
        "font": _FONT,
        "height": height,
        "paper_bgcolor": "#FFFFFF",
        "plot_bgcolor": "#FFFFFF",
        "margin": {"l": 10, "r": 20, "t": 50, "b": 40},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "traceorder": "normal"},
        "xaxis": axis_x,
        "yaxis": axis_y,
        "dragmode": False,  # a finger that scrolls the page must not zoom a chart
        **layout,
    }
    return go.Figure({"data": list(traces), "layout": described}, _validate=False)


def places(texts: Sequence[str]) -> Trace:
    """An axis with a label at each whole number."""
    return {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": list(texts)}


@once
def stacked(table: pl.DataFrame, name: str, parts: tuple[Part, ...], most: int, what: str = "Actions") -> go.Figure:
    """Horizontal stacked bars of counts of `what`: one bar a row of the first `most`, one part a column, the count in it."""
    rows = table.head(most).reverse()
    names = rows[name].to_list()
    counts = {part: picked(rows, part.column) for part in parts}
    carried = [[label(text, 80), group] for text, group in zip(names, rows["group_id"].to_list(), strict=True)]
    traces = [_bar(part, counts[part].to_list(), carried) for part in parts if counts[part].sum()]
    return figure(
        120 + 34 * rows.height,
        traces,
        {"title": {"text": what}, "rangemode": "tozero", "tickformat": ",d", **_whole(counts)},
        places([safe(text) for text in told_apart(names, 48)]),
        barmode="stack",
        bargap=0.35,
    )


def _whole(counts: Mapping[Part, pl.Series]) -> Trace:
    """Ticks at whole numbers where the longest bar is so short that an axis would have some between."""
    longest = max((sum(bar) for bar in zip(*(one.to_list() for one in counts.values()), strict=True)), default=0)
    return {"dtick": 1} if longest <= _FEW_TICKS else {}


def _bar(part: Part, counts: list[int], carried: Sequence[Sequence[str]]) -> Trace:
    """One part of every bar. What it carries is the group's name and its id."""
    marks = "#0B0C0C" if part.colour in (LIGHT_GREY, ORANGE) else "#FFFFFF"
    pattern = {
        "shape": part.pattern,
        "fillmode": "overlay",
        "size": 7,
        "solidity": 0.15,
        "fgopacity": 0.35,
        "fgcolor": marks,
    }
    return {
        "type": "bar",
        "x": counts,
        "y": list(range(len(counts))),
        "name": part.label,
        "orientation": "h",
        "marker": {"color": part.colour, "line": {"color": "#3D3D3D", "width": 1}, "pattern": pattern},
        "text": [words.number(count) if count else "" for count in counts],
        "textposition": "inside",
        "textangle": 0,
        "insidetextanchor": "middle",
        "textfont": {"color": "#0B0C0C" if part.colour in _DARK_ON else "#FFFFFF"},
        "hovertemplate": "%{customdata[0]}: %{x} " + part.label.lower() + "<extra></extra>",
        "customdata": carried,
    }


def action_label(row: dict[str, Any], *, with_plan: bool) -> str:
    """How an action is named on an axis: its place and what it is about, and its plan where there are several."""
    where = words.place(row["section"], row["ref"]).replace("Recommendation", "Rec")
    named = f"{where}: {' '.join((row['action'] or '').split())}"
    if not with_plan:
        return words.shortened(named, 66)
    return f"{words.shortened(named, 46)} ({words.shortened(row['plan'], 22)})"


def iso(value: date | None) -> str | None:
    """A day as Plotly takes it."""
    return value.isoformat() if value else None


@once
def spread(table: pl.DataFrame, most: int) -> go.Figure:
    """The middle half of slippage of each group, with its median: one line a group that has measured actions."""
    rows = list(table.filter(pl.col("measured") > 0).head(most).reverse().iter_rows(named=True))
    ends = (
        ("least", "most", 2, "#6F777B", "All actions"),
        ("lower_quarter", "upper_quarter", 12, DARK_BLUE, "Middle half"),
    )
    traces: list[Trace] = [
        {
            "type": "scatter",
            "x": [x for row in rows for x in (row[low], row[high], None)],
            "y": [y for place in range(len(rows)) for y in (place, place, None)],
            "mode": "lines",
            "name": name,
            "line": {"color": colour, "width": width},
            "hoverinfo": "skip",
        }
        for low, high, width, colour, name in ends
    ]
    traces.append(
        {
            "type": "scatter",
            "x": [row["median_slippage"] for row in rows],
            "y": list(range(len(rows))),
            "mode": "markers+text",
            "name": "Median",
            "marker": {"symbol": "diamond", "size": 13, "color": ORANGE, "line": {"color": "#0B0C0C", "width": 1}},
            "text": [words.days(row["median_slippage"]) for row in rows],
            "textposition": "top center",
            "customdata": [[label(row["group_name"], 80), row["group_id"]] for row in rows],
            "hovertemplate": "%{customdata[0]}: %{text}<extra></extra>",
            "cliponaxis": False,
        }
    )
    names = told_apart((row["group_name"] for row in rows), 40)
    labels = [f"{safe(name)} (n = {words.number(row['measured'])})" for name, row in zip(names, rows, strict=True)]
    low, high = min([0, *(row["least"] for row in rows)]), max([0, *(row["most"] for row in rows)])
    room = max(high - low, 30) * 0.06
    days = {"text": "Days from original target to completion (left of 0 is early)"}
    return figure(
        150 + 32 * len(rows),
        traces,
        {"title": days, "zeroline": True, "range": [low - room, high + room]},
        {**places(labels), "range": [-0.6, len(rows) - 0.1]},
        showlegend=True,
    )


@once
def over_time(table: pl.DataFrame) -> go.Figure:
    """Planned and actual completions, running up over the months, with what was completed without a printed date.

    How many were completed by a month lies between those dated and those dated and undated together: a band.
    """
    months = [iso(month) for month in table["month"].to_list()]
    lines = (
        ("due_so_far", "Due", DARK_GREY, "dash"),
        ("completed_so_far", "Completed, by printed date", DARK_BLUE, "solid"),
    )
    traces: list[Trace] = [
        {
            "type": "scatter",
            "x": months,
            "y": table[column].to_list(),
            "mode": "lines+markers",
            "name": name,
            "line": {"color": colour, "width": 3, "dash": dash, "shape": "hv"},
            "marker": {"symbol": "circle" if dash == "solid" else "square", "size": 6},
        }
        for column, name, colour, dash in lines
    ]
    return figure(
        380,
        [*_band(months, table["completed_so_far"].to_list(), table["completed_undated"].to_list()), *traces],
        {"tickformat": "%b %Y", "type": "date"},
        {"title": {"text": "Actions so far"}, "rangemode": "tozero", "tickformat": ",d", "gridcolor": "#E5E5E5"},
        hovermode="x unified",
    )


def _band(months: Sequence[str | None], dated: Sequence[int], undated: Sequence[int]) -> list[Trace]:
    """Where the number completed by each month lies, if some were completed without a printed date."""
    if not any(undated):
        return []
    edge: Trace = {
        "type": "scatter",
        "x": months,
        "mode": "lines",
        "line": {"width": 0, "shape": "hv"},
        "hoverinfo": "skip",
    }
    upper: Trace = {
        **edge,
        "y": [known + more for known, more in zip(dated, undated, strict=True)],
        "name": f"Completed without a printed date ({words.number(undated[0])}): somewhere in this band",
        "fill": "tonexty",
        "fillcolor": PALE_BLUE,
        "fillpattern": {"shape": "/", "fillmode": "overlay", "fgcolor": "#FFFFFF", "size": 8, "solidity": 0.2},
    }
    return [{**edge, "y": dated, "showlegend": False}, upper]
