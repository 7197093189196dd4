"""Whether a recommendation was accepted, as the plan prints it: that is no status."""

from __future__ import annotations

import re

from schema.vocabulary import Acceptance

_IN_PART = re.compile(
    r"\b(?:in part|part(?:ly|ially)?[\s-]+(?:accepted|agreed)|(?:accepted|agreed) (?:in part|in principle)|in principle)\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"^\W*(?:no\b(?=\W*$|[,.;:–-])|not (?:accepted|agreed|supported)|reject(?:ed)?|declined?|disagreed?|(?:we )?do(?:es)? not (?:agree|accept))",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"^\W*(?:yes|y\b|accept(?:ed|s)?\b|agreed?\b|approved\b|endorsed\b|supported\b|fully (?:accepted|agreed))",
    re.IGNORECASE,
)
_SAID = re.compile(r"accept|agree|reject|declin|endors|in part", re.IGNORECASE)
_TEMPLATE = re.compile(r"^\W*(?:y(?:es)?\s*/\s*n(?:o)?|accepted?\s*/\s*\w+|agreed?\s*/\s*\w+)\b", re.IGNORECASE)
_LONGEST = 8  # words of a cell that is acceptance and no more


def read_acceptance(text: str) -> Acceptance | None:
    """What a cell of an acceptance column says, by its first words, or None."""
    first = " ".join(text.split())[:80]
    if _TEMPLATE.match(first):
        return None
    if _IN_PART.search(first):
        return Acceptance.IN_PART
    if _REJECTED.match(first):
        return Acceptance.REJECTED
    return Acceptance.ACCEPTED if _ACCEPTED.match(first) else None


def is_acceptance(text: str) -> bool:
    """Whether a cell says by words of its own that something was accepted or not: 'Yes' may be a status as well."""
    return len(text.split()) <= _LONGEST and bool(_SAID.search(text)) and read_acceptance(text) is not None
