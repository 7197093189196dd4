"""`python -m tests.bench.lake`: a lake of generated actions, to look at pages and measure them at a country's size.

Every partnership, plan and agency in it is called 'Generated ...', so that it cannot be taken for a real one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb

from schema.lake import Lake, insert_frame
from schema.tables import TABLES
from tests.bench.earlier import with_earlier
from tests.bench.generate import tables


def write_lake(folder: Path, actions: int, seed: int = 7, *, versions: bool = False) -> None:
    """Make a lake of so many generated actions in a folder that holds none yet.

    Args:
        folder: the lake's.
        actions: how many, at most.
        seed: of the random numbers.
        versions: whether each plan has an earlier version too.

    Raises:
        FileExistsError: if the folder holds a lake already: generated rows never go among real ones.
    """
    if (folder / "catalogue.sqlite").exists():
        raise FileExistsError(f"{folder} holds a lake already. Name another folder.")
    frames = tables(actions, seed)
    if versions:
        frames = with_earlier(frames, seed)

    def work(con: duckdb.DuckDBPyConnection) -> None:
        for model in TABLES:
            if model.table in frames:
                insert_frame(con, model, frames[model.table])

    with Lake(str(folder)) as lake:
        lake.transact(work)


def main(arguments: list[str] | None = None) -> int:
    """Make the lake, and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lake", description=__doc__)
    parser.add_argument("--actions", type=int, default=66_000, help="how many actions to generate (default: 66,000)")
    parser.add_argument("--out", type=Path, required=True, help="folder to make the lake in")
    parser.add_argument("--versions", action="store_true", help="give each plan an earlier version too")
    given = parser.parse_args(arguments)
    try:
        write_lake(given.out, given.actions, versions=given.versions)
    except FileExistsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{given.actions:,} generated actions in {given.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
