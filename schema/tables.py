"""The tables of the lake: one pydantic model a table, one description a field.

A derived value always stands beside its printed twin (`target_as_printed`, `target_date`,
`target_precision`). Dates are ISO; texts are UTF-8; an absent value is null, never a blank.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from schema.vocabulary import (
    Acceptance,
    AgencyKind,
    AsAtBasis,
    DateOrder,
    PlanKind,
    Precision,
    Rag,
    Recognised,
    Scope,
    Severity,
    Status,
    StatusBasis,
    Support,
    TargetNote,
    TextField,
    Verdict,
    Wording,
)

Count = Annotated[int, Field(ge=0)]
Key = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """A row of a table. Frozen: a correction is a new row, never a change in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    grain: ClassVar[str]


class Partnership(Row):
    """The body that publishes plans."""

    table: ClassVar[str] = "partnership"
    grain: ClassVar[str] = "One row per partnership, force or board."

    partnership_id: Key = Field(description="Short id made from the name.")
    partnership: Key = Field(description="Name as it is shown.")
    is_known: bool = Field(description="Whether it stands in the reviewed list of partnerships.")


class PlanIdentity(Row):
    """A plan, whatever it is called and however often it was published."""

    table: ClassVar[str] = "plan"
    grain: ClassVar[str] = "One row per plan. Its versions are documents."

    plan_id: Key = Field(description="Lasting id, given when its first version was stored.")
    partnership_id: Key = Field(description="Who publishes it.")
    plan: Key = Field(description="Name as it is shown.")
    opened_at: datetime = Field(description="When its first version was stored, in UTC.")


class Document(Row):
    """One version of one plan."""

    table: ClassVar[str] = "document"
    grain: ClassVar[str] = "One row per document that was added: one version of one plan."

    document_id: Key = Field(description="First 12 hexadecimal digits of the sha256 of the document's bytes.")
    partnership_id: Key = Field(description="Who published it.")
    plan_id: Key = Field(description="The plan that this document is a version of.")
    plan: Key = Field(description="Name of the plan as it is shown.")
    kind: PlanKind = Field(description="What sort of document it is.")
    title: Key = Field(description="Title as printed.")
    version_as_printed: str | None = Field(None, description="Version or issue as printed.")
    marking: str | None = Field(None, description="Protective marking as printed, such as RESTRICTED.")
    as_at: date | None = Field(None, description="The date the plan speaks of: the default reading date.")
    as_at_basis: AsAtBasis = Field(description="How `as_at` is known.")
    published_at: str | None = Field(None, description="Where the document was published.")
    published_on: date | None = Field(
        None, description="The day it was published, where printed or supplied: some targets count from it."
    )
    wording: Wording = Field(description="Whether texts are the plan's own words or our short wording.")
    prints_recommendation: bool = Field(description="Whether the plan prints recommendations.")
    prints_lead: bool = Field(description="Whether the plan has a column for the lead agency.")
    prints_target: bool = Field(description="Whether the plan has a column for the target date.")
    prints_completion: bool = Field(description="Whether the plan has a column for the completion date.")
    prints_status: bool = Field(description="Whether the plan has a column or words that give the status.")
    prints_rag: bool = Field(description="Whether the plan prints red, amber and green ratings.")
    file_name: Key = Field(description="Name of the file that was added.")
    sha256: Key = Field(description="sha256 of the bytes, in hexadecimal.")
    media_type: Key = Field(description="Media type found from the content.")
    bytes: Count = Field(description="Size of the file, in bytes.")
    pages: Count | None = Field(None, description="Pages, where the file shows them.")
    layout: Key = Field(description="Which layout the reader recognised.")
    added_at: datetime = Field(description="When it was added, in UTC.")
    colours: list[str] = Field(
        default=[], description="What a person said that rating colours mean in this plan, such as blue=completed."
    )
    reader: str | None = Field(None, description="Which reader read it: a digest of the code that reads.")
    lists: str | None = Field(None, description="Which reviewed lists it was read with: a digest of data/reference.")
    date_order: DateOrder = Field(DateOrder.DAY_FIRST, description="How it writes numeric dates such as 01/02/2020.")
    layout_fit: float | None = Field(
        None, ge=0, le=1, description="How well the recognised layout fits the document, 0 to 1; absent if not known."
    )


