"""A PDF page before it is read: turned upright where its text runs sideways, and without its watermark."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

import pdfplumber
import pypdfium2

_SIDEWAYS = 0.6  # share of letters from which a page is turned
_HUGE = 3.5  # times the usual size from which a letter is of a watermark
_SLANT = 0.15  # sine of the angle from which a letter is of a watermark
_MARKS = ("DRAFT", "CONFIDENTIAL", "RESTRICTED", "OFFICIAL")

Char = dict[str, Any]


def is_sideways(page: Any) -> bool:
    """Whether most of a page's letters run up or down it."""
    letters = [char for char in page.chars if char["text"].strip()]
    return sum(not char.get("upright", True) for char in letters) > _SIDEWAYS * len(letters)


@contextmanager
def turned(content: bytes, number: int, page: Any) -> Iterator[Any]:
    """A page turned so that its letters stand upright."""
    runs_up = sum(rises(char) for char in page.chars) * 2 > len(page.chars)
    source = pypdfium2.PdfDocument(content)
    single = pypdfium2.PdfDocument.new()
    single.import_pages(source, [number - 1])
    sheet = single[0]
    sheet.set_rotation((sheet.get_rotation() + (90 if runs_up else 270)) % 360)
    out = io.BytesIO()
    single.save(out)
    single.close()
    source.close()
    with pdfplumber.open(out) as document:
        yield document.pages[0]


def rises(char: Char) -> bool:
    """Whether a letter that runs sideways runs up the page rather than down."""
    matrix = char.get("matrix") or (1, 0, 0, 1, 0, 0)
    return float(matrix[1]) > 0


def without_watermark(chars: Sequence[Char]) -> tuple[list[Char], str | None]:
    """(the letters that are no watermark, the marking that the watermark is, if it is one)."""
    if not chars:
        return [], None
    usual = median(char["size"] for char in chars)
    kept: list[Char] = []
    gone: list[str] = []
    for char in chars:
        if char["size"] > _HUGE * usual or _is_slanted(char):
            gone.append(char["text"])
        else:
            kept.append(char)
    word = "".join(gone).upper().replace(" ", "")
    return kept, next((mark for mark in _MARKS if mark in word or mark in word[::-1]), None)


def _is_slanted(char: Char) -> bool:
    matrix = char.get("matrix") or (1, 0, 0, 1, 0, 0)
    along, up = float(matrix[0]), float(matrix[1])
    length = math.hypot(along, up)
    return length > 0 and min(abs(along), abs(up)) / length > _SLANT
