"""`python -m tests.bench.kill`: adds that are killed midway, in a folder's lake and in PostgreSQL; nothing may be halved, doubled or lost.

Each add is a process of its own that is killed after a random while. What it had reported as stored before must be there;
what it was about to store is there whole or not at all. At the end every file that was killed is added again, once more
than needed, and the whole lake is verified.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ingest.keep.verify import verify
from schema.lake import Lake
from schema.settings import ROOT
from schema.tables import Action, Document
from tests import postgres

HEADER = "Ref,Recommendation,Action,Lead agency,Target date,Status\n"
ROWS = 120
_WRITER = """
import sys
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.keep.store import store
from schema.lake import Lake
content = open(sys.argv[2], 'rb').read()
plan = parse(content, 'plan.csv', Supplied('Northmere CSP', sys.argv[3]))
print('read', flush=True)
with Lake(sys.argv[1]) as lake:
    print('open', flush=True)
    store(lake, plan, content)
print('stored', flush=True)
"""


@dataclass(slots=True)
class Kills:
    """What came of the killed adds."""

    kills: int = 0
    while_opening: int = 0
    while_storing: int = 0
    after_storing: int = 0
    partial: int = 0
    doubled: int = 0
    lost: int = 0
    problems: int = 0


def content(number: int) -> bytes:
    """A plan of 120 rows, another for each number."""
    rows = "".join(
        f"{n},Ask {number} of staff,Train team {n},Norland Police,March 2024,Completed\n" for n in range(ROWS)
    )
    return (HEADER + rows).encode()


def kill_one(uri: str, file: Path, name: str, pause: float) -> set[str]:
    """Add a file and kill the process that long after it has read it; what it had said by then."""
    command = [sys.executable, "-c", _WRITER, uri, str(file), name]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    said = {process.stdout.readline().strip()}
    time.sleep(pause)
    process.kill()
    rest, _ = process.communicate(timeout=60)
    return said | set(rest.split())


def run(uri: str, kills: int, folder: Path, seed: int) -> Kills:
    """Kill so many adds to a lake, then look at it and add all files again."""
    dice, found = random.Random(seed), Kills()
    Lake(uri).close()
    stored: set[str] = set()
    for number in range(kills):
        file = folder / f"{number}.csv"
        file.write_bytes(content(number))
        said = kill_one(uri, file, f"Plan {number}", dice.uniform(0.0, 0.9))
        found.kills += 1
        found.while_opening += "open" not in said
        found.while_storing += "open" in said and "stored" not in said
        found.after_storing += "stored" in said
        stored |= {f"Plan {number}"} if "stored" in said else set()
    _look(uri, stored, found)
    names = [str(folder / f"{number}.csv") for number in range(kills)]
    for place in range(0, len(names), 50):
        command = [sys.executable, "-m", "ingest", "add", *names[place : place + 50], "--lake", uri]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with Lake(uri) as lake:
        found.problems += len(verify(lake).problems)
        found.lost += kills - lake.table(Document)["sha256"].n_unique()
    return found


def _look(uri: str, stored: set[str], found: Kills) -> None:
    with Lake(uri) as lake:
        documents, actions = lake.table(Document), lake.table(Action)
        found.problems += len(verify(lake).problems)
    counted = actions.group_by("document_id").len()
    found.partial += counted.filter(pl.col("len") < ROWS).height + documents.height - counted.height
    found.doubled += (
        counted.filter(pl.col("len") > ROWS).height + documents.height - documents["document_id"].n_unique()
    )
    found.lost += len(stored - set(documents["plan"].to_list()))


def printed(results: dict[str, Kills]) -> str:
    """The results as a table."""
    heads = ("kills", "while_opening", "while_storing", "after_storing", "partial", "doubled", "lost", "problems")
    lines = [
        "| catalogue | " + " | ".join(head.replace("_", " ") for head in heads) + " |",
        "|---" * (len(heads) + 1) + "|",
    ]
    lines += [
        f"| {name} | " + " | ".join(str(getattr(one, head)) for head in heads) + " |" for name, one in results.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Kill adds on both catalogues; end with 1 if anything was halved, doubled or lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kill", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=200, help="how many adds are killed on each catalogue (default: 200)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the pauses (default: 1)")
    given = parser.parse_args()
    results: dict[str, Kills] = {}
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = {"SQLite": str(home / "lake")}
        if postgres.programs() is None:
            sys.stderr.write(f"PostgreSQL was left out: {postgres.WHY_NOT}.\n")
        else:
            address, _ = stack.enter_context(postgres.server())
            (home / "rows").mkdir()
            places["PostgreSQL"] = f"{address} data_path={home / 'rows'}"
        for name, uri in places.items():
            (home / name).mkdir()
            results[name] = run(uri, given.kills, home / name, given.seed)
    sys.stdout.write(printed(results) + "\n")
    sys.exit(int(any(one.partial or one.doubled or one.lost or one.problems for one in results.values())))


if __name__ == "__main__":
    main()
