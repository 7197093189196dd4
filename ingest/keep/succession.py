"""Successive versions of a plan: which row of the one is which row of the other, and whose version a document is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from ingest.keep.versions import lines_of_plan, values_of
from ingest.plan.parse import Plan
from schema.lake import Lake
from schema.tables import Action

#: What of the score comes from the words, the reference and the heading of two rows.
_WORDS, _REF, _SECTION = 0.7, 0.2, 0.1
#: Of two rows with texts for both, how much the action weighs; the rest is the recommendation, which repeats over rows.
_OF_ACTION = 0.85
#: Letters of two unlike sentences that agree by chance (`fuzz.ratio`, measured on texts of plans).
_BY_CHANCE = 0.4
#: A score from which two rows are the same action, and from which two are that stand under one heading with one reference.
_ALIKE, _ALIKE_BY_PLACE = 0.6, 0.5
_BY_PLACE_ALONE = 0.5
_COMPARED = 400  # letters of a text
#: A share of rows from which a document is likely to be another version of a plan.
_SAME_PLAN = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """What a row is known by."""

    key: str
    section: str
    ref: str
    recommendation: str
    action: str
    score: float | None = None
    is_own: bool = False
    """Whether it is a row of the document itself, as it was stored before."""


def _plain(text: object) -> str:
    return " ".join(str(text or "").lower().split())


def lines_of(plan: Plan) -> list[Line]:
    """The rows of a plan in memory."""
    texts = {row.recommendation_id: row.recommendation for row in plan.recommendations}
    return [
        Line(
            action.action_key,
            _plain(action.section),
            _plain(action.ref),
            _plain(texts[action.recommendation_id]),
            _plain(action.action),
            action.match_score,
        )
        for action in plan.actions
    ]


def _stored_lines(rows: pl.DataFrame) -> list[Line]:
    return [
        Line(
            row["action_key"],
            _plain(row["section"]),
            _plain(row["ref"]),
            _plain(row["recommendation"]),
            _plain(row["action"]),
            row["match_score"],
            bool(row.get("is_own")),
        )
        for row in rows.iter_rows(named=True)
    ]


def matches(new: Sequence[Line], old: Sequence[Line], *, is_retold: bool = False) -> dict[int, tuple[int, float]]:
    """Place of a new row -> (place of the old row that it is, how alike they are), one to one.

    Rows that are the same in every word are paired first. Of the others the most alike pair goes first, of pairs that are
    equally alike the one whose rows stand nearest.

    Args:
        new: the rows of a version.
        old: the rows of the version before.
        is_retold: one of the two is in our own short words: rows are paired by heading and reference alone.
    """
    found = _same(new, old, lambda line: (line.section, line.ref, line.recommendation, line.action), 1.0)
    if is_retold:
        found |= _same(new, old, lambda line: (line.section, line.ref) if line.ref else None, _BY_PLACE_ALONE, found)
    left = [place for place in range(len(new)) if place not in found]
    taken = {place for place, _ in found.values()}
    other = [place for place in range(len(old)) if place not in taken]
    if not left or not other:
        return found
    scores, needed = _scores([new[place] for place in left], [old[place] for place in other])
    pairs = sorted(
        ((-scores[a, b], abs(left[a] - other[b]), int(a), int(b)) for a, b in np.argwhere(scores >= needed)),
    )
    used_new: set[int] = set()
    used_old: set[int] = set()
    for score, _, a, b in pairs:
        if a not in used_new and b not in used_old:
            used_new.add(a)
            used_old.add(b)
            found[left[a]] = (other[b], round(float(-score), 3))
    return found


def _same(
    new: Sequence[Line],
    old: Sequence[Line],
    known_by: Callable[[Line], tuple[str, ...] | None],
    score: float,
    found: Mapping[int, tuple[int, float]] | None = None,
) -> dict[int, tuple[int, float]]:
    """Rows that are known by the same, where only one is on either side; those that are found already are left out."""
    taken = {before for before, _ in (found or {}).values()}
    once_new, once_old = (Counter(map(known_by, lines)) for lines in (new, old))
    places = {known_by(line): place for place, line in enumerate(old) if place not in taken}
    return {
        place: (places[key], score)
        for place, line in enumerate(new)
        if place not in (found or {})
        and (key := known_by(line)) is not None
        and once_new[key] == once_old[key] == 1
        and key in places
    }


def _scores(new: Sequence[Line], old: Sequence[Line]) -> tuple[Any, Any]:
    """(how alike each new row and each old row are, 0 to 1; the score that each pair needs)."""
    ref, section = (_agreement(new, old, name) for name in ("ref", "section"))
    scores = _WORDS * _words(new, old) + _REF * ref + _SECTION * section
    has_ref = np.array([bool(line.ref) for line in new])[:, None]
    is_placed = has_ref & (ref == 1.0) & (section == 1.0)
    return scores, np.where(is_placed, _ALIKE_BY_PLACE, _ALIKE)


_HALF = 0.5  # where one of the two has nothing to compare


def _agreement(new: Sequence[Line], old: Sequence[Line], name: str) -> Any:
    """1 where both agree, also in having none, 0 where they differ, a half where one has none."""
    mine, theirs = (np.array([getattr(line, name) for line in lines], dtype=object) for lines in (new, old))
    equal = (mine[:, None] == theirs[None, :]).astype(float)
    only_one = (mine == "")[:, None] != (theirs == "")[None, :]
    return np.where(only_one, _HALF, equal)


def _words(new: Sequence[Line], old: Sequence[Line]) -> Any:
    """How alike the texts are, 0 to 1."""
    recommendation, action = (_alike(new, old, name) for name in ("recommendation", "action"))
    has_action, has_both = ~np.isnan(action), ~np.isnan(action) & ~np.isnan(recommendation)
    alone = np.where(has_action, action, recommendation)
    both = _OF_ACTION * np.nan_to_num(action) + (1 - _OF_ACTION) * np.nan_to_num(recommendation)
    return np.nan_to_num(np.where(has_both, both, alone), nan=_HALF)


def _alike(new: Sequence[Line], old: Sequence[Line], name: str) -> Any:
    """How alike one text is, 0 to 1; not a number where one of the two has none."""
    mine, theirs = ([getattr(line, name)[:_COMPARED] for line in lines] for lines in (new, old))
    ratios = process.cdist(mine, theirs, scorer=fuzz.ratio, workers=1).astype(float) / 100
    scores = np.clip((ratios - _BY_CHANCE) / (1 - _BY_CHANCE), 0, 1)
    unknown = np.array([not text for text in mine])[:, None] | np.array([not text for text in theirs])[None, :]
    return np.where(unknown, np.nan, scores)


def succeeded(lake: Lake, plan: Plan) -> Plan:
    """A plan whose rows carry the keys of the actions that they are in what the lake holds of it.

    They are matched with every action that any version prints: with the document's own rows, where it is stored already, and
    with those of the others as they last stood, so that an action that went away and comes back is the same one.
    """
    rows = lines_of_plan(lake, plan)
    if rows.is_empty():
        return plan
    old = _stored_lines(rows)
    is_retold = any(wording != plan.document.wording for wording in rows["wording"])
    return _keyed(plan, old, matches(lines_of(plan), old, is_retold=is_retold))


def _keyed(plan: Plan, old: Sequence[Line], found: Mapping[int, tuple[int, float]]) -> Plan:
    taken = {line.key for line in old}
    keys: dict[str, str] = {}
    actions: list[Action] = []
    for place, action in enumerate(plan.actions):
        if place in found:
            before, score = found[place]
            key, kept = old[before].key, old[before].score if old[before].is_own else score
        else:
            key, kept = _free(action, taken), None
        keys[action.action_key] = key
        actions.append(action.model_copy(update={"action_key": key, "match_score": kept}))
    corrections = [
        row.model_copy(update={"action_key": keys.get(row.action_key, row.action_key)}) for row in plan.corrections
    ]
    return replace(plan, actions=actions, corrections=corrections)


def _free(action: Action, taken: set[str]) -> str:
    """A key that no action of the plan has."""
    if action.action_key not in taken:
        return action.action_key
    return hashlib.sha256(f"{action.action_id}|{action.action_key}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Likely:
    """A plan of which a document is likely to be another version."""

    plan_id: str
    plan: str
    same: int
    of: int
    """So many of its rows are rows of that plan."""


def likely_plan(lake: Lake, plan: Plan, documents: Callable[[Lake], pl.DataFrame]) -> Likely | None:
    """The stored plan of the same partnership, under another name, whose rows are most like those of a new document.

    Args:
        lake: the lake.
        plan: the new document.
        documents: lists the documents of a lake.
    """
    stored = documents(lake)
    if (
        plan.document.document_id in stored["document_id"].to_list()
        or plan.document.plan_id in stored["plan_id"].to_list()
    ):
        return None
    others = stored.filter(pl.col("partnership") == plan.partnership.partnership)
    new = lines_of(plan)
    found = [
        Likely(
            row["plan_id"], row["plan"], len(matches(new, _stored_lines(values_of(lake, row["document_id"])))), len(new)
        )
        for row in others.unique("plan_id", keep="last", maintain_order=True).iter_rows(named=True)
    ]
    likely = [one for one in found if new and one.same / one.of >= _SAME_PLAN]
    return max(likely, key=lambda one: one.same, default=None)
