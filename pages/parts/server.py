"""The server around the pages: downloads by address, what the upload route takes, and what a browser may fetch.

Downloads have addresses of their own. A file that Streamlit makes for a button is thrown away as soon as two other
readers' pages are drawn, which under load is before the browser has fetched it.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st
from pydantic import ValidationError
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.parts import charts_of_chance  # noqa: F401 (scipy: loaded before the first reader, not while one waits)
from pages.parts.deployment import changes_nothing_for
from queries import export, working
from queries.asked import ChangesAsked, Filtered, Limited
from queries.changed import CHANGES
from queries.export import Format
from queries.feed import atom
from queries.figures import HEADLINE
from queries.lists import ACTIONS
from queries.paper.blocks import Paper
from queries.paper.choice import Choice, PaperPart
from queries.paper.contents import paper
from queries.paper.pdf import pdf
from queries.paper.word import word
from queries.sources import FINDINGS
from schema.errors import FollowthroughError
from schema.export import to_csv
from schema.filters import Filters
from schema.settings import Limits, Settings

#: Nothing but this server is ever asked for anything, whatever a plan's words say. Streamlit draws with styles and scripts
#: of its own in the page.
_MAY_FETCH = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
_UPLOADS = "/_stcore/upload_file/"
#: Rows from which a workbook is not made while readers wait: it costs one interpreter half a millisecond a row.
MOST_ROWS_OF_WORKBOOK = 5_000


#: Name of a paper's file -> (media type, what writes it).
PAPERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "paper.pdf": ("application/pdf", pdf),
    "paper.docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
}


CHANGES_FILES = ("changes.csv", "changes.xml")


class Guard:
    """Says to each answer what a browser may fetch, and takes no upload where nothing can be changed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_upload = _UPLOADS in scope["path"] and scope["method"] in ("PUT", "POST")
        if is_upload and changes_nothing_for(Headers(scope=scope)):
            refusal = PlainTextResponse("This dashboard is read-only: it takes no files.", status_code=403)
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _MAY_FETCH
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, guarded)


def asked_filters(params: QueryParams) -> Filters:
    """The filters of an address, named as in the URL of a page.

    Raises:
        ValidationError: if a value cannot be one of its filter.
    """
    given: dict[str, Any] = {}
    for name, field in Filters.model_fields.items():
        values = [value for value in params.getlist(name) if value]
        if values:
            given[name] = values if field.default == [] else values[0]
    return Filters.model_validate(given)


def _asked_changes(request: Request, name: str, filters: Filters) -> ChangesAsked:
    """Which changes the address asks for.

    Raises:
        ValidationError: if it names a kind or a day that is none.
    """
    if name not in CHANGES_FILES:
        return ChangesAsked()
    kinds, since = request.query_params.getlist("change"), request.query_params.get("since")
    return ChangesAsked.model_validate({"filters": filters, "since": since or None, "change": kinds or None})


def _asked_choice(request: Request, name: str) -> Choice:
    """What of a paper the address asks for.

    Raises:
        ValidationError: if it names a part or a day that is none.
    """
    if name not in PAPERS:
        return Choice()
    parts, since = request.query_params.getlist("part"), request.query_params.get("since")
    choice = Choice.model_validate({"since": since or None, **({"parts": parts} if parts else {})})
    labels = [] if choice.parts == tuple(PaperPart) else [("part", part.label) for part in choice.parts]
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "part"]
    return choice.model_copy(update={"link": f"{request.base_url}paper?{urlencode([*others, *labels])}"})


