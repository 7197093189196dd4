"""Letters of a PDF page become words, lines and paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pdfplumber.utils import extract_words

from ingest.read.matrix import Run
from ingest.read.pdf.page import rises

Bounds = tuple[float, float, float, float]
_SPACE = 0.18  # share of a letter's size that parts two words
_BULLET = re.compile(r"^(?:[•·▪◦●\uf0b7\uf0a7➢✓]|[-–o*](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))")
_CODE = re.compile(r"^[A-Z]{2,8}[-./]?\d*$")
_FULL = 1.0  # letters' widths; less room than that is none
_LABEL = re.compile(r"^(?:(?:[A-Z][a-z]+ ){0,2}[Uu]pdates?\b.{0,30}:|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b)")


@dataclass(slots=True)
class Word:
    """A word with its place."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    is_struck: bool = False
    is_upright: bool = True

    @property
    def middle(self) -> float:
        """Half-way down the word."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """Words that stand beside each other."""

    words: list[Word]

    @property
    def text(self) -> str:
        """The line's words."""
        return " ".join(word.text for word in self.words)

    @property
    def bounds(self) -> Bounds:
        """Left, top, right, bottom."""
        return (
            min(word.x0 for word in self.words),
            min(word.top for word in self.words),
            max(word.x1 for word in self.words),
            max(word.bottom for word in self.words),
        )

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """Half-way down the line."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The usual height of its words."""
        return median(word.height for word in self.words)


def words_of(chars: Sequence[dict[str, Any]]) -> list[Word]:
    """The words that letters make, in reading order. Letters drawn sideways are read in their own direction."""
    upright = [char for char in chars if char.get("upright", True)]
    found = _words(upright)
    if len(upright) < len(chars):
        sideways = [char for char in chars if not char.get("upright", True)]
        found += _words([char for char in sideways if rises(char)], char_dir_rotated="btt", line_dir_rotated="ltr")
        found += _words([char for char in sideways if not rises(char)], char_dir_rotated="ttb", line_dir_rotated="rtl")
    return found


def _words(chars: Sequence[dict[str, Any]], **direction: str) -> list[Word]:
    if not chars:
        return []
    words = extract_words(list(chars), x_tolerance_ratio=_SPACE, y_tolerance=3, keep_blank_chars=False, **direction)
    return [
        Word(word["text"], word["x0"], word["x1"], word["top"], word["bottom"], is_upright=word.get("upright", True))
        for word in words
    ]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words gathered into lines: those whose middles are less than half a word's height apart."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda item: (item.middle, item.x0)):
        last = lines[-1] if lines else None
        if last and abs(word.middle - last.words[-1].middle) < 0.5 * min(word.height, last.words[-1].height):
            last.words.append(word)
        else:
            lines.append(Line([word]))
    for line in lines:
        line.words.sort(key=lambda item: item.x0)
    return lines


def joined(before: str, after: str, is_cut: bool = False) -> str:
    """Two lines of a paragraph as one: a hyphen at the end takes no space, nor does a word cut by a narrow column."""
    if before.endswith("-") and after[:1].islower():
        return before + after
    return before + ("" if is_cut else " ") + after


def _opens(line: Line, above: Line, right: float, leading: float) -> bool:
    """Whether a line opens a paragraph: by a bullet, label or gap, or below a line that ends short of the edge."""
    if _BULLET.match(line.text) or _LABEL.match(line.text):
        return True
    if line.top - above.top > 1.45 * leading:
        return True
    last = above.words[-1]
    first_width = line.words[0].x1 - line.words[0].x0
    fits = last.x1 + first_width + 0.3 * line.size < right - 1
    return fits and above.text[-1:] in ".!?:;" and line.text[:1].isupper()


def _is_cut_word(above: Line, line: Line, left: float, right: float) -> bool:
    """Whether a narrow column broke a word or a date: the line above is one piece that fills the column, and this goes on.

    The space at the right of a full line is that at its left, so less than a letter more would have fitted.
    """
    piece, rest = above.words[-1], line.words[0]
    if len(above.words) != 1 or not _goes_on(piece.text, rest.text):
        return False
    letter = (rest.x1 - rest.x0) / max(len(rest.text), 1)
    room = (right - (piece.x0 - left)) - piece.x1
    return room < _FULL * letter


def _goes_on(piece: str, rest: str) -> bool:
    """Whether two pieces may be one word, date or reference."""
    if piece[-1:].isalpha() and rest[:1].islower():
        return True
    is_number = piece[-1:].isdigit() or piece[-1:] in "/."
    if is_number and (rest[:1].isdigit() or rest[:1] in "/."):
        return any(sign in piece + rest for sign in "/.")
    return bool(_CODE.match(piece)) and rest[:1].isdigit()


def runs_of(words: Sequence[Word], left: float, right: float) -> list[Run]:
    """The runs of a cell: its wrapped lines joined, a newline before each paragraph."""
    if not words:
        return []
    if not all(word.is_upright for word in words):
        return [(" ".join(word.text for word in words), False)]
    lines = lines_of(words)
    gaps = [below.top - above.top for above, below in itertools.pairwise(lines)]
    leading = min(gaps) if gaps else lines[0].size
    runs: list[Run] = []
    for place, line in enumerate(lines):
        if place:
            above = lines[place - 1]
            if _opens(line, above, right, max(leading, 0.8 * line.size)):
                runs.append(("\n", False))
            elif not _is_cut_word(above, line, left, right) and not (
                above.text.endswith("-") and line.text[:1].islower()
            ):
                runs.append((" ", above.words[-1].is_struck and line.words[0].is_struck))
        runs += _line_runs(line)
    return runs


def _line_runs(line: Line) -> Iterator[Run]:
    for place, word in enumerate(line.words):
        both = place > 0 and line.words[place - 1].is_struck and word.is_struck
        if place:
            yield " ", both
        yield word.text, word.is_struck


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [part for part in text.split("\n") if part.strip()]
