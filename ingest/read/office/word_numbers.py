"""Automatic numbers of Word's lists: they are printed, yet stand in no text of the file."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from ingest.read.matrix import number_of

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text


def _written(number: int, style: str) -> str:
    """A number as a list prints it."""
    if style in ("lowerLetter", "upperLetter"):
        text = _letter(number)
    elif style in ("lowerRoman", "upperRoman"):
        text = _roman(min(number, 39))
    else:
        text = f"{number:02}" if style == "decimalZero" else str(number)
    return text.upper() if style.startswith("upper") else text


def _value(node: Any, name: str, default: str = "") -> str:
    found = node.find(qn(name))
    return str(found.get(qn("w:val"), default)) if found is not None else default


class Numbering:
    """Counts the numbered paragraphs of a document and tells each one's printed number."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles if style.element is not None}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {node.get(qn("w:abstractNumId")): _levels(node) for node in root.findall(qn("w:abstractNum"))}
        for node in root.findall(qn("w:num")):
            of = _value(node, "w:abstractNumId")
            name = str(node.get(qn("w:numId")))
            self._levels[name] = abstract.get(of, {})
            restarts = node.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None
            self._lists[name] = name if restarts else f"abstract {of}"

    def label(self, paragraph: Any) -> str:
        """The number printed before a paragraph, with a space after it; blank for bullets and plain paragraphs."""
        found = self._place(paragraph)
        if found is None:
            return ""
        name, level = found
        levels = self._levels.get(name, {})
        if level not in levels or levels[level].style in ("bullet", "none"):
            return ""
        return self._counted(name, level, levels) + " "

    def _counted(self, name: str, level: int, levels: dict[int, _Level]) -> str:
        counts = self._counts[self._lists[name]]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            entry = levels.get(of)
            return _written(counts.get(of, entry.start), entry.style) if entry else ""

        return _PLACE.sub(number, levels[level].text)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph, by its own properties or those of its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:numPr"))
        style = self._styles.get(_value(properties, "w:pStyle"))
        node = own if own is not None else _numbered(style)
        if node is None:
            return None
        name, level = _value(node, "w:numId"), _value(node, "w:ilvl", "0")
        return (name, number_of(level, 0)) if name not in ("", "0") else None


def _numbered(style: Any) -> Any:
    return None if style is None else style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")


def _levels(node: Any) -> dict[int, _Level]:
    found = {}
    for level in node.findall(qn("w:lvl")):
        start = _value(level, "w:start", "1")
        entry = _Level(
            _value(level, "w:numFmt", "decimal"),
            _value(level, "w:lvlText", "%1."),
            number_of(start, 0, 100_000),
        )
        found[number_of(level.get(qn("w:ilvl")), 0)] = entry
    return found
