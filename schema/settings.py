"""What a deployment may set, read from the environment. Every setting has a default."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schema.errors import FollowthroughError

ROOT = Path(__file__).resolve().parent.parent
_PREFIX = "FOLLOWTHROUGH_"


class _FromEnvironment(BaseSettings):
    """Values read from the environment. The name of each variable is a prefix and the field's name."""

    model_config = SettingsConfigDict(frozen=True, env_prefix=_PREFIX, env_ignore_empty=True)

    @classmethod
    def from_environment(cls) -> Self:
        """The values in force.

        Raises:
            FollowthroughError: if a variable has a value that cannot be read.
        """
        return cls._of(tuple(item for item in os.environ.items() if item[0].upper().startswith(_PREFIX)))

    @classmethod
    @lru_cache(maxsize=64)
    def _of(cls, _: tuple[tuple[str, str], ...]) -> Self:
        """Made once for an environment: a page asks for them several times."""
        try:
            return cls()
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            variable = f"{cls.model_config['env_prefix']}{name}".upper()
            raise FollowthroughError(
                f"{variable} is '{os.environ.get(variable)}', which cannot be read. Set it to {_kind(cls, name)}, or unset it."
            ) from error


def _kind(model: type[BaseModel], name: str) -> str:
    """What a setting takes, in words."""
    return "a whole number" if model.model_fields[name].annotation is int else "true or false"


class Limits(_FromEnvironment):
    """How much of one file is read at most, so that a hostile or broken file costs one message and nothing else."""

    model_config = SettingsConfigDict(env_prefix="FOLLOWTHROUGH_LIMIT_")

    file_mb: int = Field(64, ge=1, description="Size of a file, in megabytes.")
    unpacked_mb: int = Field(
        300, ge=1, description="Size to which a Word, Excel, ODF or zip file unpacks, in megabytes."
    )
    pages: int = Field(1500, ge=1, description="Pages of a PDF.")
    seconds: int = Field(180, ge=1, description="Time that reading one file may take.")
    memory_mb: int = Field(2048, ge=256, description="Memory that reading one file may take, in megabytes.")
    cells: int = Field(2_000_000, ge=1, description="Cells of a sheet, blank ones included.")
    files: int = Field(200, ge=1, description="Files in one zip file.")


class Settings(_FromEnvironment):
    """Settings of this process."""

    lake: str = Field(
        default=str(ROOT / "data" / "lake"),
        description="Folder of the lake, or a `postgres:` connection string with `data_path`.",
    )
    shipped_plans: bool = Field(
        default=True,
        description="Whether a new lake opens with the plans that ship under data/plans.",
    )
    read_only: bool | None = Field(
        default=None,
        description="Whether plans cannot be added, corrected or removed in the dashboard; by default so where it is "
        "served to other machines.",
    )
    originals: bool | None = Field(
        default=None,
        description="Whether the original files can be downloaded from the dashboard; by default only where it is not "
        "served to other machines.",
    )
