"""Headline figures in one row of equal cards, and the sentence that says what they come to.

They are one element of the page, a list of terms with their values: as many elements of Streamlit's own would cost a reader
of a busy dashboard twenty times as much, and would wrap three and one.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.say import Md, md
from queries import said, words
from queries.figures import Headline, Rate


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its label, what it is, what it rests on, the rate that it shows, and whether it is bad news."""

    label: str
    value: str
    rests_on: str
    rate: Rate | None = None
    is_alarm: bool = False


def row(figures: Sequence[Figure]) -> None:
    """Draw figures side by side; two by two where the window is narrow."""
    st.html(f'<dl class="figures">{"".join(map(_card, figures))}</dl>')


def _card(figure: Figure) -> str:
    kind = ' class="alarm"' if figure.is_alarm else ""
    label, value, rests_on = map(html.escape, (figure.label, figure.value, figure.rests_on))
    return f"<div{kind}><dt>{label}</dt><dd><b>{value}</b>{_bar(figure.rate)}<span>{rests_on}</span></dd></div>"


def _bar(rate: Rate | None) -> str:
    """A share as a thin bar, with its 95 % interval; the words beside it say the same."""
    if rate is None or rate.share is None or rate.low is None or rate.high is None:
        return ""
    share, low, high = (words.per_cent(value) for value in (rate.share, rate.low, rate.high))
    interval = f'<i style="margin-left:{low}%;width:{max(high - low, 1)}%"></i>'
    return f'<em aria-hidden="true"><u style="width:{share}%"></u>{interval}</em>'


def overdue(h: Headline) -> Figure:
    """How many open actions are overdue: the only figure with a strong colour, and only if there are any."""
    value, rests_on = words.overdue(h)
    return Figure("Overdue", value, rests_on, is_alarm=h.overdue > 0)


def completed(h: Headline) -> Figure:
    """How many of the actions that can be completed are."""
    parts = [
        words.of(h.completed, h.countable),
        _interval(h.completion),
        f"no doubt found in the text of {words.of(h.supported, told)}" if (told := h.completed - h.not_told) else "",
        f"{words.number(h.not_stated)} not stated" if h.not_stated else "",
        f"{words.number(h.not_pursued)} closed, not pursued" if h.not_pursued else "",
    ]
    return Figure("Completed", words.share(h.completion.share), "; ".join(part for part in parts if part), h.completion)


def _interval(rate: Rate) -> str:
    """'95% interval 77% to 89%': what the thin bar shows."""
    return "" if rate.low is None else f"95% interval {words.share(rate.low)} to {words.share(rate.high)}"


def median_slippage(h: Headline) -> Figure:
    """How late completed actions were in the middle, and on how many that rests."""
    return Figure(
        "Median slippage",
        words.days(h.median_slippage) if h.measured else "Not known",
        f"{words.counted(h.measured, 'completed action')} with both dates; {words.number(h.late)} late",
    )


def longest_overdue(h: Headline) -> Figure:
    """By how much the most overdue action is late: a lower bound, unless its plan fell silent before the reading date."""
    if not h.overdue:
        return Figure("Longest overdue", "None overdue", "on the reading date")
    silent = "if nothing has been done since the plans last spoke"
    rests_on = silent if h.plans_not_heard_of else "at least, on the reading date"
    return Figure("Longest overdue", words.days(h.longest_overdue_days), rests_on)


def verdict(h: Headline) -> Md:
    """What the figures come to, in a sentence."""
    if not h.countable:
        return md(
            "**{count} of a strategy**, which print neither status nor dates: nothing can be said of how far they are.",
            count=words.counted(h.commitments, "commitment"),
        )
    return md("**{verdict}**", verdict=said.verdict(h))


def due_soon(h: Headline) -> Figure:
    """How many open actions fall due soon; not known where none has the dates that would tell."""
    return Figure("Due within 90 days", *words.due_soon(h))
