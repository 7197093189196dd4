"""Completed actions by what their own text tells, as figures, counts to choose from and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pages.parts.columns import number, share
from pages.parts.figures import Figure
from pages.parts.order import Order
from queries import words
from queries.closed import ClosedByRow
from schema.vocabulary import Closing

MOST_DOUBTFUL = Order("Most not supported", "unsupported")
COLUMNS = [
    number("completed", "Completed, as printed"),
    number("supported", "No doubt found in its text"),
    share("as_supported.share", "No doubt found, share"),
    number("unsupported", "Not supported"),
    number("likely_unsupported", "Likely not supported"),
    number("no_evidence", "No evidence printed"),
    number("cannot_tell", "Cannot tell"),
    number("not_printed", "Plan prints no progress"),
    number("not_looked_at", "Not looked at"),
]


def figures_of(row: ClosedByRow, countable: int) -> Sequence[Figure]:
    """Completed as printed, of so many that can be, and beside it what their text leaves without doubt."""
    told = row.as_supported
    return (
        Figure("Completed, as printed", words.of(row.completed, countable), "as the plans mark them"),
        Figure(
            "No doubt found in its text",
            words.share(told.share),
            f"{words.of(told.n, told.m)} whose plan prints progress" if told.m else "no plan in view prints progress",
            told,
        ),
        Figure("Not supported", words.number(row.unsupported), "plainly, or by a person's verdict"),
        Figure("Likely not supported", words.number(row.likely_unsupported), "to be read by a person"),
    )


def counted(row: ClosedByRow) -> dict[str, str]:
    """How completed actions may count, each with how many do; those that none does are left out."""
    return {
        kind.value: f"{kind.label} ({words.number(count)})" for kind in Closing if (count := getattr(row, kind.value))
    }


def how_many(row: ClosedByRow, kinds: Iterable[Closing]) -> int:
    """How many completed actions count in any of these ways."""
    return sum(getattr(row, kind.value) for kind in kinds)
