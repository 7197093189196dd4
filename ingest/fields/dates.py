"""Dates as plans print them.

General date guessers misread the shapes found in plans ('Q3 2023' becomes a day in August,
'By June Sept 2023' the first of the two), so this is a small grammar: it reads the shapes it
knows, keeps the LAST day of the period named, and reports what it cannot read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from schema.vocabulary import Precision, TargetNote

_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_ORDINAL_QUARTERS: dict[str, int] = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "final": 4,
}
_SEASON_END = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# 'Nov 23 - Feb 24': the 23 is a year, not the day of what follows.
_NOT_AFTER_MONTH = (
    "".join(
        rf"(?<!{name} )(?<!{name}-)"
        for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
    )
    + "(?<!/)"
)
_YEAR = r"(?:19|20)\d\d"
_SHORT = r"\d\d"
_SPAN = rf"{_YEAR}\s?[/\-–]\s?(?:{_YEAR}|{_SHORT})"


@dataclass(frozen=True, slots=True)
class Found:
    """A date found in a text: the last day of the period, how exact it is, and where it stands."""

    day: date | None
    precision: Precision
    start: int
    end: int
    words: str
    problem: str | None = None
    joins: bool = False
    """Whether it opens a range or pair whose end follows directly ('June' in 'June Sept 2023')."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target-date cell as read."""

    day: date | None = None
    precision: Precision | None = None
    note: TargetNote | None = None
    original: date | None = None
    revisions: int = 0
    problems: tuple[str, ...] = ()


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> int:
    """A year of two or four digits; two digits from 70 on are of the last century."""
    number = int(text)
    if number >= 100:
        return number
    return number + (1900 if number >= 70 else 2000)


def _month(text: str) -> int:
    return _MONTHS[text.lower()[:3]]


def _day(year: int, month: int, day: int) -> tuple[date, Precision]:
    return date(year, month, day), Precision.DAY


def _span_end(text: str) -> tuple[int, int]:
    """(first year, last year) of '2023/24', '2023-2024' or '2017-20'."""
    first, last = re.split(r"\s?[/\-–]\s?", text)
    start = int(first)
    end = int(last) if len(last) == 4 else start // 100 * 100 + int(last)
    if end < start:
        raise ValueError("the years run backwards")
    return start, end


def _of_span(text: str, financial: bool) -> tuple[date, Precision]:
    start, end = _span_end(text)
    if financial or ("/" in text and end == start + 1):
        return date(end, 3, 31), Precision.YEAR
    return date(end, 12, 31), Precision.YEAR


def _of_quarter(number: int, year: str) -> tuple[date, Precision]:
    """A quarter of a calendar year, or of a financial year where two years are printed."""
    if not 1 <= number <= 4:
        raise ValueError("there is no such quarter")
    if re.fullmatch(_YEAR, year):
        return month_end(int(year), number * 3), Precision.MONTH
    first = _year(re.split(r"\s?[/\-–]\s?", year)[0])
    return (month_end(first + 1, 3) if number == 4 else month_end(first, number * 3 + 3)), Precision.MONTH


def _of_season(season: str, year: str) -> tuple[date, Precision]:
    first = int(year[:4])
    is_winter = season.lower() == "winter"
    return month_end(first + is_winter, _SEASON_END[season.lower()]), Precision.MONTH


Reader = Callable[[re.Match[str]], tuple[date, Precision]]
_ORDINAL = r"(?:st|nd|rd|th)?"
_Y = rf"(?:{_YEAR}|['’]?{_SHORT})"

