"""What headline figures come to, in plain sentences: on pages and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries import words
from queries.closed import DOUBTFUL, ClosedByRow, ClosedRow
from queries.figures import Headline
from schema.filters import Filters
from schema.vocabulary import Closing, Timeliness

#: Of fewer actions no median is said.
_FEWEST = 3


def verdict(h: Headline) -> str:
    """What the figures come to; of commitments alone nothing can be said."""
    parts = [_done(h), _late(h)]
    if h.not_stated:
        past = f", {words.number(h.past_target)} of them past the target" if h.past_target else ""
        parts.append(f"{words.number(h.not_stated)} without a stated status{past}")
    if h.due_90:
        parts.append(f"{words.number(h.due_90)} due within 90 days")
    if h.plans_that_speak_later:
        parts.append("what was completed after the reading date counts as done")
    return f"{'; '.join(part for part in parts if part)}."


def _done(h: Headline) -> str:
    """How many are marked done, and of how many of these the text plainly says otherwise."""
    done = f"{words.of(h.completed, h.countable)} marked done"
    return (
        f"{done}, {words.number(h.unsupported)} of these not supported by their text or a verdict"
        if h.unsupported
        else done
    )


def closed(row: ClosedByRow) -> str:
    """In how many completed actions no doubt was found, and how many are not supported."""
    told = row.as_supported
    done = f"{words.counted(row.completed, 'action is', 'actions are')} marked completed."
    if not told.m:
        return f"{done} Their plans print no progress, so nothing tells whether they were done."
    parts = {
        "{} plainly not supported": row.unsupported,
        "{} likely not": row.likely_unsupported,
        "nothing is printed of {}": row.no_evidence,
        "of {} a person cannot tell": row.cannot_tell,
    }
    supported = (
        f"no doubt was found in the text of {words.number(told.n)} ({words.share(told.share)}), which is no proof"
    )
    others = [what.format(words.number(count)) for what, count in parts.items() if count]
    return f"{done} Of {words.number(told.m)} whose plan prints progress, {'; '.join([supported, *others])}."


def counts_as(row: ClosedRow) -> str:
    """'Not supported: work still to come', or whose verdict it is."""
    if row.verdict:
        return f"{row.verdict.label}, by a person's verdict"
    if row.closing in DOUBTFUL and row.support:
        perhaps = "perhaps " if row.closing is Closing.LIKELY_UNSUPPORTED else ""
        return f"{row.closing.label}: {perhaps}{row.support.label.lower()}"
    return row.closing.label


def _late(h: Headline) -> str:
    """What is overdue. Of plans that have not been heard of since, nobody knows whether it was done meanwhile."""
    longest = words.days(h.longest_overdue_days)
    if h.overdue and h.plans_not_heard_of:
        return f"{words.number(h.overdue)} would be overdue if nothing has been done since the plans last spoke, by up to {longest}"
    if h.overdue:
        least = f"by at least {longest}" if h.overdue == 1 else f"the longest by at least {longest}"
        return f"{words.number(h.overdue)} overdue, {least}"
    if not h.open:
        return "" if h.not_stated else "none open"
    return "none overdue" if h.open_dated else f"{words.number(h.open)} open without the dates that would tell if late"


def reading(filters: Filters, headline: Headline) -> str:
    """On which date the actions are read, and which plans have not been heard of since."""
    if filters.as_at is None:
        text = "Read on the date each plan speaks of"
        if headline.earliest_reading:
            text += f" ({words.span(headline.earliest_reading, headline.latest_reading)})"
        if headline.plans_undated:
            text += f"; the date of {words.counted(headline.plans_undated, 'plan')} is not known"
        return text + "."
    text = f"Read on {words.day(filters.as_at)}."
    if headline.plans_not_heard_of:
        text += f" {words.counted(headline.plans_not_heard_of, 'plan has', 'plans have')} not been heard of since an earlier date."
    if headline.plans_that_speak_later:
        text += (
            f" {words.counted(headline.plans_that_speak_later, 'plan speaks', 'plans speak')} of a later day:"
            " what was completed after the day chosen is still counted as completed."
        )
    return text


def came_of(row: Mapping[str, Any]) -> str:
    """What came of a group's actions: '28 of 47 completed (1 not supported), 11 open (2 overdue), 8 not stated; median 209 days late (n = 11)'."""
    done = row["completed"]
    if not done["m"]:
        return "Nothing that can be completed"
    parts = [
        f"{words.of(done['n'], done['m'])} completed" + _of_these(row["unsupported"], "not supported"),
        f"{words.number(row['open'])} open" + _of_these(row["overdue"], "overdue") if row["open"] else "",
        f"{words.number(row['not_stated'])} not stated" if row["not_stated"] else "",
    ]
    told = ", ".join(part for part in parts if part)
    if row["measured"] < _FEWEST:
        return told
    median = row["median_slippage"]
    late = "on the day" if not median else f"{words.days(abs(median))} {'late' if median > 0 else 'early'}"
    return f"{told}; median {late} (n = {words.number(row['measured'])})"


def _of_these(count: int, what: str) -> str:
    return f" ({words.number(count)} {what})" if count else ""


def became(row: Mapping[str, Any]) -> str:
    """What became of an action: its status, how late or early, and whether its text supports it."""
    timeliness, status = words.timeliness(row["timeliness"]), words.status(row["status"])
    told = timeliness if timeliness.startswith(status) else f"{status}; {timeliness.lower()}"
    closing = Closing(row["closing"]) if row["closing"] else None
    unsupported = f"; {closing.label.lower()}" if closing in DOUBTFUL else ""
    return f"{told}{_how_late(row)}{unsupported}"


def _how_late(row: Mapping[str, Any]) -> str:
    days = row["days"]
    if not days:
        return ""
    if row["timeliness"] == Timeliness.OVERDUE.value:
        if row["is_past_plan"]:
            return f", by {words.days(days)} if nothing has been done since the plan last spoke"
        return f", by at least {words.days(days)}"
    if row["timeliness"] == Timeliness.PAST_TARGET.value:
        return f", by {words.days(days)}"
    return f", {words.days(abs(days))} {'late' if days > 0 else 'early'}"
