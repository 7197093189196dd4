"""A document's rows with every cell read: what will be stored, and what a person should look at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from ingest.fields.colours import Meanings, read_key, said_of
from ingest.fields.dates import date_order_of
from ingest.fields.leads import Lead, find_agencies
from ingest.fields.names import mask_names
from ingest.plan import notes, reader_digest
from ingest.plan.about import NOT_STATED, About, Supplied, describe
from ingest.plan.action import ReadAction, read_action
from ingest.plan.closing import judged
from ingest.plan.doubt import doubtful_fields, told_by_cells
from ingest.plan.masking import without_names
from ingest.plan.own_export import exported_about, exported_themes, exported_values
from ingest.plan.provenance import cells_of, columns_of, places_of
from ingest.plan.tagging import as_exported, repeated, tags_of, updates_of
from ingest.plan.tree import Plan, PlanAction, Remark
from ingest.read import read_grid
from ingest.read.grid import Grid, Note, Row
from ingest.recognise.known_words import WORDS
from ingest.recognise.layouts import Reading, read_layout
from ingest.recognise.recipe import recipe_of
from ingest.recognise.rows import RawAction, Table
from ingest.reference import lexicon, shipped_recipes
from schema.settings import Limits
from schema.tables import (
    ActionLead,
    ActionTheme,
    Agency,
    Document,
    Partnership,
    Recommendation,
    Theme,
)
from schema.vocabulary import Severity, StatusBasis, TextField, Wording


def slug(text: str) -> str:
    """A short id made from a name."""
    short = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("&", "and").replace("'", "").replace("’", "")).strip("-")
    return short or hashlib.sha256(text.encode()).hexdigest()[:8]


def all_themes() -> list[Theme]:
    """The themes of the lexicon, in the order shown."""
    return [
        Theme(theme_id=name, theme=entry.label, meaning=entry.meaning, position=place)
        for place, (name, entry) in enumerate(lexicon().themes.items(), start=1)
    ]


def parse(
    content: bytes,
    name: str,
    supplied: Supplied | None = None,
    *,
    now: datetime | None = None,
    about: About | None = None,
    published_at: str | None = None,
    limits: Limits | None = None,
) -> Plan:
    """Read a document into the rows to be stored.

    Args:
        content: the document's bytes.
        name: the file's name.
        supplied: what the person who adds it says of it.
        now: when it is added; by default now.
        about: all that is known of it, for a plan under data/plans.
        published_at: where it was published.
        limits: how much is read at most.

    Raises:
        DocumentError: if it holds no table or list of commitments that can be recognised.
    """
    now = now or datetime.now(UTC)
    grid = without_names(read_grid(content, name, WORDS, limits))
    name = mask_names(name)
    grid = replace(grid, date_order=date_order_of("\n".join(text for row in grid.rows for text in row.texts)))
    recipes = [recipe_of(text) for text in (*(supplied.recipes if supplied else ()), *shipped_recipes())]
    reading = read_layout(grid, name, recipes)
    table = reading.table
    if about is None:
        about = describe(grid, table, name, exported_about(table, supplied or Supplied()), now.date())
    document = _document(content, name, grid, reading, about, now, published_at)
    plan = Plan(document=document, partnership=_partnership(about))
    plan.columns = columns_of(plan.document.document_id, table, grid.date_order)
    for remark in notes.of_document(grid, table, about, plan.columns):
        plan.remark(remark)
    _add_actions(plan, table, about, Meanings(read_key(_outside(grid, table)), said_of(about.colours)))
    return judged(plan)


def _outside(grid: Grid, table: Table) -> list[Row]:
    """The rows of a document that are no part of an action: titles, keys, notes."""
    used = {(row.page, row.sheet, row.line) for action in table.actions for row in action.places}
    return [row for row in grid.rows if (row.page, row.sheet, row.line) not in used]


def _partnership(about: About) -> Partnership:
    return Partnership(
        partnership_id=slug(about.partnership), partnership=about.partnership, is_known=about.is_known_partnership
    )


def _document(
    content: bytes,
    name: str,
    grid: Grid,
    reading: Reading,
    about: About,
    now: datetime,
    published_at: str | None,
) -> Document:
    table = reading.table
    digest = hashlib.sha256(content).hexdigest()
    headings = any(action.heading.recommendation for action in table.actions)
    return Document(
        document_id=digest[:12],
        partnership_id=slug(about.partnership),
        plan_id=_plan_id(about, digest),
        plan=about.plan,
        kind=about.kind,
        title=about.title,
        version_as_printed=about.version,
        marking=about.marking,
        as_at=about.as_at,
        as_at_basis=about.as_at_basis,
        published_at=published_at or about.source,
        published_on=about.published,
        wording=Wording.SUMMARY if published_at else Wording.PUBLISHED,
        prints_recommendation="recommendation" in table.roles or headings,
        prints_lead="lead" in table.roles,
        prints_target="target" in table.roles,
        prints_completion="completion" in table.roles,
        prints_status=bool({"status", "completion"} & table.roles) or any(raw.is_from_prose for raw in table.actions),
        prints_rag="rag" in table.roles or any(action.ratings for action in table.actions),
        file_name=name,
        sha256=digest,
        media_type=grid.media_type,
        bytes=len(content),
        pages=grid.pages,
        layout=reading.layout,
        layout_fit=round(reading.score, 2),
        added_at=now,
        colours=sorted(f"{colour}={status}" for colour, status in about.colours.items()),
        date_order=grid.date_order,
        reader=reader_digest.reader(),
        lists=reader_digest.lists(),
    )


def _plan_id(about: About, digest: str) -> str:
    """What makes two documents versions of one plan: the partnership and the plan's name.

    A document that does not say whose it is or what it is called is a plan of its own: two strangers
    never take each other's place. One that was stored before keeps its id, whatever it is called now.
    """
    if about.plan_id:
        return about.plan_id
    if about.partnership == NOT_STATED or not about.is_titled:
        return f"{slug(about.partnership)}/{digest[:12]}"
    return f"{slug(about.partnership)}/{slug(about.plan)}"


#: Findings of which one a plan is enough, however many rows they concern.
_ONCE = frozenset(("agency_unknown", "status_from_rating", "rating_unexplained", "parted_by_blanks"))
_BY_RATING = frozenset((StatusBasis.RATING, StatusBasis.KEY, StatusBasis.SAID))


def _add_actions(plan: Plan, table: Table, about: About, meanings: Meanings) -> None:
    boilerplate = repeated(raw.cell("recommendation") for raw in table.actions)
    served: dict[tuple[str | None, str | None, str | None], Recommendation] = {}
    has_status = "status" in table.roles
    by_cells = told_by_cells(table)
    found_once: set[tuple[str, str]] = set()
    for raw in _with_leads_above(table.actions):
        read = read_action(
            raw,
            about.partnership,
            published=about.published,
            has_status=has_status,
            meanings=meanings,
            order=plan.document.date_order,
        )
        if not read.has_content:
            message = "This row of the table has no text and was not counted."
            words = " ".join(" ".join(filter(None, (raw.heading.label, *raw.cells.values()))).split())
            plan.remark(Remark(Severity.NOTE, "row_without_text", message, words[:500], raw.page, raw.line))
            continue
        owner = _owner(raw.heading.owner, about.partnership)
        recommendation = served.setdefault(
            (read.section, owner, read.recommendation), _recommendation(plan, len(served) + 1, read, owner)
        )
        action_id = f"{plan.document.document_id}-{len(plan.actions) + 1:03}"
        for agency in _agencies(read):
            plan.agencies.setdefault(agency.agency_id, agency)
        plan.actions.append(
            _action(plan, raw, read, recommendation, action_id).model_copy(
                update={
                    "doubtful_fields": doubtful_fields(raw, read, by_cells, table.roles),
                    **exported_values(raw),
                    "leads": _leads(action_id, read),
                    "progress_updates": tuple(updates_of(action_id, read.updates)),
                    "themes": _themes(action_id, raw, read, read.recommendation in boilerplate),
                    "places": tuple(places_of(action_id, raw)),
                    "cells": tuple(cells_of(action_id, raw, table.headers, read.leads.as_printed)),
                }
            )
        )
        for remark in _remarks(raw, read, found_once):
            plan.remark(remark, action_id)
    plan.recommendations = list(served.values())
    if any(action.status_basis in _BY_RATING for action in plan.actions):
        plan.document = plan.document.model_copy(update={"prints_status": True})


def _remarks(raw: RawAction, read: ReadAction, found_once: set[tuple[str, str]]) -> Iterator[Remark]:
    """What a person should know of a row; of remarks of which one a plan is enough, those that were not found before."""
    told = {Note.STRUCK_TEXT: "; ".join(raw.struck.values()), Note.PARTED_BY_BLANKS: ""}
    found = [notes.of_row(note, told.get(note, _words(read))[:500]) for note in sorted(raw.notes)]
    found += [Remark(doubt.severity, doubt.code, doubt.message, doubt.text) for doubt in read.doubts]
    for remark in found:
        if remark.code not in _ONCE or (remark.code, remark.text) not in found_once:
            yield replace(remark, page=raw.page, line=raw.line)
        found_once.add((remark.code, remark.text))


def _words(read: ReadAction) -> str:
    """The beginning of a row, by which a person finds it."""
    return " ".join((read.action or read.recommendation or read.others).split()[:20])


_AS_ABOVE = re.compile(r"^\W*(?:as above|ditto|same as above|see above|as before)\W*$", re.IGNORECASE)


def _with_leads_above(actions: Iterable[RawAction]) -> Iterator[RawAction]:
    """The rows, a lead 'as above' told by the row above; the cell is kept as printed."""
    above = ""
    for raw in actions:
        lead = raw.cell("lead")
        if above and _AS_ABOVE.match(lead):
            raw.printed.setdefault("lead", lead)
            raw.cells["lead"] = above
        above = raw.cell("lead")
        yield raw


def _owner(title: str | None, partnership: str) -> str | None:
    """A heading's title if it names an organisation."""
    return title if title and find_agencies(title, partnership) else None


