"""The parts of a paper, each from the answers of the queries that a page shows it by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from queries import said, said_of_changes, words
from queries.asked import By, ByLimited, ByWithEmpty, ChangesAsked, ClosedAsked, Filtered, Limited, Since, SinceBy
from queries.changed import CHANGES, CHANGES_BY, COMPARED, ChangeRow
from queries.closed import CLOSED, CLOSED_BY, DOUBTFUL, ClosedRow
from queries.figures import DUE_BY, HEADLINE, OUTCOMES_BY, Headline, Rate
from queries.lists import ATTENTION, SLIPPAGE_LINES, AttentionRow, SlippageLine
from queries.paper.blocks import Figure, Figures, Line, Lines, Section, Table, Text, Tick
from queries.paper.choice import Choice, PaperPart
from queries.sources import COVERAGE, PLANS
from queries.working import Copy
from schema.filters import Filters
from schema.vocabulary import Dimension, Timeliness, Wording

_BODY = 10  # rows of a table in the body; the others stand in the annex
_MOST = 300  # rows of a table in the annex
_LINES = 12
_TEXT = 140  # letters of a text of an action
_TICKS = 4
#: Part -> what the rows of its table are, where its name does not say.
_COUNTED = {
    PaperPart.DUE: "Lead agencies with an action due within 90 days",
    PaperPart.CHANGES: "Changes",
    PaperPart.SOURCES: "Plans",
}
Block = Text | Figures | Table | Lines


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper is made from, and the annex that its parts add to."""

    copy: Copy
    filters: Filters
    choice: Choice
    headline: Headline
    annex: list[Section] = field(default_factory=list)


def sections(asked: Asked) -> list[Section]:
    """The parts chosen, in the order chosen; one that has nothing to say is left out."""
    found = ((part, _PARTS[part](asked)) for part in asked.choice.parts)
    return [Section(title=_title(part, asked), blocks=tuple(blocks)) for part, blocks in found if blocks]


def _title(part: PaperPart, asked: Asked) -> str:
    if part is not PaperPart.CHANGES:
        return part.label
    since = asked.choice.since
    return f"{part.label} since {words.day(since)}" if since else f"{part.label} since the version before"


def _figures(asked: Asked) -> list[Block]:
    h = asked.headline
    (overdue, rests_on), (soon, soon_rests_on) = words.overdue(h), words.due_soon(h)
    figures = (
        Figure(
            label="Completed",
            value=words.share(h.completion.share),
            rests_on=f"{words.of(h.completed, h.countable)}{_interval(h.completion)}",
        ),
        Figure(label="Overdue", value=overdue, rests_on=rests_on),
        Figure(label="Due within 90 days", value=soon, rests_on=soon_rests_on),
        Figure(
            label="Median slippage",
            value=words.days(h.median_slippage) if h.measured else "Not known",
            rests_on=f"of {words.counted(h.measured, 'completed action')} with both dates; {words.number(h.late)} late",
        ),
    )
    return [Figures(figures=figures)]


def _interval(rate: Rate) -> str:
    return "" if rate.low is None else f"; 95% interval {words.share(rate.low)} to {words.share(rate.high)}"


def _overdue(asked: Asked) -> list[Block]:
    if not asked.headline.overdue:
        return [
            Text(
                text="No action in view is overdue on the reading date, as far as the plans print the dates that would tell."
            )
        ]
    late = asked.filters.model_copy(update={"timeliness": [Timeliness.OVERDUE]})
    rows = ATTENTION.rows(Limited(filters=late, limit=_MOST), on=asked.copy)
    head = ("Days", "Action", "Lead", "What the plan says")
    cells = [(words.number(row.overdue_days), _named(row), words.listed(row.lead_agencies), _says(row)) for row in rows]
    silent = (
        "Of plans not heard of since, nobody knows what was done: these are overdue if nothing was."
        if asked.headline.plans_not_heard_of
        else ""
    )
    return [_table(asked, PaperPart.OVERDUE, head, cells, (7, 37, 21, 35), asked.headline.overdue, silent)]


def _table(
    asked: Asked,
    part: PaperPart,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
    whole: int,
    note: str = "",
) -> Table:
    """A table of the first rows; the others go to the annex, or are counted where even that would be too long."""
    left = rows[_BODY:]
    if left:
        cut = f"The first {words.number(len(rows))} of {words.number(whole)}." if len(rows) < whole else ""
        more = Table(caption=f"{part.label}, continued", head=head, rows=tuple(left), widths=widths, note=cut)
        asked.annex.append(Section(title=part.label, blocks=(more,)))
        note = f"{words.number(min(_BODY, len(rows)))} of {words.number(whole)}; the others stand in the annex. {note}".strip()
    return Table(
        caption=f"{_COUNTED.get(part, part.label)}: {words.number(whole)}",
        head=head,
        rows=tuple(rows[:_BODY]),
        widths=widths,
        note=note,
    )


