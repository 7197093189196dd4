"""What is alike in a set of texts: pairs with their scores, and the groups of those that say nearly the same.

Only what a text says decides how alike it is to another, so a text that came later is held against the others alone, and the rest stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from queries.recurring.contrasts import kept, sides
from queries.recurring.limits import SAME
from queries.recurring.pairs import (
    Keys,
    Numbers,
    Pairs,
    Scores,
    keys_of,
    least_by_words,
    likely_pairs,
    similarity,
)
from queries.recurring.stars import stars
from queries.recurring.vectors import LETTERS, WEIGHT, WORDS, vectors


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Texts, their vectors and keys, and the pairs of them that are alike."""

    texts: tuple[str, ...]
    words: csr_matrix
    keys: Keys
    pairs: Pairs

    def groups(self, plans: Numbers) -> Numbers:
        """The centre of the group of each text, its own place where it stands alone.

        Args:
            plans: in how many plans each text stands.
        """
        return stars(self.pairs, self.texts, plans)

    def nearest(self, place: int, most: int) -> tuple[list[int], list[float]]:
        """(places of the texts that are most like one, how alike each is), itself first."""
        by_words = np.asarray((self.words @ self.words[place].T).todense(), dtype=np.float32).ravel()
        others = np.argsort(-by_words, kind="stable")[:most].astype(np.int64)
        scores = _scores([self.texts[at] for at in (place, *others)], np.float32(WEIGHT[WORDS]) * by_words[others])
        order = np.lexsort((others, -scores, others != place))
        return [int(others[at]) for at in order], [round(float(scores[at]), 4) for at in order]


_NONE = np.empty(0, np.int64)
NOTHING = Found((), vectors([], WORDS), Keys(_NONE, _NONE), Pairs(_NONE, _NONE, np.empty(0, np.float32)))


def found(texts: Iterable[str], before: Found = NOTHING) -> Found:
    """What is alike among texts: those found before that are still there, in their order, then the others in theirs.

    Args:
        texts: the texts; the same twice counts once.
        before: what was found among others: pairs of texts that are in both stay as they are.
    """
    given, known = dict.fromkeys(texts), frozenset(before.texts)
    old = _those_left(before, given)
    new = [text for text in given if text not in known]
    if not new:
        return old
    vectors_of_new, since = vectors(new, WORDS), len(old.texts)
    words, named = csr_matrix(vstack([old.words, vectors_of_new])), (*old.texts, *new)
    own = keys_of(vectors_of_new, since)
    keys = Keys(np.concatenate([old.keys.texts, own.texts]), np.concatenate([old.keys.codes, own.codes]))
    pairs = _alike(named, words, *likely_pairs(keys, len(named), since))
    return Found(named, words, keys, _joined(old.pairs, pairs))


def _those_left(before: Found, given: Mapping[str, None]) -> Found:
    """What was found before, without the texts that are gone."""
    is_left = np.array([text in given for text in before.texts], dtype=np.bool_)
    if is_left.all():
        return before
    place = np.cumsum(is_left) - 1
    both = is_left[before.pairs.first] & is_left[before.pairs.second]
    kept_keys = is_left[before.keys.texts]
    return Found(
        tuple(text for text in before.texts if text in given),
        csr_matrix(before.words[is_left]),
        Keys(place[before.keys.texts[kept_keys]], before.keys.codes[kept_keys]),
        Pairs(place[before.pairs.first[both]], place[before.pairs.second[both]], before.pairs.score[both]),
    )


def _alike(texts: Sequence[str], words: csr_matrix, first: Numbers, second: Numbers) -> Pairs:
    """Of likely pairs those that are alike: by their words first, since letters take longer."""
    score = WEIGHT[WORDS] * similarity(words, first, second)
    may_be = score >= WEIGHT[WORDS] * least_by_words()
    first, second, score = first[may_be], second[may_be], score[may_be]
    used, places = np.unique(np.concatenate([first, second]), return_inverse=True)
    named = [texts[place] for place in used]
    one, two = places[: len(first)], places[len(first) :]
    score = score + WEIGHT[LETTERS] * similarity(vectors(named, LETTERS), one, two)
    score = score * kept(sides(named), one, two)
    return Pairs(first, second, score.astype(np.float32)).at_least(SAME)


def _scores(texts: Sequence[str], by_words: Scores) -> Scores:
    """How alike the first text is to each of the others."""
    first, second = np.zeros(len(texts) - 1, np.int64), np.arange(1, len(texts))
    by_letters = WEIGHT[LETTERS] * similarity(vectors(texts, LETTERS), first, second)
    return np.asarray((by_words + by_letters) * kept(sides(texts), first, second), dtype=np.float32)


def _joined(one: Pairs, other: Pairs) -> Pairs:
    return Pairs(
        np.concatenate([one.first, other.first]),
        np.concatenate([one.second, other.second]),
        np.concatenate([one.score, other.score]),
    )
