"""What stands on a paper: the parts chosen of what the filters leave, and how it is made again."""

from __future__ import annotations

import shlex
from datetime import date

from queries import said, words
from queries.asked import Filtered
from queries.figures import HEADLINE, Headline
from queries.paper.blocks import Paper
from queries.paper.choice import Choice, PaperPart
from queries.paper.parts import Asked, sections
from queries.sources import CHOICES
from queries.working import Copy
from schema.errors import NotFoundError
from schema.filters import Filters

_TITLE = "What happened to the recommendations"
_UNKNOWN = date(1970, 1, 1)  # of a paper in which nothing is dated


def paper(copy: Copy, filters: Filters, choice: Choice) -> Paper:
    """The paper of what the filters leave.

    Raises:
        NotFoundError: if they leave nothing.
    """
    headline = HEADLINE.one(Filtered(filters=filters), on=copy)
    if not headline.actions:
        raise NotFoundError("No action fits these filters, so there is nothing to put on paper. Take a filter away.")
    asked = Asked(copy, filters, choice, headline)
    found = sections(asked)
    return Paper(
        title=_TITLE,
        subtitle=_whose(copy, filters, headline),
        verdict=said.verdict(headline) if headline.countable else "",
        reading=said.reading(filters, headline),
        dated=filters.as_at or headline.latest_reading or _UNKNOWN,
        again=_again(copy, filters, choice),
        sections=tuple(found),
        annex=tuple(asked.annex),
    )


def _whose(copy: Copy, filters: Filters, h: Headline) -> str:
    """'Central Bedfordshire CSP: 25 actions in 1 plan', and the other filters in words."""
    names = words.listed(filters.partnership) if filters.partnership else words.counted(h.partnerships, "partnership")
    others = filters.model_copy(update={"partnership": []})
    labels = dict(CHOICES.frame(on=copy).select("choice", "label").iter_rows())
    limits = f" ({'; '.join(others.narrowed_by(labels))})" if others.is_narrowed else ""
    return f"{names}: {words.counted(h.actions, 'action')} in {words.counted(h.plans, 'plan')}{limits}"


def _again(copy: Copy, filters: Filters, choice: Choice) -> str:
    """How it is made again."""
    snapshot = "" if copy.snapshot is None else f" Snapshot {copy.snapshot} of the lake."
    how = choice.link or command(filters, choice)
    return f"Made by Followthrough from published plans, as they were last read.{snapshot} Made again by: {how}"


def command(filters: Filters, choice: Choice) -> str:
    """The command line that makes the paper again."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    options = [(name, one) for name, value in given.items() for one in (value if isinstance(value, list) else [value])]
    options += [("since", choice.since.isoformat())] if choice.since else []
    options += [("part", part.value) for part in choice.parts] if choice.parts != tuple(PaperPart) else []
    written = [f"--{name.replace('_', '-')} {shlex.quote(str(value))}" for name, value in options]
    return " ".join(["python -m queries paper --out FILE.pdf", *written])
