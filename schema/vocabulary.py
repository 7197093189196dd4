"""The closed lists of words that a value may be, each with what it means."""

from __future__ import annotations

from enum import StrEnum


class Described(StrEnum):
    """A word of a closed list that carries its label and its meaning."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Described:
        """A word with its label, by default made from its value, and its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        member.meaning = meaning
        return member


class Status(Described):
    """Where an action stands, read from the plan's own word."""

    COMPLETED = "completed", "Completed", "The plan says it is complete or closed."
    IN_PROGRESS = "in_progress", "In progress", "The plan says work has begun and is not finished."
    NOT_STARTED = "not_started", "Not started", "The plan says work has yet to begin."
    CLOSED_NOT_PURSUED = (
        "closed_not_pursued",
        "Closed, not pursued",
        "The plan says it was withdrawn, superseded or cancelled: it counts neither as completed nor as open.",
    )
    NOT_STATED = (
        "not_stated",
        "Not stated",
        "The plan prints no status: it counts neither as completed nor as open. This is not the same as not started.",
    )


class Timeliness(Described):
    """An action against its target date on a reading date: the truth table of lateness."""

    OVERDUE = "overdue", "Overdue", "The plan says it is open, and the reading date is past the target date."
    LATE = "late", "Completed late", "Completed after the target date."
    ON_TIME = "on_time", "Completed on time", "Completed on or before the target date."
    NOT_YET_DUE = "not_yet_due", "Not yet due", "Not completed, and the reading date is not past the target date."
    PAST_TARGET = (
        "past_target",
        "Past target, status not stated",
        "The reading date is past the target date, but the plan prints no status: it may well be done.",
    )
    COMPLETED_UNDATED = (
        "completed_undated",
        "Completed, date not printed",
        "Completed, but the plan prints no completion date, so lateness cannot be known.",
    )
    COMPLETED_NO_TARGET = (
        "completed_no_target",
        "Completed, no target date",
        "Completed, but the plan prints no target date to measure from.",
    )
    NO_TARGET = "no_target", "No target date", "Open or without a stated status, and the plan prints no target date."
    NOT_DATABLE = (
        "not_datable",
        "Reading date unknown",
        "Not completed and with a target date, but the date the plan speaks of is unknown.",
    )
    NOT_PURSUED = "not_pursued", "Closed, not pursued", "Withdrawn, superseded or cancelled: lateness does not apply."


class Support(Described):
    """What the text of an action that is marked completed says of it."""

    SUPPORTED = (
        "supported",
        "No doubt found",
        "The text says something, and nothing was found in it that speaks against its being done. That is no proof: fewer than half of the texts that "
        "do not support it are found.",
    )
    NOT_POSSIBLE = (
        "not_possible",
        "Said not done",
        "The text tells that it was not or could not be done, or that it was decided not to do it.",
    )
    NOTHING_RECORDED = (
        "nothing_recorded",
        "Nothing recorded",
        "The text tells that there is no record or evidence that it was done.",
    )
    STILL_TO_COME = (
        "still_to_come",
        "Work still to come",
        "What the text tells of the thing asked for lies ahead or is under way.",
    )
    SOMETHING_ELSE = (
        "something_else",
        "Something else reported",
        "The text tells of another thing than was asked.",
    )
    NO_EVIDENCE = (
        "no_evidence",
        "No evidence printed",
        "The text is blank or says no more than that it is closed, in a plan that prints progress.",
    )
    NOT_PRINTED = "not_printed", "Plan prints no progress", "The plan prints no progress of any action."


class Verdict(Described):
    """What a person says of an action that is marked completed."""

    SUPPORTED = "supported", "Supported", "What is known supports that it was done."
    NOT_SUPPORTED = "not_supported", "Not supported", "What is known does not support that it was done."
    CANNOT_TELL = "cannot_tell", "Cannot tell", "What is known does not tell whether it was done."


class Closing(Described):
    """How a completed action counts by its own text and, where a person gave one, by their verdict."""

    SUPPORTED = (
        "supported",
        "No doubt found",
        "Nothing was found in its text that speaks against its being done, which is no proof; or a person says that it is supported.",
    )
    UNSUPPORTED = (
        "unsupported",
        "Not supported",
        "Its text plainly does not support that it was done, or a person says so.",
    )
    LIKELY_UNSUPPORTED = (
        "likely_unsupported",
        "Likely not supported",
        "Its text seems not to support that it was done: to be read by a person.",
    )
    NO_EVIDENCE = "no_evidence", "No evidence printed", "The plan prints progress, but none of this action."
    NOT_PRINTED = "not_printed", "Plan prints no progress", "The plan prints no progress of any action."
    CANNOT_TELL = "cannot_tell", "Cannot tell", "A person says that what is known does not tell."
    NOT_LOOKED_AT = (
        "not_looked_at",
        "Not looked at",
        "It was read before texts were looked at: `python -m ingest reread` does so.",
    )


