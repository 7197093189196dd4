"""Scanned pages, read by tesseract where the optional extra is installed (requirements-ocr.txt).

A page's picture becomes words with their places and lines of a table; from there on it is read like any other page.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from typing import Any

import numpy as np
from pdfplumber.table import TableFinder

_DPI = 300
_POINTS = 72
_DARK = 140  # of 255
_LEAST_CONFIDENCE = 20  # of 100; below it tesseract is guessing at specks
_LINE_ACROSS, _LINE_DOWN = 0.025, 0.02  # shares of the page's width and height from which a dark run is a line
_THICKEST = 12  # pixels


def is_installed() -> bool:
    """Whether scanned pages can be read here."""
    return importlib.util.find_spec("pytesseract") is not None and shutil.which("tesseract") is not None


class ScannedPage:
    """A scanned page as pdfplumber would show it, had it text: words stand for letters, dark runs for lines."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.width, page.height
        self.bbox = (0.0, 0.0, float(page.width), float(page.height))
        self.cropbox = self.bbox
        self.mediabox = self.bbox
        self.images: list[Any] = []
        self.rects: list[Any] = []
        self.curves: list[Any] = []
        picture = page.to_image(resolution=_DPI).original.convert("L")
        self.chars = list(_words(picture))
        self.edges = list(_lines(np.asarray(picture)))
        self.lines = [edge for edge in self.edges if edge["orientation"] == "h"]

    def find_tables(self, settings: dict[str, Any]) -> list[Any]:
        """The tables that the page's lines make."""
        return list(TableFinder(self, settings).tables)

    def close(self) -> None:
        """Nothing is held open."""


def _words(picture: Any) -> Iterator[dict[str, Any]]:
    """Each word that tesseract reads, with its place in points."""
    import pytesseract  # noqa: PLC0415 (an optional extra)

    found = pytesseract.image_to_data(picture, config="--psm 3", output_type=pytesseract.Output.DICT)
    scale = _POINTS / _DPI
    for place, text in enumerate(found["text"]):
        if not text.strip() or float(found["conf"][place]) < _LEAST_CONFIDENCE:
            continue
        x0, top = found["left"][place] * scale, found["top"][place] * scale
        height = found["height"][place] * scale
        yield {
            "text": text.strip("|"),
            "x0": x0,
            "x1": x0 + found["width"][place] * scale,
            "top": top,
            "bottom": top + height,
            "doctop": top,
            "size": height,
            "upright": True,
            "matrix": (1, 0, 0, 1, x0, top),
        }


def _lines(pixels: Any) -> Iterator[dict[str, Any]]:
    """The straight dark runs of a picture that are long enough to be lines of a table, in points."""
    dark = pixels < _DARK
    height, width = dark.shape
    for start, end, at in _runs(dark, int(_LINE_ACROSS * width)):
        yield _edge("h", start, end, at)
    for start, end, at in _runs(dark.T, int(_LINE_DOWN * height)):
        yield _edge("v", start, end, at)


def _edge(orientation: str, start: int, end: int, at: int) -> dict[str, Any]:
    scale = _POINTS / _DPI
    along, across = (start * scale, end * scale), at * scale
    x0, x1, top, bottom = (*along, across, across) if orientation == "h" else (across, across, *along)
    return {
        "orientation": orientation, "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top, "doctop": top,
    }  # fmt: skip


def _runs(dark: Any, least: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, row) of the dark runs of at least that length; a thick line counts once, by its first row."""
    seen: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero(dark.sum(axis=1) >= least):
        padded = np.concatenate(([0], dark[row].astype(np.int8), [0]))
        steps = np.flatnonzero(np.diff(padded))
        for start, end in zip(steps[::2], steps[1::2], strict=True):
            if end - start < least:
                continue
            key = (int(start) // 20, int(end) // 20)
            if row - seen.get(key, -_THICKEST) >= _THICKEST:
                yield int(start), int(end), int(row)
            seen[key] = int(row)
