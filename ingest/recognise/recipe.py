"""Recipes: what a person said that the columns of a table hold, as readable TOML, for the next plan of the same shape."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ingest.read.grid import Grid, Row
from ingest.recognise.columns import Columns, normal
from schema.errors import DocumentError

#: What a column may be said to hold, and how that is called.
ROLES = {
    "": "Nothing that is read",
    "ref": "Reference",
    "section": "Section or heading",
    "recommendation": "Recommendation",
    "action": "Action",
    "outcome": "Outcome",
    "scope": "Scope",
    "lead": "Lead agency",
    "target": "Target date",
    "status": "Status",
    "completion": "Completion date",
    "commenced": "Start date",
    "rag": "RAG rating",
    "progress": "Progress",
    "accepted": "Accepted or rejected",
    "percent": "Per cent complete",
}
#: What holds the words of an action: a plan has one of them.
TEXTS = frozenset({"recommendation", "action"})
_LONGEST = 20_000  # letters of a recipe


class TableRecipe(BaseModel):
    """One table: its header as printed, what each column holds, and which of its rows belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: tuple[str, ...] = Field(min_length=1)
    """The row by which the table is known: its header; where it has none the words of its first action, the other cells blank."""
    columns: tuple[str, ...] = ()
    is_plan: bool = True
    has_header: bool = True
    """Whether that row names the columns."""
    header_below: tuple[tuple[str, ...], ...] = Field(default=(), max_length=3)
    """The rows below it that name them too, as printed."""
    begins: int = Field(default=0, ge=0, le=999)
    """An action begins where the column of this number, from 1, is filled; 0: as the reader judges, of lines at a capital."""
    is_each: bool = False
    """Whether every row is an action."""
    alone: Literal["", "heading", "joined"] = ""
    """What a row with one filled cell is: a heading of those below, a part of the row above; blank: as the reader judges."""
    until: str = Field(default="", max_length=400)
    """The text of the row before which the plan ends."""

    @field_validator("columns")
    @classmethod
    def _known(cls, columns: tuple[str, ...]) -> tuple[str, ...]:
        for role in columns:
            if role not in ROLES:
                raise ValueError(f"'{role}' is nothing that a column may hold")
        return columns

    @property
    def signature(self) -> tuple[str, ...]:
        """What a table of the same shape has: its headers without case and punctuation."""
        return tuple(normal(text) for text in self.header)

    @property
    def is_laid(self) -> bool:
        """Whether more was said of it than what its columns hold."""
        told = self.header_below or self.begins or self.is_each or self.alone or self.until
        return not self.has_header or bool(told)


class Recipe(BaseModel):
    """What a person decided of the tables of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    layout: str = Field(default="", max_length=60)
    """The layout of which these are the tables (see `Reading.layout`); blank: whichever has them."""
    table: tuple[TableRecipe, ...] = Field(min_length=1)

    def as_toml(self) -> str:
        """The recipe as TOML."""
        lines = [f"name = {_quoted(self.name)}"]
        lines += [f"layout = {_quoted(self.layout)}"] if self.layout else []
        for table in self.table:
            lines += ["", "[[table]]", f"header = {_quoted(table.header)}"]
            lines += [f"columns = {_quoted(table.columns)}"] if table.columns or table.is_plan else []
            given = table.model_dump(exclude={"header", "columns"}, exclude_defaults=True)
            lines += [f"{key} = {_quoted(value)}" for key, value in given.items()]
        return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """A value as TOML, which of texts, numbers and lists is JSON, but for a sign that TOML wants written otherwise."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def recipe_of(text: str) -> Recipe:
    """The recipe that a text holds.

    Raises:
        DocumentError: if it is none, with what is wrong.
    """
    try:
        if len(text) > _LONGEST:
            raise DocumentError("This recipe is too long: it names the tables of one kind of plan, each once.")
        recipe = Recipe.model_validate(tomllib.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DocumentError(f"This recipe cannot be used: {place}: {first['msg']}.") from error
    except (ValueError, RecursionError) as error:  # no TOML, or numbers and lists that no recipe holds
        raise DocumentError(
            f"This is no recipe: {error}. Write it as `python -m ingest recipe show` prints one."
        ) from error
    for table in recipe.table:
        if table.is_plan and len(table.columns) != len(table.header):
            raise DocumentError("This recipe cannot be used: each table needs as many columns as its header has.")
    return recipe


def said_in(grid: Grid, recipes: Sequence[Recipe]) -> dict[int, TableRecipe]:
    """id of a row -> what was said of the table that it heads; of two recipes the first holds.

    That a table is no part of a plan holds only beside a table that the same recipe says is: alone, its header may well be
    that of another plan.
    """
    heads: dict[tuple[str, ...], list[int]] = {}
    for row in grid.rows if recipes else ():
        signature = tuple(normal(cell.text) for cell in row.cells) if row.is_table else ()
        if any(signature):
            heads.setdefault(signature, []).append(id(row))
    said: dict[int, TableRecipe] = {}
    for recipe in recipes:
        if recipe.layout not in ("", grid.layout):
            continue
        if any(table.is_plan and table.signature in heads for table in recipe.table):
            for table in recipe.table:
                for row_id in heads.get(table.signature, ()):
                    said.setdefault(row_id, table)
    return said


def columns_said(row: Row, table: TableRecipe) -> Columns:
    """The columns of a table as a person said."""
    names = {cell.column: cell.flat for cell in row.cells if cell.text}
    roles = {place: role for place, role in enumerate(table.columns) if role}
    is_each_told = bool(table.begins) or table.is_each
    return Columns(
        roles, len(row.cells), row.line, names=names, table=row.table, is_said=True, is_each_told=is_each_told
    )