def _recommendation(plan: Plan, position: int, read: ReadAction, owner: str | None) -> Recommendation:
    document_id = plan.document.document_id
    return Recommendation(
        recommendation_id=f"{document_id}-r{position:03}",
        document_id=document_id,
        position=position,
        section=read.section,
        owner=owner,
        recommendation=read.recommendation,
    )


def _action(plan: Plan, raw: RawAction, read: ReadAction, of: Recommendation, action_id: str) -> PlanAction:
    return PlanAction(
        action_id=action_id,
        # The document's own: what is the same action in another version is found by matching, never by a reference alone.
        action_key=hashlib.sha256(action_id.encode()).hexdigest()[:16],
        document_id=plan.document.document_id,
        recommendation_id=of.recommendation_id,
        position=len(plan.actions) + 1,
        page=raw.page,
        line=raw.line,
        **read.columns(),
    )


def _agencies(read: ReadAction) -> list[Agency]:
    return [agency_of(lead) for lead in read.leads.leads]


def agency_of(lead: Lead) -> Agency:
    """The row of an agency that a lead cell names."""
    return Agency(agency_id=slug(lead.agency), agency=lead.agency, kind=lead.kind, is_known=lead.is_known)


def _leads(action_id: str, read: ReadAction) -> tuple[ActionLead, ...]:
    return tuple(
        ActionLead(
            action_id=action_id,
            agency_id=slug(lead.agency),
            position=place,
            as_printed=lead.as_printed,
            contact=read.leads.contact,
            names_person=read.leads.names_person,
        )
        for place, lead in enumerate(read.leads.leads, start=1)
    )


def _themes(action_id: str, raw: RawAction, read: ReadAction, is_boilerplate: bool) -> tuple[ActionTheme, ...]:
    texts = {
        TextField.HEADING: raw.heading.words,
        TextField.RECOMMENDATION: "" if is_boilerplate else read.recommendation or "",
        TextField.ACTION: read.action or "",
        TextField.PROGRESS: read.progress or "",
    }
    return tuple(as_exported(tags_of(action_id, texts), action_id, exported_themes(raw)))
