"""`python -m tests.bench`: how fast the pages' queries are, beside pandas and SQLite on the same rows in the same run."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from ingest.keep.store import store
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from queries.asked import Limited
from queries.export import csv_parts
from queries.lists import ACTIONS
from queries.working import Copy
from schema.export import flat
from schema.filters import Filters
from schema.lake import Lake
from tests.bench.asked import Question, asked_by_pages, label
from tests.bench.copying import copying
from tests.bench.generate import tables, working_copy
from tests.bench.pandas_route import Pandas
from tests.bench.soak import memory_mb
from tests.bench.sqlite_route import Sqlite

#: Filters under which each page is measured, as in an address: none, a theme, two search words.
VIEWS: dict[str, dict[str, list[str]]] = {
    "no filter": {},
    "a theme": {"theme": ["dvpo"]},
    "two words": {"search": ["review police"]},
}

MEASURED = (*VIEWS, "asked before")


def timed(work: Callable[[], Any], repeats: int) -> list[float]:
    """Milliseconds of each run, after one that warms up."""
    work()
    gc.collect()
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        runs.append((time.perf_counter() - began) * 1000)
    return runs


def p95(runs: list[float]) -> float:
    """The 95th percentile of some runs."""
    return sorted(runs)[max(0, round(0.95 * len(runs)) - 1)]


def _all_of(questions: Sequence[Question], copy: Copy) -> None:
    for query, given in questions:
        query.frame(given, on=copy)


def _measured(
    con: duckdb.DuckDBPyConnection, repeats: int
) -> tuple[dict[str, list[float]], dict[str, dict[str, list[float]]]]:
    """(milliseconds of each question alone, milliseconds of each page's questions together by view); neither asked before."""
    alone: dict[str, list[float]] = {}
    pages: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for view, query in VIEWS.items():
        for name, questions in asked_by_pages(Copy(con), **query).items():
            pages[name][view] = timed(lambda of=questions: _all_of(of, Copy(con)), repeats)  # type: ignore[misc]
            for question in questions if not query else ():
                alone.setdefault(label(question), []) or alone[label(question)].extend(
                    timed(lambda of=question: _all_of([of], con), repeats)  # type: ignore[misc]
                )
    known = Copy(con)
    every = [question for questions in asked_by_pages(known).values() for question in questions]
    _all_of(every, known)
    for name, questions in asked_by_pages(known).items():
        pages[name]["asked before"] = timed(lambda of=questions: _all_of(of, known), repeats)  # type: ignore[misc]
    return alone, pages


def _exports(con: duckdb.DuckDBPyConnection) -> tuple[float, float, float]:
    """(seconds of a full CSV, seconds of pandas' `to_csv` of the same rows, megabytes that the first took at most)."""
    copy, before, most = Copy(con), memory_mb(os.getpid()), 0.0
    began = time.perf_counter()
    for _ in csv_parts(Filters(), copy):
        most = max(most, memory_mb(os.getpid()))
    ours = time.perf_counter() - began
    rows = flat(ACTIONS.frame(Limited(), on=con)).to_pandas()
    began = time.perf_counter()
    rows.to_csv(os.devnull, index=False)
    return ours, time.perf_counter() - began, most - before


def ingest_rate(plans: int = 12, rows: int = 300) -> float:
    """Rows a second from the bytes of CSV files to a stored transaction."""
    header = "Ref,Recommendation,Action,Lead agency,Target date,Status,Completion date,Progress"
    line = (
        '{n},Officers should complete the DASH and share information with partners,"Train staff; audit ten files",Police,June 2024,Completed,'
        '01/07/2024,"Update: training was given to every shift and the audit went to the board. Update: done."'
    )
    files = [(header + "\n" + "\n".join(line.format(n=f"{p}.{n}") for n in range(rows))).encode() for p in range(plans)]
    with tempfile.TemporaryDirectory() as folder, Lake(folder) as lake:
        parse(files[0], "warm.csv", Supplied(partnership="Bedfordshire CSP"))
        began = time.perf_counter()
        for number, content in enumerate(files):
            store(
                lake, parse(content, f"{number}.csv", Supplied(partnership="Bedfordshire CSP", plan=f"Plan {number}"))
            )
        return plans * rows / (time.perf_counter() - began)


def measure(actions: int, repeats: int) -> dict[str, Any]:
    """Every measure, as a plain dict."""
    began = time.perf_counter()
    frames = tables(actions)
    made = time.perf_counter()
    con = working_copy(frames)
    built = time.perf_counter() - made
    del frames
    ours, pages = _measured(con, repeats)
    rivals: dict[str, dict[str, float]] = {}
    for title, made_of in (("pandas", Pandas), ("sqlite", Sqlite)):
        asked = made_of(con).questions()
        rivals[title] = {
            name: statistics.median(timed(asked[name], max(3, repeats // 5))) for name in ours if name in asked
        }
        del asked
        gc.collect()
    export, pandas_export, export_mb = _exports(con)
    con.close()
    from_lake, put_in = copying(actions)
    return {
        "actions": actions,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "seconds_to_generate": round(made - began, 1),
        "seconds_to_build_working_copy": round(built, 1),
        "seconds_to_build_it_from_a_lake": round(from_lake, 1),
        "seconds_to_put_a_document_in": round(put_in, 2),
        "queries": {
            name: {"p50": round(statistics.median(runs), 1), "p95": round(p95(runs), 1)} for name, runs in ours.items()
        },
        "pages": {page: {view: round(p95(runs), 1) for view, runs in views.items()} for page, views in pages.items()},
        "rivals": {title: {name: round(value, 1) for name, value in found.items()} for title, found in rivals.items()},
        "times_faster_at_the_median": {
            title: round(statistics.median(found[name] / statistics.median(ours[name]) for name in found), 1)
            for title, found in rivals.items()
        },
        "export_csv_seconds": round(export, 1),
        "export_csv_seconds_of_pandas": round(pandas_export, 1),
        "export_csv_mb": round(export_mb),
        "ingest_rows_per_second": round(ingest_rate()),
    }


def printed(found: dict[str, Any]) -> str:
    """The measures as a table in Markdown."""
    lines = [
        f"{found['actions']:,} generated actions, {found['cores']} cores, Python {found['python']}, DuckDB {found['duckdb']}. Milliseconds.",
        "",
    ]
    lines += ["| query | p50 | p95 | pandas p50 | SQLite p50 |", "|---|---|---|---|---|"]
    for name, figures in found["queries"].items():
        rivals = [found["rivals"][title].get(name, "–") for title in ("pandas", "sqlite")]
        lines.append(f"| {name} | {figures['p50']} | {figures['p95']} | {rivals[0]} | {rivals[1]} |")
    lines += ["", f"| page, all its questions, p95 | {' | '.join(MEASURED)} |", "|---" * (len(MEASURED) + 1) + "|"]
    lines += [
        f"| {page} | {' | '.join(str(views[view]) for view in MEASURED)} |" for page, views in found["pages"].items()
    ]
    faster = found["times_faster_at_the_median"]
    lines += [
        "",
        f"At the median {faster['pandas']} times faster than pandas and {faster['sqlite']} times faster than SQLite. "
        f"Working copy built from a lake in {found['seconds_to_build_it_from_a_lake']} s, a changed document put into it in "
        f"{found['seconds_to_put_a_document_in']} s. Full CSV export {found['export_csv_seconds']} s and "
        f"{found['export_csv_mb']} MB, pandas' `to_csv` of the same rows {found['export_csv_seconds_of_pandas']} s. "
        f"Ingest {found['ingest_rows_per_second']:,} rows a second, from bytes to a stored transaction.",
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, write a JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--actions", type=int, default=1_000_000, help="how many actions to generate (default: 1,000,000)"
    )
    parser.add_argument("--repeats", type=int, default=20, help="runs of each query (default: 20)")
    parser.add_argument(
        "--json",
        type=Path,
        default=Path(tempfile.gettempdir()) / "followthrough-bench.json",
        help="where to write the JSON",
    )
    given = parser.parse_args(arguments)
    found = measure(given.actions, given.repeats)
    given.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    sys.stdout.write(printed(found) + f"\n\nWritten to {given.json}\n")


if __name__ == "__main__":
    main()
