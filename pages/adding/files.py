"""Choosing files and reading them, and the template for those who start from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, as_completed
from dataclasses import replace
from typing import Any

import streamlit as st

from ingest.apart.arms_length import Readers
from ingest.apart.unzip import files_of
from ingest.keep import recipes, uploads
from ingest.keep.store import in_its_place, in_succession, said_before
from ingest.keep.uploads import Upload
from ingest.plan.about import Supplied
from ingest.plan.tree import Plan
from pages.parts import say
from pages.parts.say import md
from pages.parts.state import session
from queries import words
from schema.errors import FollowthroughError, UnrecognisedError
from schema.export import template
from schema.lake import Lake
from schema.settings import ROOT, Limits

_KINDS = "PDF, Word (.docx), Excel (.xlsx, .xlsm, .xls), OpenDocument (.odt, .ods), a saved web page, Markdown, CSV, text, or a zip of them"


def choose_files(lake: Lake) -> None:
    """The file chooser; the files are read as soon as they are chosen."""
    limits = Limits.from_environment()
    st.header("Choose files")
    chosen = say.file_uploader(
        md("Plans: {kinds}. At most {mb} MB each.", kinds=_KINDS, mb=limits.file_mb),
        accept_multiple_files=True,
        key=f"files-{session().adding.round}",
        max_upload_size=limits.file_mb,
    )
    with st.container():
        for sentence in session().adding.refusals:
            say.error(md("{sentence}", sentence=sentence))
        session().adding.refusals = []
    if chosen:
        kept, refusals = _keep([(file.name, file.getvalue()) for file in chosen], lake, limits)
        session().adding.round += 1
        session().adding.last = None  # what was said of the file before is not about these
        _read(lake, kept, refusals)


def read_all(lake: Lake, unread: Sequence[Upload]) -> None:
    """Read the files that were uploaded but not read, and draw the page anew."""
    _read(lake, list(unread), [])


def _keep(files: Sequence[tuple[str, bytes]], lake: Lake, limits: Limits) -> tuple[list[Upload], list[str]]:
    """(files, those of zips among them, kept on disk; a sentence for each that is not).

    All are kept before any is read, and nothing is drawn between, for only there can a reload of the page end this.
    """
    kept: list[Upload] = []
    refusals: list[str] = []
    for name, content in files:
        try:
            for inner, bytes_of in files_of(content, name, limits):
                upload = uploads.begin(lake, inner, bytes_of)
                if upload.plan is not None:
                    refusals.append(f"{inner} waits to be checked already.")
                else:
                    kept.append(upload)
        except FollowthroughError as error:
            refusals.append(str(error))
    return kept, refusals


def _read(lake: Lake, unread: Sequence[Upload], refusals: list[str]) -> None:
    """Read uploads at arm's length, a progress bar each, and draw the page anew, with a sentence for each that is refused."""
    with Readers(Limits.from_environment()) as readers:
        reading: dict[Future[Plan], tuple[Upload, Any]] = {}
        for waits in unread:
            said = waits.supplied or said_before(lake, waits.sha256)
            upload = waits.model_copy(update={"supplied": said})
            try:
                content = uploads.content_of(lake, upload)
            except FollowthroughError as error:
                refusals.append(str(error))
                continue
            bar = st.progress(0.3, text=md("{name}: reading", name=upload.name))
            reading[readers.submit(content, upload.name, said_for(lake, upload))] = (upload, bar)
        for future in as_completed(reading):
            upload, bar = reading[future]
            outcome = _kept(lake, upload, future, refusals)
            bar.progress(1.0, text=md("{name}: {said}", name=upload.name, said=outcome))
    session().adding.refusals = refusals
    st.rerun()


def _kept(lake: Lake, upload: Upload, future: Future[Plan], refusals: list[str]) -> str:
    """Keep what was read of a file; what to say of it."""
    try:
        plan = in_succession(lake, future.result())
        uploads.change(lake, upload, lambda now: now if now.plan else uploads.with_plan(now, plan, upload.supplied))
        session().adding.newest = upload.sha256  # it is shown once the page is drawn anew
    except UnrecognisedError as error:
        why = str(error)
        uploads.change(lake, upload, lambda now: now.model_copy(update={"refusal": why}))
        session().adding.newest = upload.sha256
        return "asks how it is laid out"
    except FollowthroughError as error:
        refusals.append(str(error))
        there = uploads.load(lake, upload.sha256)
        if there is not None and there.plan is None:
            uploads.throw_away(lake, upload)
        return "refused"
    if upload.supplied:
        refusals.append(
            f"{upload.name} is stored already: if you store it again, it takes the place of what is stored."
        )
    return f"{words.counted(len(plan.actions), 'action')} read"


def label(upload: Upload) -> str:
    """How a file that waits is named."""
    if upload.refusal:
        return f"{upload.name} (asks how it is laid out)"
    if upload.plan is None:
        return f"{upload.name} (not read to the end)"
    return f"{upload.name} ({words.counted(len(upload.plan.actions), 'action')})"


def said_for(lake: Lake, upload: Upload) -> Supplied:
    """What is said of a document: by a person, and by the recipes of the lake."""
    said = upload.as_supplied()
    return replace(said, recipes=(*said.recipes, *recipes.texts(lake)))


def read_as_said(lake: Lake, upload: Upload, recipe: str) -> Plan:
    """What an upload gives when it is read by a recipe; nothing is kept of it.

    Raises:
        FollowthroughError: if it is refused, or was stored or discarded meanwhile.
    """
    said = replace(upload.as_supplied(), recipes=(recipe,))
    with Readers(Limits.from_environment(), at_once=1) as readers:
        return readers.submit(uploads.content_of(lake, upload), upload.name, said).result()


def read_again(lake: Lake, upload: Upload, supplied: dict[str, Any]) -> Upload:
    """Read an upload anew under what is said of it.

    Raises:
        FollowthroughError: if it is refused, or was stored or discarded meanwhile.
    """
    content = uploads.content_of(lake, upload)
    supplied = in_its_place(lake, supplied)
    changed = upload.model_copy(update={"supplied": supplied})
    with Readers(Limits.from_environment(), at_once=1) as readers:
        plan = in_succession(lake, readers.submit(content, upload.name, said_for(lake, changed)).result())
    return uploads.change(lake, upload, lambda now: uploads.with_plan(now, plan, supplied))


def templates() -> None:
    """Downloads for a partnership that starts from nothing."""
    st.header("Start from nothing")
    st.markdown(
        "Fill in this table, one row for each action, and add it here. The example shows how each cell is read."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Blank template (CSV)",
            template(with_example=False),
            "action-plan-template.csv",
            "text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Worked example (CSV)",
            template(with_example=True),
            "action-plan-example.csv",
            "text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Data dictionary",
            (ROOT / "data" / "DICTIONARY.md").read_bytes(),
            "followthrough-data-dictionary.md",
            "text/markdown",
            on_click="ignore",
        )
