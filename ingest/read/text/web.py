"""Web pages: their tables and the lines between them. No script is run and no link is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from ingest.read.grid import Grid, Note, Row
from ingest.read.matrix import Laid, Run, number_of, prose_row, row_of, spread, width_of

MEDIA_TYPE = "text/html"
_LOOKS = re.compile(r"^\s*(?:<!doctype\s+html|<html\b|<\?xml[^>]*>\s*<!doctype\s+html)|<table\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:div|p|li|h[1-6]|section|article|dl|ul)\b[^<>]*>", re.IGNORECASE)
_FEWEST_TAGS = 20
_LEFT_OUT = frozenset(("script", "style", "head", "noscript", "template", "nav", "svg", "select", "button"))
_STRUCK = frozenset(("s", "del", "strike"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "tr",
        "caption",
        "address",
        "body",
        "html",
    ]
)
_ASIDES = frozenset(("footer",))
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[^:;]*:\s*[^;]*line-through", re.IGNORECASE)
_MOST_ROWS = 65_534


def looks_like_web(text: str) -> bool:
    """Whether a text is a web page: it opens as one, or holds a table of tags."""
    top = text[:200_000]
    if _LOOKS.search(top):
        return True
    lines = [line.strip() for line in top.split("\n") if line.strip()]  # a fragment: most of its lines open with a tag
    return len(_TAG.findall(top)) >= _FEWEST_TAGS and sum(line.startswith("<") for line in lines) * 5 >= len(lines) * 2


def read_web(text: str) -> Grid:
    """Read a web page into a grid: lines are those of its source.

    Raises:
        Exception: whatever lxml raises on a broken page; the caller turns it into a sentence.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=parser)
    title = root.findtext(".//title")
    furniture = (" ".join(title.split()),) if title and title.strip() else ()
    return Grid(tuple(_Reader().rows(root)), MEDIA_TYPE, furniture=furniture, layout="web tables")


class _Reader:
    """Walks over a page, counting tables and gathering the lines between them."""

    def __init__(self) -> None:
        self.tables = 0
        self.runs: list[Run] = []
        self.line = 1

    def rows(self, root: Any) -> Iterator[Row]:
        """The rows and lines of a page, in order."""
        yield from self._walk(root, False)
        yield from self._flushed()

    def _flushed(self) -> Iterator[Row]:
        row = prose_row(self.runs, self.line)
        self.runs = []
        if row:
            yield row

    def _walk(self, node: Any, struck: bool) -> Iterator[Row]:
        if not isinstance(node.tag, str) or node.tag in _LEFT_OUT or _is_hidden(node):
            return
        if node.tag == "table" and not _is_layout(node):
            yield from self._flushed()
            yield from self._table(node)
            return
        if node.tag == "dl":
            yield from self._flushed()
            yield from self._definitions(node)
            return
        is_block = node.tag in _BLOCKS
        struck = struck or _is_struck(node)
        if is_block:
            yield from self._flushed()
            self.line = node.sourceline or self.line
        if node.tag == "br":
            yield from self._flushed()
        self._say(node.text, struck)
        for child in node:
            yield from self._walk(child, struck)
            self._say(child.tail, struck)
        if is_block:
            yield from self._flushed()

    def _definitions(self, node: Any) -> Iterator[Row]:
        """The pairs of a list of terms, as rows of two cells."""
        self.tables += 1
        term: list[Run] = []
        for child in node.iter("dt", "dd"):
            runs = list(_runs(child, False))
            if child.tag == "dt":
                term = runs
                continue
            row = row_of({0: Laid(term), 1: Laid(runs)}, 2, child.sourceline or self.line, table=self.tables)
            term = []
            if row:
                yield row

    def _say(self, text: str | None, struck: bool) -> None:
        if text:
            self.runs.append((re.sub(r"\s+", " ", text), struck))

    def _table(self, table: Any) -> Iterator[Row]:
        self.tables += 1
        nodes = [node for node in table.iter("tr") if _owner(node) is table]
        placed = spread([list(_cells(node)) for node in nodes])
        width = width_of(placed)
        for cells, node in zip(placed, nodes, strict=True):
            notes = frozenset({Note.HIDDEN_ROW} if _is_hidden(node) else set())
            row = row_of(cells, width, node.sourceline or self.line, table=self.tables, notes=notes)
            if row:
                yield row


def _owner(row: Any) -> Any:
    """The table that a row stands in."""
    return next(node for node in row.iterancestors("table"))


def _is_layout(table: Any) -> bool:
    """Whether a table only lays a page out: it holds another table."""
    return table.find(".//table") is not None


def _cells(row: Any) -> Iterator[tuple[Laid, int, int]]:
    for node in row:
        if node.tag in ("td", "th"):
            colour = _colour(node) or _colour(row)
            yield (
                Laid(list(_runs(node, False)), colour),
                number_of(node.get("rowspan"), 1, _MOST_ROWS),
                number_of(node.get("colspan"), 1),
            )


def _colour(node: Any) -> str | None:
    style = _BACKGROUND.search(node.get("style") or "")
    return (style[1].strip() if style else None) or node.get("bgcolor")


def _is_struck(node: Any) -> bool:
    return node.tag in _STRUCK or bool(_LINE_THROUGH.search(node.get("style") or ""))


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _runs(node: Any, struck: bool) -> Iterator[Run]:
    """The pieces of text below an element, a newline around each block."""
    struck = struck or _is_struck(node)
    if node.text:
        yield re.sub(r"\s+", " ", node.text), struck
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _is_hidden(child):
            breaks = child.tag in _BLOCKS or child.tag == "br"
            if breaks:
                yield "\n", False
            yield from _runs(child, struck)
            if breaks:
                yield "\n", False
        if child.tail:
            yield re.sub(r"\s+", " ", child.tail), struck
