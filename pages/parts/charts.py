"""Charts: one question each, drawn from aggregated rows, readable without colour.

Colours are the categorical palette of the Government Analysis Function; each is paired with a
pattern, a symbol or a label.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from pages.parts import words
from schema.vocabulary import Timeliness

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"
LIGHT_GREY = "#D9D9D9"
_FONT = {"family": "Arial, Helvetica, sans-serif", "size": 14, "color": "#0B0C0C"}

#: Column -> (label, colour, pattern): 'not stated' is drawn apart, hatched and light.
STATUS_STYLE = {
    "completed": ("Completed", DARK_BLUE, ""),
    "in_progress": ("In progress", TURQUOISE, ""),
    "not_started": ("Not started", DARK_PINK, ""),
    "not_stated": ("Not stated", LIGHT_GREY, "/"),
}
LOAD_STYLE = {
    "overdue": ("Overdue", DARK_PINK, ""),
    "due_90": ("Due within 90 days of the reading date", ORANGE, ""),
    "open_other": ("Other open", TURQUOISE, ""),
    "not_stated_other": ("Status not stated", LIGHT_GREY, "/"),
    "completed": ("Completed", DARK_BLUE, ""),
}
#: Timeliness -> (colour, symbol at the end of the line, dash).
LINE_STYLE = {
    Timeliness.OVERDUE: (DARK_PINK, "x", "dot"),
    Timeliness.LATE: (ORANGE, "diamond", "solid"),
    Timeliness.ON_TIME: (DARK_BLUE, "circle", "solid"),
}


def _figure(height: int, **layout: Any) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        font=_FONT,
        height=height,
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        margin={"l": 10, "r": 20, "t": 50, "b": 40},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "traceorder": "normal"},
        **layout,
    )
    figure.update_xaxes(gridcolor="#E5E5E5", zerolinecolor="#0B0C0C", automargin=True)
    figure.update_yaxes(automargin=True, zeroline=False)
    return figure


def stacked(table: pl.DataFrame, name: str, style: dict[str, tuple[str, str, str]]) -> go.Figure:
    """Horizontal stacked bars of counts: one bar a row, one part a column of `style`, the count in each part."""
    rows = table.reverse()
    figure = _figure(110 + 34 * table.height, barmode="stack", bargap=0.35)
    labels = [words.shortened(text, 48) for text in rows[name]]
    for column, (label, colour, pattern) in style.items():
        counts = rows[column].to_list()
        figure.add_bar(
            x=counts,
            y=list(range(len(counts))),
            name=label,
            orientation="h",
            marker={
                "color": colour,
                "line": {"color": "#3D3D3D", "width": 1},
                "pattern": {
                    "shape": pattern,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.15,
                    "fgopacity": 0.35,
                    "fgcolor": "#0B0C0C" if colour in (LIGHT_GREY, ORANGE) else "#FFFFFF",
                },
            },
            text=[words.number(count) if count else "" for count in counts],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": "#0B0C0C" if colour in (LIGHT_GREY, ORANGE, TURQUOISE) else "#FFFFFF"},
            hovertemplate="%{customdata}: %{x} " + label.lower() + "<extra></extra>",
            customdata=rows[name].to_list(),
        )
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(labels))), ticktext=labels)
    figure.update_xaxes(title="Actions", rangemode="tozero", tickformat=",d")
    return figure


def action_label(row: dict[str, Any]) -> str:
    """How an action is named on an axis: plan, place in it, and what it is about."""
    where = words.place(row["section"], row["ref"]).replace("Recommendation", "Rec")
    return words.shortened(f"{row['plan']}, {where}: {' '.join((row['action'] or '').split())}", 58)


def slippage_lines(table: pl.DataFrame) -> go.Figure:
    """One line per action from its target to its completion, or to the reading date if overdue; longest first."""
    rows = list(table.reverse().iter_rows(named=True))
    figure = _figure(110 + 24 * len(rows))
    for timeliness, (colour, symbol, dash) in LINE_STYLE.items():
        chosen = [(place, row) for place, row in enumerate(rows) if row["timeliness"] == timeliness.value]
        if chosen:
            _add_lines(figure, chosen, timeliness.label, (colour, symbol, dash))
    figure.add_scatter(
        x=[row["measured_from"] for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        name="Target date",
        marker={"symbol": "line-ns", "size": 12, "line": {"width": 2, "color": "#0B0C0C"}, "color": "#0B0C0C"},
        hoverinfo="skip",
    )
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(rows))), ticktext=[action_label(row) for row in rows])
    figure.update_xaxes(
        tickformat="%b %Y", range=_room([row["measured_from"] for row in rows], [row["measured_to"] for row in rows])
    )
    return figure


def _room(begins: Sequence[date], ends: Sequence[date]) -> list[date]:
    """A span of dates with room for a label at its end."""
    first, last = min([*begins, *ends]), max([*begins, *ends])
    span = max(last - first, timedelta(days=60))
    return [first - span * 0.03, last + span * 0.14]


def _add_lines(
    figure: go.Figure, chosen: list[tuple[int, dict[str, Any]]], name: str, style: tuple[str, str, str]
) -> None:
    colour, symbol, dash = style
    xs = [x for _, row in chosen for x in (row["measured_from"], row["measured_to"], None)]
    ys = [y for place, _ in chosen for y in (place, place, None)]
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": colour, "width": 4, "dash": dash}, showlegend=False, hoverinfo="skip"
    )
    figure.add_scatter(
        x=[row["measured_to"] for _, row in chosen],
        y=[place for place, _ in chosen],
        mode="markers+text",
        name=name,
        marker={"color": colour, "size": 11, "symbol": symbol},
        text=[f"  {words.days(row['days'])}" for _, row in chosen],
        textposition="middle right",
        cliponaxis=False,
        customdata=[[words.shortened(row["action"], 80), words.listed(row["lead_agencies"])] for _, row in chosen],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{text}<extra></extra>",
    )


def spread(table: pl.DataFrame) -> go.Figure:
    """The middle half of slippage of each group, with its median: one line a group that has measured actions."""
    rows = list(table.filter(pl.col("measured") > 0).reverse().iter_rows(named=True))
    figure = _figure(150 + 40 * len(rows), showlegend=True)
    ends = (("least", "most", 2, "All actions"), ("lower_quarter", "upper_quarter", 12, "Middle half"))
    for low, high, width, name in ends:
        figure.add_scatter(
            x=[x for row in rows for x in (row[low], row[high], None)],
            y=[y for place in range(len(rows)) for y in (place, place, None)],
            mode="lines",
            name=name,
            line={"color": DARK_BLUE if width > 2 else "#6F777B", "width": width},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row["median_slippage"] for row in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        name="Median",
        marker={"symbol": "diamond", "size": 13, "color": ORANGE, "line": {"color": "#0B0C0C", "width": 1}},
        text=[words.days(row["median_slippage"]) for row in rows],
        textposition="top center",
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(rows))),
        range=[-0.6, len(rows) - 0.1],
        ticktext=[f"{words.shortened(row['group_name'], 40)} (n = {row['measured']})" for row in rows],
    )
    low, high = min([0, *(row["least"] for row in rows)]), max([0, *(row["most"] for row in rows)])
    room = max(high - low, 30) * 0.06
    figure.update_xaxes(
        title="Days from original target to completion (left of 0 is early)",
        zeroline=True,
        range=[low - room, high + room],
    )
    return figure


def over_time(table: pl.DataFrame) -> go.Figure:
    """Planned and actual completions, running up over the months."""
    figure = _figure(360, hovermode="x unified")
    lines = (
        ("due_so_far", "Due", DARK_GREY, "dash"),
        ("completed_so_far", "Completed", DARK_BLUE, "solid"),
    )
    for column, name, colour, dash in lines:
        figure.add_scatter(
            x=table["month"].to_list(),
            y=table[column].to_list(),
            mode="lines+markers",
            name=name,
            line={"color": colour, "width": 3, "dash": dash, "shape": "hv"},
            marker={"symbol": "circle" if dash == "solid" else "square", "size": 6},
        )
    figure.update_xaxes(tickformat="%b %Y")
    figure.update_yaxes(title="Actions so far", rangemode="tozero", tickformat=",d", gridcolor="#E5E5E5")
    return figure


def theme_grid(table: pl.DataFrame) -> go.Figure:
    """Themes by partnership: the count in each cell, shaded by its share of the partnership's actions."""
    partnerships = table["partnership"].unique(maintain_order=True).to_list()
    themes = table["theme"].unique(maintain_order=True).to_list()[::-1]
    cells = {(row["theme"], row["partnership"]): row for row in table.iter_rows(named=True)}
    shares = [[cells[theme, name]["share"] for name in partnerships] for theme in themes]
    texts = [[_cell_text(cells[theme, name]) for name in partnerships] for theme in themes]
    figure = _figure(120 + 30 * len(themes))
    figure.add_heatmap(
        z=shares,
        x=["<br>".join(textwrap.wrap(name, 16)) for name in partnerships],
        y=themes,
        text=texts,
        texttemplate="%{text}",
        colorscale=[[0, "#FFFFFF"], [1, "#8FB3D1"]],
        zmin=0,
        zmax=max(table["share"].max() or 0, 0.01),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        textfont={"color": "#0B0C0C"},
    )
    figure.update_xaxes(side="top", showgrid=False, tickangle=0)
    figure.update_layout(margin={"t": 80, "b": 10})
    return figure


def _cell_text(cell: dict[str, Any]) -> str:
    return f"{words.number(cell['actions'])} ({words.share(cell['share'])})" if cell["actions"] else "0"
