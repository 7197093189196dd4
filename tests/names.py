"""`python -m tests.names`: how many of a keyed list's names are masked, and how much that is no name is left as it stands.

The list, tests/fixtures/names.csv, holds invented names in the shapes that plans print, and words that only look like
names; some of both are there because they are known to be told wrongly.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.fields.names import MASK, mask_lead_names, mask_names

LIST = Path(__file__).resolve().parent / "fixtures" / "names.csv"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text, whether it is a lead cell, and how it stands with its names masked."""

    text: str
    masked: str
    is_lead: bool

    @property
    def found(self) -> str:
        """What is made of it."""
        return mask_lead_names(self.text) if self.is_lead else mask_names(self.text)


def keyed() -> list[Keyed]:
    """The list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Keyed(row["text"], row["masked"], row["kind"].startswith("lead")) for row in csv.DictReader(file)]


def measured(entries: list[Keyed]) -> tuple[int, int, int]:
    """(names masked rightly, names that there are, masks that were put)."""
    right = sum(min(entry.masked.count(MASK), entry.found.count(MASK)) for entry in entries)
    return right, sum(entry.masked.count(MASK) for entry in entries), sum(entry.found.count(MASK) for entry in entries)


def wrong(entries: list[Keyed]) -> list[Keyed]:
    """Those that are told wrongly."""
    return [entry for entry in entries if entry.found != entry.masked]


def main() -> None:
    """Print recall, precision, and what is told wrongly."""
    entries = keyed()
    right, there, put = measured(entries)
    lines = [f"Recall {right} of {there}, precision {right} of {put}, over {len(entries)} texts.", ""]
    lines += [f"{entry.text!r} became {entry.found!r}, not {entry.masked!r}" for entry in wrong(entries)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
