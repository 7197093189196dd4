"""The commands that look after recipes: what a person said that the columns of tables of one shape hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ingest.console import JsonOption, LakeOption, fail, open_lake
from ingest.keep import recipes
from ingest.read import read_bytes
from ingest.read.text.decoding import decoded
from ingest.recognise.recipe import Recipe, recipe_of
from schema.errors import FollowthroughError

app = typer.Typer(no_args_is_help=True, help="Recipes: what the columns of tables of one shape hold.")

RecipeId = Annotated[str, typer.Argument(help="Id of the recipe: `python -m ingest recipe list` shows it.")]
RecipeFiles = Annotated[
    list[Path] | None,
    typer.Option("--recipe", metavar="FILE", help="A recipe to read the plans by; may be given again."),
]


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file.

    Raises:
        DocumentError: if the file cannot be read or holds none.
    """
    return recipe_of(decoded(read_bytes(path), path.name))


@app.command("list")
def list_recipes(lake: LakeOption = None, as_json: JsonOption = False) -> None:
    """List the recipes of a lake."""
    try:
        with open_lake(lake) as opened:
            rows = recipes.kept(opened)
    except FollowthroughError as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps([row.model_dump(mode="json") for row in rows], indent=2))
        return
    for row in rows:
        typer.echo(f"{row.recipe_id}\t{row.name}\t{row.made_at:%Y-%m-%d}")


@app.command("show")
def show_recipe(recipe_id: RecipeId, lake: LakeOption = None) -> None:
    """Print a recipe as TOML: to be changed, sent to others and kept again by `recipe keep`."""
    try:
        with open_lake(lake) as opened:
            typer.echo(recipes.found(opened, recipe_id).toml, nl=False)
    except FollowthroughError as error:
        fail(str(error))


@app.command("keep")
def keep_recipe(
    file: Annotated[Path, typer.Argument(help="A recipe, as `recipe show` prints one.")], lake: LakeOption = None
) -> None:
    """Keep a recipe in a lake: every plan that is added from now on is read by it where its tables are of that shape."""
    try:
        recipe = read_recipe(file)
        with open_lake(lake, create=True) as opened:
            recipe_id = recipes.keep(opened, recipe)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"Kept {recipe.name} as {recipe_id}.")


@app.command("remove")
def remove_recipe(recipe_id: RecipeId, lake: LakeOption = None) -> None:
    """Take a recipe away. Plans that were read by it stay as they are."""
    try:
        with open_lake(lake) as opened:
            recipes.take_away(opened, recipe_id)
    except FollowthroughError as error:
        fail(str(error))
    typer.echo(f"Removed {recipe_id}.")
