"""The process in which a document is read: `python -m ingest.worker`, spoken to over its standard input and output.

A request is a line of JSON and the document's bytes; the answer is a line of JSON. It holds itself to the limits on
memory and writes no large file; the process that started it holds it to the limit on time.
"""

from __future__ import annotations

import base64
import json
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ingest.about import Supplied
from ingest.picture import page_picture
from ingest.plan import parse
from ingest.transfer import plan_as_json
from schema.errors import FollowthroughError
from schema.settings import ROOT, Limits
from schema.vocabulary import PlanKind

_MB = 1024 * 1024
_LARGEST_MB = 64  # a page's picture for tesseract
_FAULTS = (LookupError, AttributeError, TypeError, ValueError, ArithmeticError, AssertionError)
_ROOM_MB = 512  # what the program itself takes


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


def supplied_of(given: dict[str, Any]) -> Supplied:
    """What was supplied, from JSON."""
    days = {name: date.fromisoformat(given[name]) for name in ("as_at", "published") if given.get(name)}
    kind = {"kind": PlanKind(given["kind"])} if given.get("kind") else {}
    return Supplied(**{**given, **days, **kind, "is_undated": bool(given.get("is_undated"))})


def answer(request: dict[str, Any], content: bytes, limits: Limits) -> dict[str, Any]:
    """The plan that a document holds, or the sentence by which it is refused."""
    name = str(request["name"])
    try:
        if "page" in request:
            outlines = [tuple(outline) for outline in request["outlines"]]
            picture = page_picture(content, int(request["page"]), outlines)
            return {"picture": base64.b64encode(picture).decode()}
        return {"plan": plan_as_json(parse(content, name, supplied_of(request["supplied"]), limits=limits))}
    except FollowthroughError as error:
        return {"refused": str(error), "fault": own_fault(error)}
    except MemoryError:
        return {
            "refused": f"{name} takes more than {limits.memory_mb} MB of memory to read. Add the action plan alone, without the report."
        }
    except RecursionError:
        return {"refused": f"{name} is nested too deeply to be read. Save it again in its own program and add that."}


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


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    line = requests.readline()
    limits = Limits.model_validate_json(line) if line else Limits()
    hold_to(limits)
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["bytes"])
        try:
            found = json.dumps(answer(request, content, limits))
        except Exception as error:
            found = json.dumps({"failed": f"{type(error).__name__}: {error}"[:500]})
        answers.write(found.encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the answers
    serve(sys.stdin.buffer, out)
