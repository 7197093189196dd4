"""How well a cell fits a column: the one measure by which columns are told apart and layouts are judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ingest.fields.acceptance import read_acceptance
from ingest.fields.dates import find_dates
from ingest.fields.leads import names_a_lead
from ingest.fields.rag import is_only_ratings
from ingest.fields.status import find_statuses, is_status_word
from ingest.fields.targets import is_time

_REF = re.compile(
    r"^(?:\(?[A-Za-z]{1,4}\)?[ivx]{0,3}\)?|[A-Za-z#]{0,14}[\s.#:/-]{0,3}\(?\d+(?:[./-]\d+)*\)?[a-z]?[.)]?"
    r"(?:\s?\([^()]{1,16}\))?)$"
)
_INITIALS = re.compile(r"^[A-Z][A-Za-z]{0,4}(?:\s?[/,&]\s?[A-Z][A-Za-z]{0,4})*$")
_NOTHING = frozenset(("-", "–", "n/a", "na", "none", "?", "not applicable", "tbc", "not provided", "unknown"))
_LONGEST_DATE, _LONGEST_LEAD, _LONGEST_SECTION = 12, 25, 12  # words
_TEXT = 5  # words, from which a cell is a text


def is_ref(text: str) -> bool:
    """Whether a text is a reference and no date."""
    bare = text.strip()
    return bool(_REF.match(bare)) and any(sign.isdigit() for sign in bare) and not find_dates(bare)


def _words(text: str) -> int:
    return len(text.split())


def _of_ref(text: str) -> float:
    return 1.0 if is_ref(text) else (0.2 if _REF.match(text.strip()) else -1.0)


def _of_date(text: str) -> float:
    if _words(text) > _LONGEST_DATE:
        return -0.3 if find_dates(text) else -1.0
    return 1.0 if find_dates(text) or is_time(text) else -0.6


def _of_completion(text: str) -> float:
    return 0.8 if is_status_word(text) else _of_date(text)


def _of_status(text: str) -> float:
    if is_status_word(text):
        return 1.0
    return 0.3 if _words(text) <= 8 and find_statuses(text) else (-0.3 if _words(text) <= 3 else -0.8)


def _of_rag(text: str) -> float:
    return 1.0 if is_only_ratings(text) else -0.9


def _of_lead(text: str) -> float:
    if _words(text) > _LONGEST_LEAD or is_ref(text) or is_only_ratings(text) or is_status_word(text):
        return -1.0
    if _words(text) <= 8 and find_dates(text):
        return -1.0
    if names_a_lead(text) or _INITIALS.match(text.strip()):
        return 1.0
    return 0.1 if _words(text) <= 5 else -0.5


def _of_text(text: str) -> float:
    """A long text; not a date, a reference or a status."""
    if is_ref(text) or is_only_ratings(text) or (_words(text) <= 6 and (find_dates(text) or is_status_word(text))):
        return -1.0
    return 0.6 if _words(text) >= _TEXT else (-0.1 if _words(text) >= 2 else -0.5)


def _of_progress(text: str) -> float:
    return 0.2 if is_status_word(text) else max(_of_text(text), -0.5)


def _of_section(text: str) -> float:
    return 0.1 if _words(text) <= _LONGEST_SECTION else -0.5


def _of_acceptance(text: str) -> float:
    return 1.0 if read_acceptance(text) else (-0.3 if _words(text) < _TEXT else 0.0)


_TESTS: dict[str, Callable[[str], float]] = {
    "ref": _of_ref,
    "section": _of_section,
    "recommendation": _of_text,
    "action": _of_text,
    "outcome": _of_text,
    "progress": _of_progress,
    "lead": _of_lead,
    "target": _of_date,
    "commenced": _of_date,
    "completion": _of_completion,
    "status": _of_status,
    "rag": _of_rag,
    "accepted": _of_acceptance,
}


@lru_cache(maxsize=65_536)
def fit(role: str, text: str) -> float:
    """How well a filled cell fits a column of a role: 1 certainly of it, 0 tells nothing, -1 certainly not."""
    if text.strip().lower() in _NOTHING or role not in _TESTS:
        return 0.0
    return _TESTS[role](text)


def fit_of(role: str, texts: Sequence[str]) -> float:
    """How well the filled cells of a column fit a role, in the mean; 0 where there are none."""
    filled = [text for text in texts if text.strip()]
    return sum(fit(role, text) for text in filled) / len(filled) if filled else 0.0
