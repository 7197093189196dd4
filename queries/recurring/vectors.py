"""Texts as vectors of their words and of their groups of letters, each weighted by how rare it is.

Tf-idf (Sparck Jones 1972, J. Doc. 28, 11-21) with the logarithm of how often a word stands in a text. How rare a word is, is taken from
sentences of the field in our own words (`data/reference/rarity.csv`), not from the plans at hand: so a text's vector is
the same in every lake, and a new document changes no other's.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from schema.settings import ROOT

COMMON = ROOT / "data" / "reference" / "rarity.csv"
_PLACES = 2**18
WORDS, LETTERS = "words", "letters"
_ANALYSES: dict[str, dict[str, Any]] = {
    WORDS: {"token_pattern": r"(?u)\b[^\W\d_]{2,}\b", "stop_words": "english"},
    LETTERS: {"analyzer": "char_wb", "ngram_range": (4, 4)},
}
#: How much each counts in how alike two texts are.
WEIGHT = {WORDS: 0.7, LETTERS: 0.3}


def vectors(texts: Sequence[str], of: str) -> csr_matrix:
    """One row a text, of length 1 (0 where it has no word that counts).

    Args:
        texts: the texts.
        of: `WORDS` or `LETTERS`.
    """
    if not texts:
        return csr_matrix((0, _PLACES), dtype=np.float32)
    counts = vectorizer(of).transform(texts).astype(np.float32)
    counts.data = 1 + np.log(counts.data)
    return csr_matrix(normalize(counts.multiply(_rarity(of)).tocsr()))


@cache
def vectorizer(of: str) -> HashingVectorizer:
    """What splits texts and counts their parts."""
    return HashingVectorizer(n_features=_PLACES, alternate_sign=False, norm=None, **_ANALYSES[of])


@cache
def _rarity(of: str) -> csr_matrix:
    """The weight of every part: the logarithm of the share of sentences that have it (smoothed, as scikit-learn does)."""
    sentences, found = _counts()[of]
    weights = np.full(_PLACES, math.log(1 + sentences) + 1, dtype=np.float32)
    places = FeatureHasher(_PLACES, input_type="string", alternate_sign=False).transform([[part] for part in found])
    for place, count in zip(places.indices, found.values(), strict=True):
        weights[place] = math.log((1 + sentences) / (1 + count)) + 1
    return csr_matrix(weights)


@cache
def _counts() -> dict[str, tuple[int, dict[str, int]]]:
    """Kind of part -> (how many sentences were counted, part -> in how many of them it stands)."""
    found: dict[str, tuple[int, dict[str, int]]] = {}
    with COMMON.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of_kind = found.setdefault(row["kind"], (int(row["of"]), {}))
            of_kind[1][row["part"]] = int(row["sentences"])
    return found
