"""The reviewed lists under data/reference: wording is a line there, never a branch here."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from schema.settings import ROOT
from schema.vocabulary import AgencyKind, PlanKind, Status, Support

FOLDER = ROOT / "data" / "reference"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AgencyAlias(_Entry):
    """An agency with the names that mean it, everywhere or in one place only.

    A function ('Primary Care', 'Police') is what many organisations do: it is read only where a whole
    part of a cell, or its end, names it.
    """

    agency: str = Field(min_length=1)
    kind: AgencyKind
    is_function: bool
    aliases: tuple[str, ...]
    valid_in: str


class KnownHeader(_Entry):
    """A header row as some plan prints it: (header, role) of each column; a role that is doubtful ends in '?'."""

    publisher: str
    columns: tuple[tuple[str, str], ...]


class ThemeTerms(_Entry):
    """A theme, the terms that tell it, and the phrases that hold a term but not the theme."""

    label: str
    meaning: str
    terms: tuple[str, ...] = Field(min_length=1)
    exceptions: tuple[str, ...] = Field((), alias="except")


class Lexicon(_Entry):
    """All themes in the order shown, and the phrases that, just before a term, say it is not about it."""

    themes: dict[str, ThemeTerms]
    negations: tuple[str, ...]


class KnownPartnership(_Entry):
    """A partnership, the names that tell it, and the words by which its documents are known."""

    name: str
    recognised_by: tuple[str, ...]


class KnownPlan(_Entry):
    """A plan under data/plans: what its plan.toml says."""

    title: str
    partnership: str
    plan: str
    kind: PlanKind
    as_at: str | None = None
    as_at_basis: str
    version: str | None = None
    marking: str | None = None
    published_at: str
    recognised_by: tuple[str, ...] = Field(min_length=1)


@cache
def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def agencies() -> tuple[AgencyAlias, ...]:
    """The reviewed agencies, in file order."""
    with (FOLDER / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            AgencyAlias(
                agency=row["agency"],
                kind=AgencyKind(row["kind"]),
                is_function=row["is_function"] == "yes",
                aliases=tuple(part.strip() for part in row["aliases"].split(";") if part.strip()),
                valid_in=row["valid_in"],
            )
            for row in csv.DictReader(file)
        )


@cache
def lexicon() -> Lexicon:
    """The themes and their terms."""
    read = dict(_toml("themes.toml"))
    negations = tuple(read.pop("negation", {}).get("before", ()))
    return Lexicon(themes={name: ThemeTerms.model_validate(entry) for name, entry in read.items()}, negations=negations)


@cache
def header_names() -> dict[str, tuple[str, ...]]:
    """Role of a column -> the headers that name it."""
    return {role: tuple(names) for role, names in _toml("headers.toml")["roles"].items()}


@cache
def whole_headers() -> dict[str, tuple[str, ...]]:
    """Role of a column -> the headers that name it where they are the whole of it."""
    return {role: tuple(names) for role, names in _toml("headers.toml")["whole"].items()}


@cache
def unread_headers() -> dict[str, tuple[str, ...]]:
    """What a column holds that is known and not read -> the headers that name it."""
    return {role: tuple(names) for role, names in _toml("headers.toml")["unread"].items()}


@cache
def known_headers() -> tuple[KnownHeader, ...]:
    """Real header rows and what their columns hold."""
    tables: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with (FOLDER / "headers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables.setdefault((row["table"], row["publisher"]), []).append((row["header"], row["role"]))
    return tuple(KnownHeader(publisher=name, columns=tuple(columns)) for (_, name), columns in tables.items())


@cache
def header_guidance() -> tuple[str, ...]:
    """Phrases of the guidance line that some plans print under the header."""
    return tuple(_toml("headers.toml")["guidance"]["phrases"])


@cache
def status_words() -> dict[Status, tuple[str, ...]]:
    """Status -> the words that mean it."""
    return {Status(name): tuple(words) for name, words in _toml("status.toml")["words"].items()}


@cache
def whole_status_words() -> dict[str, Status]:
    """Words that are a status where they are the whole of a cell -> what they mean."""
    return {word: Status(name) for name, words in _toml("status.toml")["whole"].items() for word in words}


@cache
def words_beside_a_status() -> frozenset[str]:
    """Words that a heading may have beside the status that it gives the rows below it."""
    return frozenset(_toml("status.toml")["heading"]["beside"])


@cache
def not_done_phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(patterns that say a closed action was not done, patterns that hold one but do not say so)."""
    entry = _toml("status.toml")["closed_not_done"]
    return tuple(entry["says_so"]), tuple(entry["does_not"])


@cache
def support_words() -> dict[str, Any]:
    """Words by which the text of a closed action shows whether it was done."""
    return _toml("support.toml")


@cache
def support_weights() -> dict[str, dict[Support, float]]:
    """Sign of a text -> its weight for each thing that a text may say of a closed action; learned, not reviewed."""
    with (FOLDER / "support_weights.csv").open(encoding="utf-8", newline="") as file:
        return {
            row.pop("sign"): {Support(name): float(weight) for name, weight in row.items()}
            for row in csv.DictReader(file)
        }


@cache
def name_words() -> dict[str, tuple[str, ...]]:
    """Ranks, titles, first names and role words, by which people's names are found."""
    return {name: tuple(words) for name, words in _toml("names.toml").items()}


@cache
def partnerships() -> tuple[KnownPartnership, ...]:
    """The reviewed partnerships."""
    return tuple(KnownPartnership.model_validate(entry) for entry in _toml("partnerships.toml")["partnership"])


@cache
def document_words() -> dict[str, Any]:
    """Markings and title words of documents."""
    return _toml("documents.toml")


@cache
def shipped_recipes() -> tuple[str, ...]:
    """The recipes that ship with the project, as TOML (`ingest.recognise.recipe`)."""
    return tuple(path.read_text("utf-8") for path in sorted((FOLDER / "recipes").glob("*.toml")))


def plan_folders() -> list[Path]:
    """The folders of the plans that ship with the project, in a fixed order."""
    return sorted(path.parent for path in (ROOT / "data" / "plans").glob("*/plan.toml"))


@cache
def known_plans() -> dict[str, KnownPlan]:
    """Folder name -> what its plan.toml says."""
    found = {}
    for folder in plan_folders():
        with (folder / "plan.toml").open("rb") as file:
            found[folder.name] = KnownPlan.model_validate(tomllib.load(file))
    return found
