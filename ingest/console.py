"""What the commands share: where the lake is, how results and refusals are printed."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer
from rich.console import Console

from schema.lake import Lake
from schema.settings import Settings

messages = Console(stderr=True, soft_wrap=True, highlight=False)

LakeOption = Annotated[
    str | None, typer.Option("--lake", help="Folder of the lake, or a postgres: connection string with data_path.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def fail(message: str) -> NoReturn:
    """Say a sentence on standard error, and end with 1."""
    messages.print(message, markup=False)
    raise typer.Exit(1)


def uri_of(given: str | None) -> str:
    """The lake that is meant: the one given, or that of the settings."""
    return given or Settings.from_environment().lake


def open_lake(given: str | None, *, create: bool = False) -> Lake:
    """Open the lake that is meant.

    Raises:
        LakeError: if it cannot be opened, or is not there and is not to be made.
    """
    return Lake(uri_of(given), create=create)
