"""What a paper is made of, before anything is laid out: the same blocks become PDF and Word."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Block(BaseModel):
    """A part of a section. Frozen: it is laid out, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Block):
    """A paragraph, or a point of a list."""

    kind: Literal["text"] = "text"
    text: str
    is_point: bool = False


class Figure(Block):
    """A headline figure: what it is, its value, and what it rests on."""

    label: str
    value: str
    rests_on: str


class Figures(Block):
    """Headline figures side by side."""

    kind: Literal["figures"] = "figures"
    figures: tuple[Figure, ...]


class Table(Block):
    """A table whose head is repeated on each page; `widths` are shares of the line."""

    kind: Literal["table"] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    note: str = ""


class Tick(Block):
    """A mark of the time axis: where it stands, 0 to 1, and what it says."""

    at: float
    text: str


class Line(Block):
    """An action from its target to its completion, or to the reading date; ends are shares of the axis, 0 to 1."""

    label: str
    start: float
    end: float
    is_open: bool
    text: str


class Lines(Block):
    """A chart of lines. It reads in black and white: what is open is dotted and ends in a cross."""

    kind: Literal["lines"] = "lines"
    caption: str
    alt: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    note: str = ""


class Section(Block):
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Text | Figures | Table | Lines, ...]


class Paper(Block):
    """A paper. The same lake, filters and choices make the same paper."""

    title: str
    subtitle: str
    verdict: str
    reading: str
    dated: date
    """The latest day on which anything in it is read."""
    again: str
    """How it is made again: the snapshot, and a link or a command."""
    sections: tuple[Section, ...]
    annex: tuple[Section, ...] = ()
