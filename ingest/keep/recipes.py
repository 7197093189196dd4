"""The recipes that a lake keeps: applied to every document that is read for it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import duckdb

from ingest.plan.parse import slug
from ingest.recognise.recipe import Recipe, recipe_of
from schema.errors import DocumentError, NotFoundError
from schema.lake import Lake, insert
from schema.tables import KeptRecipe

_log = logging.getLogger("followthrough.ingest")

_TAKE_AWAY = "delete from lake.recipe where recipe_id = $id"


def kept(lake: Lake) -> list[KeptRecipe]:
    """All recipes, by name."""
    rows = lake.table(KeptRecipe).sort("name").iter_rows(named=True)
    return [KeptRecipe.model_validate(row) for row in rows]


def texts(lake: Lake) -> tuple[str, ...]:
    """All recipes as TOML, the newest first: what was decided last holds."""
    newest_first = sorted(kept(lake), key=lambda row: row.made_at, reverse=True)
    return tuple(row.toml for row in newest_first if _readable(row) is not None)


def _readable(row: KeptRecipe) -> Recipe | None:
    """The recipe of a row; None, which is logged, if an older program kept one that cannot be read."""
    try:
        return recipe_of(row.toml)
    except DocumentError as error:
        _log.warning("The recipe %s cannot be read and is left out: %s", row.recipe_id, error)
        return None


def keep(lake: Lake, recipe: Recipe, *, instead_of: str = "") -> str:
    """Keep a recipe, in the place of those for the same tables, and of the one with the id `instead_of`.

    Where another recipe has its name, it is numbered.

    Returns:
        Its id.

    Raises:
        DocumentError: if it is longer, written out, than a recipe may be.
        LakeError: if the lake cannot be written; then nothing is.
    """
    recipe_of(recipe.as_toml())
    signatures = {(recipe.layout, table.signature) for table in recipe.table}
    replaced = [old.recipe_id for old in kept(lake) if old.recipe_id == instead_of or signatures >= _signatures(old)]
    others = {old.recipe_id for old in kept(lake)} - set(replaced)
    names = (recipe.name, *(f"{recipe.name[:110]} ({number})" for number in range(2, len(others) + 3)))
    named = recipe.model_copy(update={"name": next(name for name in names if slug(name) not in others)})
    row = KeptRecipe(recipe_id=slug(named.name), name=named.name, toml=named.as_toml(), made_at=datetime.now(UTC))

    def write(con: duckdb.DuckDBPyConnection) -> None:
        for recipe_id in replaced:
            con.execute(_TAKE_AWAY, {"id": recipe_id})
        insert(con, KeptRecipe, [row])

    lake.transact(write)
    return row.recipe_id


def _signatures(row: KeptRecipe) -> set[tuple[str, tuple[str, ...]]]:
    """By what a kept recipe knows its tables; of one that cannot be read, something that no other has."""
    recipe = _readable(row)
    return {(recipe.layout, table.signature) for table in recipe.table} if recipe else {(row.recipe_id, ())}


def found(lake: Lake, recipe_id: str) -> KeptRecipe:
    """The recipe with an id.

    Raises:
        NotFoundError: if there is none.
    """
    recipe = next((row for row in kept(lake) if row.recipe_id == recipe_id), None)
    if recipe is None:
        raise NotFoundError(f"There is no recipe {recipe_id}. `python -m ingest recipe list` shows them.")
    return recipe


def take_away(lake: Lake, recipe_id: str) -> None:
    """Take a recipe away; plans that were read by it stay as they are.

    Raises:
        NotFoundError: if there is none.
    """
    found(lake, recipe_id)
    lake.transact(lambda con: con.execute(_TAKE_AWAY, {"id": recipe_id}))