def _named(row: AttentionRow | SlippageLine | ChangeRow | ClosedRow) -> str:
    return f"{words.place(row.section, row.ref)}: {words.shortened(row.action, _TEXT)}"


def _says(row: AttentionRow | ClosedRow) -> str:
    """What the plan says, marked where it is our short wording of it."""
    if not row.plan_says:
        return "Nothing"
    ours = "" if row.wording is Wording.PUBLISHED else "In our short wording: "
    return ours + words.shortened(row.plan_says, _TEXT)


def _slippage(asked: Asked) -> list[Block]:
    rows = SLIPPAGE_LINES.rows(Limited(filters=asked.filters, limit=_LINES), on=asked.copy)
    if not rows:
        return [
            Text(
                text="No action in view prints the dates that slippage needs: a target, and a completion or reading date."
            )
        ]
    first, last = min(_begins(row) for row in rows), max(row.measured_to for row in rows)
    span = max((last - first).days, 1)
    drawn = tuple(
        Line(
            label=words.shortened(
                f"{words.place(row.section, row.ref)}: {row.action or ''}".replace("Recommendation", "Rec"), 52
            ),
            start=(row.measured_from - first).days / span,
            end=(row.measured_to - first).days / span,
            is_open=row.timeliness is Timeliness.OVERDUE,
            text=words.days(row.days),
        )
        for row in rows
    )
    longest = rows[0]
    return [
        Lines(
            caption=f"From target to completion, or to the reading date: {words.of(len(rows), asked.headline.placed)}, the longest first",
            alt=f"The longest: {_named(longest)}, {words.days(longest.days)}, {longest.timeliness.label.lower()}.",
            lines=drawn,
            ticks=_ticks(first, span),
            note="A dotted line that ends in a cross was still open; its days run to the reading date. The upright mark is the original target; of an open action, its latest.",
        )
    ]


def _begins(row: SlippageLine) -> date:
    return min(row.measured_from, row.measured_to)


def _ticks(first: date, span: int) -> tuple[Tick, ...]:
    return tuple(
        Tick(at=place / _TICKS, text=f"{first + timedelta(days=span * place // _TICKS):%b %Y}")
        for place in range(_TICKS + 1)
    )


def _due(asked: Asked) -> list[Block]:
    rows = DUE_BY.rows(ByLimited(filters=asked.filters, dimension=Dimension.AGENCY), on=asked.copy)
    soon = [row for row in rows if row.due_30 + row.due_90]
    if not soon:
        return [
            Text(
                text="No open action with a lead agency falls due within 90 days of the reading date, as far as the plans print dates."
            )
        ]
    cells = [
        (row.group_name, words.number(row.due_30), words.number(row.due_90), words.day(row.next_due)) for row in soon
    ]
    head = ("Lead agency", "Within 30 days", "31 to 90 days", "Next target")
    return [
        _table(
            asked,
            PaperPart.DUE,
            head,
            cells,
            (46, 16, 16, 22),
            len(soon),
            "By lead agency: a shared action counts for each of its leads.",
        )
    ]


def _changes(asked: Asked) -> list[Block]:
    since = asked.choice.since
    compared = COMPARED.one(Since(filters=asked.filters, since=since), on=asked.copy)
    if not compared.compared:
        return [Text(text="No plan in view can be compared: no earlier version is held, or it was not heard of since.")]
    counts = CHANGES_BY.rows(SinceBy(filters=asked.filters, since=since, dimension=Dimension.ALL), on=asked.copy)
    told = ", ".join(said_of_changes.counted(row.model_dump()) for row in counts) or "Nothing is known to have changed"
    rows = CHANGES.rows(ChangesAsked(filters=asked.filters, since=since, limit=_MOST), on=asked.copy)
    whole = sum(row.changes for row in counts)
    cells = [
        (row.change.label, _named(row), said_of_changes.before_and_after(row.change, row.model_dump())) for row in rows
    ]
    what = f"{said_of_changes.compared(compared, since)[0]}. {told}."
    table = (
        [_table(asked, PaperPart.CHANGES, ("Change", "Action", "Before and after"), cells, (16, 52, 32), whole)]
        if cells
        else []
    )
    silent = [Text(text=said_of_changes.IF_SILENT)] if asked.headline.plans_not_heard_of else []
    return [Text(text=what), *silent, *table]


