"""How long the working copy of a stored lake takes to build, and to put one changed document in."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from ingest.keep.store import store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from queries.working import WorkingCopy
from schema.lake import Lake
from tests.bench.lake import write_lake

_DOCUMENTS = 5
_ROW = (
    "{n},Share what is known about risk,Train every front line officer to complete a DASH,Police,June 2024,In progress,"
)


def copying(actions: int) -> tuple[float, float]:
    """(seconds to build the working copy of a lake of so many generated actions, seconds to put a document in, at the median)."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "lake"
        write_lake(place, actions)
        with Lake(str(place)) as lake:
            copy = WorkingCopy(lake)
            built, _ = _timed(copy)
            return built, statistics.median(_put_in(lake, copy, number) for number in range(_DOCUMENTS))


def _timed(copy: WorkingCopy) -> tuple[float, int]:
    """(seconds until the newest copy is there, how often plans were put into it)."""
    began = time.perf_counter()
    found = copy.newest(fresh=True)
    return time.perf_counter() - began, found.put_in


def _put_in(lake: Lake, copy: WorkingCopy, number: int) -> float:
    """Store a plan of forty rows; how long its rows take to be seen."""
    header = "Ref,Recommendation,Action,Lead agency,Target date,Status,Progress"
    rows = "\n".join([header, *(_ROW.format(n=f"{number}.{n}") for n in range(40))])
    said = Supplied(partnership="Bedfordshire CSP", plan=f"Plan {number}")
    store(lake, parse(rows.encode(), f"{number}.csv", said))
    seconds, times = _timed(copy)
    if times != number + 1:
        raise RuntimeError("the copy was built anew, so nothing was measured of putting a document in")
    return seconds