class Precision(Described):
    """How exact a printed date is. The date kept is always the last day of the period."""

    DAY = "day", "Day", "A day is printed."
    MONTH = "month", "Month", "A month, quarter, season or half year is printed: its last day is kept."
    YEAR = "year", "Year", "Only a year or financial year is printed: its last day is kept."


class TargetNote(Described):
    """What the target cell says beside its date."""

    REVISED = "revised", "Revised", "An earlier date stands in the cell too: original and latest are kept."
    RECURRING = "recurring", "Recurring", "The cell asks for repeated review: the first date is the target."
    PER_ITEM = (
        "per_item",
        "Per item",
        "The dates stand at the items of the recommendation: the latest is the target.",
    )
    ONGOING = "ongoing", "Ongoing", "The cell says that the work goes on."
    TO_BE_CONFIRMED = "to_be_confirmed", "To be confirmed", "The cell says the date is still to be set."


class StatusBasis(Described):
    """Where the status was read from."""

    COLUMN = "column", "Status column", "The plan has a column for the status."
    COMPLETION = "completion", "Completion column", "The completion cell gives it, by its words or its date."
    RATING = "rating", "Rating column", "The rating column holds a word of status, or the colour Blue in a BRAG column."
    KEY = "key", "Key to the colours", "The rating's colour, by the key that the plan prints."
    SAID = "said", "Said by a person", "The rating's colour, by what a person said of this plan's colours."
    SECTION = (
        "section",
        "Heading",
        "The heading or sheet that the row stands under gives it, such as 'Actions completed'.",
    )
    PROSE = "prose", "Prose", "The plan has no column for it: sentences of the row say it."
    CORRECTION = "correction", "Correction", "A person corrected what was read."


class Recognised(Described):
    """How it is known what a column holds: how sure the reading of its cells is."""

    SAID = "said", "A person said so", "A person said what the column holds, or kept a recipe that does."
    NAMED = "named", "By its header", "The header is one of the reviewed names: sure."
    IN_PART = "in_part", "By words of its header", "The header holds a reviewed name among other words: likely."
    BY_CELLS = "by_cells", "By its cells", "The header is blank or odd, so the cells decided: look at the document."
    NOT = "not_recognised", "Not recognised", "What it holds is not known: its cells are kept as printed, not read."


class PlanKind(Described):
    """What sort of document a plan is."""

    REVIEW = "review_action_plan", "Review action plan", "The plan that follows a homicide review (DHR or DARDR)."
    FORCE = "force_action_plan", "Force action plan", "A police force's own plan, often after an inspection."
    STRATEGY = (
        "strategy",
        "Strategy",
        "Numbered commitments: themes are counted; completion only where the strategy prints statuses or dates.",
    )


class AsAtBasis(Described):
    """How the date that a plan speaks of is known."""

    STATED = "stated", "Stated", "The document prints its own date."
    LATEST_ENTRY = "latest_dated_entry", "Latest dated entry", "The latest day printed beside progress or completion."
    TITLE_YEAR = "title_year", "Year in the title", "Only the title gives a year: its last day is taken."
    SUPPLIED = "supplied", "Supplied", "Given by the person who added the document."
    UNKNOWN = "unknown", "Unknown", "Nothing in the document gives a date."


class DateOrder(Described):
    """How a document writes numeric dates."""

    DAY_FIRST = "day_first", "Day before month", "01/02/2020 is the first of February."
    MONTH_FIRST = "month_first", "Month before day", "01/02/2020 is the second of January: the document is American."


class Scope(Described):
    """How wide an action reaches, as the plan prints it."""

    LOCAL = "local", "Local", "Within the partnership's own area."
    REGIONAL = "regional", "Regional", "Across a region or county."
    NATIONAL = "national", "National", "For the whole country."


class Acceptance(Described):
    """Whether a recommendation was accepted, as the plan prints it. Not a status: it says nothing of what was done."""

    ACCEPTED = "accepted", "Accepted", "Accepted or agreed."
    IN_PART = "accepted_in_part", "Accepted in part", "Accepted in part or in principle."
    REJECTED = "rejected", "Rejected", "Not accepted."


class Rag(Described):
    """A red, amber or green rating. It is no status, unless the plan's own key says what it means."""

    RED = "red", "Red", "Rated red."
    AMBER = "amber", "Amber", "Rated amber."
    GREEN = "green", "Green", "Rated green."


class Colour(Described):
    """A colour of a rating column as printed. Red, amber and green are ratings; the others mean what the plan says."""

    RED = "red", "Red", "A rating: red."
    AMBER = "amber", "Amber", "A rating: amber."
    GREEN = "green", "Green", "A rating: green."
    BLUE = "blue", "Blue", "Done in a BRAG column, unless the plan's key or a person says otherwise."
    PURPLE = "purple", "Purple", "What the plan's key or a person says."
    GREY = "grey", "Grey", "What the plan's key or a person says."
    YELLOW = "yellow", "Yellow", "What the plan's key or a person says."
    ORANGE = "orange", "Orange", "What the plan's key or a person says."
    BLACK = "black", "Black", "What the plan's key or a person says."
    WHITE = "white", "White", "What the plan's key or a person says."