def _closed(asked: Asked) -> list[Block]:
    """Completed as printed and, beside it, as supported by the text; then what is not, with the sentence concerned."""
    counted = CLOSED_BY.rows(By(filters=asked.filters, dimension=Dimension.ALL), on=asked.copy)
    if not counted:
        return [Text(text="No action in view is marked completed.")]
    told = Text(text=said.closed(counted[0]))
    doubtful = counted[0].unsupported + counted[0].likely_unsupported
    if not doubtful:
        return [told]
    rows = CLOSED.rows(ClosedAsked(filters=asked.filters, closing=list(DOUBTFUL), limit=_MOST), on=asked.copy)
    cells = [(_named(row), words.listed(row.lead_agencies), said.counts_as(row), _says(row)) for row in rows]
    note = "They are counted as completed, as the plans mark them. Texts are judged by their words: read the sentence."
    head = ("Action", "Lead", "Counts as", "What the plan says")
    return [told, _table(asked, PaperPart.CLOSED, head, cells, (34, 17, 16, 33), doubtful, note)]


def _themes(asked: Asked) -> list[Block]:
    rows = OUTCOMES_BY.rows(ByWithEmpty(filters=asked.filters, dimension=Dimension.THEME), on=asked.copy)
    rows = sorted((row for row in rows if row.actions), key=lambda row: -row.actions)[:_BODY]
    if not rows:
        return []
    cells = tuple(
        (
            row.group_name,
            words.number(row.actions),
            words.of(row.completed.n, row.completed.m),
            words.number(row.overdue),
        )
        for row in rows
    )
    note = "Themes are found by words, not judged by a person; an action may have several."
    return [
        Table(
            caption="The themes of most actions",
            head=("Theme", "Actions", "Completed", "Overdue"),
            rows=cells,
            widths=(52, 14, 20, 14),
            note=note,
        )
    ]


def _gaps(asked: Asked) -> list[Block]:
    h = asked.headline
    told = {
        "print no status: they count neither as completed nor as open": h.not_stated,
        "are not completed and have no target date: they cannot be called overdue": h.no_target,
        "are completed without a completion date: how late cannot be known": h.completed_undated,
        "are completed without a target date": h.completed_no_target,
        "have a target but no reading date, since the date of their plan is not known": h.not_datable,
    }
    points = [
        Text(text=f"{words.number(n)} of {words.counted(h.countable, 'action')} {what}.", is_point=True)
        for what, n in told.items()
        if n
    ]
    fields = [
        Text(
            text=f"{words.number(row.in_none)} of {words.counted(row.plans, 'plan')} print no {words.field(row.group_id)}.",
            is_point=True,
        )
        for row in COVERAGE.rows(Filtered(filters=asked.filters), on=asked.copy)
        if row.in_none
    ]
    return [*points, *fields] or [Text(text="Every plan prints every field that the figures rest on.")]


def _sources(asked: Asked) -> list[Block]:
    rows = PLANS.rows(Limited(filters=asked.filters, limit=_MOST), on=asked.copy)
    cells = [
        (
            row.partnership,
            row.plan,
            words.day_or_dash(row.plan_as_at),
            row.as_at_basis.label,
            row.marking or "none",
            words.number(row.actions),
        )
        for row in rows
    ]
    head = ("Partnership", "Plan", "Last heard of", "Known by", "Marking", "Rows")
    return [_table(asked, PaperPart.SOURCES, head, cells, (24, 28, 16, 16, 9, 7), asked.headline.plans)]


def _definitions(asked: Asked) -> list[Block]:
    shown = (
        (HEADLINE, SLIPPAGE_LINES, CHANGES) if PaperPart.CHANGES in asked.choice.parts else (HEADLINE, SLIPPAGE_LINES)
    )
    return [Text(text=f"{query.told.definition} {query.told.caveat}", is_point=True) for query in shown]


_PARTS: dict[PaperPart, Callable[[Asked], list[Block]]] = {
    PaperPart.FIGURES: _figures,
    PaperPart.OVERDUE: _overdue,
    PaperPart.SLIPPAGE: _slippage,
    PaperPart.DUE: _due,
    PaperPart.CHANGES: _changes,
    PaperPart.CLOSED: _closed,
    PaperPart.THEMES: _themes,
    PaperPart.GAPS: _gaps,
    PaperPart.SOURCES: _sources,
    PaperPart.DEFINITIONS: _definitions,
}
