"""Partnerships against all together: which differ by more than chance explains, drawn as a funnel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
import streamlit as st

from pages.parts import charts_of_chance, page, say, show, switches
from pages.parts.columns import number, share, text
from pages.parts.say import Md, md
from pages.parts.store import ask
from queries import words
from queries.asked import ByWithEmpty
from queries.figures import OUTCOMES_BY
from queries.statistics import ALARM, FEW_GROUPS, Funnel
from schema.filters import Filters
from schema.vocabulary import Dimension

_NAMED = 5
_LITTLE = 1.2  # of a spread, that is no more than chance


@dataclass(frozen=True, slots=True)
class _Measure:
    """A rate that partnerships are held against each other by: its name, its column, and what it is."""

    label: str
    rate: str
    meaning: str


_MEASURES = (
    _Measure(
        "Done of those due",
        "done_of_due",
        "Of the actions that were due by the reading date, open or completed, how many are completed. Those without a stated status are left out.",
    ),
    _Measure(
        "On time of those completed",
        "on_time_of_measured",
        "Of the completed actions that print both dates, how many were done by their original target.",
    ),
)


def draw(
    everyone: Filters,
    chosen: tuple[str, ...],
    on_click: Callable[[str], None] | None = None,
    dimension: Dimension = Dimension.PARTNERSHIP,
) -> None:
    """Draw every partnership, or other group, that the filters leave, those chosen marked.

    Args:
        everyone: the filters.
        chosen: the names of the groups that are marked.
        on_click: what a click on a point does with its group.
        dimension: what the groups are.
    """
    one, many = words.NAMES[dimension]
    measure = switches.one_of(Md("Show"), {one.label: one for one in _MEASURES}, "measure")
    table = ask(OUTCOMES_BY, ByWithEmpty(filters=everyone, dimension=dimension))
    drawn = charts_of_chance.funnel_of(table, measure.rate)
    if drawn is None:
        st.markdown(
            "Too few actions in view print what this needs, or all of them alike are done: there is nothing to draw."
        )
        return
    says = _verdict(table, measure, drawn, (one, many))
    say.markdown(say.joined([says, *(_of_one(table, name, measure) for name in chosen[:_NAMED])], "\n\n"))
    show.chart(
        charts_of_chance.funnel_chart(table, measure.rate, chosen),
        f"{measure.label}: each {one}, and what chance alone would do",
        f"{measure.meaning} {page.note(everyone, table.height, one, many)} {words.number(drawn.groups)} of them rest on {words.FEW} or more; "
        "the others are drawn, not judged.",
        table,
        [
            text("group_name", one.capitalize()),
            number(f"{measure.rate}.n", "n"),
            number(f"{measure.rate}.m", "Of"),
            share(f"{measure.rate}.share", "Share"),
            share(f"{measure.rate}.low", "95% from"),
            share(f"{measure.rate}.high", "95% to"),
        ],
        f"funnel-{dimension.value}-{measure.rate}",
        says,
        on_click=on_click,
        leads_to="agency" if dimension is Dimension.AGENCY else "partnership",
    )


def _verdict(table: pl.DataFrame, measure: _Measure, drawn: Funnel, names: tuple[str, str]) -> Md:
    """What the funnel shows, in a few sentences."""
    whole = md("All together {share}.", share=words.share(drawn.rate))
    if drawn.groups < FEW_GROUPS:
        return md(
            "{few} of {all} have ten such actions or more: too few to tell a difference from chance. {whole}",
            few=words.number(drawn.groups),
            all=words.counted(table.height, *names),
            whole=whole,
        )
    far = charts_of_chance.outside(table, measure.rate)
    return md(
        "**{count} of {all} {lie} outside the 99.8% limits{names}**; chance alone would put {expected} there. {whole} {spread}",
        count=words.number(len(far)) if far else "None",
        all=words.number(drawn.groups),
        lie="lies" if len(far) < 2 else "lie",
        names=f": {words.some_of(far, _NAMED)}" if far else "",
        expected=f"{drawn.groups * ALARM:.1f}",
        whole=whole,
        spread=_spread(drawn, names[1]),
    )


def _spread(drawn: Funnel, many: str) -> Md:
    if drawn.spread <= _LITTLE:
        return md("The {many} differ no more than chance alone would make them.", many=many)
    return md(
        "The {many} differ more than chance alone would make them: the spread is {spread} times that.",
        many=many,
        spread=f"{drawn.spread:.1f}",
    )


def _of_one(table: pl.DataFrame, name: str, measure: _Measure) -> Md:
    """How one partnership stands, in a sentence."""
    found = table.filter(pl.col("group_name") == name)
    rate = found[measure.rate][0] if found.height else None
    if rate is None or not rate["m"]:
        return md("**{name}** has no such action.", name=name)
    return md(
        "**{name}**: {of}, {share} (95% interval {low} to {high}).",
        name=name,
        of=words.of(rate["n"], rate["m"]),
        share=words.share(rate["share"]),
        low=words.share(rate["low"]),
        high=words.share(rate["high"]),
    )
