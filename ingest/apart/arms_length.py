"""Documents are read at arm's length: in processes of their own that are ended when they take too long or too much."""

from __future__ import annotations

import base64
import json
import logging
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from ingest.apart import reader_process
from ingest.apart.picture import Outline
from ingest.plan.about import Supplied
from ingest.plan.layouts_found import FoundLayout
from ingest.plan.tree import Plan
from ingest.read import check_size
from schema.errors import DocumentError, UnrecognisedError
from schema.settings import Limits

_log = logging.getLogger("followthrough.ingest")
_LONGEST_NAME = 120
_READS_BEFORE_RENEWAL = 200  # a library that leaks costs no more than so many files


def safe_name(name: str) -> str:
    """A file's name for messages and tables: its last part, without control characters, of a bearable length."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    return (shown[:_LONGEST_NAME] + "…" if len(shown) > _LONGEST_NAME else shown) or "document"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):  # no process groups on Windows, or it has ended already
        process.kill()


def _broken(name: str) -> DocumentError:
    return DocumentError(
        f"{name} cannot be read: it stopped the program that reads it. Save it again in its own program and add that."
    )


class Worker:
    """One process that reads documents, started anew when it has died or read many."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._reads = 0

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None or self._reads >= _READS_BEFORE_RENEWAL:
            self.close()
            self._process = reader_process.started()
            self._reads = 0
            self._write(self._process, self.limits.model_dump_json().encode() + b"\n")
        return self._process

    @staticmethod
    def _write(process: subprocess.Popen[bytes], content: bytes) -> None:
        try:
            if process.stdin:
                process.stdin.write(content)
                process.stdin.flush()
        except OSError:
            return  # it has died; that no answer comes says so

    def read(self, content: bytes, name: str, supplied: Supplied | None = None) -> Plan:
        """Read a document.

        Raises:
            DocumentError: if it is refused, takes too long or too much memory, or breaks the process that reads it.
        """
        shown = safe_name(name)
        check_size(content, shown, self.limits)
        given = {key: value for key, value in asdict(supplied or Supplied()).items() if value is not None}
        found = self._asked({"name": shown, "supplied": given}, content)
        try:
            return Plan.model_validate(found["plan"])
        except (ValidationError, KeyError) as error:
            self.close()
            raise _broken(shown) from error

    def picture(self, content: bytes, name: str, page: int, outlines: Sequence[Outline]) -> bytes:
        """A page of a PDF as PNG, with places outlined.

        Raises:
            DocumentError: as for `read`.
        """
        shown = safe_name(name)
        request = {"name": shown, "page": page, "outlines": [list(outline) for outline in outlines]}
        found = self._asked(request, content)
        return base64.b64decode(found.get("picture", ""))

    def layouts(self, content: bytes, name: str) -> list[FoundLayout]:
        """The layouts that a document may be read by, for a person to choose and to say what their tables hold.

        Raises:
            DocumentError: as for `read`.
        """
        found = self._asked({"name": safe_name(name), "layouts": True}, content)
        return [FoundLayout.model_validate(layout) for layout in found.get("layouts", ())]

    def _asked(self, request: dict[str, Any], content: bytes) -> dict[str, Any]:
        """The answer to a request.

        Raises:
            DocumentError: if there is none within the limits, or it is a refusal.
        """
        name = request["name"]
        process = self._started()
        self._reads += 1
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            _end(process)

        timer = threading.Timer(self.limits.seconds, end)
        timer.start()
        try:
            head = json.dumps({**request, "bytes": len(content)}, default=str).encode() + b"\n"
            self._write(process, head + content)
            line = process.stdout.readline() if process.stdout else b""
        finally:
            timer.cancel()
        if is_late.is_set():
            self.close()
            raise DocumentError(
                f"{name} took longer than {self.limits.seconds} seconds to read, so reading was stopped. "
                "Add the action plan alone, without the report."
            )
        return self._answer(line, name)

    def _answer(self, line: bytes, name: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(line)
        except ValueError as error:
            self.close()
            raise _broken(name) from error
        if found.get("ends"):
            self.close()
        if "refused" in found:
            kind = UnrecognisedError if found.get("unrecognised") else DocumentError
            refusal = kind(str(found["refused"]))
            if found.get("fault"):
                _log.warning("%s was refused after a fault of a reader: %s", name, found["fault"])
                refusal.add_note(str(found["fault"]))
            raise refusal
        if "failed" in found:
            _log.warning("%s could not be read: %s", name, found["failed"])
            raise _broken(name)
        return found

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                try:
                    if stream:
                        stream.close()
                except OSError:
                    continue
            _end(self._process)
            self._process.wait()
            self._process = None


class Readers:
    """Reads many documents at once, each in a process of its own; use it as a context manager.

    Args:
        limits: how much of one document is read at most.
        at_once: how many are read at the same time; by default as many as there are cores.
    """

    def __init__(self, limits: Limits | None = None, at_once: int | None = None) -> None:
        self.limits = limits or Limits()
        count = at_once or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._workers = [Worker(self.limits) for _ in range(count)]
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def submit(self, content: bytes, name: str, supplied: Supplied | None = None) -> Future[Plan]:
        """Read a document as soon as a process is free."""
        return self._executor.submit(self._read, content, name, supplied)

    def picture(self, content: bytes, name: str, page: int, outlines: Sequence[Outline]) -> bytes:
        """A page of a PDF as PNG, as soon as a process is free.

        Raises:
            DocumentError: if the page cannot be drawn.
        """
        worker = self._idle.get()
        try:
            return worker.picture(content, name, page, outlines)
        finally:
            self._idle.put(worker)

    def layouts(self, content: bytes, name: str) -> list[FoundLayout]:
        """The layouts that a document may be read by, as soon as a process is free.

        Raises:
            DocumentError: if it cannot be read at all.
        """
        worker = self._idle.get()
        try:
            return worker.layouts(content, name)
        finally:
            self._idle.put(worker)

    def _read(self, content: bytes, name: str, supplied: Supplied | None) -> Plan:
        worker = self._idle.get()
        try:
            return worker.read(content, name, supplied)
        finally:
            self._idle.put(worker)


def read_plan(content: bytes, name: str, supplied: Supplied | None = None, limits: Limits | None = None) -> Plan:
    """Read one document at arm's length.

    Raises:
        DocumentError: if it is refused, takes too long or too much memory, or breaks the process that reads it.
    """
    with Readers(limits, at_once=1) as readers:
        return readers.submit(content, name, supplied).result()


def read_plans(documents: Sequence[tuple[bytes, str]], limits: Limits | None = None) -> list[Plan | DocumentError]:
    """Read many documents on all cores: for each its plan or why it was refused, in their order."""
    with Readers(limits) as readers:
        waiting = [readers.submit(content, name) for content, name in documents]
        return [_result(future) for future in waiting]


def _result(future: Future[Plan]) -> Plan | DocumentError:
    try:
        return future.result()
    except DocumentError as error:
        return error
