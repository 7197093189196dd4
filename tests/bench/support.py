"""`python -m tests.bench.support`: how often what is said of closed actions is right, on keyed rows; `--learn` learns the weights anew.

Rows of the split `dev` are learned from; those of `test`, written and keyed without sight of them or of the reader, are not.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ingest.fields.support import support_of, tells_nothing
from ingest.fields.told_by import sentences_of, signs
from ingest.reference import FOLDER, support_weights
from schema.settings import ROOT
from schema.vocabulary import Support

KEYED = ROOT / "tests" / "keyed" / "closed_rows.csv"
WEIGHTS = FOLDER / "support_weights.csv"
NOT_SUPPORTED = (Support.NOT_POSSIBLE, Support.NOTHING_RECORDED, Support.STILL_TO_COME, Support.SOMETHING_ELSE)
_KINDS = (Support.SUPPORTED, *NOT_SUPPORTED)
_SEEN_IN, _STRENGTH = 3, 0.05
Row = dict[str, str]


def keyed(split: str) -> list[Row]:
    """The keyed rows of a split."""
    with KEYED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["split"] == split]


def asked_of(row: Row) -> str:
    """What a row asks for."""
    return f"{row['recommendation']}\n{row['action']}"


def learned(rows: Sequence[Row], strength: float = _STRENGTH) -> dict[str, list[float]]:
    """Sign -> a weight for each of `_KINDS`: multinomial logistic regression over the signs that several rows have."""
    told = [row for row in rows if row["label"] != Support.NO_EVIDENCE and not tells_nothing(row["progress"])]
    found = [signs(asked_of(row), row["progress"], sentences_of(row["progress"])) for row in told]
    seen = Counter(sign for of in found for sign in of)
    vectors = DictVectorizer()
    table = vectors.fit_transform([{sign: 1.0 for sign in sorted(of) if seen[sign] >= _SEEN_IN} for of in found])
    model = LogisticRegression(C=strength, max_iter=5000).fit(table, [row["label"] for row in told])
    places = [list(model.classes_).index(kind.value) for kind in _KINDS]
    weights = {name: [model.coef_[at][place] for at in places] for place, name in enumerate(vectors.feature_names_)}
    return {"[always]": [model.intercept_[at] for at in places], **weights}


def learn() -> None:
    """Learn the weights from the rows of `dev` and write them."""
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["sign", *(kind.value for kind in _KINDS)])
        for sign, weights in sorted(learned(keyed("dev")).items()):
            rows.writerow([sign, *(f"{weight:.3f}" for weight in weights)])
    support_weights.cache_clear()


def measured(split: str) -> tuple[Counter[tuple[str, str]], dict[str, tuple[int, int, int]]]:
    """((label, told) -> rows, 'plain' or 'likely' -> (rows so told, of these not supported, of these of the very kind told))."""
    told_as: Counter[tuple[str, str]] = Counter()
    shown = {name: [0, 0, 0] for name in ("plain", "likely")}
    for row in keyed(split):
        told = support_of(asked_of(row), row["progress"], (row["status_as_printed"],))
        told_as[row["label"], told.support.value] += 1
        if told.support in NOT_SUPPORTED:
            counts = shown["plain" if told.is_plain else "likely"]
            counts[0] += 1
            counts[1] += row["label"] in NOT_SUPPORTED
            counts[2] += row["label"] == told.support
    return told_as, {name: (n, right, of_kind) for name, (n, right, of_kind) in shown.items()}


def main() -> None:
    """Print how often what is told is right; with `--learn` learn the weights first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="learn the weights anew and write them")
    if parser.parse_args().learn:
        learn()
    for split in ("dev", "test"):
        told_as, shown = measured(split)
        print(f"\n{split}: {told_as.total()} rows; label by what was told")
        for label in Support:
            row = {told.value: told_as[label, told.value] for told in Support if told_as[label, told.value]}
            if row:
                print(f"  {label.value:17} {row}")
        for name, (n, right, of_kind) in shown.items():
            print(f"  {name}: {n} rows, not supported {right / max(n, 1):.3f}, of that kind {of_kind / max(n, 1):.3f}")


if __name__ == "__main__":
    main()
