"""What a document says of itself: title, partnership, kind, version, marking, and the date it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from ingest.fields.dates import find_dates
from ingest.fields.leads import find_agencies
from ingest.fields.targets import read_completion
from ingest.read.grid import Grid
from ingest.recognise.rows import Table
from ingest.reference import document_words, known_plans, partnerships
from schema.vocabulary import AgencyKind, AsAtBasis, DateOrder, PlanKind, Precision

NOT_STATED = "Partnership not stated"
_TOP_LINES = 15
_BODY_MENTIONS = 3
_MOST_BODY = 500_000  # characters that are searched for whose plan it is: some two hundred pages
_PARTNERSHIP = re.compile(
    r"\b(?P<name>(?:(?:Safer|Safe|[A-Z][a-z]+(?:shire)?|and|of|upon|on|the|&|North|South|East|West)[ \t]+){1,6}"
    r"(?:Community Safety Partnership|CSP|Safeguarding Adults? (?:Board|Partnership)|Safeguarding Children(?:'s)? "
    r"(?:Board|Partnership)|Domestic (?:Abuse|Violence) (?:Partnership|Strategic)?\s?(?:Board|Partnership)"
    r"|Health Board))\b|\b(?P<safer>Safer [A-Z][a-z]+(?: [A-Z][a-z]+)?(?: Partnership)?)\b"
)
_VERSION = re.compile(
    r"\b(?P<version>(?:(?:issue|version|ver|v|revision|rev)\.?\s?\d+(?:\.\d+)*|(?:public|final|redacted|published) version))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:by|until|till|due|before|deadline|on or before|target(?: date)?|for|is|next)\W*$", re.IGNORECASE
)
_STATED = re.compile(
    r"^(?:(?:date|dated|updated?|last updated|version date|published|as at|issued?|correct as at|position at)\W*(?:on|at)?\W*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the person who adds a document says of it. Blank fields are found in the document."""

    partnership: str | None = None
    plan: str | None = None
    as_at: date | None = None
    kind: PlanKind | None = None
    published: date | None = None
    version: str | None = None
    marking: str | None = None
    source: str | None = None
    """Where the document was found."""
    is_undated: bool = False
    """The day the plan speaks of is not known, whatever dates the document prints."""
    colours: Mapping[str, str] | None = None
    """Rating colour -> the status it means in this plan, or 'none'."""
    plan_id: str | None = None
    """The plan's lasting id, where it was stored before."""
    recipes: Sequence[str] = ()
    """Recipes, as TOML: what was said of tables like those of the document (`ingest.recognise.recipe`)."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document."""

    title: str
    partnership: str
    is_known_partnership: bool
    plan: str
    kind: PlanKind
    version: str | None
    marking: str | None
    as_at: date | None
    as_at_basis: AsAtBasis
    is_titled: bool = True
    """Whether the plan's name is the document's own or was supplied, not only the file's."""
    published: date | None = None
    """The day it was published, where known: 'within six months of publication' counts from it."""
    source: str | None = None
    """Where it was found."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """What a person said that its rating colours mean."""
    plan_id: str | None = None
    """The plan's lasting id, where it was stored before."""


def describe(grid: Grid, table: Table, name: str, supplied: Supplied, today: date) -> About:
    """What a document says of itself, with what was supplied taking precedence.

    Args:
        grid: the document as read.
        table: its rows.
        name: the file's name, the last resort for a title.
        supplied: what the person who adds it says.
        today: no entry after this day is taken for the date the plan speaks of.
    """
    lines = _top_lines(grid)
    title = _title(lines, name)
    body = "\n".join(cell.text for row in grid.rows for cell in row.cells if not cell.is_merged)[:_MOST_BODY]
    partnership = supplied.partnership or _partnership([title, *lines], body)
    known = {entry.name for entry in partnerships()}
    kind = supplied.kind or _kind(title, partnership, table)
    as_at, basis = _as_at(lines, title, table, supplied, today, grid.date_order)
    plan = supplied.plan or _plan(partnership, title, "\n".join([*lines, body]))
    is_titled = bool(supplied.plan) or plan != title or _has_title(lines)
    return About(
        title=title,
        partnership=partnership,
        is_known_partnership=partnership in known,
        plan=plan,
        kind=kind,
        version=supplied.version or _version(lines) or ("draft" if is_draft(lines, title) else None),
        marking=(supplied.marking if supplied.marking is not None else _marking(lines, title)) or None,
        as_at=as_at,
        as_at_basis=basis,
        is_titled=is_titled,
        published=supplied.published or _published(lines, grid.date_order),
        source=supplied.source,
        colours=supplied.colours or {},
        plan_id=supplied.plan_id,
    )


_PUBLISHED = re.compile(r"\bpubli(?:shed|cation(?:\s+date)?)\b\W*(?:on|in)?\W*$", re.IGNORECASE)


def _published(lines: Sequence[str], order: DateOrder) -> date | None:
    """The day of publication, where a line at the top gives it."""
    for line in lines:
        for item in find_dates(line, order):
            if item.day and item.precision is not Precision.YEAR and _PUBLISHED.search(line[: item.start]):
                return item.day
    return None


def _top_lines(grid: Grid) -> list[str]:
    """Furniture, then the first lines of prose and lone cells: where a document names itself."""
    lone = [row.flat for row in grid.rows[: 3 * _TOP_LINES] if not row.is_table or len(row.filled) == 1]
    return [*(" ".join(line.split()) for line in grid.furniture), *lone[:_TOP_LINES]]


def _has_word(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)


def _titles(lines: Sequence[str]) -> list[str]:
    """The lines at the top that have a title's words."""
    words = document_words()["title_words"]
    return [line for line in lines if _has_word(line, words) and len(line.split()) <= 25]


def _has_title(lines: Sequence[str]) -> bool:
    return bool(_titles(lines))


def _title(lines: Sequence[str], name: str) -> str:
    """The title at the top with the most words of titles, of equals the first; else the file's name."""
    words = document_words()["title_words"]
    titles = sorted(_titles(lines), key=lambda line: -sum(_has_word(line, [word]) for word in words))
    return titles[0].rstrip(".: ") if titles else PurePath(name).stem.replace("_", " ").replace("-", " ")


def _known_partnership(text: str) -> str | None:
    """The reviewed partnership that a text names; of several, the one named by the longest words."""
    named = [(len(words), entry.name) for entry in partnerships() for words in entry.recognised_by if words in text]
    return max(named)[1] if named else None


def _partnership(lines: Sequence[str], body: str) -> str:
    """Whose plan it is: by name at the top, else by what the body names most."""
    top = "\n".join(lines)
    known = _known_partnership(top)
    if known:
        return known
    named = _bodies(top)
    if named:
        return named[0]
    mentions = Counter(
        entry.name for entry in partnerships() for words in entry.recognised_by for _ in range(body.count(words))
    )
    mentions.update(_bodies(body))
    often = [name for name, count in mentions.most_common() if count >= _BODY_MENTIONS]
    return often[0] if often else NOT_STATED


def _bodies(text: str) -> list[str]:
    """Partnerships by the shape of their names, then police forces by the reviewed list, as often as named."""
    shaped = [_clean_name(match.group(0)) for match in _PARTNERSHIP.finditer(text)]
    forces = [span.lead.agency for span in find_agencies(text, "") if span.lead.kind is AgencyKind.POLICE]
    return [name for name in shaped if " " in name] + forces


def _clean_name(text: str) -> str:
    """A partnership's name as found: without a leading 'The' or 'and', with the usual abbreviation."""
    name = re.sub(r"^(?:(?:the|and|of|on)\s+)+", "", " ".join(text.split()), flags=re.IGNORECASE)
    return name.replace("Community Safety Partnership", "CSP")


def _kind(title: str, partnership: str, table: Table) -> PlanKind:
    words = document_words()
    if _has_word(title, words["strategy_words"]) and "action" not in table.roles:
        return PlanKind.STRATEGY
    if _has_word(title, words["review_words"]):
        return PlanKind.REVIEW
    if _has_word(f"{title} {partnership}", words["force_words"]):
        return PlanKind.FORCE
    return PlanKind.REVIEW


def _plan(partnership: str, title: str, text: str) -> str:
    """The plan's name: that of a plan under data/plans if all its marks are there, else its title."""
    for known in known_plans().values():
        if known.partnership == partnership and all(mark in text for mark in known.recognised_by):
            return known.plan
    return _without_partnership(title, partnership)


_DATED_END = re.compile(
    r"[\s,;:(–-]+(?:last\s+)?(?:updated?|as\s+(?:at|of)|revised|reviewed|progress\s+(?:at|to)|position\s+(?:at|as\s+at))\b(?P<rest>.{3,40})$",
    re.IGNORECASE,
)


def _without_date(title: str) -> str:
    """A title without 'updated 1 July 2025' at its end: that is the version and the reading date, not the plan's name."""
    found = _DATED_END.search(title)
    is_date = found is not None and any(item.day for item in find_dates(found["rest"]))
    return title[: found.start()].rstrip() if found and is_date else title


def _without_partnership(title: str, partnership: str) -> str:
    """A title without the partnership's name, which stands beside it everywhere, and without the date of a version."""
    title = _without_date(title)
    known = [words for entry in partnerships() if entry.name == partnership for words in entry.recognised_by]
    short = title
    for words in sorted({partnership, *known}, key=len, reverse=True):
        short = short.replace(words, " ")
    short = re.sub(r"\s+", " ", short).strip(" -–:.,")
    return short if len(short.split()) > 1 else title


def _version(lines: Sequence[str]) -> str | None:
    found = (_VERSION.search(line) for line in lines)
    return next((match["version"] for match in found if match), None)


def _marking(lines: Sequence[str], title: str) -> str | None:
    """The protective marking: a line that is one, in capitals; or 'DRAFT' where the title calls itself that."""
    markings = sorted(document_words()["markings"], key=len, reverse=True)
    drafts_last = sorted(lines, key=lambda line: line.strip().upper() == "DRAFT")
    for line in drafts_last:
        for marking in markings:
            if re.fullmatch(rf"{re.escape(marking)}(?:\W.*)?", line.strip()):
                return str(marking)
    return "DRAFT" if re.search(r"\bdraft\b", title, re.IGNORECASE) else None


def is_draft(lines: Sequence[str], title: str) -> bool:
    """Whether a document calls itself a draft, by its title or a line of its own such as a watermark."""
    return any(line.strip().upper() == "DRAFT" for line in lines) or bool(re.search(r"\bdraft\b", title, re.IGNORECASE))


def asks_first(marking: str | None) -> bool:
    """Whether a document with this marking is added only after a deliberate yes."""
    return marking is not None and any(marking.upper().startswith(word) for word in document_words()["asks_first"])


def _as_at(
    lines: Sequence[str], title: str, table: Table, supplied: Supplied, today: date, order: DateOrder
) -> tuple[date | None, AsAtBasis]:
    if supplied.as_at:
        return supplied.as_at, AsAtBasis.SUPPLIED
    if supplied.is_undated:
        return None, AsAtBasis.UNKNOWN
    stated = _stated(lines, order)
    if stated:
        return stated, AsAtBasis.STATED
    entries = [day for day in _dated_entries(table, order) if day <= today]
    if entries:
        return max(entries), AsAtBasis.LATEST_ENTRY
    years = [found.day for found in find_dates(title, order) if found.day]
    if years:
        return years[-1], AsAtBasis.TITLE_YEAR
    return None, AsAtBasis.UNKNOWN


def _stated(lines: Sequence[str], order: DateOrder) -> date | None:
    """The document's own date: a line at the top that is a date, with or without 'Updated:' before it."""
    for line in lines:
        found = [item for item in find_dates(line, order) if item.day and item.precision is not Precision.YEAR]
        if len(found) == 1 and _STATED.match(line[: found[0].start].strip()) and not line[found[0].end :].strip(" .)"):
            return found[0].day
    return None


def _dated_entries(table: Table, order: DateOrder) -> list[date]:
    """Days printed beside progress and completion that are not days still to come."""
    days: list[date] = []
    for action in table.actions:
        done = read_completion(action.cell("completion"), order)
        if done.precision is Precision.DAY and done.day:
            days.append(done.day)
        days += [done.commenced] if done.commenced else []
        text = action.cell("progress")
        days += [
            item.day
            for item in find_dates(text, order)
            if item.day
            and item.precision is Precision.DAY
            and not _NOT_YET.search(text[max(0, item.start - 20) : item.start])
        ]
    return days
