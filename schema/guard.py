"""What a spreadsheet would run or convert when it opens a CSV, and the apostrophe that keeps it from that.

Light to import: the process that reads documents takes these signs off again.
"""

from __future__ import annotations

import re

FORMULA = r"^[=+\-@\t\r]"
#: What a spreadsheet takes for a date or a number when it opens a CSV: '8.20' would become 8.2, 'January 2024' a day.
CONVERTED = (
    r"(?i)^\s*(?:\d[\d.,/:\s-]*%?|(?:\d{1,2}(?:st|nd|rd|th)?[\s/.-]*)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"[\s,/.-]*(?:\d{1,2}(?:st|nd|rd|th)?)?[\s,/.'-]*\d{0,4}|true|false)\s*$"
)


def is_guarded(cell: str) -> bool:
    """Whether a cell carries the apostrophe that `schema.export.guarded` puts before it."""
    rest = cell[1:]
    return cell[:1] == "'" and bool(rest) and bool(re.match(FORMULA, rest) or re.match(CONVERTED, rest))
