"""Groups of texts that say nearly the same: stars, each a centre with the texts that are near enough to it.

Unlike in a chain, two texts of a star are never joined by a row of others that each resemble only the next (Aslam, Pelekhov and Rus 2004,
J. Graph Algorithms Appl. 8, 95-129).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from queries.recurring.pairs import Numbers, Pairs


def stars(pairs: Pairs, texts: Sequence[str], weight: Numbers) -> Numbers:
    """The centre of each text's star: its own place where it stands alone.

    Args:
        pairs: pairs that are near enough.
        texts: the texts, in whatever order: of two that most stand near to, the one that is first in the alphabet is the centre.
        weight: of each text in how many plans it stands: the centre is one that most stand near to.
    """
    centre = np.arange(len(texts), dtype=np.int64)
    near = _near(pairs, len(texts))
    reached = near @ weight + weight
    is_free = np.ones(len(texts), dtype=np.bool_)
    involved = np.unique(np.concatenate([pairs.first, pairs.second]))
    for place in sorted(involved.tolist(), key=lambda at: (-reached[at], texts[at])):
        if is_free[place]:
            taken = _free_of(near, place, is_free)
            centre[taken] = place
            is_free[taken] = False
            is_free[place] = False
    return centre


def _near(pairs: Pairs, texts: int) -> csr_matrix:
    one, two = np.concatenate([pairs.first, pairs.second]), np.concatenate([pairs.second, pairs.first])
    return csr_matrix((np.ones(len(one), np.int64), (one, two)), shape=(texts, texts))


def _free_of(near: csr_matrix, place: int, is_free: NDArray[np.bool_]) -> Numbers:
    """The texts near a place that belong to no star yet."""
    found = near.indices[near.indptr[place] : near.indptr[place + 1]]
    return np.asarray(found[is_free[found]], dtype=np.int64)
