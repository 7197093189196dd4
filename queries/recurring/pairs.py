"""Pairs of texts that are alike, found without looking at every pair.

Two texts are looked at only if they share two of their seven heaviest words: near the same they share most of them. So the work grows
with the number of texts, not with its square. What very many share (a phrase of every plan of a template) is no such sign.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from queries.recurring.limits import SAME
from queries.recurring.vectors import LETTERS, WEIGHT, WORDS

_HEAVIEST, _MOST_SHARING = 7, 200
_ROWS, _PAIRS = 4_000, 400_000
Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts by their places, the first before the second, with how alike they are: 0 to 1."""

    first: Numbers
    second: Numbers
    score: Scores

    def at_least(self, score: float) -> Pairs:
        """Those that are at least so alike."""
        kept = self.score >= score
        return Pairs(self.first[kept], self.second[kept], self.score[kept])


@dataclass(frozen=True, slots=True)
class Keys:
    """Which two words are among the heaviest of a text: a text's place and a number for the two, in any order."""

    texts: Numbers
    codes: Numbers


def likely_pairs(keys: Keys, texts: int, since: int) -> tuple[Numbers, Numbers]:
    """The pairs of texts that share a key, at least one of which stands from a place on; each once, the first before the second."""
    wanted = np.unique(keys.codes[keys.texts >= since])
    numbers = np.searchsorted(wanted, keys.codes).clip(max=max(len(wanted) - 1, 0))
    is_wanted = wanted[numbers] == keys.codes if len(wanted) else np.zeros(len(numbers), dtype=np.bool_)
    rows, columns = keys.texts[is_wanted], numbers[is_wanted]
    sharing = np.bincount(columns, minlength=len(wanted))[columns]
    is_sign = (sharing > 1) & (sharing <= _MOST_SHARING)
    shape = (texts, max(len(wanted), 1))
    table = csr_matrix((np.ones(int(is_sign.sum()), np.int32), (rows[is_sign], columns[is_sign])), shape=shape)
    other = table.T.tocsr()
    found = [_sharing(table[at : at + _ROWS], other, at) for at in range(since, texts, _ROWS)]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate([one for one, _ in found]), np.concatenate([two for _, two in found])


def _sharing(part: csr_matrix, other: csr_matrix, since: int) -> tuple[Numbers, Numbers]:
    """The pairs of some texts with those before them."""
    shared = (part @ other).tocoo()
    later, earlier = shared.row.astype(np.int64) + since, shared.col.astype(np.int64)
    is_before = earlier < later
    return earlier[is_before], later[is_before]


def keys_of(words: csr_matrix, since: int = 0) -> Keys:
    """The keys of texts.

    Args:
        words: their vectors.
        since: the place of the first.
    """
    heaviest = _heaviest(words)
    one, two = np.triu_indices(_HEAVIEST, 1)
    both = (heaviest[:, one] >= 0) & (heaviest[:, two] >= 0)
    low, high = np.minimum(heaviest[:, one], heaviest[:, two]), np.maximum(heaviest[:, one], heaviest[:, two])
    texts = np.broadcast_to(np.arange(words.shape[0], dtype=np.int64)[:, None], both.shape)[both]
    return Keys(texts + since, (low * words.shape[1] + high)[both])


def _heaviest(words: csr_matrix) -> Numbers:
    """A row a text, the columns of its heaviest words; -1 where it has fewer."""
    rows = np.repeat(np.arange(words.shape[0], dtype=np.int64), np.diff(words.indptr))
    order = np.lexsort((words.indices, -words.data, rows))
    rank = np.arange(len(rows)) - words.indptr[rows]
    first = rank < _HEAVIEST
    heaviest = np.full((words.shape[0], _HEAVIEST), -1, np.int64)
    heaviest[rows[first], rank[first]] = words.indices[order][first]
    return heaviest


def similarity(of: csr_matrix, first: Numbers, second: Numbers) -> Scores:
    """The cosine of each pair of rows."""
    parts = [
        np.asarray(of[first[at : at + _PAIRS]].multiply(of[second[at : at + _PAIRS]]).sum(axis=1)).ravel()
        for at in range(0, len(first), _PAIRS)
    ]
    return np.concatenate(parts).astype(np.float32) if parts else np.empty(0, np.float32)


def least_by_words() -> float:
    """How alike the words of a pair are at least, if the pair says nearly the same."""
    return (SAME - WEIGHT[LETTERS]) / WEIGHT[WORDS]