class Severity(Described):
    """How much a finding matters to the figures."""

    ERROR = "error", "Error", "A value is missing from the figures because it could not be read."
    WARNING = "warning", "Warning", "A value was read, with doubt: look at the document."
    NOTE = "note", "Note", "Something worth knowing that changes no figure."


class AgencyKind(Described):
    """What sort of organisation an agency is."""

    POLICE = "police", "Police", "A police force."
    COUNCIL = "council", "Council", "A council or one of its departments."
    HEALTH = "health", "Health", "An NHS body or health service."
    PROBATION = "probation", "Probation", "Probation services."
    JUSTICE = "justice", "Justice", "Courts, prosecution, prisons."
    EDUCATION = "education", "Education", "Schools, colleges, universities."
    HOUSING = "housing", "Housing", "Housing providers and services."
    VOLUNTARY = "voluntary", "Voluntary", "Charities and specialist services."
    PARTNERSHIP = "partnership", "Partnership", "A board or partnership of several bodies."
    NATIONAL = "national", "National body", "A department, inspectorate or national body."
    MULTI = "multi_agency", "Multi-agency", "All agencies together, as the plan prints it."
    ROLE = "role", "Role or post", "A post, such as a head of service, where the plan names no organisation."
    OTHER = "other", "Other", "Not in the reviewed list of agencies."


class Wording(Described):
    """Whose words the texts of a document are."""

    PUBLISHED = "published", "The plan's own words", "Texts are as the published plan prints them."
    SUMMARY = "summary", "Our short wording", "Texts are our own short words; the published plan is the authority."


class TextField(Described):
    """Which text of an action some words stand in."""

    HEADING = "heading", "Heading", "The heading that the action stands under."
    RECOMMENDATION = "recommendation", "Recommendation", "The recommendation."
    ACTION = "action", "Action", "The action to be taken."
    PROGRESS = "progress", "Progress", "What the plan says of progress."


class Dimension(Described):
    """What figures can be grouped by."""

    ALL = "all", "All", "No grouping: one group of everything in view."
    PARTNERSHIP = "partnership", "Partnership", "Who published the plan."
    PLAN = "plan", "Plan", "The plan, by its newest version."
    THEME = "theme", "Theme", "A theme that the action's words tell; an action may tell several."
    AGENCY = "agency", "Lead agency", "An organisation that leads the action; a shared action has several."
    SECTOR = (
        "sector",
        "Kind of agency",
        "What sort of organisation leads the action, such as police, health or council.",
    )
    SCOPE = "scope", "Scope", "How wide the action reaches, as printed."
    KIND = "kind", "Kind of plan", "What sort of document the plan is."
    YEAR_DUE = "year_due", "Year due", "The calendar year of the latest target date."


class ChangeKind(Described):
    """What differs between two versions of an action, or between two days on which it is read."""

    COMPLETED = "completed", "Completed", "The plan now says it is complete."
    REOPENED = "reopened", "Reopened", "It was said to be complete, or not to be pursued, and now to be open."
    NOT_PURSUED = "not_pursued", "Closed, not pursued", "The plan now says it was withdrawn, superseded or cancelled."
    BEGUN = "begun", "Begun", "The plan now says that work is in progress."
    PUT_BACK = "put_back", "Back to not started", "Work was said to be in progress, and now not to have begun."
    UNSAID = "unsaid", "Status no longer stated", "It had a status, and now has none."
    NEWLY_OVERDUE = (
        "newly_overdue",
        "Newly overdue",
        "It was not overdue on the first day, or is new, and is overdue on the second.",
    )
    NO_LONGER_OVERDUE = (
        "no_longer_overdue",
        "No longer overdue",
        "It was overdue on the first day: now it is done, closed, or its target was put back.",
    )
    TARGET_LATER = "target_later", "Target put back", "Its latest target is a later day."
    TARGET_EARLIER = "target_earlier", "Target brought forward", "Its latest target is an earlier day."
    TARGET_GIVEN = "target_given", "Target given", "It had no target, and now has one."
    TARGET_LOST = "target_lost", "Target no longer given", "It had a target, and now has none."
    LEAD_CHANGED = "lead_changed", "Lead changed", "Other organisations lead it."
    RATING_CHANGED = "rating_changed", "Rating changed", "Its latest red, amber or green rating is another."
    REWORDED = "reworded", "Reworded", "It is the same action in other words."
    ADDED = "added", "New", "The earlier version had no such action."
    DROPPED = "dropped", "Dropped", "The later version no longer prints it. Dropped is not done."


VOCABULARIES: tuple[type[Described], ...] = (
    Status,
    Support,
    Verdict,
    Closing,
    Timeliness,
    Precision,
    TargetNote,
    StatusBasis,
    Recognised,
    PlanKind,
    AsAtBasis,
    DateOrder,
    Scope,
    Rag,
    Colour,
    Severity,
    AgencyKind,
    Wording,
    TextField,
    Dimension,
    ChangeKind,
)
