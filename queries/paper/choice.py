"""What a secretary may choose of a paper: its parts, their order, and the day of the meeting before."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from schema.vocabulary import Described


class PaperPart(Described):
    """A part of a paper."""

    FIGURES = "figures", "Headline figures", "Completed, overdue, due within 90 days and median slippage."
    OVERDUE = "overdue", "Overdue actions", "Each with its days, its lead and what the plan says."
    SLIPPAGE = "slippage", "Slippage", "The actions that took, or are taking, longest past their target."
    DUE = "due", "Due next", "What falls due within 90 days, by lead agency."
    CHANGES = "changes", "What changed", "Since a day, or since the version of each plan before its newest."
    CLOSED = "closed", "Closed, but done?", "Completed as printed, and as supported by the plan's own words."
    THEMES = "themes", "Themes", "What the actions are about, and what became of them."
    GAPS = "gaps", "What the plans do not say", "What is not printed cannot be counted."
    SOURCES = "sources", "Sources", "The plans, the date that each speaks of, and its marking."
    DEFINITIONS = "definitions", "Definitions", "What the figures mean."


class Choice(BaseModel):
    """What was chosen. The same choice of the same lake makes the same paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[PaperPart, ...] = tuple(PaperPart)
    since: date | None = None
    """The day against which changes are held; by default each plan's version before its newest."""
    link: str = ""
    """The address of the page where it was made; blank where it was made by a command."""
