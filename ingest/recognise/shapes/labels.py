"""Blocks of 'label: value', in lines or in tables of two columns: one block a recommendation or action."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.fields.dates import find_dates
from ingest.read.grid import Grid, Row
from ingest.recognise.columns import is_exact, role_of
from ingest.recognise.shapes.lay import Record, relaid

_LABELLED = re.compile(r"^(?P<label>[A-Za-z][A-Za-z /&'’()-]{1,48}?)\s*(?::|\s[–-]\s)\s*(?P<value>.*)$", re.DOTALL)
_NUMBERED = re.compile(
    r"^(?P<what>Recommendation|Action|Objective|Learning point|Advisory point|Commitment|Finding|Priority|Outcome|Improvement)s?\s*(?:No\.?|number)?\s*"
    r"(?P<ref>\d+(?:\.\d+)*[a-z]?(?:(?:,|\s*(?:and|&|to|–|-))\s*\d+(?:\.\d+)*[a-z]?)*)(?!\d|\s?%)\s*[:.)–-]*\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_ROLES = 3
_FEWEST_BLOCKS = 3  # blocks of a text and one label: a recommendation and its response
_UNKNOWN = "unknown"
_SHORTEST_RUNNING, _LONGEST_LABEL = 4, 4  # words
_RUNNING = 3  # times, from which a line runs along
_SHORTEST_LABEL = 2  # letters, more than which a label has
_TEXTS = ("recommendation", "action", "outcome", "progress")
#: What a role is called in a header of our own.
HEADERS = {
    "section": "Section", "ref": "Ref", "recommendation": "Recommendation", "action": "Action", "outcome": "Outcome", "scope": "Scope",
    "lead": "Lead agency", "target": "Target date", "status": "Status", "completion": "Completion date", "commenced": "Start date",
    "rag": "RAG", "progress": "Progress", "accepted": "Accepted",
}  # fmt: skip
#: What a new action under the same recommendation takes along.
_CARRIED = ("section", "recommendation")


@dataclass(slots=True)
class _Pair:
    role: str
    text: str
    row: Row
    more: list[Row] = field(default_factory=list)
    """Lines without a label that go on with the value."""
    is_open: bool = False
    """Whether the label stands alone on its line, so that the lines below it are the value."""

    @property
    def whole(self) -> str:
        """The value with the lines that go on with it."""
        return "\n".join([self.text, *(row.filled[0] for row in self.more)]).strip()


def lay_labels(grid: Grid) -> Grid | None:
    """A grid of label-and-value blocks as records; None if it is not of this kind."""
    pairs, beside, above = _pairs(grid)
    alone = [pair for pair in pairs if pair.is_open]
    if sum(not pair.whole for pair in alone) * 2 > len(alone) > 0:
        return None  # names that follow one another are the header of a table whose cells stand one to a line
    beside = [*beside, *(row for pair in pairs if pair.role == _UNKNOWN for row in (pair.row, *pair.more))]
    pairs = [pair for pair in pairs if pair.role != _UNKNOWN]
    blocks = _blocks(pairs)
    roles = {role for block in blocks for role in block}
    own = len(roles - {"section", "ref"})
    if own < 2 or (own < _FEWEST_ROLES and len(blocks) < _FEWEST_BLOCKS) or not roles & {"recommendation", "action"}:
        return None
    if len(blocks) < 2 and len(roles) < _FEWEST_ROLES + 1:
        return None
    order = [role for role in HEADERS if role in roles]
    records = [
        Record(
            {order.index(role): pair.whole for role, pair in block.items()},
            min((p.row for p in block.values()), key=_place),
        )
        for block in blocks
    ]
    return relaid(grid, [HEADERS[role] for role in order], records, above, beside, "blocks of label and value")


def _place(row: Row) -> tuple[int, int]:
    return row.page or 0, row.line


def _pairs(grid: Grid) -> tuple[list[_Pair], list[Row], list[Row]]:
    """(label and value pairs in order, rows beside them, rows above the first)."""
    pairs: list[_Pair] = []
    beside: list[Row] = []
    above: list[Row] = []
    times = Counter(row.flat for row in grid.rows if not row.is_table)
    for row in grid.rows:
        if _is_running(row, times):
            (beside if pairs else above).append(row)
            continue
        found = list(_of_row(row, times))
        if found:
            pairs += found
        elif not pairs:
            above.append(row)
        elif _goes_on(row, pairs[-1]):
            pairs[-1].more.append(row)
        else:
            beside.append(row)
    return pairs, [*_closing(pairs), *beside], above


def _is_running(row: Row, times: Counter[str]) -> bool:
    """Whether a line stands on many pages and is no label: what runs along is no part of any value."""
    if row.is_table or times[row.flat] < _RUNNING or len(row.flat.split()) < _SHORTEST_RUNNING:
        return False
    return not _label(row.flat) and not _LABELLED.match(row.flat) and not find_dates(row.flat)


def _closing(pairs: Sequence[_Pair]) -> list[Row]:
    """The closing words of the document, taken from the last value: its like in no other block goes on over lines."""
    last = pairs[-1] if pairs else None
    others = [pair for pair in pairs[:-1] if last and pair.role == last.role]
    if last is None or last.text[-1:] not in (".", "!", "?") or len(others) < 2 or any(pair.more for pair in others):
        return []
    closing, last.more = last.more, []
    return closing


def _goes_on(row: Row, last: _Pair) -> bool:
    """Whether a line without a label belongs to the value above: that is a text, or has yet to be filled."""
    if row.is_aside or len(row.filled) != 1 or (row.is_table and row.cells[0].text):
        return False
    return last.role in _TEXTS or last.is_open or not last.whole


def _of_row(row: Row, times: Counter[str]) -> Iterator[_Pair]:
    """The pairs of a row: a labelled line, or cells of which every second one is a label."""
    cells = [cell for cell in row.cells if cell.text or not cell.is_merged]
    if row.is_table and len(cells) in (2, 4, 6):
        texts = [cell.text for cell in cells]
        labels = texts[::2]
        if all(_label(text) or not text for text in labels) and _label(labels[0]):
            for label, value in zip(labels, texts[1::2], strict=True):
                if label:
                    yield from _named(label, value, row)
            return
    if len(row.filled) == 1:
        yield from _of_line(row.filled[0], row, is_repeated=times[row.flat] > 1)


def _label(text: str) -> bool:
    bare = text.strip().rstrip(":").strip()
    return (is_exact(bare) and role_of(bare) in HEADERS) or bool(_NUMBERED.match(bare) and len(bare.split()) <= 3)


def _named(label: str, value: str, row: Row) -> Iterator[_Pair]:
    bare = label.strip().rstrip(":").strip()
    numbered = _NUMBERED.match(bare)
    if numbered and not numbered["text"]:
        yield from _numbered(numbered, value, row)
        return
    role = role_of(bare)
    if role in HEADERS:
        yield _Pair(role, value.strip(), row)


def _of_line(text: str, row: Row, *, is_repeated: bool) -> Iterator[_Pair]:
    """The pair that a line opens; a label alone on its line counts where it stands again, or ends in a colon."""
    numbered = _NUMBERED.match(text)
    if numbered:
        yield from _numbered(numbered, numbered["text"], row)
        return
    bare = text.strip().rstrip(":").strip()
    is_alone = is_repeated or text.strip().endswith(":")
    if is_alone and is_exact(bare) and role_of(bare) in HEADERS and len(bare) > _SHORTEST_LABEL:
        yield _Pair(str(role_of(bare)), "", row, is_open=True)
        return
    if is_repeated and text.strip().endswith(":") and len(bare.split()) <= _LONGEST_LABEL and not is_exact(bare):
        yield _Pair(_UNKNOWN, "", row, is_open=True)  # what stands below it is no part of the value above
        return
    match = _LABELLED.match(text)
    if match and is_exact(match["label"]) and role_of(match["label"]) in HEADERS:
        yield _Pair(str(role_of(match["label"])), match["value"].strip(), row)


def _numbered(found: re.Match[str], text: str, row: Row) -> Iterator[_Pair]:
    """'Recommendation 2: ...' names a section and its text, 'Action 2.1: ...' a reference and its text."""
    if found["what"].lower() == "action":
        yield _Pair("ref", found["ref"], row)
        yield _Pair("action", text.strip(), row)
    else:
        name = " ".join(found.string[: found.end("ref")].split())
        yield _Pair("section", name.capitalize() if name.isupper() else name, row)
        yield _Pair("recommendation", text.strip(), row)


def _blocks(pairs: Sequence[_Pair]) -> list[dict[str, _Pair]]:
    """The pairs of each record. One opens where a role comes again, or a new recommendation begins."""
    blocks: list[dict[str, _Pair]] = []
    block: dict[str, _Pair] = {}
    for pair in pairs:
        if pair.role in block and not (pair.role in ("recommendation", "action") and not block[pair.role].whole):
            blocks.append(block)
            block = _carried(block, pair.role)
        elif pair.role == "section" and block:
            blocks.append(block)
            block = {}
        block[pair.role] = pair
    blocks.append(block)
    return [block for block in blocks if _is_whole(block, blocks)]


def _carried(block: dict[str, _Pair], role: str) -> dict[str, _Pair]:
    if role in ("section", "recommendation") or "recommendation" not in block or "action" not in block:
        return {}
    order = list(block)
    if order.index(role) < order.index("recommendation"):
        return {}  # each block opens with its reference, before its recommendation
    return {name: block[name] for name in _CARRIED if name in block}


def _is_whole(block: dict[str, _Pair], blocks: Sequence[dict[str, _Pair]]) -> bool:
    """Whether a block says something of its own: a heading alone above its actions is no record."""
    own = set(block) - {"section"}
    if own <= {"recommendation"} and any("action" in other for other in blocks):
        return False
    return bool(own & {"recommendation", "action"})
