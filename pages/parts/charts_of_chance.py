"""Charts of what chance alone would do: funnels of rates, and curves of what is still open past its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
import polars as pl

from pages.parts import charts
from pages.parts.charts import DARK_BLUE, DARK_GREY, DARK_PINK, ORANGE, TURQUOISE, Trace, label
from pages.parts.columns import picked
from pages.parts.once import once
from queries import words
from queries.statistics import ALARM, FEW, FEW_GROUPS, WARNING, Funnel, Survival, funnel, is_outside, limits, survival

_CURVES = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_STEPS = 60  # sizes at which the limits are reckoned
_HIGH = 0.9  # a share above which there is no room for a name above
_NAMED = 8  # points outside that are named in the chart; the table has all
_AT_RISK = 6  # days at which the number still followed is written


@once
def funnel_of(table: pl.DataFrame, rate: str) -> Funnel | None:
    """The funnel of a rate over groups."""
    return funnel(_counts(table, rate))


def _counts(table: pl.DataFrame, rate: str) -> list[tuple[int, int]]:
    return list(zip(picked(table, f"{rate}.n").to_list(), picked(table, f"{rate}.m").to_list(), strict=True))


@once
def outside(table: pl.DataFrame, rate: str, chance: float = ALARM) -> tuple[str, ...]:
    """The groups whose rate lies outside the limits, those of most actions first."""
    drawn = funnel_of(table, rate)
    if drawn is None or drawn.groups < FEW_GROUPS:
        return ()
    named = zip(table["group_name"].to_list(), _counts(table, rate), strict=True)
    found = [(m, name) for name, (n, m) in named if is_outside(drawn.rate, n, m, chance)]
    return tuple(name for _, name in sorted(found, key=lambda one: (-one[0], one[1])))


@once
def funnel_chart(table: pl.DataFrame, rate: str, chosen: tuple[str, ...]) -> go.Figure:
    """Each group's share over how many actions it rests on, within the limits of chance around the share of all."""
    drawn = funnel_of(table, rate)
    rows = [
        (name, group, n, m)
        for name, group, (n, m) in zip(
            table["group_name"].to_list(), table["group_id"].to_list(), _counts(table, rate), strict=True
        )
        if m
    ]
    is_judged = drawn is not None and drawn.groups >= FEW_GROUPS
    traces = _limits_of(drawn, max(m for *_, m in rows)) if drawn and is_judged else []
    far = set(outside(table, rate)[:_NAMED])
    rest = [row for row in rows if row[0] not in chosen]
    inside, beyond = [row for row in rest if row[0] not in far], [row for row in rest if row[0] in far]
    traces.append(
        _points(
            inside,
            "Within the limits, or too few to judge" if is_judged else "Too few to judge",
            "circle-open",
            8,
            DARK_GREY,
        )
    )
    traces.append(_points(beyond, "Outside: more than chance explains", "diamond", 11, DARK_PINK))
    marked = [row for row in rows if row[0] in chosen]
    if marked:
        traces.append(_points(marked, "Chosen", "square", 12, ORANGE))
    return charts.figure(
        370,
        [trace for trace in traces if trace["x"]],
        {"title": {"text": "Actions that the share rests on"}, "rangemode": "tozero", "tickformat": ",d"},
        {"title": {"text": "Share"}, "tickformat": ".0%", "range": [-0.04, 1.04], "gridcolor": "#E5E5E5"},
        annotations=[_named(row) for row in (*beyond, *marked)],
    )


def _named(row: tuple[str, str, int, int]) -> Trace:
    """The name of a point, on white: it stands over others where they crowd."""
    name, _, n, m = row
    is_high = n / m > _HIGH
    return {
        "x": m,
        "y": n / m,
        "text": label(name, 34),
        "showarrow": False,
        "yshift": -16 if is_high else 16,
        "bgcolor": "rgba(255, 255, 255, 0.88)",
        "borderpad": 1,
    }


def _points(
    rows: Sequence[tuple[str, str, int, int]],
    title: str,
    symbol: str,
    size: int,
    colour: str,
) -> Trace:
    return {
        "type": "scatter",
        "x": [m for *_, m in rows],
        "y": [n / m for *_, n, m in rows],
        "mode": "markers",
        "name": title,
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": 1, "color": colour}},
        "cliponaxis": False,
        "customdata": [[label(name, 80), group, words.of(n, m), words.share(n / m)] for name, group, n, m in rows],
        "hovertemplate": "%{customdata[0]}: %{customdata[2]}, %{customdata[3]}<extra></extra>",
    }


def _limits_of(drawn: Funnel, largest: int) -> list[Trace]:
    """The lines between which chance alone leaves 19 of 20, and 998 of 1,000."""
    first = min(FEW, largest)
    sizes = sorted({first + round((largest - first) * place / _STEPS) for place in range(_STEPS + 1)})
    found: list[Trace] = []
    for chance, title, dash in ((WARNING, "95% limits", "dot"), (ALARM, "99.8% limits", "solid")):
        both = [limits(drawn.rate, size, chance) for size in sizes]
        for place in (0, 1):
            found.append(_rule(sizes, [pair[place] for pair in both], title, dash, is_named=place == 0))
    found.append(
        _rule([0, largest], [drawn.rate] * 2, f"All together: {words.share(drawn.rate)}", "dash", is_named=True)
    )
    return found


