"""Target and completion cells: what their dates mean, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.fields.dates import MONTH, ORDINAL, Found, find_dates, month_end, month_number
from schema.vocabulary import DateOrder, Precision, TargetNote


@dataclass(frozen=True, slots=True)
class Target:
    """A target-date cell as read."""

    day: date | None = None
    precision: Precision | None = None
    note: TargetNote | None = None
    original: date | None = None
    revisions: int = 0
    problems: tuple[str, ...] = ()


_RECURRING = re.compile(
    r"\b(annual(ly)?|quarterly|monthly|weekly|six[- ]monthly|bi-?annual(ly)?|yearly|recurring|each (year|quarter|month)"
    r"|every (year|quarter|month|\w+ months))\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(r"\b(on-?\s?going|continuous(ly)?|continual(ly)?|business as usual|BAU)\b", re.IGNORECASE)
_UNDECIDED = re.compile(r"\b(tbc|tba|tbd|to be (confirmed|agreed|advised|determined|decided))\b", re.IGNORECASE)
_PER_ITEM = re.compile(
    r"\bsee\b.*\b(date|dates|target|targets|against|each|recommendation)\b|\bas per (each )?recommendation"
    r"|\bagainst each\b",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"eighteen": 18, "a": 1, "an": 1}
_RELATIVE = re.compile(
    r"\b(?:within|in)\s+(?:the\s+)?(?P<n>\d{1,3}|[a-z]+)\s+(?:working\s+)?(?P<unit>day|week|month|year)s?\b(?P<of>[^.;]*)",
    re.IGNORECASE,
)
_OF_PUBLICATION = re.compile(r"\bpubli(?:cation|shed|shing)\b", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\b\d{{1,2}}{ORDINAL}\s+{MONTH}\b|\b{MONTH}\b", re.IGNORECASE)
_REVISED_FROM = re.compile(r"\b(from|was|previously|original(?:ly)?)\b[\s:]*$", re.IGNORECASE)


def _note(text: str, has_date: bool) -> TargetNote | None:
    if _RECURRING.search(text):
        return TargetNote.RECURRING
    if _ONGOING.search(text):
        return TargetNote.ONGOING
    if not has_date and _UNDECIDED.search(text):
        return TargetNote.TO_BE_CONFIRMED
    return None


def _per_item(items_text: str, problems: tuple[str, ...], order: DateOrder) -> Target:
    """The dates that stand at the items of the recommendation: the latest is the target."""
    dated = [found for found in find_dates(items_text, order) if found.day and found.precision is not Precision.YEAR]
    if not dated:
        return Target(None, None, TargetNote.PER_ITEM, problems=(*problems, "no dates were found at the items"))
    latest = max(dated, key=lambda found: found.day or date.min)
    return Target(latest.day, latest.precision, TargetNote.PER_ITEM, latest.day, 0, problems)


def _relative(text: str, published: date | None) -> Target | None:
    """'Within six months of publication', where the day of publication is known."""
    match = _RELATIVE.search(text)
    if match is None or published is None or not _OF_PUBLICATION.search(match["of"]) or "working" in match[0].lower():
        return None
    number = int(match["n"]) if match["n"].isdigit() else _NUMBER_WORDS.get(match["n"].lower(), 0)
    if not number:
        return None
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        day = published + timedelta(days=number * (7 if unit == "week" else 1))
    else:
        months = published.month - 1 + number * (12 if unit == "year" else 1)
        year, month = published.year + months // 12, months % 12 + 1
        day = date(year, month, min(published.day, month_end(year, month).day))
    return Target(day, Precision.DAY, None, day)


def struck_target(printed: str, struck: str, standing: str, order: DateOrder = DateOrder.DAY_FIRST) -> Target:
    """A target cell of which some words are struck through: the first struck date is the original, the standing one the latest.

    Args:
        printed: all words of the cell in their order.
        struck: those struck through.
        standing: those that stand.
        order: how the document writes numeric dates.
    """
    latest = read_target(standing, order=order)
    if latest.day is None and not latest.problems and not standing.strip():
        return Target(problems=("the printed date is struck through and no other stands in its place",))
    gone = [item for item in find_dates(struck, order) if item.day is not None]
    if not gone and latest.day is not None:  # 'By June Sept 2023': the year of the struck month stands after it
        return read_target(printed, order=order)
    if not gone or latest.day is None:
        return latest
    return Target(latest.day, latest.precision, TargetNote.REVISED, gone[0].day, len(gone), latest.problems)


def read_target(
    text: str, items_text: str = "", published: date | None = None, order: DateOrder = DateOrder.DAY_FIRST
) -> Target:
    """A target-date cell.

    Args:
        text: the cell as printed.
        items_text: the recommendation's text, whose items carry the dates of a 'see each item' cell.
        published: when the document was published, from which 'within six months of publication' counts.
        order: how the document writes numeric dates.
    """
    relative = _relative(text, published)
    if relative:
        return relative
    found = [
        item
        for item in find_dates(text, order)
        if not item.joins and not _INTO.search(text[max(0, item.start - 30) : item.start])
    ]
    problems = tuple(item.problem for item in found if item.problem)
    dated = _finest([item for item in found if item.day is not None])
    if not dated:
        if _PER_ITEM.search(text):
            return _per_item(items_text, problems, order)
        return Target(note=_note(text, False), problems=problems or _why_undated(text))
    return _listed(text, dated) or _dated_target(text, dated, problems)


_INTO = re.compile(r"\bcontinu\w+ (?:in)?to\s+$", re.IGNORECASE)
#: A day of a month without a year; a number behind it may be the day of the next.
_BARE_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s*{ORDINAL}\s+(?P<month>{MONTH})\b\.?(?!\s*,?\s*['’]?\d{{2,4}}\b(?!\s*{ORDINAL}\s+{MONTH}))",
    re.IGNORECASE,
)


def _listed(text: str, dated: list[Found]) -> Target | None:
    """'April 2010 27 July 31 Aug': a cell of nothing but dates, of which the first prints the year of those that follow it."""
    first = dated[0]
    bare = list(_BARE_DAY.finditer(text[first.end :]))
    rest = _BARE_DAY.sub("", text[first.end :])
    if len(dated) != 1 or first.day is None or not bare or re.search(r"\w", text[: first.start] + rest):
        return None
    days = [first.day]
    for match in bare:
        month = month_number(match["month"])
        if month < days[-1].month or int(match["day"]) > month_end(first.day.year, month).day:
            return None  # the year after, or a day that there is not: nothing proves which
        days.append(date(first.day.year, month, int(match["day"])))
    return Target(max(days), Precision.DAY, TargetNote.PER_ITEM, max(days))


_STARTS = re.compile(r"\b(?:starting|beginning|commencing|from)\s+(?:on\s+)?$", re.IGNORECASE)


def _finest(dated: list[Found]) -> list[Found]:
    """Dates without the bare years beside them: in 'by March 2025; first report in 2024' only the month is a target."""
    finer = [item for item in dated if item.precision is not Precision.YEAR]
    latest = max((item.day for item in finer if item.day), default=None)
    return [
        item
        for item in dated
        if item.precision is not Precision.YEAR
        or latest is None
        or (item.day is not None and item.day.year > latest.year)
    ]


def _dated_target(text: str, dated: list[Found], problems: tuple[str, ...]) -> Target:
    note = _note(text, True)
    first = dated[0]
    if note is TargetNote.RECURRING and len(dated) == 1 and _STARTS.search(text[: first.start]):
        return Target(note=note, problems=problems)  # 'Quarterly reports starting on 30 June' have no end
    if note is TargetNote.RECURRING or len(dated) == 1:
        return Target(first.day, first.precision, note, first.day, 0, problems)
    if _REVISED_FROM.search(text[: dated[-1].start]):  # 'September 2023 (originally June 2023)'
        dated = [dated[-1], *dated[:-1]]
    if _is_range(text, dated):
        return Target(dated[-1].day, dated[-1].precision, note, dated[-1].day, 0, problems)
    if _is_list(text, dated):
        latest = max(dated, key=lambda item: item.day or date.min)
        return Target(latest.day, latest.precision, TargetNote.PER_ITEM, latest.day, 0, problems)
    last = dated[-1]
    return Target(last.day, last.precision, TargetNote.REVISED, dated[0].day, len(dated) - 1, problems)


_BEGINS = re.compile(r"\b(?:start(?:s|ing|ed)?|from|begin(?:s|ning)?|commenc\w+)\b[\W\w]{0,12}$", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:end(?:s|ing)?|finish(?:es)?|complet\w+|to|until)\b[\W\w]{0,12}$", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:^|[\s,;(])(?:\(?[a-z0-9]{1,2}[).:]|(?:action|item|part|point)\s+\w{1,3}\s*[:.\-–]?)\s*[^.;\n]{0,40}$",
    re.IGNORECASE,
)


def _is_list(text: str, dated: list[Found]) -> bool:
    """Whether dates are those of several items: '1) March 2024 2) January 2024', 'April 2024 and April 2025'."""
    begins = [0, *(item.end for item in dated)]
    before = [text[start : item.start] for start, item in zip(begins, dated, strict=False)]
    if all(_ITEM.search(part) for part in before):
        return True
    return all(part.strip().lower() in ("and", "&", ", and") for part in before[1:])


def _is_range(text: str, dated: list[Found]) -> bool:
    """Whether two dates are the ends of one period: 'June 2022 to March 2023', 'between ... and ...'."""
    between = text[dated[0].end : dated[1].start].strip().lower() if len(dated) == 2 else ""
    if len(dated) == 2 and _BEGINS.search(text[: dated[0].start]) and _ENDS.search(between):
        return True
    return between in {"to", "-", "–", "until"} or (between == "and" and "between" in text.lower())


def _why_undated(text: str) -> tuple[str, ...]:
    """What to tell a person about a target cell that gives no date."""
    if not text.strip() or _note(text, False):
        return ()
    if _RELATIVE.search(text):
        if _OF_PUBLICATION.search(text):
            return (
                "the date counts from the day of publication, which the plan does not print: give it when you add the plan",
            )
        return ("the date depends on another date that the plan does not print",)
    if _DAY_MONTH.search(text):
        return ("the date has no year",)
    return ("no date could be read",)


_SPAN_OF_TIME = re.compile(
    r"^(?:(?:within\s+)?\d{1,2}\s?(?:-|–|to)?\s?\d{0,2}\s*(?:day|week|month|year)s?|(?:short|medium|long)(?:[\s-]+term)?|immediate(?:ly)?|asap"
    r"|as soon as possible|term\s?\d|year\s?\d)\b",
    re.IGNORECASE,
)


def is_time(text: str) -> bool:
    """Whether a short text says when something is to be done, though it gives no date: 'Ongoing', '1-3 years', 'TBC', 'June'."""
    bare = text.strip()
    return bool(_note(bare, False) or _SPAN_OF_TIME.match(bare) or (len(bare.split()) <= 4 and _DAY_MONTH.search(bare)))


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion cell as read."""

    day: date | None = None
    precision: Precision | None = None
    commenced: date | None = None
    problems: tuple[str, ...] = ()


#: Words just before a date that say it is not the day of completion.
_NOT_THE_DAY = re.compile(
    r"\b(?:due|expected|expect|anticipated|planned|target|review(?:ed)?(?! completed)|revised(?: to)?|by|next|to be|until|before|draft|chased|sent|from"
    r"|deadline|extended to|aim(?:ing)? for|for completion)\b[\w\s]{0,12}[:\s–-]*$",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"\b(?:complete|completed|closed|signed off|achieved|done|delivered|finished)\b[\s:,–(-]*(?:on|in|at)?\s*$",
    re.IGNORECASE,
)
_COMMENCED = re.compile(r"\b(commenced|started|began|start date|start)\b[\s:–-]*$", re.IGNORECASE)


def read_completion(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> Completion:
    """A completion cell: the day of completion, and the day that work began if one is printed.

    A day that the cell gives as due, expected, reviewed or the like is not the day of completion; of
    several, one that directly follows 'completed' is taken first.

    Args:
        text: the cell as printed.
        order: how the document writes numeric dates.
    """
    commenced: date | None = None
    days: list[tuple[bool, Found]] = []
    problems: list[str] = []
    for item in find_dates(text, order):
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