def _answered(
    filters: Filters, name: str, copy: working.Copy, link: str, choice: Choice, changes: ChangesAsked
) -> Response:
    csv = export.file_name(filters, copy.snapshot, Format.CSV)
    if name == "actions.csv":
        return StreamingResponse(
            export.csv_parts(filters, copy, for_excel=True), headers=_named(csv), media_type="text/csv"
        )
    if name == "actions.csv-metadata.json":
        return _file(export.metadata(csv, filters, copy, link), "application/csvm+json", f"{csv}-metadata.json")
    every = Limited(filters=filters)
    if name == "findings.csv":
        return _file(
            to_csv(FINDINGS.frame(every, on=copy, is_kept=False), for_excel=True),
            "text/csv",
            "followthrough-findings.csv",
        )
    if name in CHANGES_FILES:
        if name == "changes.xml":
            return _file(
                atom(CHANGES.rows(changes, on=copy), filters.partnership, link),
                "application/atom+xml",
                "followthrough-changes.xml",
            )
        table = CHANGES.frame(changes, on=copy, is_kept=False)
        return _file(to_csv(table, for_excel=True), "text/csv", "followthrough-changes.csv")
    if name in PAPERS:
        media_type, write = PAPERS[name]
        named = export.file_name(filters, copy.snapshot, name.rsplit(".", 1)[1], "paper")
        return _file(write(paper(copy, filters, choice)), media_type, named)
    if name != "actions.xlsx":
        return PlainTextResponse("There is no such file. Go back to the page and choose a download.", 404)
    count = HEADLINE.one(Filtered(filters=filters), on=copy).actions
    if count > MOST_ROWS_OF_WORKBOOK:
        return PlainTextResponse(
            f"A workbook of {count:,} rows is not made here: at most {MOST_ROWS_OF_WORKBOOK:,}. Filter first, take the CSV, or "
            f"run: {export.command(filters)} --format xlsx --out FILE.xlsx",
            status_code=413,
        )
    content = export.written(ACTIONS.frame(every, on=copy), Format.XLSX)
    return _file(content, export.MEDIA_TYPES[Format.XLSX], export.file_name(filters, copy.snapshot, Format.XLSX))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers=_named(name))


def _download(request: Request) -> Response:
    """A file of the view that the address asks for. It runs in a thread of its own."""
    try:
        copy = working.of(Settings.from_environment().lake).newest()
        filters = asked_filters(request.query_params)
        name = request.path_params["name"]
        link = str(request.url) if name == "changes.xml" else f"{request.base_url}actions?{request.url.query}"
        return _answered(
            filters, name, copy, link, _asked_choice(request, name), _asked_changes(request, name, filters)
        )
    except ValidationError as error:
        return PlainTextResponse(f"The address asks for a filter that is not there: {error.errors()[0]['msg']}.", 400)
    except FollowthroughError as error:
        return PlainTextResponse(str(error), 503)


@asynccontextmanager
async def started(_: st.App) -> AsyncIterator[None]:
    """Before the first request: what an upload may weigh is what the settings say a file may, and memory is kept small."""
    config.set_option("server.maxUploadSize", Limits.from_environment().file_mb)
    pa.set_memory_pool(pa.system_memory_pool())
    gc.collect()
    gc.freeze()  # the program itself is never looked through again for what could be let go of
    keeping = asyncio.create_task(_keep_memory_small())
    yield
    keeping.cancel()


_ARENAS, _MAPPED_FROM = -8, -3  # M_ARENA_MAX and M_MMAP_THRESHOLD of mallopt(3)
_GIVE_BACK_EVERY_SECONDS = 0.25


async def _keep_memory_small() -> None:
    """Let all threads take memory from two heaps, and give what they let go of back to the system (malloc_trim(3)).

    The C library of Linux gives each of eight and more threads a heap of its own, and what one let go of is neither used by
    another nor given back: with thirty readers the process grew by half. Where there is no such library nothing is done.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENAS, 2)
        library.mallopt(_MAPPED_FROM, 128 * 1024)
        while True:
            await asyncio.sleep(_GIVE_BACK_EVERY_SECONDS)
            await asyncio.to_thread(library.malloc_trim, 0)


ROUTES = (Route("/download/{name}", _download, methods=["GET"]),)
MIDDLEWARE = (Middleware(Guard),)
