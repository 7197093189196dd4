"""Successive versions of a plan: which row of the one is which row of the other, and whose version a document is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from ingest.keep.listing import documents
from ingest.keep.versions import lines_of_plan, values_of
from ingest.plan.tree import Plan, PlanAction
from schema.lake import Lake
from schema.tables import Action

#: What of the score comes from the words, the reference and the heading of two rows.
_WORDS, _REF, _SECTION = 0.7, 0.2, 0.1
#: Of two rows with texts for both, how much the action weighs; the rest is the recommendation, which repeats over rows.
_OF_ACTION = 0.85
#: Letters of two unlike sentences that agree by chance (`fuzz.ratio`, measured on texts of plans).
_BY_CHANCE = 0.4
#: A score from which two rows are the same action, and from which two are that stand under one heading with one reference.
#: A row that is not matched is shown as new and its old one as dropped; one that is matched wrongly makes a wrong figure.
_ALIKE, _ALIKE_BY_PLACE = 0.85, 0.5
_BY_PLACE_ALONE = 0.6
_MOVED = 0.95  # the same words under another reference or heading
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
    place: str = ""
    """Where it stands, of a row of the document itself as it was stored before."""
    wording: str = ""
    target: str = ""


def _plain(text: object) -> str:
    return " ".join(str(text or "").lower().split())


def lines_of(plan: Plan) -> list[Line]:
    """The rows of a plan in memory."""
    texts = plan.texts
    return [
        Line(
            action.action_key,
            _plain(action.section),
            _plain(action.ref),
            _plain(texts[action.recommendation_id]),
            _plain(action.action),
            action.match_score,
            f"{action.page}/{action.line}",
            plan.document.wording,
            _plain(action.target_as_printed),
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
            f"{row['page']}/{row['line']}" if row.get("is_own") else "",
            str(row.get("wording") or ""),
            _plain(row.get("target_as_printed")),
        )
        for row in rows.iter_rows(named=True)
    ]


def matches(new: Sequence[Line], old: Sequence[Line]) -> dict[int, tuple[int, float]]:
    """Place of a new row -> (place of the old row that it is, how alike they are), one to one.

    Rows of the same document are paired by where they stand. Then rows that are the same in every word. Rows with the same
    words as others are paired in their order where there are as many on either side, else not at all: nothing tells which is
    which. Of the rest the most alike pair goes first, of pairs that are equally alike the one whose rows stand nearest.
    Rows in our own short words are paired with printed ones by heading and reference, all of them in their order where one
    and the same table is told in other words.
    """
    if retold := _retold(new, old):
        return retold
    found = _same(new, old, lambda line: (line.place,) if line.place else None, 1.0)
    found |= _same(new, old, lambda line: (line.section, line.ref, line.recommendation, line.action), 1.0, found)
    found |= _same(new, old, lambda line: _words_of(line) if any(_words_of(line)) else None, _MOVED, found)
    twins, doubtful = _twins(new, old, found)
    found |= twins
    taken = {place for place, _ in found.values()} | {
        place for place, line in enumerate(old) if _words_of(line) in doubtful
    }
    left = [place for place, line in enumerate(new) if place not in found and _words_of(line) not in doubtful]
    other = [place for place, line in enumerate(old) if place not in taken and line.wording in ("", _wording(new))]
    if left and other:
        found |= _alike_pairs(new, old, left, other)
    return found | _same(
        new, old, lambda line: (line.section, line.ref) if line.ref else None, _BY_PLACE_ALONE, found, retold=True
    )


def _retold(new: Sequence[Line], old: Sequence[Line]) -> dict[int, tuple[int, float]]:
    """Rows in other words that print the same headings, references and targets, in the same order, from first to last."""
    is_told_anew = all(line.wording not in ("", _wording(new)) for line in old)
    mine, theirs = ([(line.section, line.ref, line.target) for line in lines] for lines in (new, old))
    return {place: (place, _BY_PLACE_ALONE) for place in range(len(new))} if is_told_anew and mine == theirs else {}


def _wording(lines: Sequence[Line]) -> str:
    return lines[0].wording if lines else ""


def _words_of(line: Line) -> tuple[str, str]:
    return line.recommendation, line.action


def _twins(
    new: Sequence[Line], old: Sequence[Line], found: Mapping[int, tuple[int, float]]
) -> tuple[dict[int, tuple[int, float]], set[tuple[str, str]]]:
    """(rows of which others say the same, paired in their order; the words of those that nothing tells apart)."""
    taken = {before for before, _ in found.values()}
    mine: dict[tuple[str, str], list[int]] = {}
    theirs: dict[tuple[str, str], list[int]] = {}
    for place, line in enumerate(new):
        if place not in found:
            mine.setdefault(_words_of(line), []).append(place)
    for place, line in enumerate(old):
        if place not in taken:
            theirs.setdefault(_words_of(line), []).append(place)
    pairs: dict[int, tuple[int, float]] = {}
    doubtful: set[tuple[str, str]] = set()
    for words, places in mine.items():
        others = theirs.get(words, [])
        if max(len(places), len(others)) < 2 or not others:
            continue
        if len(places) == len(others):
            pairs |= {place: (other, 1.0) for place, other in zip(places, others, strict=True)}
        else:
            doubtful.add(words)
    return pairs, doubtful


def _alike_pairs(
    new: Sequence[Line], old: Sequence[Line], left: Sequence[int], other: Sequence[int]
) -> dict[int, tuple[int, float]]:
    """The most alike pairs of the rows that are left on either side."""
    scores, needed = _scores([new[place] for place in left], [old[place] for place in other])
    pairs = sorted(
        ((-scores[a, b], abs(left[a] - other[b]), int(a), int(b)) for a, b in np.argwhere(scores >= needed)),
    )
    found: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, _, a, b in pairs:
        if left[a] not in found and b not in used:
            used.add(b)
            found[left[a]] = (other[b], round(float(-score), 3))
    return found


def _same(
    new: Sequence[Line],
    old: Sequence[Line],
    known_by: Callable[[Line], tuple[str, ...] | None],
    score: float,
    found: Mapping[int, tuple[int, float]] | None = None,
    *,
    retold: bool = False,
) -> dict[int, tuple[int, float]]:
    """Rows that are known by the same, where only one is on either side; those that are found already are left out.

    Args:
        retold: only rows in other wording than the new ones.
    """
    taken = {before for before, _ in (found or {}).values()}
    if retold:
        taken |= {place for place, line in enumerate(old) if line.wording in ("", _wording(new))}
    once_new = Counter(map(known_by, new))
    once_old = Counter(known_by(line) for place, line in enumerate(old) if place not in taken)
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
    """(how alike each new row and each old row are, 0 to 1; the score that each pair needs).

    What neither row has says nothing: its weight goes to the words.
    """
    words, (ref, section) = _words(new, old), (_agreement(new, old, name) for name in ("ref", "section"))
    ref_known, section_known = ~np.isnan(ref), ~np.isnan(section)
    scores = (
        words * (_WORDS + _REF * ~ref_known + _SECTION * ~section_known)
        + _REF * np.nan_to_num(ref)
        + _SECTION * np.nan_to_num(section)
    )
    is_placed = (ref == 1.0) & ((section == 1.0) | ~section_known)
    return scores, np.where(is_placed, _ALIKE_BY_PLACE, _ALIKE)


_HALF = 0.5  # where one of the two has nothing to compare


def _agreement(new: Sequence[Line], old: Sequence[Line], name: str) -> Any:
    """1 where both agree, 0 where they differ, a half where only one has it; not a number where neither has."""
    mine, theirs = (np.array([getattr(line, name) for line in lines], dtype=object) for lines in (new, old))
    equal = (mine[:, None] == theirs[None, :]).astype(float)
    blank_mine, blank_theirs = (mine == "")[:, None], (theirs == "")[None, :]
    return np.where(blank_mine & blank_theirs, np.nan, np.where(blank_mine != blank_theirs, _HALF, equal))


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
    return _keyed(plan, old, matches(lines_of(plan), old))


def _keyed(plan: Plan, old: Sequence[Line], found: Mapping[int, tuple[int, float]]) -> Plan:
    taken = {line.key for line in old}
    keys: dict[str, str] = {}
    actions: list[PlanAction] = []
    for place, action in enumerate(plan.actions):
        if place in found:
            before, score = found[place]
            key, kept = old[before].key, old[before].score if old[before].place else score
        else:
            key, kept = _free(action, taken), None
        keys[action.action_key] = key
        actions.append(action.model_copy(update={"action_key": key, "match_score": kept}))
    corrections = [
        row.model_copy(update={"action_key": keys.get(row.action_key, row.action_key)}) for row in plan.corrections
    ]
    return plan.with_(actions=actions, corrections=corrections)


def _free(action: Action, taken: set[str]) -> str:
    """A key that no action of the plan has."""
    key = action.action_key
    while key in taken:
        key = hashlib.sha256(f"{action.action_id}|{key}".encode()).hexdigest()[:16]
    return key


@dataclass(frozen=True, slots=True)
class Likely:
    """A plan of which a document is likely to be another version."""

    plan_id: str
    plan: str
    same: int
    of: int
    """So many of its rows are rows of that plan."""


def likely_plan(lake: Lake, plan: Plan) -> Likely | None:
    """The stored plan of the same partnership, under another name, whose rows are most like those of a new document."""
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
