"""A document's rows with every cell read: what will be stored, and what a person should look at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ingest.fields.colours import Meanings, read_key, said_of
from ingest.fields.dates import is_american, month_first
from ingest.fields.leads import find_agencies
from ingest.fields.names import mask_names
from ingest.plan import notes, reader_digest
from ingest.plan.about import NOT_STATED, About, Supplied, describe
from ingest.plan.action import ReadAction, read_action
from ingest.plan.masking import without_names
from ingest.plan.own_export import exported_about, exported_themes, exported_values
from ingest.plan.provenance import cells_of, columns_of, places_of
from ingest.plan.tagging import as_exported, repeated, tags_of, updates_of
from ingest.read import read_grid
from ingest.read.grid import Grid, Note, Row
from ingest.recognise.known_words import WORDS
from ingest.recognise.layouts import read_layout
from ingest.recognise.recipe import recipe_of
from ingest.recognise.rows import RawAction, Table
from ingest.reference import lexicon
from schema.settings import Limits
from schema.tables import (
    Action,
    ActionLead,
    ActionPlace,
    ActionTheme,
    Agency,
    Correction,
    Document,
    Finding,
    Partnership,
    PlanColumn,
    PrintedCell,
    ProgressUpdate,
    Recommendation,
    Theme,
)
from schema.vocabulary import Severity, StatusBasis, TextField, Wording


@dataclass(slots=True)
class Plan:
    """Everything that one document gives, ready to be stored in one transaction."""

    document: Document
    partnership: Partnership
    recommendations: list[Recommendation] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    leads: list[ActionLead] = field(default_factory=list)
    agencies: dict[str, Agency] = field(default_factory=dict)
    updates: list[ProgressUpdate] = field(default_factory=list)
    themes: list[ActionTheme] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: list[ActionPlace] = field(default_factory=list)
    cells: list[PrintedCell] = field(default_factory=list)
    columns: list[PlanColumn] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    def remark(self, remark: notes.Remark, action_id: str | None = None) -> None:
        """Note a remark as a finding."""
        self.find(
            remark.severity,
            remark.code,
            remark.message,
            text=remark.text,
            page=remark.page,
            line=remark.line,
            action_id=action_id,
        )

    def find(self, severity: Severity, code: str, message: str, **place: object) -> None:
        """Note something that a person should look at."""
        values = {"text": "", **place}
        self.findings.append(
            Finding.model_validate(
                {
                    "document_id": self.document.document_id,
                    "position": len(self.findings) + 1,
                    "severity": severity,
                    "code": code,
                    "message": message,
                    **values,
                }
            )
        )


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
    american = is_american("\n".join(text for row in grid.rows for text in row.texts))
    with month_first(american):
        recipes = [recipe_of(text) for text in (supplied.recipes if supplied else ())]
        table, layout = read_layout(grid, name, recipes)
        if about is None:
            about = describe(grid, table, name, exported_about(table, supplied or Supplied()), now.date())
        plan = Plan(_document(content, name, grid, table, about, now, published_at, layout), _partnership(about))
        plan.columns = columns_of(plan.document.document_id, table)
        for remark in notes.of_document(grid, table, about, plan.columns, american):
            plan.remark(remark)
        _add_actions(plan, table, about, Meanings(read_key(_outside(grid, table)), said_of(about.colours)))
    return plan


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
    table: Table,
    about: About,
    now: datetime,
    published_at: str | None,
    layout: str,
) -> Document:
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
        layout=layout,
        added_at=now,
        colours=sorted(f"{colour}={status}" for colour, status in about.colours.items()),
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
_ONCE = frozenset(("agency_unknown", "status_from_rating", "rating_unexplained"))
_BY_RATING = frozenset((StatusBasis.RATING, StatusBasis.KEY, StatusBasis.SAID))


def _add_actions(plan: Plan, table: Table, about: About, meanings: Meanings) -> None:
    boilerplate = repeated(raw.cell("recommendation") for raw in table.actions)
    recommendations: dict[tuple[str | None, str | None, str | None], Recommendation] = {}
    has_status = bool({"status", "completion"} & table.roles)
    found_once: set[tuple[str, str]] = set()
    for raw in _with_leads_above(table.actions):
        read = read_action(raw, about.partnership, published=about.published, has_status=has_status, meanings=meanings)
        if not read.has_content:
            plan.find(
                Severity.NOTE,
                "row_without_text",
                "This row of the table has no text and was not counted.",
                page=raw.page,
                line=raw.line,
                text=raw.cell("ref"),
            )
            continue
        owner = _owner(raw.heading.owner, about.partnership)
        key = (read.section, owner, read.recommendation)
        if key not in recommendations:
            recommendations[key] = _recommendation(plan, len(recommendations) + 1, read, owner)
        action = _action(plan, raw, read, recommendations[key])
        action = action.model_copy(update=exported_values(raw))
        plan.actions.append(action)
        plan.places += places_of(action.action_id, raw)
        plan.cells += cells_of(action.action_id, raw, table.headers, read.leads.as_printed)
        for note in sorted(raw.notes):
            told = "; ".join(raw.struck.values()) if note is Note.STRUCK_TEXT else _words(read)
            plan.remark(replace(notes.of_row(note, told[:500]), page=raw.page, line=raw.line), action.action_id)
        _add_children(plan, raw, read, action, read.recommendation in boilerplate, found_once)
    if any(action.status_basis in _BY_RATING for action in plan.actions):
        plan.document = plan.document.model_copy(update={"prints_status": True})


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
    recommendation = Recommendation(
        recommendation_id=f"{document_id}-r{position:03}",
        document_id=document_id,
        position=position,
        section=read.section,
        owner=owner,
        recommendation=read.recommendation,
    )
    plan.recommendations.append(recommendation)
    return recommendation


def _action(plan: Plan, raw: RawAction, read: ReadAction, of: Recommendation) -> Action:
    position = len(plan.actions) + 1
    action_id = f"{plan.document.document_id}-{position:03}"
    return Action(
        action_id=action_id,
        # The document's own: what is the same action in another version is found by matching, never by a reference alone.
        action_key=hashlib.sha256(action_id.encode()).hexdigest()[:16],
        document_id=plan.document.document_id,
        recommendation_id=of.recommendation_id,
        position=position,
        page=raw.page,
        line=raw.line,
        **read.columns(),
    )


def _add_children(
    plan: Plan, raw: RawAction, read: ReadAction, action: Action, is_boilerplate: bool, found_once: set[tuple[str, str]]
) -> None:
    """Leads, updates, themes and findings of one action; of findings found before, of which one is enough, no more."""
    for place, lead in enumerate(read.leads.leads, start=1):
        agency_id = slug(lead.agency)
        plan.agencies.setdefault(
            agency_id, Agency(agency_id=agency_id, agency=lead.agency, kind=lead.kind, is_known=lead.is_known)
        )
        plan.leads.append(
            ActionLead(
                action_id=action.action_id,
                agency_id=agency_id,
                position=place,
                as_printed=lead.as_printed,
                contact=read.leads.contact,
                names_person=read.leads.names_person,
            )
        )
    plan.updates += updates_of(action.action_id, read.updates)
    texts = {
        TextField.HEADING: raw.heading.words,
        TextField.RECOMMENDATION: "" if is_boilerplate else read.recommendation or "",
        TextField.ACTION: read.action or "",
        TextField.PROGRESS: read.progress or "",
    }
    plan.themes += as_exported(tags_of(action.action_id, texts), action.action_id, exported_themes(raw))
    for doubt in read.doubts:
        if doubt.code in _ONCE and (doubt.code, doubt.text) in found_once:
            continue
        found_once.add((doubt.code, doubt.text))
        plan.find(
            doubt.severity,
            doubt.code,
            doubt.message,
            action_id=action.action_id,
            page=raw.page,
            line=raw.line,
            text=doubt.text,
        )