class Recommendation(Row):
    """A recommendation of a plan. Several actions may serve it."""

    table: ClassVar[str] = "recommendation"
    grain: ClassVar[str] = "One row per recommendation of a document."

    recommendation_id: Key = Field(description="document_id, 'r' and the position in the document.")
    document_id: Key = Field(description="The document it stands in.")
    position: Count = Field(description="Order in the document, from 1.")
    section: str | None = Field(None, description="Heading it stands under, short, such as 'Recommendation 5 a'.")
    owner: str | None = Field(None, description="Organisation printed in the heading, if any.")
    recommendation: str | None = Field(None, description="The recommendation's text.")


class Action(Row):
    """One row of the published table: the unit that is counted."""

    table: ClassVar[str] = "action"
    grain: ClassVar[str] = "One row per row of the published table; for a strategy, per numbered commitment."

    action_id: Key = Field(description="document_id and the position in the document: 'ab12cd34ef56-007'.")
    action_key: Key = Field(
        description="Lasting: the same for the same action in successive versions of a plan, which are matched when stored."
    )
    document_id: Key = Field(description="The document it stands in.")
    recommendation_id: Key = Field(description="The recommendation it serves.")
    position: Count = Field(description="Order in the document, from 1.")
    section: str | None = Field(None, description="Heading the row stands under, short.")
    ref: str | None = Field(None, description="The plan's own reference, as text: 8.2 is not 8.20. Not unique.")
    action: str | None = Field(None, description="The action to be taken.")
    outcome: str | None = Field(None, description="The difference the plan says the action will make.")
    scope: Scope | None = Field(None, description="How wide the action reaches, as printed.")
    lead_as_printed: str | None = Field(None, description="The lead cell, with people's names masked.")
    target_as_printed: str | None = Field(None, description="The target-date cell as printed.")
    target_date: date | None = Field(None, description="Latest target: the last day of the period printed.")
    target_precision: Precision | None = Field(None, description="How exact the printed target is.")
    target_note: TargetNote | None = Field(None, description="What the target cell says beside the date.")
    target_original_date: date | None = Field(None, description="First target: slippage is measured from it.")
    target_revisions: Count = Field(description="How often the plan shows the target was revised.")
    status_as_printed: str | None = Field(None, description="The status word as printed.")
    status: Status = Field(description="The status as read.")
    completion_as_printed: str | None = Field(None, description="The completion cell as printed.")
    completion_date: date | None = Field(None, description="Completion date; last day of the period printed.")
    completion_precision: Precision | None = Field(None, description="How exact the printed completion is.")
    commenced_date: date | None = Field(None, description="Date that work began, where printed.")
    rag: Rag | None = Field(None, description="The latest red, amber or green rating.")
    rag_history: list[Rag] = Field(description="Every rating in the order printed.")
    updates: Count = Field(description="Number of separate progress updates in the row.")
    progress: str | None = Field(None, description="What the plan says of progress, with people's names masked.")
    closed_not_done: bool = Field(description="Marked closed, though the text says it was not or could not be done.")
    closed_not_done_words: str | None = Field(None, description="The sentence that says so.")
    page: Count | None = Field(None, description="Page of the document, from 1, where pages are known.")
    line: Count = Field(description="Line or row of the document, from 1, where the action begins.")
    status_basis: StatusBasis | None = Field(None, description="Where the status was read from; absent if not stated.")
    corrected_fields: list[str] = Field(default=[], description="Fields that a person corrected after reading.")
    rating_as_printed: str | None = Field(None, description="The rating cell as printed, such as Blue.")
    match_score: float | None = Field(
        None,
        description="How alike it is to the row of the version before that has its key, 0 to 1; absent where it is new.",
    )
    acceptance: Acceptance | None = Field(
        None, description="Whether it was accepted, where the plan says so. Not a status."
    )
    acceptance_as_printed: str | None = Field(None, description="The acceptance cell as printed.")
    doubtful_fields: list[str] = Field(default=[], description="Fields of which the reader is not sure.")
    support: Support | None = Field(
        None, description="What its text says of it; absent unless it is completed, and in rows read before version 8."
    )
    support_words: str | None = Field(None, description="The sentence that this rests on, where it rests on one.")
    support_is_plain: bool | None = Field(None, description="Whether that is plain; otherwise likely.")
    verdict: Verdict | None = Field(None, description="What a person says of it, whatever its text says.")


