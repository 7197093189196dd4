"""The recipes that a lake keeps: applied to every document that is read for it."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from ingest.plan.parse import slug
from ingest.recognise.recipe import Recipe, recipe_of
from schema.errors import NotFoundError
from schema.lake import Lake, insert
from schema.tables import KeptRecipe

_TAKE_AWAY = "delete from lake.recipe where recipe_id = $id"


def kept(lake: Lake) -> list[KeptRecipe]:
    """All recipes, by name."""
    rows = lake.table(KeptRecipe).sort("name").iter_rows(named=True)
    return [KeptRecipe.model_validate(row) for row in rows]


def texts(lake: Lake) -> tuple[str, ...]:
    """All recipes as TOML, the newest first: what was decided last holds."""
    return tuple(row.toml for row in sorted(kept(lake), key=lambda row: row.made_at, reverse=True))


def keep(lake: Lake, recipe: Recipe, *, instead_of: str = "") -> str:
    """Keep a recipe, in the place of one with its name or for the same tables, and of the one with the id `instead_of`.

    Returns:
        Its id.

    Raises:
        LakeError: if the lake cannot be written; then nothing is.
    """
    row = KeptRecipe(recipe_id=slug(recipe.name), name=recipe.name, toml=recipe.as_toml(), made_at=datetime.now(UTC))
    signatures = {table.signature for table in recipe.table}
    replaced = [
        old.recipe_id
        for old in kept(lake)
        if old.recipe_id in (row.recipe_id, instead_of)
        or signatures >= {table.signature for table in recipe_of(old.toml).table}
    ]

    def write(con: duckdb.DuckDBPyConnection) -> None:
        for recipe_id in replaced:
            con.execute(_TAKE_AWAY, {"id": recipe_id})
        insert(con, KeptRecipe, [row])

    lake.transact(write)
    return row.recipe_id


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
