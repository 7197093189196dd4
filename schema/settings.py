"""What a deployment may set, read from the environment. Every setting has a default."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseModel):
    """Settings of this process. The name of each variable is FOLLOWTHROUGH_ and the field's name."""

    model_config = ConfigDict(frozen=True)

    lake: str = Field(
        default=str(ROOT / "data" / "lake"),
        description="Folder of the lake, or a `postgres:` connection string with `data_path`.",
    )
    shipped_plans: bool = Field(
        default=True,
        description="Whether a new lake opens with the plans that ship under data/plans.",
    )

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings in force.

        Raises:
            pydantic.ValidationError: if a variable has a value that cannot be read.
        """
        names = {name: f"FOLLOWTHROUGH_{name.upper()}" for name in cls.model_fields}
        return cls.model_validate({n: os.environ[v] for n, v in names.items() if os.environ.get(v)})