#: Shapes in the order tried: the first that fits at a place wins.
_SHAPES: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<a>{_YEAR})-(?P<b>\d\d)-(?P<c>\d\d)(?!\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?",
        lambda m: _day(int(m["a"]), int(m["b"]), int(m["c"])),
    ),
    (
        rf"(?P<a>\d{{1,2}})\s?(?P<s>[./ -])\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?(?P<c>{_YEAR}|{_SHORT})(?!\d)",
        lambda m: _day(_year(m["c"]), int(m["b"]), int(m["a"])),
    ),
    (
        rf"{_NOT_AFTER_MONTH}(?P<a>\d{{1,2}}){_ORDINAL}(?:\s+of)?[\s-]*(?P<b>{_MONTH})\.?,?[\s-]*(?P<c>{_Y})(?!\d)",
        lambda m: _day(_year(m["c"].lstrip("'’")), _month(m["b"]), int(m["a"])),
    ),
    (
        rf"(?P<b>{_MONTH})\.?\s+(?P<a>\d{{1,2}}){_ORDINAL},?\s+(?P<c>{_YEAR})(?!\d)",
        lambda m: _day(int(m["c"]), _month(m["b"]), int(m["a"])),
    ),
    (
        rf"(?:q|qtr|quarter)\s*(?P<a>\d)\s*,?\s*(?:of\s+)?(?:fy\s?)?(?P<b>{_SPAN}|{_SHORT}\s?/\s?{_SHORT}|{_YEAR})(?!\d)",
        lambda m: _of_quarter(int(m["a"]), m["b"]),
    ),
    (
        rf"(?P<b>{_SPAN}|{_YEAR}),?\s+(?:q|qtr|quarter)\s*(?P<a>[1-4])(?!\d)",
        lambda m: _of_quarter(int(m["a"]), m["b"]),
    ),
    (
        rf"(?P<a>1st|first|2nd|second|3rd|third|4th|fourth|final)\s+quarter,?\s+(?:of\s+)?(?P<b>{_SPAN}|{_YEAR})(?!\d)",
        lambda m: _of_quarter(_ORDINAL_QUARTERS[m["a"].lower()], m["b"]),
    ),
    (
        rf"first\s+half\s+(?:of\s+)?(?P<b>{_YEAR})(?!\d)",
        lambda m: (month_end(int(m["b"]), 6), Precision.MONTH),
    ),
    (
        rf"h(?P<a>[12])\s+(?P<b>{_YEAR})(?!\d)",
        lambda m: (month_end(int(m["b"]), int(m["a"]) * 6), Precision.MONTH),
    ),
    (
        rf"(?P<a>spring|summer|autumn|winter)(?:\s+of)?,?\s+(?P<b>{_SPAN}|{_YEAR})(?!\d)",
        lambda m: _of_season(m["a"], m["b"]),
    ),
    (
        rf"(?P<a>{_MONTH})\.?,?(?:\s+of)?[\s/-]*(?P<b>{_YEAR}|['’]?{_SHORT}(?!\d|{_ORDINAL[:-1]}|\s*[:.]\d))(?!\d)",
        lambda m: (month_end(_year(m["b"].lstrip("'’")), _month(m["a"])), Precision.MONTH),
    ),
    (
        rf"(?P<a>\d{{1,2}})\s?/\s?(?P<b>{_YEAR})(?!\d)",
        lambda m: (month_end(int(m["b"]), int(m["a"])), Precision.MONTH),
    ),
    (
        rf"(?:(?P<f>fy|financial\s+year)\s*(?:of\s+|end(?:ing)?\s+)?)?(?P<a>{_SPAN})(?!\d)",
        lambda m: _of_span(m["a"], bool(m["f"])),
    ),
    (
        rf"(?:fy|financial\s+year)\s*(?P<a>{_SHORT})\s?/\s?(?P<b>{_SHORT})(?!\d)",
        lambda m: (date(_year(m["b"]), 3, 31), Precision.YEAR),
    ),
    (rf"(?P<a>{_YEAR})(?!\d)", lambda m: (date(int(m["a"]), 12, 31), Precision.YEAR)),
)
_COMPILED = tuple((re.compile(r"(?<![\w£])(?:" + shape + r")", re.IGNORECASE), read) for shape, read in _SHAPES)
_LONE_MONTH = re.compile(rf"(?<!\w)({_MONTH})\.?(?P<link>\s*(?:/|-|–|to|and|&)\s*|\s+)$", re.IGNORECASE)
_RECURRING = re.compile(
    r"\b(annual(ly)?|quarterly|monthly|weekly|six[- ]monthly|bi-?annual(ly)?|yearly|recurring|each (year|quarter|month)"
    r"|every (year|quarter|month|\w+ months))\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(r"\b(on-?\s?going|continuous(ly)?|continual(ly)?|business as usual|BAU)\b", re.IGNORECASE)
_UNDECIDED = re.compile(r"\b(tbc|tba|tbd|to be (confirmed|agreed|advised|determined|decided))\b", re.IGNORECASE)
_PER_ITEM = re.compile(
    r"\bsee\b.*\b(date|dates|target|targets|against|each|above|recommendation)\b|\bas per (each )?recommendation"
    r"|\bagainst each\b",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = re.compile(r"\bwithin\s+\S+\s+(day|week|month|year)s?\b", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\b\d{{1,2}}{_ORDINAL}\s+{_MONTH}\b|\b{_MONTH}\b", re.IGNORECASE)
_REVISED_FROM = re.compile(r"\b(from|was|previously|original(?:ly)?)\b[\s:]*$", re.IGNORECASE)


def _read(match: re.Match[str], reader: Reader) -> Found:
    words = match.group(0)
    try:
        day, precision = reader(match)
    except ValueError:
        return Found(None, Precision.DAY, match.start(), match.end(), words, f"'{words}' is not a date that exists")
    return Found(day, precision, match.start(), match.end(), words)


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\u2018": "\u2019", "\u00a0": " "})


def find_dates(text: str) -> list[Found]:
    """Every date in a text, in order. Impossible ones are there too, with `problem` set and no day."""
    text = text.translate(_DASHES)
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for pattern, reader in _COMPILED:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_read(match, reader))
    return sorted(_with_lone_months(text, found), key=lambda item: item.start)


def _with_lone_months(text: str, found: list[Found]) -> Iterator[Found]:
    """Also the bare month just before a month and year: 'June' of 'June Sept 2023' or 'June - Sept 2023'."""
    for item in found:
        yield item
        before = _LONE_MONTH.search(text[: item.start])
        is_month = item.day is not None and item.precision is Precision.MONTH and re.match(_MONTH, item.words, re.I)
        if before is None or not is_month or item.day is None:
            continue
        month = _month(before.group(1))
        year = item.day.year - (month > item.day.month)
        is_range = bool(before.group("link").strip())
        yield Found(
            month_end(year, month), Precision.MONTH, before.start(), before.end(), before.group(1), joins=is_range
        )


def _note(text: str, has_date: bool) -> TargetNote | None:
    if _RECURRING.search(text):
        return TargetNote.RECURRING
    if _ONGOING.search(text):
        return TargetNote.ONGOING
    if not has_date and _UNDECIDED.search(text):
        return TargetNote.TO_BE_CONFIRMED
    return None


def _per_item(items_text: str, problems: tuple[str, ...]) -> Target:
    """The dates that stand at the items of the recommendation: the latest is the target."""
    dated = [found for found in find_dates(items_text) if found.day and found.precision is not Precision.YEAR]
    if not dated:
        return Target(None, None, TargetNote.PER_ITEM, problems=(*problems, "no dates were found at the items"))
    latest = max(dated, key=lambda found: found.day or date.min)
    return Target(latest.day, latest.precision, TargetNote.PER_ITEM, latest.day, 0, problems)


def read_target(text: str, items_text: str = "") -> Target:
    """A target-date cell.

    Args:
        text: the cell as printed.
        items_text: the recommendation's text, whose items carry the dates of a 'see each item' cell.
    """
    found = [item for item in find_dates(text) if not item.joins]
    problems = tuple(item.problem for item in found if item.problem)
    dated = [item for item in found if item.day is not None]
    if not dated:
        if _PER_ITEM.search(text):
            return _per_item(items_text, problems)
        return Target(note=_note(text, False), problems=problems or _why_undated(text))
    return _dated_target(text, dated, problems)


def _dated_target(text: str, dated: list[Found], problems: tuple[str, ...]) -> Target:
    note = _note(text, True)
    first = dated[0]
    if note is TargetNote.RECURRING or len(dated) == 1:
        return Target(first.day, first.precision, note, first.day, 0, problems)
    if _REVISED_FROM.search(text[: dated[-1].start]):  # 'September 2023 (originally June 2023)'
        dated = [dated[-1], *dated[:-1]]
    if _is_range(text, dated):
        return Target(dated[-1].day, dated[-1].precision, note, dated[-1].day, 0, problems)
    last = dated[-1]
    return Target(last.day, last.precision, TargetNote.REVISED, dated[0].day, len(dated) - 1, problems)


def _is_range(text: str, dated: list[Found]) -> bool:
    """Whether two dates are the ends of one period: 'June 2022 to March 2023', 'between ... and ...'."""
    between = text[dated[0].end : dated[1].start].strip().lower() if len(dated) == 2 else ""
    return between in {"to", "-", "–", "until"} or (between == "and" and "between" in text.lower())


def _why_undated(text: str) -> tuple[str, ...]:
    """What to tell a person about a target cell that gives no date."""
    if not text.strip() or _note(text, False):
        return ()
    if _RELATIVE.search(text):
        return ("the date depends on another date that the plan does not print",)
    if _DAY_MONTH.search(text):
        return ("the date has no year",)
    return ("no date could be read",)


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion cell as read."""

    day: date | None = None
    precision: Precision | None = None
    commenced: date | None = None
    problems: tuple[str, ...] = ()


#: Words just before a date that say it is not the day of completion.
_NOT_THE_DAY = re.compile(
    r"\b(?:due|expected|expect|anticipated|planned|target|review(?:ed)?|revised(?: to)?|by|next|to be|until|before|draft|chased|sent|from"
    r"|deadline|extended to|aim(?:ing)? for|for completion)\b[\w\s]{0,12}[:\s–-]*$",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"\b(?:complete|completed|closed|signed off|achieved|done|delivered|finished)\b[\s:,–(-]*(?:on|in|at)?\s*$",
    re.IGNORECASE,
)
_COMMENCED = re.compile(r"\b(commenced|started|began|start date|start)\b[\s:–-]*$", re.IGNORECASE)


def read_completion(text: str) -> Completion:
    """A completion cell: the day of completion, and the day that work began if one is printed.

    A day that the cell gives as due, expected, reviewed or the like is not the day of completion; of
    several, one that directly follows 'completed' is taken first.
    """
    commenced: date | None = None
    days: list[tuple[bool, Found]] = []
    problems: list[str] = []
    for item in find_dates(text):
        before = text[: item.start]
        if item.problem:
            problems.append(item.problem)
        elif _COMMENCED.search(before):
            commenced = item.day
        elif not _NOT_THE_DAY.search(before[-40:]):
            days.append((bool(_THE_DAY.search(before)), item))
    if not days:
        return Completion(commenced=commenced, problems=tuple(problems))
    named = [item for is_named, item in days if is_named]
    done = (named or [item for _, item in days])[-1]
    return Completion(done.day, done.precision, commenced, tuple(problems))
