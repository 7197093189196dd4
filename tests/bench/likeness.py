"""`python -m tests.bench.likeness`: how often texts that are shown as nearly the same are, on keyed pairs.

`--count` counts anew in how many of these sentences each word stands, which tells how rare it is.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence

import numpy as np

from queries.recurring.contrasts import kept, sides
from queries.recurring.limits import SAME
from queries.recurring.pairs import similarity
from queries.recurring.vectors import COMMON, LETTERS, WEIGHT, WORDS, vectorizer, vectors
from schema.settings import ROOT

KEYED = ROOT / "tests" / "keyed" / "similar_pairs.csv"
_LEAST = {WORDS: 2, LETTERS: 4}
Row = dict[str, str]


def keyed() -> list[Row]:
    """The keyed pairs."""
    with KEYED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scores(rows: Sequence[Row]) -> list[float]:
    """How alike each pair is, 0 to 1."""
    places, first, second = np.arange(len(rows)), [row["a_text"] for row in rows], [row["b_text"] for row in rows]
    found = np.zeros(len(rows))
    for of in (WORDS, LETTERS):
        both = vectors([*first, *second], of)
        found += WEIGHT[of] * similarity(both, places, places + len(rows))
    return [float(score) for score in found * kept(sides([*first, *second]), places, places + len(rows))]


def count() -> None:
    """Count in how many sentences each part stands, and write it."""
    texts = [row[name] for row in keyed() for name in ("a_text", "b_text")]
    with COMMON.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["kind", "part", "sentences", "of"])
        for of in (WORDS, LETTERS):
            parts = Counter(part for text in texts for part in sorted(set(vectorizer(of).build_analyzer()(text))))
            lines.writerows(
                [of, part, number, len(texts)] for part, number in sorted(parts.items()) if number >= _LEAST[of]
            )


def precision(rows: Sequence[Row], least: float = SAME) -> tuple[int, int, int]:
    """(pairs that are shown as nearly the same, of these how many are, how many there are)."""
    shown = [row for row, score in zip(rows, scores(rows), strict=True) if score >= least]
    return len(shown), sum(row["same"] == "yes" for row in shown), sum(row["same"] == "yes" for row in rows)


def main() -> None:
    """Print precision and recall by split and kind; with `--count` count the words first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", action="store_true", help="count the words anew")
    if parser.parse_args().count:
        count()
    rows = keyed()
    for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        told = {split: precision([row for row in rows if row["split"] == split], least) for split in ("dev", "test")}
        print(least, {split: f"{right} of {shown} right, of {all_}" for split, (shown, right, all_) in told.items()})
    for kind in sorted({row["kind"] for row in rows}):
        of_kind = [row for row in rows if row["kind"] == kind]
        print(f"  {kind}: {precision(of_kind)[0]} of {len(of_kind)} shown as nearly the same")


if __name__ == "__main__":
    main()