class ActionPlace(Row):
    """A place in the document that an action was read from. A row cut by a page break has several."""

    table: ClassVar[str] = "action_place"
    grain: ClassVar[str] = "One row per action and row of the file that it was read from."

    action_id: Key = Field(description="The action.")
    position: Count = Field(description="Order in the document, from 1.")
    page: Count | None = Field(None, description="Page, or number of the sheet, from 1, where known.")
    sheet: str | None = Field(None, description="Name of the sheet.")
    line: Count = Field(description="Line or row on the page or sheet, or of the file, from 1.")
    left_edge: float | None = Field(None, description="Left edge as a share of the page's width, 0 to 1.")
    top_edge: float | None = Field(None, description="Upper edge as a share of the page's height, 0 to 1.")
    right_edge: float | None = Field(None, description="Right edge as a share of the page's width, 0 to 1.")
    bottom_edge: float | None = Field(None, description="Lower edge as a share of the page's height, 0 to 1.")


class PrintedCell(Row):
    """A cell of an action's row as the document prints it, with people's names masked."""

    table: ClassVar[str] = "printed_cell"
    grain: ClassVar[str] = "One row per action and filled cell, cells of columns that were not recognised too."

    action_id: Key = Field(description="The action.")
    position: Count = Field(description="Order in the row, from 1.")
    field: str | None = Field(None, description="What the cell was read as; absent where its column is not recognised.")
    header: str = Field(description="The column's header as printed; blank where there is none.")
    printed: str = Field(description="The cell's words in their order, struck ones too.")
    struck: str | None = Field(None, description="Those of its words that are struck through.")


class PlanColumn(Row):
    """A column of a document's table, and how it is known what it holds."""

    table: ClassVar[str] = "plan_column"
    grain: ClassVar[str] = "One row per document, table with a header of its own, and column."

    document_id: Key = Field(description="The document.")
    position: Count = Field(description="Order in the document, from 1.")
    header: str = Field(description="The header as printed; blank where there is none.")
    field: str | None = Field(None, description="What the column holds; absent where it is not recognised.")
    recognised: Recognised = Field(description="How that is known.")
    filled: Count = Field(description="Rows of the plan in which the cell is filled.")
    read: Count = Field(description="Of these, cells from which a value could be read.")


class KeptRecipe(Row):
    """What a person said that the columns of tables of one shape hold; applied to the next plan of that shape."""

    table: ClassVar[str] = "recipe"
    grain: ClassVar[str] = "One row per recipe."

    recipe_id: Key = Field(description="Short id made from its name.")
    name: Key = Field(description="Name as it is shown.")
    toml: Key = Field(description="The recipe as TOML: the header of each table and what its columns hold.")
    made_at: datetime = Field(description="When it was kept, in UTC.")


class Correction(Row):
    """What a person put right after reading. What was printed stays as it was."""

    table: ClassVar[str] = "correction"
    grain: ClassVar[str] = "One row per document, action and field that was corrected."

    document_id: Key = Field(description="The document.")
    action_key: Key = Field(description="The action, the same in successive versions of the plan.")
    about: str = Field(description="The first words of the action's row, by which it is found again if rows moved.")
    field: Key = Field(description="The field, a column of the action table, `recommendation` or `lead_agencies`.")
    printed: str = Field(description="The printed cell that was corrected; while it is the same, so is the correction.")
    old: str = Field(description="The value as read, in words; blank where none was.")
    new: str = Field(description="The corrected value, in words; blank where there is none.")
    reason: str = Field(description="Why, in the words of the person who corrected it.")
    made_at: datetime = Field(description="When, in UTC.")
    made_by: str | None = Field(None, description="By whom, where it was said.")


class Reply(Row):
    """A partnership's right of reply: what it says of how its plan is shown."""

    table: ClassVar[str] = "reply"
    grain: ClassVar[str] = "One row per note; the newest of a plan is the one shown."

    plan_id: Key = Field(description="The plan.")
    text: str = Field(description="The note; blank where it was taken back.")
    made_at: datetime = Field(description="When, in UTC.")
    made_by: str | None = Field(None, description="Who speaks for the partnership, where it was said.")


