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
from functools import lru_cache

from schema.vocabulary import DateOrder, Precision

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
_SEASON_END = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
MONTH = (
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


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> int:
    """A year of two or four digits; two digits from 70 on are of the last century."""
    number = int(text)
    if number >= 100:
        return number
    return number + (1900 if number >= 70 else 2000)


def month_number(text: str) -> int:
    """The number of a month by its name, from 1."""
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


def _day_first(match: re.Match[str]) -> tuple[date, Precision]:
    """'31/01/2020'."""
    return _day(_year(match["c"]), int(match["b"]), int(match["a"]))


def _month_first(match: re.Match[str]) -> tuple[date, Precision]:
    """'01/31/2020'."""
    return _day(_year(match["c"]), int(match["a"]), int(match["b"]))


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)?\d\d(?![\d/-])")
_SPELT = re.compile(rf"\b{MONTH}\.?\s+\d{{1,2}},\s+{_YEAR}\b", re.IGNORECASE)
_SPELT_BRITISH = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\.?,?\s+{_YEAR}\b", re.IGNORECASE)


def date_order_of(text: str) -> DateOrder:
    """The order that a document writes dates in: day before month, unless the whole of it is American."""
    return DateOrder.MONTH_FIRST if _is_american(text) else DateOrder.DAY_FIRST


def _is_american(text: str) -> bool:
    """Whether a document writes the month first: by numeric dates that can be nothing else, or by 'January 31, 2020'."""
    pairs = [(int(match[1]), int(match[2])) for match in _NUMERIC.finditer(text)]
    british = sum(first > 12 >= second for first, second in pairs)
    american = sum(second > 12 >= first for first, second in pairs)
    if british or american:
        return american > 0 and british == 0
    return len(_SPELT.findall(text)) > len(_SPELT_BRITISH.findall(text))


def _of_span(text: str, financial: bool) -> tuple[date, Precision]:
    """The end of a span of years. Two years that follow are a financial year, unless both stand in full behind a dash."""
    start, end = _span_end(text)
    is_short = "/" in text or not re.search(rf"\D{_YEAR}$", text)
    if financial or (is_short and end == start + 1):
        return date(end, 3, 31), Precision.YEAR
    return date(end, 12, 31), Precision.YEAR


def _of_quarter(number: int, year: str) -> tuple[date, Precision]:
    """A quarter of a calendar year, or of a financial year where two years are printed."""
    if not 1 <= number <= 4:
        raise ValueError("there is no such quarter")
    if re.fullmatch(rf"{_YEAR}|['’]?{_SHORT}", year):
        return month_end(_year(year.lstrip("'’")), number * 3), Precision.MONTH
    first = _year(re.split(r"\s?[/\-–]\s?", year)[0])
    return (month_end(first + 1, 3) if number == 4 else month_end(first, number * 3 + 3)), Precision.MONTH


def _of_half(number: int, year: str) -> tuple[date, Precision]:
    """A half of a calendar year, or of a financial year where two years are printed."""
    return _of_quarter(number * 2, year)


def _of_season(season: str, year: str) -> tuple[date, Precision]:
    first = _year(re.split(r"\s?[/\-–]\s?", year.lstrip("'’"))[0])
    is_winter = season.lower() == "winter"
    return month_end(first + is_winter, _SEASON_END[season.lower()]), Precision.MONTH


class VagueError(ValueError):
    """The words name a time, but no period with a last day."""


def _vague(match: re.Match[str]) -> tuple[date, Precision]:
    raise VagueError


Reader = Callable[[re.Match[str]], tuple[date, Precision]]
ORDINAL = r"(?:st|nd|rd|th)?"
_Y = rf"(?:{_YEAR}|['’]?{_SHORT})"

