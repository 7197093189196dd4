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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

import queries
from ingest.about import Supplied
from ingest.plan import parse
from ingest.store import store
from queries.catalogue import spec
from schema.export import to_csv
from schema.lake import Lake
from tests.bench.generate import tables, working_copy
from tests.bench.pandas_route import Pandas
from tests.bench.sqlite_route import Sqlite

#: Page -> the queries it runs when it is opened.
PAGES = {
    "overview": ("choices", "headline", "replies", "attention", "plans"),
    "completion": ("choices", "headline", "replies", "status_by_partnership", "completion_over_time"),
    "slippage": ("choices", "headline", "replies", "slippage_lines", "slippage_by_partnership"),
    "themes": ("choices", "headline", "replies", "theme_outcomes", "theme_by_partnership", "theme_actions"),
    "lead_agencies": ("choices", "headline", "replies", "agency_load", "agency_by_partnership", "actions"),
    "compare": ("choices", "headline", "replies", "compare_partnerships", "theme_by_partnership"),
    "actions": ("choices", "headline", "replies", "actions"),
}
OTHERS = ("status_by_plan", "status_by_theme", "status_by_agency", "slippage_by_agency", "slippage_by_theme")
_LIMITS = {"attention": 8}


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


def _asked(name: str, con: duckdb.DuckDBPyConnection) -> Callable[[], Any]:
    takes = spec(name).takes
    given: dict[str, Any] = {"limit": _LIMITS.get(name, 500), "theme_id": "dvpo"}
    params = takes(**{key: value for key, value in given.items() if key in takes.model_fields})
    return lambda: queries.run(name, params, on=con)


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
    names = list(dict.fromkeys([name for page in PAGES.values() for name in page] + list(OTHERS)))
    ours = {name: timed(_asked(name, con), repeats) for name in names}
    pages = {page: [sum(run) for run in zip(*(ours[name] for name in of), strict=True)] for page, of in PAGES.items()}
    rivals: dict[str, dict[str, float]] = {}
    for title, made_of in (("pandas", Pandas), ("sqlite", Sqlite)):
        asked = made_of(con).questions()
        rivals[title] = {
            name: statistics.median(timed(asked[name], max(3, repeats // 5))) for name in names if name in asked
        }
        del asked
        gc.collect()
    export = timed(lambda: to_csv(queries.run("actions", spec("actions").takes(), on=con)), 1)[0]
    return {
        "actions": actions,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "seconds_to_generate": round(made - began, 1),
        "seconds_to_build_working_copy": round(built, 1),
        "queries": {
            name: {"p50": round(statistics.median(runs), 1), "p95": round(p95(runs), 1)} for name, runs in ours.items()
        },
        "pages": {
            page: {"p50": round(statistics.median(runs), 1), "p95": round(p95(runs), 1)} for page, runs in pages.items()
        },
        "rivals": {title: {name: round(value, 1) for name, value in found.items()} for title, found in rivals.items()},
        "times_faster_at_the_median": {
            title: round(statistics.median(found[name] / statistics.median(ours[name]) for name in found), 1)
            for title, found in rivals.items()
        },
        "export_csv_seconds": round(export / 1000, 1),
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
    lines += ["", "| page, all its queries | p50 | p95 |", "|---|---|---|"]
    lines += [f"| {page} | {figures['p50']} | {figures['p95']} |" for page, figures in found["pages"].items()]
    faster = found["times_faster_at_the_median"]
    lines += [
        "",
        f"At the median {faster['pandas']} times faster than pandas and {faster['sqlite']} times faster than SQLite. "
        f"Working copy built in {found['seconds_to_build_working_copy']} s. Full CSV export {found['export_csv_seconds']} s. "
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