class ActionLead(Row):
    """An organisation that leads an action."""

    table: ClassVar[str] = "action_lead"
    grain: ClassVar[str] = "One row per action and lead agency: a shared action has several."

    action_id: Key = Field(description="The action.")
    agency_id: Key = Field(description="The agency.")
    position: Count = Field(description="Order in the lead cell, from 1.")
    as_printed: Key = Field(description="The words of the cell that name the agency.")
    contact: str | None = Field(None, description="Role of the contact, without a person's name.")
    names_person: bool = Field(description="Whether the lead cell names a person (the name is not kept).")


class Agency(Row):
    """An organisation."""

    table: ClassVar[str] = "agency"
    grain: ClassVar[str] = "One row per organisation."

    agency_id: Key = Field(description="Short id made from the name.")
    agency: Key = Field(description="Official name, or the name as printed where none is known.")
    kind: AgencyKind = Field(description="What sort of organisation it is.")
    is_known: bool = Field(description="Whether it stands in the reviewed list of agencies.")


class ProgressUpdate(Row):
    """One update in an action's progress cell."""

    table: ClassVar[str] = "progress_update"
    grain: ClassVar[str] = "One row per separate update of an action."

    action_id: Key = Field(description="The action.")
    position: Count = Field(description="Order in the cell, from 1.")
    label: str | None = Field(None, description="The label or date that opens the update, as printed.")
    update_date: date | None = Field(None, description="The day that opens the update, where one is printed.")
    rag: Rag | None = Field(None, description="The rating that leads the update, if any.")
    text: str = Field(description="The update's text, with people's names masked.")


class ActionTheme(Row):
    """Words of an action that tell a theme."""

    table: ClassVar[str] = "action_theme"
    grain: ClassVar[str] = "One row per action, theme and place where words matched."

    action_id: Key = Field(description="The action.")
    theme_id: Key = Field(description="The theme.")
    field: TextField = Field(description="The text that the words stand in.")
    start_char: Count = Field(description="Offset of the first character in that text, from 0.")
    end_char: Count = Field(description="Offset after the last character in that text.")
    words: Key = Field(description="The words that matched.")


class Theme(Row):
    """A theme that recurs across plans."""

    table: ClassVar[str] = "theme"
    grain: ClassVar[str] = "One row per theme of data/reference/themes.toml."

    theme_id: Key = Field(description="Short id, such as dvpo.")
    theme: Key = Field(description="Label as it is shown.")
    meaning: Key = Field(description="What an action with this theme is about.")
    position: Count = Field(description="Order in which themes are shown, from 1.")


class Finding(Row):
    """Something the reader could not read, or read with doubt."""

    table: ClassVar[str] = "finding"
    grain: ClassVar[str] = "One row per thing that a person should look at."

    document_id: Key = Field(description="The document.")
    position: Count = Field(description="Order in the document, from 1.")
    action_id: str | None = Field(None, description="The action concerned, if any.")
    severity: Severity = Field(description="How much it matters to the figures.")
    code: Key = Field(description="Short id of the kind of finding.")
    page: Count | None = Field(None, description="Page, where known.")
    line: Count | None = Field(None, description="Line or row, from 1, where known.")
    text: str = Field(description="The words of the document that are concerned.")
    message: Key = Field(description="A sentence that a person understands.")


TABLES: tuple[type[Row], ...] = (
    Partnership,
    PlanIdentity,
    Document,
    Recommendation,
    Action,
    ActionLead,
    Agency,
    ProgressUpdate,
    ActionTheme,
    Theme,
    Finding,
    ActionPlace,
    PrintedCell,
    PlanColumn,
    Correction,
    Reply,
    KeptRecipe,
)

#: Tables whose rows belong to one document and go with it.
OF_ACTION: tuple[type[Row], ...] = (ActionLead, ProgressUpdate, ActionTheme, ActionPlace, PrintedCell)
OF_DOCUMENT: tuple[type[Row], ...] = (Document, Recommendation, Action, Finding, PlanColumn, Correction)
#: Tables shared by documents.
SHARED: tuple[type[Row], ...] = (Partnership, PlanIdentity, Agency, Theme)
