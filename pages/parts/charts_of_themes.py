"""The chart of themes by partnership."""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go
import polars as pl

from pages.parts import charts
from pages.parts.once import once
from queries import words

_HEAD, _HEAD_LINES, _FLAT_HEADS = 14, 4, 6  # letters and lines of a column's head; columns whose heads fit flat
#: Stands between the two groups of a cell that was clicked.
CELL = "\n"
#: Columns from which a cell has room for its share only.
NARROW = 8


@once
def theme_grid(table: pl.DataFrame, names: tuple[str, ...]) -> go.Figure:
    """Themes by partnership: the count in each cell, shaded by its share of the partnership's actions; a cell can be clicked."""
    table = table.filter(pl.col("within_name").is_in(names))
    themes = table["group_name"].unique(maintain_order=True).to_list()[::-1]
    cells = {(row["group_name"], row["within_name"]): row["actions"] for row in table.iter_rows(named=True)}
    is_wide = len(names) > _FLAT_HEADS
    heads = [
        "<br>".join(charts.safe(line) for line in ([name] if is_wide else textwrap.wrap(name, _HEAD)[:_HEAD_LINES]))
        for name in charts.told_apart(names, _HEAD * 2 if is_wide else _HEAD * 3)
    ]
    shaded: charts.Trace = {
        "type": "heatmap",
        "z": [[None if theme == name else cells[theme, name]["share"] for name in names] for theme in themes],
        "x": list(range(len(names))),
        "y": list(range(len(themes))),
        "text": [
            ["" if theme == name else _cell_text(cells[theme, name], is_narrow=len(names) > NARROW) for name in names]
            for theme in themes
        ],
        "texttemplate": "%{text}",
        "colorscale": [[0, "#FFFFFF"], [1, "#8FB3D1"]],
        "zmin": 0,
        "zmax": max(
            [0.01, *(row["share"] for pair, row in cells.items() if pair[0] != pair[1] and row["m"] >= words.FEW)]
        ),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
        "textfont": {"color": "#0B0C0C"},
    }
    return charts.figure(
        (230 if is_wide else 130) + 28 * len(themes),
        [
            shaded,
            _to_click(table, {name: at for at, name in enumerate(names)}, {name: at for at, name in enumerate(themes)}),
        ],
        {
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "tickangle": -90 if is_wide else 0,
            "ticks": "",
            **charts.places(heads),
        },
        {"ticks": "", **charts.places([charts.safe(theme) for theme in themes])},
        barmode="overlay",
        margin={"l": 10, "r": 20, "t": 190 if is_wide else 90, "b": 10},
    )


def _to_click(table: pl.DataFrame, columns: dict[str, int], lines: dict[str, int]) -> charts.Trace:
    """A bar that cannot be seen over each cell: a heatmap's own cells tell nobody that they were clicked."""
    rows = [row for row in table.iter_rows(named=True) if row["group_id"] != row["within_id"]]
    return {
        "type": "bar",
        "x": [columns[row["within_name"]] for row in rows],
        "y": [1] * len(rows),
        "base": [lines[row["group_name"]] - 0.5 for row in rows],
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)"},
        "showlegend": False,
        "customdata": [
            [
                f"{charts.label(row['group_name'], 60)}, {charts.label(row['within_name'], 60)}",
                f"{row['group_id']}{CELL}{row['within_id']}",
                _cell_text(row["actions"], is_narrow=False),
            ]
            for row in rows
        ],
        "hovertemplate": "%{customdata[0]}: %{customdata[2]}<extra></extra>",
    }


def _cell_text(cell: dict[str, Any], *, is_narrow: bool) -> str:
    if is_narrow:
        return words.share(cell["share"]) if cell["n"] else ""
    return f"{words.number(cell['n'])} ({words.share(cell['share'])})" if cell["n"] else "0"


@once
def theme_strips(table: pl.DataFrame, chosen: tuple[str, ...]) -> go.Figure:
    """A strip for each theme with every partnership as a point at its share, those chosen marked and named."""
    themes = table["group_name"].unique(maintain_order=True).to_list()[::-1]
    place = {theme: at for at, theme in enumerate(themes)}
    rows = [row for row in table.iter_rows(named=True) if row["actions"]["m"] >= words.FEW]
    there = {row["within_name"] for row in rows}
    named = [name for name in chosen if name in there][: len(_MARKS)]
    others = [(row["actions"]["share"], place[row["group_name"]]) for row in rows if row["within_name"] not in named]
    traces: list[charts.Trace] = [
        {
            "type": "scatter",
            "x": [share for share, _ in others],
            "y": [at for _, at in others],
            "mode": "markers",
            "name": "A partnership",
            "marker": {"symbol": "line-ns-open", "size": 12, "color": "#6F777B", "line": {"width": 1}},
            "hoverinfo": "skip",
        }
    ]
    furthest = max([0.05, *(row["actions"]["share"] for row in rows)])
    for number, name in enumerate(named):
        own = [row for row in rows if row["within_name"] == name]
        traces.append(_marked(name, own, place, *_MARKS[number]))
    return charts.figure(
        130 + 26 * len(themes),
        traces,
        {"title": {"text": "Share of a partnership's actions"}, "tickformat": ".0%", "range": [-0.02, furthest * 1.04]},
        {**charts.places([charts.safe(theme) for theme in themes]), "range": [-0.6, len(themes) - 0.4]},
    )


_MARKS = (
    ("diamond", charts.ORANGE), ("circle", charts.DARK_BLUE), ("square", charts.DARK_PINK), ("triangle-up", charts.TURQUOISE),
    ("star", charts.DARK_GREY), ("cross", charts.PALE_BLUE),
)  # fmt: skip


def _marked(name: str, rows: list[dict[str, Any]], place: dict[str, int], symbol: str, colour: str) -> charts.Trace:
    """The points of one partnership chosen."""
    return {
        "type": "scatter",
        "x": [row["actions"]["share"] for row in rows],
        "y": [place[row["group_name"]] for row in rows],
        "mode": "markers",
        "name": charts.label(name, 40),
        "marker": {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 1, "color": "#0B0C0C"}},
        "customdata": [_cell_text(row["actions"], is_narrow=False) for row in rows],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }
