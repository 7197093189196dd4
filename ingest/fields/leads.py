"""Lead cells: the organisations that lead, and the contact's role without a person's name.

'Police' or 'CBC' means what it means in the partnership that prints it: such aliases hold only
where data/reference/agencies.csv says so. Nothing is guessed by likeness here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from ingest.fields.names import MASK, mask_lead_names
from ingest.reference import AgencyAlias, agencies, name_words
from schema.vocabulary import AgencyKind


@dataclass(frozen=True, slots=True)
class Lead:
    """An organisation that leads an action."""

    agency: str
    kind: AgencyKind
    as_printed: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class ReadLeads:
    """A lead cell as read. `as_printed` and `contact` hold no person's name."""

    leads: tuple[Lead, ...]
    as_printed: str | None
    contact: str | None = None
    names_person: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """An organisation found at a place of the cell."""

    start: int
    end: int
    lead: Lead


_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?|&")
_SEPARATORS = re.compile(r"\s*[/;,\n+|]\s*|\s+(?:and|with|&)\s+", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(Council|Constabulary|Police|Trust|Board|Partnership|Services?|Group|Association|Hospitals?|Commissioner|Agency"
    r"|Authority|Office|Ministry|Department|Foundation|College|University|School|Housing|Homes|Committee|Forum|Network"
    r"|FT|ICB|ICS|CCG|CSP|Aid|Refuge|Court|Courts|CIC|CIO|Ltd|Team|Unit|Collaborative|Centre|Project|Charity)\b"
)
_POST = re.compile(
    r"\b(Named|Nurse|Doctor|Manager|Lead|Leads|Head|Director|Officer|Chair|Chief|Coordinator|Co-ordinator|Adviser|Advisor)\b"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)?\s*$")
_ACRONYM = re.compile(r"^[A-Z][A-Z&]{1,7}$")
_LIKE_ENOUGH = 87
_LONGEST_FUNCTION = 14  # words
_EDGES = " .()[]-–:/"
_LINKS = re.compile(
    r"^(?:for|on|of|in|at|from|the|and|with)\b\s*|\s+(?:for|on|of|in|at|from|the|and|with)$|^(?:for|on|of|the|and|with)$"
)

Key = tuple[str, ...]


@lru_cache(maxsize=8192)
def _word(token: str) -> str:
    """A word of a name, in lower case, '&' as 'and', apostrophes dropped."""
    return "and" if token == "&" else token.lower().replace("'", "").replace("’", "")


def _key(text: str) -> Key:
    """The words of a name, as `_word` has them."""
    return tuple(_word(token) for token in _TOKEN.findall(text))


def _place(entry: AgencyAlias, partnership: str, owner: str) -> tuple[bool, int] | None:
    """How closely an alias's place fits: (named in the heading, length of the place); None where it does not hold."""
    if entry.valid_in.lower() not in f"{owner}\n{partnership}".lower():  # most are not, and this is quick
        return None
    pattern = rf"\b{re.escape(entry.valid_in)}\b"
    in_owner = re.search(pattern, owner, re.IGNORECASE) is not None
    if in_owner or re.search(pattern, partnership, re.IGNORECASE):
        return in_owner, len(entry.valid_in)
    return None


def _by_name(entries: Iterable[AgencyAlias]) -> dict[Key, AgencyAlias]:
    """Name -> the first entry that has it."""
    found: dict[Key, AgencyAlias] = {}
    for entry in entries:
        for alias in (entry.agency, *entry.aliases):
            found.setdefault(_key(alias), entry)
    return found


@cache
def _everywhere() -> dict[Key, AgencyAlias]:
    """The aliases that hold everywhere."""
    return _by_name(entry for entry in agencies() if not entry.valid_in)


@lru_cache(maxsize=256)
def _aliases(partnership: str, owner: str) -> dict[Key, AgencyAlias]:
    """The aliases that hold in a partnership or the heading's place; the nearest place wins, then everywhere."""
    local = [(fit, entry) for entry in agencies() if entry.valid_in and (fit := _place(entry, partnership, owner))]
    local.sort(key=lambda pair: pair[0], reverse=True)
    return {**_everywhere(), **_by_name(entry for _, entry in local)}


@lru_cache(maxsize=256)
def _lengths(partnership: str, owner: str) -> dict[str, tuple[int, ...]]:
    """First word -> the lengths in words of the names that begin with it, the longest first."""
    lengths: dict[str, set[int]] = {}
    for key in _aliases(partnership, owner):
        if key:
            lengths.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _is_specific(words: list[str]) -> bool:
    """Whether a name may be found inside a longer text: several words, or an abbreviation of three capitals or more."""
    return len(words) > 1 or (words[0].isupper() and len(words[0]) >= 3)


def find_agencies(text: str, partnership: str, owner: str = "") -> list[_Span]:
    """Each organisation that a text names in full or by a known abbreviation, with its place."""
    aliases = _aliases(partnership, owner)
    lengths = _lengths(partnership, owner)
    tokens = list(_TOKEN.finditer(text))
    keys = [_word(token.group(0)) for token in tokens]
    found: list[_Span] = []
    free = 0
    for place, key in enumerate(keys):
        if place < free or key not in lengths:
            continue
        length = _longest(keys, place, aliases, lengths[key])
        entry = aliases.get(tuple(keys[place : place + length]))
        words = [token.group(0) for token in tokens[place : place + length]]
        if entry and not entry.is_function and _is_specific(words):
            start, end = tokens[place].start(), tokens[place + length - 1].end()
            found.append(_Span(start, end, Lead(entry.agency, entry.kind, " ".join(text[start:end].split()))))
            free = place + length
    return found


def _longest(keys: list[str], place: int, aliases: dict[Key, AgencyAlias], lengths: Sequence[int]) -> int:
    """Length in words of the longest name that begins at a place, of the lengths that names with its first word have; or 0."""
    room = len(keys) - place
    return next((n for n in lengths if n <= room and tuple(keys[place : place + n]) in aliases), 0)


def _segments(text: str, taken: list[_Span]) -> list[tuple[int, str]]:
    """(offset, words) of the parts of a cell that name no organisation in full and no person."""
    for span in taken:
        text = text[: span.start] + "/" * (span.end - span.start) + text[span.end :]
    text = text.replace(MASK, "/" * len(MASK))
    parts = []
    begin = 0
    for match in _SEPARATORS.finditer(text):
        parts.append((begin, text[begin : match.start()]))
        begin = match.end()
    parts.append((begin, text[begin:]))
    stripped = ((offset, _LINKS.sub("", part.strip(_EDGES)).strip(_EDGES)) for offset, part in parts)
    return [(offset, part) for offset, part in stripped if part]


def _everyday(offset: int, segment: str, aliases: dict[Key, AgencyAlias]) -> _Span | None:
    """The organisation that a whole part of a cell names by an everyday word such as 'Police' or 'All'."""
    entry = aliases.get(_key(segment)) or aliases.get(_key(_IN_BRACKETS.sub("", segment)))
    return _Span(offset, offset, Lead(entry.agency, entry.kind, segment)) if entry else None


def _everyday_organisation(offset: int, segment: str, aliases: dict[Key, AgencyAlias]) -> _Span | None:
    """As `_everyday`, but not for the words of a post: 'DA Lead', 'Safeguarding'."""
    return None if _POST.search(segment) or len(segment.split()) < 2 else _everyday(offset, segment, aliases)


def _function_at_end(offset: int, segment: str, aliases: dict[Key, AgencyAlias]) -> _Span | None:
    """The function that ends a part of a cell: 'Named Nurse Safeguarding Adults Primary Care'."""
    words = segment.split()
    for begin in range(max(1, len(words) - _LONGEST_FUNCTION), len(words)):
        tail = " ".join(words[begin:])
        entry = aliases.get(_key(tail))
        if entry and entry.is_function:
            return _Span(offset, offset, Lead(entry.agency, entry.kind, tail))
    return None


def _unknown(offset: int, segment: str, _: dict[Key, AgencyAlias]) -> _Span | None:
    """An organisation that the reviewed list does not know, by the shape of its name; a post is none."""
    name = " ".join(_IN_BRACKETS.sub("", segment).split())
    is_name = _ORGANISATION.search(name) or _ACRONYM.match(name)
    if (
        not is_name
        or _NO_LEAD.match(name)
        or len(name.split()) > 10
        or _POST.search(name)
        or name in name_words()["ranks"]
    ):
        return None
    return _Span(offset, offset, Lead(name, AgencyKind.OTHER, segment, is_known=False))


@lru_cache(maxsize=2048)  # the rows of a plan name few leads
def read_leads(text: str, partnership: str, owner: str | None = None) -> ReadLeads:
    """A lead cell.

    Args:
        text: the cell.
        partnership: whose plan it is; local aliases hold there.
        owner: the organisation printed in the heading above; local aliases of its place hold too. Where the
            cell names only a function ('Primary Care') and the heading names the organisation with that
            function, it is the organisation.
    """
    if not text.strip():
        return ReadLeads((), None)
    masked = mask_lead_names(text)
    aliases = _aliases(partnership, owner or "")
    found = find_agencies(masked, partnership, owner or "")
    segments = _segments(masked, found)
    # Beside a person of a named organisation, other words are that person's post, not more organisations.
    is_post = bool(found) and MASK in masked
    named = _first_that_names(segments, aliases, is_post=is_post)
    leads = _in_order([*found, *named] or _as_printed(masked))
    used = {span.lead.as_printed for span in named}
    contact = ", ".join(part for _, part in segments if part not in used) or None
    return ReadLeads(
        _of_owner(leads, owner, partnership, aliases), " ".join(masked.split()), contact, names_person=MASK in masked
    )


_ROLE = re.compile(
    r"\b(named|nurse|doctor|managers?|leads?|heads?|director\w*|officers?|chairs?|chief|co-?ordinators?|advis[eo]rs?|secretar\w+|clerk|councillors?"
    r"|members?|leader|executive|governors?|owners?|champions?|deputy|assistant|principal|staff|supervisors?|inspector|superintendent|sergeant"
    r"|constable|dci|di|ds|dcc|acc|supt|ceo|cfo|coo|rfo|sro|trustees?|practitioners?|teachers?|headteacher|senco|commissioners?|analysts?"
    r"|administrators?|treasurer|president|registrar|consultants?|matron|solicitor|minister|mayor|portfolio holder)\b",
    re.IGNORECASE,
)
_NO_LEAD = re.compile(
    r"^\W*(?:n/?a|none|tbc|tba|tbd|to be (?:confirmed|agreed|advised|determined|decided)|not (?:known|stated|applicable)|unknown|as above|ditto"
    r"|see\b.*|no leads?|not (?:assigned|allocated|agreed)|yes|no|various|previously|ongoing|input|support(?:ed)?|all|lead|leads|to lead|completed?|date|the|with|from|by)?\W*$",
    re.IGNORECASE,
)
_LONGEST_ROLE = 12  # words


def _as_printed(masked: str) -> list[_Span]:
    """The posts and unknown bodies of a cell that names no organisation, as printed: what the plan says leads is not dropped.

    A post may hold 'and' or a comma ('Director of Nursing and Practice'): only a mark or a new line parts two of them.
    """
    found = []
    begin = 0
    for match in [*_BETWEEN_POSTS.finditer(masked), None]:
        part = " ".join(masked[begin : match.start() if match else None].replace(MASK, " ").split())
        part = _LINKS.sub("", part.strip(_EDGES)).strip(_EDGES)
        if _may_lead(part):
            found.append(_Span(begin, begin, Lead(part, _kind_of(part), part, is_known=False)))
        begin = match.end() if match else begin
    return found


_PUBLIC = re.compile(
    r"\b(county|city|town|borough|district|parish|state|government|ministry|treasury|force|library|libraries|councils?|cabinet|assembly|parliament"
    r"|warden\w*|caretaker|bursar|contractors?|providers?|everyone|employers?|volunteers?|secretariat|partners?|agencies|commissioning|services?)\b",
    re.IGNORECASE,
)


_JOINED = re.compile(r"&|(?<!\bMc)(?<!\bMac)(?<=[a-z])[A-Z]")  # 'PG&E', 'KiwiRail'; not 'McDonald'


def _may_lead(part: str) -> bool:
    """Whether words may name who leads: a post, a body by its shape or several words; not one word that may be a surname."""
    if _NO_LEAD.match(part) or len(part.split()) > _LONGEST_ROLE or _DATE.search(part):
        return False
    is_body = (
        _ROLE.search(part)
        or _ORGANISATION.search(part)
        or _PUBLIC.search(part)
        or _ACRONYM.match(part)
        or "-" in part
        or _JOINED.search(part)
    )
    return bool(is_body) or len(part.split()) > 1 or part.islower()


_BETWEEN_POSTS = re.compile(r"\s*[/;\n|•]\s*|,\s+(?=[A-Z])")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}/\d{1,2}|\d\s?%")


def _kind_of(part: str) -> AgencyKind:
    return AgencyKind.ROLE if _ROLE.search(part) else AgencyKind.OTHER


def _first_that_names(segments: list[tuple[int, str]], aliases: dict[Key, AgencyAlias], is_post: bool) -> list[_Span]:
    """Organisations of the parts of a cell that name none in full: by an everyday word, by shape, by their end.

    Beside a named person of a named organisation the other parts are that person's post, unless an
    everyday word such as 'Public Health' is a whole part.
    """
    readers = (_everyday_organisation,) if is_post else (_everyday, _unknown, _function_at_end)
    found = []
    for offset, part in segments:
        spans = (reader(offset, part, aliases) for reader in readers)
        span = next((span for span in spans if span is not None), None)
        if span:
            found.append(span)
    return found


def names_a_lead(text: str) -> bool:
    """Whether a text names an organisation, by a known name or by its shape, or a post; not only some words."""
    return any(
        lead.is_known
        or lead.kind is AgencyKind.ROLE
        or _ORGANISATION.search(lead.agency)
        or _ACRONYM.match(lead.agency)
        for lead in read_leads(text, "").leads
    )


@cache
def _reviewed_names() -> tuple[str, ...]:
    return tuple({entry.agency: None for entry in agencies()})


@lru_cache(maxsize=1024)
def nearest_known(agency: str) -> str | None:
    """The reviewed name most like an unknown one, to be suggested to a person; never taken by itself."""
    found = process.extractOne(agency[:200], _reviewed_names(), scorer=fuzz.WRatio, score_cutoff=_LIKE_ENOUGH)
    return found[0] if found else None


def _in_order(found: list[_Span]) -> tuple[Lead, ...]:
    """The organisations in the order of the cell, each once."""
    leads: dict[str, Lead] = {}
    for span in sorted(found, key=lambda span: span.start):
        leads.setdefault(span.lead.agency, span.lead)
    return tuple(leads.values())


def _of_owner(
    leads: tuple[Lead, ...], owner: str | None, partnership: str, aliases: dict[Key, AgencyAlias]
) -> tuple[Lead, ...]:
    """The heading's organisation in place of a mere function that the heading names with it."""
    if not owner or len(leads) != 1:
        return leads
    entry = aliases.get(_key(leads[0].as_printed))
    if entry is None or not entry.is_function or " ".join(_key(leads[0].as_printed)) not in " ".join(_key(owner)):
        return leads
    owners = _in_order(find_agencies(owner, partnership))
    return (Lead(owners[0].agency, owners[0].kind, leads[0].as_printed),) if len(owners) == 1 else leads
