"""`python -m tests.fuzz`: mutated files of every format, read at arm's length. None may crash, hang or lose its sentence."""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

from ingest.apart.arms_length import Readers
from ingest.plan.tree import Plan
from schema.errors import DocumentError
from schema.settings import Limits
from tests import fuzz_tables
from tests.fixtures.formats import FORMATS

FIXTURES = Path(__file__).resolve().parent / "fixtures"
LIMITS = Limits(seconds=30, memory_mb=1024)
_CRASH, _HANG, _MEMORY = "it stopped the program that reads it", "took longer than", "of memory to read"
OUTCOMES = ("read", "read, no action", "refused", "out of memory", "crashed", "hung")
_WORDS = (
    b"Recommendation",
    b"Action",
    b"31/12/9999",
    b"\t\t\t",
    b"\x00",
    b"\xff\xfe",
    b"<td rowspan=99999>",
    b"|",
    b"(cid:3)",
    b"%",
    b"&#x0;",
)


def bases() -> dict[str, bytes]:
    """The files that are mutated: the fixture plan in every format, and the fixtures of converted text."""
    made = {name: write() for name, write in FORMATS.items()}
    return made | {path.name: path.read_bytes() for path in sorted(FIXTURES.glob("*.txt"))}


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Some bytes changed."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 3, 10, 100))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content: bytes, dice: random.Random) -> bytes:
    """Cut short, or a stretch taken out of the middle."""
    start = dice.randrange(len(content))
    return content[:start] + (content[dice.randrange(start, len(content)) :] if dice.random() < 0.6 else b"")


def doubled(content: bytes, dice: random.Random) -> bytes:
    """A stretch repeated, some of them many times."""
    start = dice.randrange(len(content))
    piece = content[start : start + dice.choice((8, 80, 800, 8000))]
    return content[:start] + piece * dice.choice((2, 5, 60)) + content[start:]


def planted(content: bytes, dice: random.Random) -> bytes:
    """Words that mean something to a reader put anywhere."""
    for _ in range(dice.choice((1, 5, 20))):
        start = dice.randrange(len(content))
        content = content[:start] + dice.choice(_WORDS) + content[start:]
    return content


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled, planted)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """A mutated file; of an archive often one of its parts is mutated, so that what is inside is reached."""
    if content.startswith(b"PK\x03\x04") and dice.random() < 0.75:
        return _inside(content, dice)
    return dice.choice(MUTATIONS)(content, dice)


def _inside(content: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        names = archive.namelist()
        chosen = dice.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            part = archive.read(name)
            written.writestr(name, dice.choice(MUTATIONS)(part, dice) if name == chosen and part else part)
    return out.getvalue()


def cases(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """That many mutated files, the same for the same seed, of all formats in turn."""
    dice = random.Random(seed)
    listed = list(bases().items())
    for number in range(count):
        name, content = listed[number % len(listed)]
        yield name, mutated(content, dice)


def outcome(future: Future[Plan]) -> str:
    """What became of a file: one of `OUTCOMES`."""
    try:
        plan = future.result()
    except DocumentError as error:
        text = str(error)
        if _HANG in text:
            return "hung"
        if _MEMORY in text:
            return "out of memory"
        is_ours = bool(getattr(error, "__notes__", ()))  # a fault of a reader, told as if the file were broken
        return "crashed" if _CRASH in text or "\n" in text or is_ours else "refused"
    return "read" if plan.actions else "read, no action"


def run(
    count: int, seed: int, keep: Path | None = None, *, files: Callable[[int, int], Iterator[tuple[str, bytes]]] = cases
) -> dict[str, Counter[str]]:
    """Read that many files. Those that crash or hang are kept in a folder, if one is given.

    Returns:
        Suffix of the file -> how often each outcome came.
    """
    found: dict[str, Counter[str]] = {}
    with Readers(LIMITS) as readers:
        waiting: list[tuple[str, bytes, Future[Plan]]] = []

        def settle() -> None:
            for name, content, future in waiting:
                result = outcome(future)
                found.setdefault(name.rsplit(".", 1)[-1], Counter())[result] += 1
                if result in ("crashed", "hung", "out of memory") and keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{result}-{len(list(keep.iterdir()))}-{name}").write_bytes(content)
            waiting.clear()

        for name, content in files(count, seed):
            if content.strip():
                waiting.append((name, content, readers.submit(content, name)))
            if len(waiting) >= 200:
                settle()
        settle()
    return found


def good_among_bad(bad: list[tuple[str, bytes]]) -> list[str]:
    """What became of good files read around each bad one, where they were not read."""
    good = FORMATS["plan.csv"](), "good.csv"
    wrong = []
    with Readers(LIMITS, at_once=1) as readers:
        for name, content in bad:
            first, between, last = readers.submit(*good), readers.submit(content, name), readers.submit(*good)
            between.exception()
            wrong += [f"{name}: {result}" for result in (outcome(first), outcome(last)) if result != "read"]
    return wrong


def main() -> None:
    """Mutate or make, read, print a table; end with 1 if any file crashed or hung, or harmed another."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many mutated files (default: 10,000)")
    parser.add_argument(
        "--tables", type=int, default=0, help="how many files of random tables instead (see tests/fuzz_tables.py)"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same files (default: 1)")
    parser.add_argument("--keep", type=Path, help="folder for the files that crash, hang or run out of memory")
    given = parser.parse_args()
    began = time.monotonic()
    count = given.tables or given.count
    found = run(count, given.seed, given.keep, files=fuzz_tables.cases if given.tables else cases)
    lines = ["| format | " + " | ".join(OUTCOMES) + " |", "|---" * (len(OUTCOMES) + 1) + "|"]
    total = sum(found.values(), Counter())
    for name, counts in [*sorted(found.items()), ("all", total)]:
        lines.append(f"| {name} | " + " | ".join(f"{counts[key]:,}" for key in OUTCOMES) + " |")
    what = "files of random tables" if given.tables else "mutated files"
    lines += ["", f"{count:,} {what}, seed {given.seed}, {time.monotonic() - began:.0f} seconds."]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(int(bool(total["crashed"] or total["hung"])))


if __name__ == "__main__":
    main()
