"""`python -m tests.bench.sureness FOLDER`: of the cells that the reader is sure of, and of those in doubt, how many are right.

The folder holds published plans, each beside a key called NAME.gold.csv (columns: seq, the number of the row, recommendation_start, lead_raw, target_date, status,
completion_date; blank is not printed, `?` is not keyed).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from ingest.keep.store import rows_of
from ingest.plan.parse import parse
from schema.errors import DocumentError
from schema.settings import ROOT
from schema.sql import named_statements
from schema.working_copy import from_rows

_EXPORT = named_statements(ROOT / "schema" / "export.sql")["export_all"]
_KINDS = (".docx", ".odt", ".pdf", ".xlsx", ".xls", ".html", ".csv", ".txt")
_KEYED = ("target_date", "status", "completion_date")
_ALIKE = 80
Row = dict[str, object]


def _words(text: object) -> list[str]:
    return re.findall(r"[a-z0-9]+", str(text or "").lower())


def _rows(document: Path) -> list[Row]:
    con = from_rows(rows_of(parse(document.read_bytes(), document.name)))
    return con.sql(_EXPORT).pl().to_dicts()


def _pairs(keys: list[dict[str, str]], rows: list[Row]) -> Iterator[tuple[dict[str, str], Row]]:
    """Each keyed row with the row of the document that begins with its words, of several the nearest; those not found are left out."""
    used: set[int] = set()
    for key in keys:
        begins = " ".join(_words(key["recommendation_start"])[:8])
        at = int(key["seq"]) - 1 if key.get("seq", "").isdigit() else 0
        scores = [
            (place not in used, _likeness(begins, row), -abs(place - at), -place) for place, row in enumerate(rows)
        ]
        best = max(scores, default=None)
        if begins and best and best[0] and best[1] >= _ALIKE:
            used.add(-best[3])
            yield key, rows[-best[3]]


def _likeness(begins: str, row: Row) -> float:
    return max(fuzz.partial_ratio(begins, " ".join(_words(row[name])[:14])) for name in ("recommendation", "action"))


def _judged(key: dict[str, str], row: Row) -> Iterator[tuple[str, bool]]:
    """(field, whether it was read as keyed) of each keyed field."""
    for field in _KEYED:
        if key.get(field) not in (None, "?"):
            yield field, str(row[field] or "") == key[field].strip()
    lead = (key.get("lead_raw") or "").strip()
    if lead not in ("", "?"):
        yield "lead_agencies", bool(set(_words(lead)) & set(_words(row["lead_agencies"])))


def measure(folder: Path) -> Counter[tuple[str, bool, bool]]:
    """(field, whether the reader is sure, whether it is right) -> cells."""
    found: Counter[tuple[str, bool, bool]] = Counter()
    for gold in sorted(folder.glob("*.gold.csv")):
        name = gold.name.removesuffix(".gold.csv")
        document = next((path for kind in _KINDS if (path := folder / f"{name}{kind}").exists()), None)
        if document is None:
            continue
        try:
            rows = _rows(document)
        except DocumentError:
            continue
        keys = list(csv.DictReader(gold.open(encoding="utf-8-sig", newline="")))
        for key, row in _pairs(keys, rows):
            for field, is_right in _judged(key, row):
                found[field, field not in (row["doubtful_fields"] or ()), is_right] += 1  # type: ignore[operator]
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sureness", description=__doc__)
    parser.add_argument("folder", type=Path)
    found = measure(parser.parse_args().folder)
    sys.stdout.write("| field | sure, right | in doubt, right |\n|---|---|---|\n")
    fields = (*_KEYED, "lead_agencies")
    for name, chosen in (*((field, (field,)) for field in fields), ("all", fields)):
        cells = [
            (sum(found[field, sure, True] for field in chosen), sum(found[field, sure, right] for field in chosen for right in (True, False)))
            for sure in (True, False)
        ]  # fmt: skip
        told = [f"{right} of {of} ({right / of:.1%})" if of else "–" for right, of in cells]
        sys.stdout.write(f"| {name} | {told[0]} | {told[1]} |\n")


if __name__ == "__main__":
    main()
