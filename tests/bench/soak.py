"""`python -m tests.bench.soak`: many readers at once, by real websocket sessions, against a server that it starts.

Each session opens pages, changes filters, opens rows and downloads, one after the other without a pause, so that the
server is always asked by all of them. Everything listens on loopback only; the server is ended by its id.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests import pages
from tests.bench.lake import write_lake
from tests.bench.session import Session, SessionError
from tests.browser import served_process

#: The first page stands at the root; its name would lead there.
PAGES = ("", *(name for name in pages.PAGES if name not in ("overview", "add_plan")))
FILTERS = ("Partnership", "Theme", "Lead agency", "Status", "Timeliness", "Kind of plan")
_HEALTH_SECONDS = 0.25
_LATE_HEALTH = 1.0
_PATIENCE_SECONDS = 180
_MB = 1024 * 1024


@dataclass(slots=True)
class Measured:
    """What a run showed. Safe to add to from several threads."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    """(what was asked, how long the answer took)."""
    errors: list[str] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """Megabytes of the server, over time."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, what: str, began: float) -> None:
        """Note how long an answer took."""
        with self.lock:
            self.seconds.append((what, time.monotonic() - began))

    def failed(self, error: Exception) -> None:
        """Note an error."""
        with self.lock:
            self.errors.append(f"{type(error).__name__}: {error}"[:200])


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    with Path(f"/proc/{pid}/status").open() as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def visit(session: Session, dice: random.Random, found: Measured) -> None:
    """One visit: a page, then two or three things that a reader does on it."""
    began = time.monotonic()
    page = dice.choice(PAGES)
    view = dice.choice(("", *pages.VIEWS.get(page, ())))
    session.open(page, **({"view": [view]} if view else {}))
    found.took("page", began)
    for _ in range(dice.randint(1, 3)):
        began = time.monotonic()
        what = dice.choices(("filter", "row", "download"), weights=(6, 3, 1))[0]
        if what == "filter":
            done = session.filtered_by(dice.choice(FILTERS), dice.randrange(10_000)) is not None
        elif what == "row":
            done = session.with_row(dice.randrange(8)) is not None
        else:
            done = session.download() is not None
        if done:
            found.took(what, began)


def _reader(address: str, seed: int, until: float, found: Measured) -> None:
    dice = random.Random(seed)
    while time.monotonic() < until:
        try:
            with Session(address) as session:
                for _ in range(8):
                    if time.monotonic() >= until:
                        return
                    visit(session, dice, found)
        except (SessionError, OSError, TimeoutError) as error:
            found.failed(error)
            time.sleep(0.2)


def _watch(address: str, pid: int | None, until: float, found: Measured) -> None:
    """Ask the server how it is, and how much memory it takes, until the end."""
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=30).close()
            found.health.append(time.monotonic() - began)
        except OSError as error:
            found.failed(error)
        if pid is not None:
            found.memory.append(memory_mb(pid))
        time.sleep(_HEALTH_SECONDS)


def soak_at(address: str, sessions: int, seconds: float, pid: int | None = None) -> Measured:
    """What many readers see of a dashboard that is there already."""
    found = Measured()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_reader, args=(address, seed, until, found), daemon=True) for seed in range(sessions)
    ]
    threads.append(threading.Thread(target=_watch, args=(address, pid, until, found), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + _PATIENCE_SECONDS)
    if any(thread.is_alive() for thread in threads):
        found.failed(SessionError("The server stopped answering."))
    return found


def soak(lake: Path, sessions: int, seconds: float, log: Path) -> tuple[Measured, float]:
    """(what was measured, memory in MB after the first page)."""
    with served_process(lake, log) as (address, pid):
        with Session(address) as first:
            first.open("")
        after_first = memory_mb(pid)
        found = soak_at(address, sessions, seconds, pid)
        found.memory.append(memory_mb(pid))
    return found, after_first


def printed(found: Measured, after_first: float, sessions: int, seconds: float, actions: str) -> str:
    """The measures as a table in Markdown."""
    lines = [
        f"{sessions} sessions for {seconds:.0f} seconds over {actions}, without a pause between one answer and the next.",
        "",
        "| what | answers | p50, s | p95, s | longest, s |",
        "|---|---|---|---|---|",
    ]
    for what in ("page", "filter", "row", "download"):
        took = [value for name, value in found.seconds if name == what]
        if took:
            lines.append(
                f"| {what} | {len(took):,} | {quantile(took, 0.5):.2f} | {quantile(took, 0.95):.2f} | {max(took):.2f} |"
            )
    late = sum(value > _LATE_HEALTH for value in found.health)
    top = max(found.memory, default=0.0)
    lines += [
        "",
        "| | |",
        "|---|---|",
        f"| errors | {len(found.errors)} |",
        f"| health asked, answered later than {_LATE_HEALTH:.0f} s | {len(found.health)}, {late} |",
        f"| health, p95 and longest, s | {quantile(found.health, 0.95):.2f}, {max(found.health, default=0):.2f} |",
        f"| memory after the first page, at its highest, at the end, MB | {after_first:.0f}, {top:.0f}, {found.memory[-1] if found.memory else 0:.0f} |",
        f"| highest by that after the first page | {top / after_first:.2f} |",
    ]
    for error in sorted(set(found.errors))[:5]:
        lines.append(f"\n{found.errors.count(error)} x {error}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run, print a table; 1 if there was an error or the server stopped answering."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--sessions", type=int, default=30, help="readers at once (default: 30)")
    parser.add_argument("--seconds", type=float, default=180, help="how long (default: 180)")
    parser.add_argument(
        "--actions", type=int, default=66_000, help="actions of the lake; 0 for the plans that ship (default: 66,000)"
    )
    parser.add_argument("--lake", type=Path, help="a lake that is there already, in the place of a generated one")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        lake = given.lake or Path(folder) / "lake"
        if given.actions and not given.lake:
            write_lake(lake, given.actions)
        found, after_first = soak(lake, given.sessions, given.seconds, Path(folder) / "server.log")
    what = (
        str(given.lake)
        if given.lake
        else f"{given.actions:,} generated actions"
        if given.actions
        else "the shipped plans"
    )
    sys.stdout.write(printed(found, after_first, given.sessions, given.seconds, what) + "\n")
    return int(bool(found.errors))


if __name__ == "__main__":
    sys.exit(main())
