"""The chart of themes by partnership."""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go
import polars as pl

from pages.parts import charts, words
from pages.parts.once import once

_HEAD, _HEAD_LINES, _FLAT_HEADS = 14, 4, 6  # letters and lines of a column's head; columns whose heads fit flat

_NARROW = 14  # columns from which a cell has room for its share only; the table has the counts


@once
def theme_grid(table: pl.DataFrame, names: tuple[str, ...]) -> go.Figure:
    """Themes by partnership: the count in each cell, shaded by its share of the partnership's actions."""
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
        "z": [[cells[theme, name]["share"] for name in names] for theme in themes],
        "x": list(range(len(names))),
        "y": [charts.safe(theme) for theme in themes],
        "text": [
            [_cell_text(cells[theme, name], is_narrow=len(names) > _NARROW) for name in names] for theme in themes
        ],
        "texttemplate": "%{text}",
        "colorscale": [[0, "#FFFFFF"], [1, "#8FB3D1"]],
        "zmin": 0,
        "zmax": max([0.01, *(row["share"] for row in cells.values())]),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
        "textfont": {"color": "#0B0C0C"},
    }
    return charts.figure(
        (230 if is_wide else 130) + 30 * len(themes),
        [shaded],
        {
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "tickangle": -90 if is_wide else 0,
            **charts.places(heads),
        },
        {},
        margin={"l": 10, "r": 20, "t": 190 if is_wide else 90, "b": 10},
    )


def _cell_text(cell: dict[str, Any], *, is_narrow: bool) -> str:
    if is_narrow:
        return words.share(cell["share"]) if cell["n"] else ""
    return f"{words.number(cell['n'])} ({words.share(cell['share'])})" if cell["n"] else "0"