def _rule(x: Sequence[int], y: Sequence[float], title: str, dash: str, *, is_named: bool) -> Trace:
    line = {"color": "#6F777B", "width": 1.5, "dash": dash}
    shown = {"name": title, "showlegend": is_named}
    return {"type": "scatter", "x": list(x), "y": list(y), "mode": "lines", "line": line, "hoverinfo": "skip", **shown}


@dataclass(frozen=True, slots=True)
class Largest:
    """The groups with most actions placed, and what of the others is to be said."""

    rows: pl.DataFrame
    groups: int
    few: int
    """How many have too few actions for a curve."""
    left: tuple[str, ...]
    """The names of the others that are not drawn."""


@once
def largest(table: pl.DataFrame, most: int) -> Largest:
    """The rows of the groups with most actions placed."""
    counts = table.group_by("group_name").agg(pl.col("actions").sum())
    counts = counts.sort(["actions", "group_name"], descending=[True, False])
    names = counts["group_name"].to_list()
    left = counts[most:].filter(pl.col("actions") >= FEW)["group_name"].to_list()
    few = counts.filter(pl.col("actions") < FEW).height
    return Largest(table.filter(pl.col("group_name").is_in(names[:most])), len(names), few, tuple(left))


@once
def curves(table: pl.DataFrame) -> tuple[tuple[str, Survival], ...]:
    """(group, its curve of what is still open past the target) of groups of which ten actions or more are placed."""
    found = []
    for name in table["group_name"].unique(maintain_order=True).to_list():
        rows = [row for row in table.iter_rows(named=True) if row["group_name"] == name]
        done = [row["days"] for row in rows if not row["is_open"] for _ in range(row["actions"])]
        still = [row["days"] for row in rows if row["is_open"] for _ in range(row["actions"])]
        curve = survival(done, still) if len(done) + len(still) >= FEW else None
        if curve:
            found.append((name, curve))
    return tuple(found)


def with_curve(table: pl.DataFrame) -> pl.DataFrame:
    """The rows of those groups that have a curve."""
    return table.filter(pl.col("group_name").is_in([name for name, _ in curves(table)]))


def median_of_done(table: pl.DataFrame) -> float | None:
    """The median of days past the target of the completed actions that the rows stand for, those on time at 0."""
    done = table.filter(~pl.col("is_open"))
    days = [row["days"] for row in done.iter_rows(named=True) for _ in range(row["actions"])]
    return float(np.median(days)) if days else None


def placed(table: pl.DataFrame) -> int:
    """How many actions the rows stand for."""
    return int(table["actions"].sum())


@once
def still_open(table: pl.DataFrame) -> go.Figure:
    """The share still open so many days past the target, a step a day on which something was done."""
    found = curves(table)
    furthest = max(curve.days[-1] for _, curve in found)
    ticks = [round(furthest * place / (_AT_RISK - 1)) for place in range(_AT_RISK)]
    traces: list[Trace] = []
    for place, (name, curve) in enumerate(found):
        colour = _CURVES[place % len(_CURVES)]
        traces += _band(curve, colour) if len(found) == 1 else []
        traces.append(_curve(name, curve, colour, _DASHES[place % len(_DASHES)], is_alone=len(found) == 1))
    texts = [
        f"{words.number(tick)}<br>{'<br>'.join(words.number(_followed(curve, tick)) for _, curve in found)}"
        for tick in ticks
    ]
    return charts.figure(
        330 + 16 * len(found),
        traces,
        {
            "title": {
                "text": "Days past the original target; below them, how many actions were still followed"
                + (", in the order of the curves above" if len(found) > 1 else "")
            },
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": texts,
            "range": [0, furthest * 1.02],
        },
        {"title": {"text": "Still open"}, "tickformat": ".0%", "range": [0, 1.02], "gridcolor": "#E5E5E5"},
    )


def _followed(curve: Survival, day: int) -> int:
    """How many were still followed on a day: the number at risk of the next one on which something was done."""
    return next((n for at, n in zip(curve.days, curve.at_risk, strict=True) if at >= day), 0)


def _curve(name: str, curve: Survival, colour: str, dash: str, *, is_alone: bool) -> Trace:
    return {
        "type": "scatter",
        "x": [0, *curve.days],
        "y": [1.0, *curve.share],
        "mode": "lines",
        "name": "Share still open" if is_alone else label(name, 40),
        "line": {"color": colour, "width": 3, "dash": dash, "shape": "hv"},
        "hovertemplate": "%{x} days: %{y:.0%} still open<extra></extra>",
    }


def _band(curve: Survival, colour: str) -> list[Trace]:
    """The 95 % interval of a curve."""
    known = [
        (day, low, high)
        for day, low, high in zip(curve.days, curve.low, curve.high, strict=True)
        if low is not None and high is not None
    ]
    edge: dict[str, Any] = {
        "type": "scatter",
        "x": [day for day, *_ in known],
        "mode": "lines",
        "line": {"width": 0, "shape": "hv", "color": colour},
        "hoverinfo": "skip",
    }
    return [
        {**edge, "y": [low for _, low, _ in known], "showlegend": False},
        {**edge, "y": [high for *_, high in known], "name": "95% interval", "fill": "tonexty", "fillcolor": "#D6E2EC"},
    ]