#: Shapes in the order tried: the first that fits at a place wins.
_SHAPES: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<a>{_YEAR})-(?P<b>\d\d)-(?P<c>\d\d)(?!\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?",
        lambda m: _day(int(m["a"]), int(m["b"]), int(m["c"])),
    ),
    (
        rf"(?P<a>\d{{1,2}})\s?(?P<s>[./ -])\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?(?P<c>{_YEAR}|{_SHORT})(?!\d)",
        _day_first,
    ),
    # '8 Sept 10 Nov' are two days without a year.
    (rf"{_NOT_AFTER_MONTH}\d{{1,2}}{ORDINAL}\s+{MONTH}(?=\s+\d{{1,2}}{ORDINAL}\s+{MONTH}\b)", _vague),
    (
        rf"{_NOT_AFTER_MONTH}(?P<a>\d{{1,2}}){ORDINAL}(?:\s+of)?[\s-]*(?P<b>{MONTH})\.?,?[\s-]*(?P<c>{_Y})(?!\d)",
        lambda m: _day(_year(m["c"].lstrip("'’")), month_number(m["b"]), int(m["a"])),
    ),
    (
        rf"(?P<b>{MONTH})\.?\s+(?P<a>\d{{1,2}}){ORDINAL},?\s+(?P<c>{_YEAR})(?!\d)",
        lambda m: _day(int(m["c"]), month_number(m["b"]), int(m["a"])),
    ),
    (
        rf"(?:q|qtr|quarter)\s*(?P<a>\d)\s*,?\s*(?:of\s+)?(?:fy\s?)?(?P<b>{_SPAN}|{_SHORT}\s?[/-]\s?{_SHORT}|{_YEAR}|['’]?{_SHORT})(?!\d)",
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
        rf"(?P<a>1st|first|2nd|second|last)\s+half\s+(?:of\s+)?(?:(?:the\s+)?financial\s+year\s+|fy\s?)?"
        rf"(?P<b>{_SPAN}|{_SHORT}\s?/\s?{_SHORT}|{_YEAR})(?!\d)",
        lambda m: _of_half(1 if m["a"].lower() in ("1st", "first") else 2, m["b"]),
    ),
    (
        rf"h(?P<a>[12])\s*,?\s*(?:of\s+)?(?:fy\s?)?(?P<b>{_SPAN}|{_SHORT}\s?/\s?{_SHORT}|{_YEAR})(?!\d)",
        lambda m: _of_half(int(m["a"]), m["b"]),
    ),
    (
        rf"(?P<b>{_SPAN}|{_YEAR}),?\s+h(?P<a>[12])(?!\w)",
        lambda m: _of_half(int(m["a"]), m["b"]),
    ),
    (
        rf"(?P<a>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+(?P<b>{_SPAN}|{_YEAR}|['’]?{_SHORT}(?:\s?[/-]\s?{_SHORT})?)(?!\d)",
        lambda m: _of_season(m["a"], m["b"]),
    ),
    (
        rf"(?P<a>{MONTH})\.?,?(?:\s+of)?[\s/-]*(?P<b>{_YEAR}|['’]?{_SHORT}(?!\d|{ORDINAL[:-1]}|\s*[:.]\d))(?!\d)",
        lambda m: (month_end(_year(m["b"].lstrip("'’")), month_number(m["a"])), Precision.MONTH),
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
    (
        rf"(?:late|end of|end)\s+(?P<a>{_YEAR})(?!\d|\s?[/\-–]\s?\d)",
        lambda m: (date(int(m["a"]), 12, 31), Precision.YEAR),
    ),
    (rf"(?:early|mid|easter|beginning of|start of)[\s-]+(?P<a>{_YEAR})(?!\d|\s?[/\-–]\s?\d)", _vague),
    (rf"(?P<a>{_YEAR})(?!\d)", lambda m: (date(int(m["a"]), 12, 31), Precision.YEAR)),
)
_COMPILED = tuple((re.compile(r"(?<![\w£])(?:" + shape + r")", re.IGNORECASE), read) for shape, read in _SHAPES)
_GRAMMARS: dict[DateOrder, tuple[tuple[re.Pattern[str], Reader], ...]] = {
    DateOrder.DAY_FIRST: _COMPILED,
    DateOrder.MONTH_FIRST: tuple((shape, _month_first if read is _day_first else read) for shape, read in _COMPILED),
}
_LONGEST_MONTH = 24  # letters of a month with its point, and of what links it to the next
_LONE_MONTH = re.compile(rf"(?<!\w)({MONTH})\.?(?P<link>\s*(?:/|-|–|to|and|&)\s*|\s+)$", re.IGNORECASE)


def _read(match: re.Match[str], reader: Reader) -> Found:
    words = match.group(0)
    try:
        day, precision = reader(match)
    except VagueError:
        return Found(None, Precision.YEAR, match.start(), match.end(), words, f"'{words}' names no exact period")
    except ValueError:
        return Found(None, Precision.DAY, match.start(), match.end(), words, f"'{words}' is not a date that exists")
    return Found(day, precision, match.start(), match.end(), words)


_DIGIT = re.compile(r"\d")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\u2018": "\u2019", "\u00a0": " "})


def find_dates(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> list[Found]:
    """Every date in a text, in order. Impossible ones are there too, with `problem` set and no day.

    Args:
        text: a cell or line.
        order: how its document writes numeric dates. Whether something is a date does not depend on it.
    """
    if not _DIGIT.search(text):  # every date has one: most texts are spared eighteen searches
        return []
    return list(_found(text, order))


@lru_cache(maxsize=4096)  # a cell is asked for its dates several times, and the cells of a plan repeat
def _found(text: str, order: DateOrder) -> tuple[Found, ...]:
    text = text.translate(_DASHES)
    found: list[Found] = []
    taken = bytearray(len(text))
    for pattern, reader in _GRAMMARS[order]:
        for match in pattern.finditer(text):
            start, end = match.span()
            if 1 in taken[start:end]:
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(_read(match, reader))
    return tuple(sorted(_with_lone_months(text, found), key=lambda item: item.start))


def _with_lone_months(text: str, found: list[Found]) -> Iterator[Found]:
    """Also the bare month just before a month and year: 'June' of 'June Sept 2023' or 'June - Sept 2023'."""
    for item in found:
        yield item
        begins = max(0, item.start - _LONGEST_MONTH)
        before = _LONE_MONTH.search(text[begins : item.start])
        is_month = item.day is not None and item.precision is Precision.MONTH and re.match(MONTH, item.words, re.I)
        if before is None or not is_month or item.day is None:
            continue
        month = month_number(before.group(1))
        year = item.day.year - (month > item.day.month)
        is_range = bool(before.group("link").strip())
        yield Found(
            month_end(year, month),
            Precision.MONTH,
            begins + before.start(),
            begins + before.end(),
            before.group(1),
            joins=is_range,
        )
