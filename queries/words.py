"""Numbers, dates and labels as people write them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from queries.figures import Headline
from schema.vocabulary import Described, Dimension, Status, Timeliness

DASH = "–"
#: A figure that rests on fewer is shown, not judged.
FEW = 10
#: Grouping -> what one and what many of its groups are called.
NAMES: Mapping[Dimension, tuple[str, str]] = {
    Dimension.AGENCY: ("lead agency", "lead agencies"),
    Dimension.PARTNERSHIP: ("partnership", "partnerships"),
    Dimension.SECTOR: ("kind of agency", "kinds of agency"),
}
#: Field of an action -> what it is called.
FIELDS = {
    "recommendation": "Recommendation", "action": "Action", "lead": "Lead agency", "target": "Target date", "status": "Status",
    "completion": "Completion date", "rag": "RAG", "progress": "Progress",
}  # fmt: skip


def number(value: float | None) -> str:
    """1234 as '1,234'; an absent number as a dash."""
    return DASH if value is None else f"{value:,.0f}"


def days(value: float | None) -> str:
    """'1 day', '225 days', '74 days early'; an absent number as a dash."""
    if value is None:
        return DASH
    size = abs(round(value))
    text = f"{size:,} day{'' if size == 1 else 's'}"
    return f"{text} early" if value < 0 else text


def month(value: date | None) -> str:
    """'May 2025'; an absent month as a dash."""
    return DASH if value is None else f"{value:%B %Y}"


def points(value: float) -> str:
    """0.123 as '+12.3': a difference of shares in percentage points. An end of an interval near 0 keeps its side."""
    tenths = round(value * 100, 1)
    return f"{tenths:+.1f}" if tenths or not value else ("+0.0" if value > 0 else "-0.0")


def share(value: float | None) -> str:
    """0.842 as '84%'; 0 of 0 is a dash."""
    return DASH if value is None else f"{per_cent(value)}%"


def per_cent(value: float) -> int:
    """0.842 as 84. One way to round for every place: what a browser rounds or cuts off differs from it."""
    return int(f"{value:.0%}".removesuffix("%"))


def median(value: float | None, n: int) -> str:
    """'225 days (n = 25)', with a word where the number is small."""
    if value is None:
        return DASH
    return f"{days(value)} (n = {n:,}{'; few' if n < FEW else ''})"


def of(part: int, whole: int) -> str:
    """'128 of 152'; 0 of 0 is a dash."""
    return DASH if whole == 0 else f"{part:,} of {whole:,}"


def overdue(h: Headline) -> tuple[str, str]:
    """(how many open actions are overdue, what that rests on), from the headline figures.

    Where nothing is open, or no open action has dates, that is said instead of a number.
    """
    past = f"; {number(h.past_target)} past target, status not stated" if h.past_target else ""
    if not h.open and h.not_stated:
        unsaid = (
            f"no action in view is said to be open; {number(h.not_stated)} of {number(h.countable)} print no status"
        )
        return "Not known", f"{unsaid}{past}"
    if not h.countable:
        return "Not known", "commitments of a strategy print neither status nor dates"
    if not h.open:
        return "None open", f"no action in view is in progress or not started, as its plan says{past}"
    if not h.open_dated:
        return "Not known", f"none of {counted(h.open, 'open action')} has a target and a reading date{past}"
    rests_on = f"of {number(h.open_dated)} open with dates"
    undated = h.open - h.open_dated
    more = f"; {number(undated)} open without" if undated else ""
    silent = "; if nothing has been done since the plans last spoke" if h.overdue and h.plans_not_heard_of else ""
    return number(h.overdue), f"{rests_on}{more}{past}{silent}"


def due_soon(h: Headline) -> tuple[str, str]:
    """(how many open actions fall due within 90 days, what that rests on)."""
    if h.open_dated:
        return number(h.due_90), f"of {counted(h.open_dated, 'open action')} with dates"
    is_none_open = not h.open and not h.not_stated and h.countable
    return "None open" if is_none_open else "Not known", "no open action prints its dates"


def counted(value: int, one: str, many: str | None = None) -> str:
    """'1 plan', '5 plans'."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def day(value: date | None) -> str:
    """'31 January 2024'; an absent date as 'not stated'."""
    return "not stated" if value is None else f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """'31 Jan 2024', where there is little room."""
    return f"{value.day} {value:%b %Y}"


def day_or_dash(value: date | None) -> str:
    """'31 January 2024'; an absent date as a dash."""
    return DASH if value is None else day(value)


def span(first: date | None, last: date | None) -> str:
    """'1 October 2017 to 26 November 2025', or one day where both are the same."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def yes(value: bool) -> str:
    """Truth as a person reads it in a table."""
    return "Yes" if value else "No"


def label(kind: type[Described], value: str) -> str:
    """The shown label of a word of the vocabulary."""
    return kind(value).label


def status(value: str) -> str:
    """The shown label of a status."""
    return label(Status, value)


def timeliness(value: str) -> str:
    """The shown label of a timeliness."""
    return label(Timeliness, value)


def listed(values: Iterable[str]) -> str:
    """Names in a row; none as a dash."""
    return ", ".join(values) or DASH


def some_of(values: Sequence[str], most: int) -> str:
    """The first few names of many, and how many more there are."""
    more = len(values) - most
    return listed(values[:most]) + (f" and {more:,} more" if more > 0 else "")


def not_drawn(left: Sequence[str], few: int, most: int) -> str:
    """Which groups a chart leaves out, and how many for having too few actions."""
    parts = [some_of(left, most)] if left else []
    parts += [f"{few:,} with fewer than {FEW} actions"] if few else []
    return ", and ".join(parts) or "none"


def place(section: str | None, ref: str | None) -> str:
    """Where an action stands in its plan: 'Recommendation 5 b', 'ref 21', or both."""
    parts = [part for part in (section, f"ref {ref}" if ref else None) if part]
    return ", ".join(parts) or "no reference"


def where(page: int | None, sheet: str | None, line: int) -> str:
    """Where a row stands in its file: 'page 3, row 5', 'sheet Plan, row 12' or 'line 40'."""
    if sheet:
        return f"sheet {sheet}, row {line}"
    return f"page {page}, row {line}" if page else f"line {line}"


def shortened(text: str | None, length: int = 90) -> str:
    """The beginning of a text, cut at a word."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0] + "…"


def both_ends(text: str, length: int) -> str:
    """The beginning and the end of a text, for those that begin alike."""
    flat = " ".join(text.split())
    half = (length - 1) // 2
    return flat if len(flat) <= length else f"{flat[:half].rstrip()}…{flat[-half:].lstrip()}"


def marked(text: str | None, spans: Sequence[tuple[int, int]]) -> str:
    """A text as HTML with the given spans marked. Overlapping spans are marked once; all else is escaped."""
    source = text or ""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        parts += [
            html.escape(source[at : max(at, start)]),
            "<mark>",
            html.escape(source[max(at, start) : end]),
            "</mark>",
        ]
        at = end
    parts.append(html.escape(source[at:]))
    return "".join(parts).replace("\n", "<br>")


_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    """A text without the signs that no XML document may hold."""
    return _NOT_XML.sub("", text)


def field(name: str) -> str:
    """A field of an action within a sentence: 'target date', 'RAG rating'."""
    return "RAG rating" if name == "rag" else FIELDS[name].lower()


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by id, of which those that are alike show their id too: a list hands back what it shows."""
    often = Counter(labels.values())
    return {name: f"{label} [{name[:12]}]" if often[label] > 1 else label for name, label in labels.items()}
