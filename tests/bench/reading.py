"""`python -m tests.bench.reading`: how fast documents are read, beside pdfplumber alone on the same files in the same run."""

from __future__ import annotations

import argparse
import csv
import io
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pdfplumber

from ingest.apart.arms_length import Readers
from ingest.plan.parse import parse
from ingest.read.pdf.document import read_pdf
from ingest.recognise.known_words import WORDS
from schema.settings import ROOT, Limits
from tests.bench.generate import texts
from tests.fixtures.pdfs import plan_pdf

_HEADER = ("Ref", "Recommendation", "Action", "Lead agency", "Target date", "Status", "Progress")
_WIDTHS = (30, 150, 150, 90, 75, 70, 210)
_MOST_PAGES = 5000


def plan_of(pages: int) -> bytes:
    """A generated plan of about that many pages, twelve rows on each."""
    row = (
        "Officers should complete the DASH and share what they know with partners at the first contact",
        "Train every shift on the form, then audit ten files a month and tell the board what was found",
        "Norland Police", "31 March 2024", "In progress", "Update: training was given to four shifts. Update: the first audit found two gaps.",
    )  # fmt: skip
    return plan_pdf(_HEADER, [(f"{n // 10}.{n % 10}", *row) for n in range(1, int(12.7 * pages))], _WIDTHS, split=False)


def registers(rows: int) -> dict[str, bytes]:
    """A generated register of that many rows, every text another, as CSV and as a Word file."""
    rng = np.random.default_rng(7)
    asks, does, says = (texts(rng, rows, words) for words in (25, 35, 70))
    body = [
        (f"{n // 7 + 1}.{n % 7 + 1}", asks[n], does[n], "Norland Police", "March 2024", ("Completed", "In progress")[n % 2], f"Update: {says[n]}.")
        for n in range(rows)
    ]  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows([_HEADER, *body])
    return {"csv": out.getvalue().encode(), "docx": _as_word([_HEADER, *body])}


def _as_word(rows: Sequence[Sequence[str]]) -> bytes:
    """A table as a Word file; its rows are copied from one, since python-docx takes minutes to add thousands."""
    document = docx.Document()
    table = document.add_table(1, len(rows[0]))
    first = table.rows[0]._tr
    for row in rows:
        made = deepcopy(first)
        for cell, text in zip(made.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = text
        table._tbl.append(made)
    table._tbl.remove(first)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def check_seconds() -> float:
    """How long `python -m ingest check` of a file of two rows takes, start and all."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(b"Ref,Action,Status\n1,Train the teams,Complete\n2,Audit ten files,Open\n")
        file.flush()
        command = [sys.executable, "-m", "ingest", "check", file.name]
        return seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), 5)


def pdfplumber_alone(content: bytes) -> int:
    """Every table of every page as pdfplumber extracts it; how many rows."""
    rows = 0
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            rows += sum(len(table) for table in page.extract_tables())
            page.close()
    return rows


def seconds(work: Callable[[], Any], repeats: int = 3) -> float:
    """The median time of some runs."""
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        runs.append(time.perf_counter() - began)
    return statistics.median(runs)


def _read(content: bytes) -> None:
    read_pdf(content, "plan.pdf", _MOST_PAGES, WORDS)


def _peak(content: bytes, answers: Any) -> None:
    _read(content)
    answers.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peak_mb(content: bytes) -> float:
    """The most memory that a process of its own takes to read a PDF."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_peak, args=(content, answers))
    process.start()
    found = float(answers.get())
    process.join()
    return found


def folder_seconds(contents: list[bytes], at_once: int) -> float:
    """How long a folder of plans takes to be read at arm's length, processes already started."""
    with Readers(Limits(), at_once) as readers:
        for future in [readers.submit(b"Ref,Action,Status\n1,Do,Done\n", "warm.csv") for _ in range(at_once)]:
            future.result()
        began = time.perf_counter()
        for future in [readers.submit(content, f"{n}.pdf") for n, content in enumerate(contents)]:
            future.result()
        return time.perf_counter() - began


def measure(long: int) -> dict[str, Any]:
    """Every measure, as a plain dict."""
    small, large = plan_of(10), plan_of(long)
    sizes = {}
    for content in (small, large):
        with pdfplumber.open(io.BytesIO(content)) as document:
            sizes[id(content)] = len(document.pages)
    ours = {id(c): seconds(lambda c=c: _read(c), 3 if c is small else 1) for c in (small, large)}
    alone = {id(c): seconds(lambda c=c: pdfplumber_alone(c), 3 if c is small else 1) for c in (small, large)}
    folder = [plan_of(6) for _ in range(12)]
    one, all_cores = folder_seconds(folder, 1), folder_seconds(folder, os.cpu_count() or 1)
    return {
        "cores": os.cpu_count(),
        "pages": [sizes[id(small)], sizes[id(large)]],
        "ms_per_page": [round(1000 * ours[id(c)] / sizes[id(c)], 1) for c in (small, large)],
        "ms_per_page_pdfplumber": [round(1000 * alone[id(c)] / sizes[id(c)], 1) for c in (small, large)],
        "times_pdfplumber": [round(ours[id(c)] / alone[id(c)], 2) for c in (small, large)],
        "whole_plan_ms_per_page": round(1000 * seconds(lambda: parse(small, "plan.pdf")) / sizes[id(small)], 1),
        "peak_mb": [round(peak_mb(c)) for c in (small, large)],
        "register_seconds": {
            kind: round(seconds(lambda c=c, k=kind: parse(c, f"register.{k}"), 1), 1)
            for kind, c in registers(2192).items()
        },
        "check_seconds": round(check_seconds(), 2),
        "folder_seconds": {
            "one process": round(one, 1),
            "all cores": round(all_cores, 1),
            "times faster": round(one / all_cores, 2),
        },
    }


def printed(found: dict[str, Any]) -> str:
    """The measures as a table in Markdown."""
    short, long = found["pages"]
    rows = [
        ("reading, ms a page", found["ms_per_page"]),
        ("pdfplumber alone, ms a page", found["ms_per_page_pdfplumber"]),
        ("times pdfplumber alone", found["times_pdfplumber"]),
        ("peak memory, MB", found["peak_mb"]),
    ]
    lines = [f"| PDF | {short} pages | {long} pages |", "|---|---|---|"]
    lines += [f"| {name} | {values[0]} | {values[1]} |" for name, values in rows]
    folder = found["folder_seconds"]
    lines += [
        "",
        f"From bytes to rows with every cell read: {found['whole_plan_ms_per_page']} ms a page. A folder of 12 plans at arm's "
        f"length: {folder['one process']} s in one process, {folder['all cores']} s on {found['cores']} cores: "
        f"{folder['times faster']} times faster.",
    ]
    register = found["register_seconds"]
    lines += [
        f"A register of 2,192 rows: {register['csv']} s as CSV, {register['docx']} s as a Word file. `check` of a small file: "
        f"{found['check_seconds']} s.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print a table, write a JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="pages of the long PDF (default: 500)")
    parser.add_argument("--json", type=Path, default=Path(tempfile.gettempdir()) / "followthrough-reading.json")
    given = parser.parse_args()
    found = measure(given.pages)
    given.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    sys.stdout.write(printed(found) + f"\n\nWritten to {given.json}\n")


if __name__ == "__main__":
    main()
