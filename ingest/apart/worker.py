"""The process in which a document is read: `python -m ingest.apart.worker`, spoken to over its standard input and output.

A request is a line of JSON and the document's bytes; the answer is a line of JSON. It holds itself to the limits on
memory and writes no large file; the process that started it holds it to the limit on time. Once it has met a limit, or
has grown near one, it says so and ends: what one document left behind in memory is never charged to the next.
"""

from __future__ import annotations

import base64
import json
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ingest.plan.about import Supplied
from ingest.plan.layouts_found import layouts_in
from ingest.plan.parse import parse
from schema.errors import FollowthroughError, UnrecognisedError
from schema.settings import ROOT, Limits
from schema.vocabulary import PlanKind

_MB = 1024 * 1024
_LARGEST_MB = 64  # a page's picture for tesseract
_FAULTS = (LookupError, AttributeError, TypeError, ValueError, ArithmeticError, AssertionError)
_ROOM_MB = 512  # what the program itself takes
_OWN_MB = 180  # of it resident
_RESERVE_MB = 16
_reserve: list[bytearray] = []
_GROWN = 0.5  # share of the limit on memory from which a process is spent


def hold_to(limits: Limits) -> None:
    """Take no more memory than the limit and write no large file, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 (there is none on Windows)
    except ImportError:
        return
    most = (limits.memory_mb + _ROOM_MB) * _MB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_MB * _MB, _LARGEST_MB * _MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def has_grown(limits: Limits) -> bool:
    """Whether the process has taken so much memory that the next document might be refused for it."""
    try:
        import resource  # noqa: PLC0415 (there is none on Windows)
    except ImportError:
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > (limits.memory_mb * _GROWN + _OWN_MB) * _MB


def supplied_of(given: dict[str, Any]) -> Supplied:
    """What was supplied, from JSON."""
    days = {name: date.fromisoformat(given[name]) for name in ("as_at", "published") if given.get(name)}
    kind = {"kind": PlanKind(given["kind"])} if given.get("kind") else {}
    return Supplied(**{**given, **days, **kind, "is_undated": bool(given.get("is_undated"))})


def answer(request: dict[str, Any], content: bytes, limits: Limits) -> tuple[str, bool]:
    """(the plan that a document holds, or the sentence by which it is refused, as JSON; whether the process is spent)."""
    name = str(request["name"])
    try:
        found, is_spent = _answer(request, content, limits), has_grown(limits)
        return json.dumps({**found, "ends": is_spent}), is_spent
    except FollowthroughError as error:
        is_spent = has_grown(limits)
        found = {"refused": str(error), "fault": own_fault(error), "unrecognised": isinstance(error, UnrecognisedError)}
    except MemoryError:
        _reserve.clear()  # there must be room to say so
        is_spent = True
        sentence = (
            f"takes more than {limits.memory_mb} MB of memory to read. Add the action plan alone, without the report."
        )
        found = {"refused": f"{name} {sentence}"}
    except RecursionError:
        is_spent = True
        found = {"refused": f"{name} is nested too deeply to be read. Save it again in its own program and add that."}
    except Exception as error:
        is_spent = True
        found = {"failed": f"{type(error).__name__}: {error}"[:500]}
    return json.dumps({**found, "ends": is_spent}), is_spent


def _answer(request: dict[str, Any], content: bytes, limits: Limits) -> dict[str, Any]:
    if "page" in request:
        from ingest.apart.picture import page_picture  # noqa: PLC0415 (what draws pages takes long to import, and few ask)

        outlines = [tuple(outline) for outline in request["outlines"]]
        return {"picture": base64.b64encode(page_picture(content, int(request["page"]), outlines)).decode()}
    if "layouts" in request:
        layouts = layouts_in(content, str(request["name"]), limits)
        return {"layouts": [layout.model_dump(mode="json") for layout in layouts]}
    plan = parse(content, str(request["name"]), supplied_of(request["supplied"]), limits=limits)
    return {"plan": plan.model_dump(mode="json")}


def own_fault(error: BaseException) -> str | None:
    """The error behind a refusal, if it was raised in our own code: that is a fault of a reader, not of the file."""
    cause = error.__cause__
    if cause is None or isinstance(cause, FollowthroughError):
        return None
    last = traceback.extract_tb(cause.__traceback__)[-1]
    is_ours = (
        str(ROOT / "ingest") in last.filename and isinstance(cause, _FAULTS) and not isinstance(cause, UnicodeError)
    )
    return f"{type(cause).__name__} in {Path(last.filename).name}:{last.lineno}" if is_ours else None


_SMALL_PLAN = b"""Ref,Recommendation,Action,Lead agency,Target date,Status,Progress
1,Share what is known of risk,Train all staff in the DASH risk assessment,Example Police,31 March 2024,Completed,Done
2,Refer to the MARAC,Audit referrals with DCI Smith,Example Council; Police,June 2024,In progress,Work goes on
"""


def make_ready() -> None:
    """Read a small plan, so that the lists are loaded and their expressions compiled while nobody waits yet."""
    parse(_SMALL_PLAN, "plan.csv", Supplied(partnership="Example"), limits=Limits())


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    line = requests.readline()
    limits = Limits.model_validate_json(line) if line else Limits()
    hold_to(limits)
    _reserve.append(bytearray(_RESERVE_MB * _MB))
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["bytes"])
        found, is_spent = answer(request, content, limits)
        answers.write(found.encode() + b"\n")
        answers.flush()
        if is_spent:
            return


if __name__ == "__main__":
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the answers
    make_ready()
    serve(sys.stdin.buffer, out)
