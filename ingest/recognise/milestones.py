"""Prose milestones: 'Milestone 2.1. By January 31, 2020, the force will ... This milestone has been completed.'"""

from __future__ import annotations

import re

from ingest.fields.dates import find_dates
from ingest.fields.prose_status import read_prose_status
from ingest.read.grid import Grid, Row
from ingest.recognise.headings import Heading
from ingest.recognise.rows import RawAction, Table

_MILESTONE = re.compile(
    r"^Milestone\s+(?P<ref>\d+(?:\.\d+)*[a-z]?)\s*[.:)–-]*\s*(?P<text>.*)$", re.IGNORECASE | re.DOTALL
)
_SECTION = re.compile(
    r"^(?P<section>(?:Recommendation|Goal|Objective|Commitment|Priority)\s+\d+[a-z]?)\s*[.:)–-]*\s*(?P<text>.*)$",
    re.I | re.S,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_BY = re.compile(
    r"^(?:between\s+[^,;]{1,24}?\s+and\s+|(?:by|before|no later than|on or before)\s+(?:the\s+)?(?:end of\s+)?)",
    re.IGNORECASE,
)
_FEWEST = 2
_DATE_WITHIN = 40  # characters from 'By'


def read_milestones(grid: Grid) -> Table | None:
    """The milestones of a document as actions, or None if it has fewer than two.

    The date that a milestone opens with is its target; the sentences that speak of how it stands are its progress.
    """
    actions: list[RawAction] = []
    leftovers: list[Row] = []
    heading = Heading()
    told: set[str] = set()
    for row in grid.prose:
        milestone, section = _MILESTONE.match(row.flat), _SECTION.match(row.flat)
        if milestone and milestone["ref"] in told:
            leftovers.append(row)  # a footnote or an appendix names it again
        elif milestone:
            told.add(milestone["ref"])
            actions.append(_action(milestone["ref"], milestone["text"], row, heading))
        elif section:
            text = section["text"].strip()
            heading = Heading(section=section["section"], recommendation=text or None)
        elif actions and heading is actions[-1].heading and not row.is_aside:
            _add(actions[-1], row)
        else:
            leftovers.append(row)
    if len(actions) < _FEWEST:
        return None
    return Table(tuple(actions), frozenset({"ref", "action", "target", "progress"}), tuple(leftovers))


def _action(ref: str, text: str, row: Row, heading: Heading) -> RawAction:
    action = RawAction(row.line, row.page, heading, {"ref": ref}, is_from_prose=True)
    action.places.append(row)
    action.notes |= row.notes
    target = _target(text)
    if target:
        action.cells["target"] = target
    _tell(action, text)
    return action


def _add(action: RawAction, row: Row) -> None:
    action.places.append(row)
    _tell(action, row.flat)


def _tell(action: RawAction, text: str) -> None:
    """Sentences are what is to be done until one says how that stands; from there on they are progress."""
    for sentence in _SENTENCE.split(text):
        is_progress = "progress" in action.cells or read_prose_status(sentence) is not None
        role = "progress" if is_progress else "action"
        action.cells[role] = f"{action.cell(role)} {sentence}".strip()


def _target(text: str) -> str | None:
    """'By January 31, 2020' at the front of a milestone."""
    opening = _BY.match(text)
    found = find_dates(text[: opening.end() + _DATE_WITHIN]) if opening else []
    if opening is None or not found or found[0].start > opening.end() + 2:
        return None
    return text[: found[0].end]
