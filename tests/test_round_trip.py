"""A random plan written in each format and read back is the same plan; our own export read back gives the same rows."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.keep.store import rows_of
from ingest.plan.about import Supplied
from ingest.plan.parse import parse
from ingest.plan.tree import Plan
from queries.lists import ACTIONS
from schema.export import EXPORT_COLUMNS, to_csv
from schema.vocabulary import Rag, Status
from schema.working_copy import from_rows
from tests.conftest import SEEDS, hung, needs_documents
from tests.fixtures.formats import FORMATS
from tests.fixtures.pdfs import as_pdf
from tests.fixtures.plan import AMBER, GREEN, RED, Action, Section
from tests.fixtures.writers import as_csv, as_docx, as_html, as_markdown, as_ods, as_odt, as_xls, as_xlsx
from tests.test_formats import flat

WRITERS = {
    "csv": as_csv, "md": as_markdown, "html": as_html, "docx": as_docx, "xlsx": as_xlsx, "xls": as_xls, "odt": as_odt, "ods": as_ods,
    "pdf": as_pdf, "unruled pdf": partial(as_pdf, ruled=False),
}  # fmt: skip
WORDS = [
    "ask",
    "brief",
    "board",
    "check",
    "clinic",
    "duty",
    "form",
    "guide",
    "hold",
    "keep",
    "list",
    "meet",
    "note",
    "panel",
    "people",
    "plan",
    "record",
    "review",
    "safe",
    "share",
    "staff",
    "teach",
    "team",
    "visit",
    "write",
]
TARGETS = {
    "31/03/2024": date(2024, 3, 31),
    "June 2024": date(2024, 6, 30),
    "Q3 2024/25": date(2024, 12, 31),
    "Ongoing": None,
}
STATUSES = {
    "Completed": Status.COMPLETED,
    "In progress": Status.IN_PROGRESS,
    "Not started": Status.NOT_STARTED,
    "Ongoing": Status.IN_PROGRESS,
}
SHADES = {GREEN: Rag.GREEN, AMBER: Rag.AMBER, RED: Rag.RED, "": None}
LEADS = ("Norland Police", "Northmere Council", "Newhope Families Project")


@st.composite
def sentences(draw, most: int = 24, least: int = 5) -> str:
    """A sentence without a full stop, as cells often are."""
    return " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))).capitalize()


@st.composite
def plans(draw) -> tuple[Section, ...]:
    """A plan of a few sections with a few rows each."""
    sections = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        rows = []
        for place in range(1, draw(st.integers(1, 4)) + 1):
            status = draw(st.sampled_from(list(STATUSES)))
            rows.append(
                Action(
                    ref=f"{number}.{place}",
                    recommendation=draw(sentences()),
                    action=draw(sentences()),
                    lead=draw(st.sampled_from(LEADS)),
                    target=draw(st.sampled_from(list(TARGETS))),
                    status=status,
                    completion=draw(st.sampled_from(["", "14/05/2024"])) if status == "Completed" else "",
                    shade=draw(st.sampled_from(list(SHADES))),
                    progress=tuple(f"Update: {text.lower()}." for text in draw(st.lists(sentences(12), max_size=2))),
                )
            )
        sections.append(Section(f"Recommendation {number}: {draw(sentences(4, 1))}", tuple(rows)))
    return tuple(sections)


def told(plan: Plan, *, with_shades: bool) -> list[tuple]:
    texts = {item.recommendation_id: item.recommendation for item in plan.recommendations}
    leads = {lead.action_id: plan.agencies[lead.agency_id].agency for lead in hung(plan, "leads")}
    return [
        (
            a.section, a.ref, flat(texts[a.recommendation_id]), flat(a.action), leads.get(a.action_id), a.target_as_printed, a.target_date,
            a.status, a.completion_date, a.rag if with_shades else None, a.updates, flat(a.progress),
        )
        for a in plan.actions
    ]  # fmt: skip


def expected(sections: tuple[Section, ...], *, with_shades: bool) -> list[tuple]:
    return [
        (
            section.heading.split(":")[0], a.ref, a.recommendation, a.action, a.lead, a.target, TARGETS[a.target], STATUSES[a.status],
            date(2024, 5, 14) if a.completion else None, SHADES[a.shade] if with_shades else None, len(a.progress),
            " ".join(a.progress) or None,
        )
        for section in sections
        for a in section.actions
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(sections=plans())
@pytest.mark.thorough
def test_a_random_plan_written_and_read_back_is_the_same_plan(name, sections):
    with_shades = name != "unruled pdf"
    plan = parse(WRITERS[name](sections=sections), f"plan.{name.split()[-1]}")
    assert told(plan, with_shades=with_shades) == expected(sections, with_shades=with_shades)


#: Columns that say where a row stands in its file, and so differ once it stands in an export.
_OF_THE_FILE = {"action_id", "document", "source_file", "source_page", "source_line"}


def exported(plan: Plan) -> tuple[bytes, list[dict]]:
    table = ACTIONS.frame(on=from_rows(rows_of(plan))).select(EXPORT_COLUMNS)
    return to_csv(table, for_excel=True), table.drop(_OF_THE_FILE).to_dicts()


def assert_same_when_read_back(plan: Plan) -> None:
    content, rows = exported(plan)
    again = parse(content, "followthrough-actions.csv")
    assert exported(again)[1] == rows


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.csv"])
def test_our_own_export_read_back_gives_the_same_rows(name):
    assert_same_when_read_back(parse(FORMATS[name](), name))


@needs_documents
@pytest.mark.parametrize(
    "name", ["central-bedfordshire-david", "sntb-dhr7", "western-suffolk-carol", "cumbria-constabulary-2018"]
)
def test_the_export_of_a_published_plan_read_back_gives_the_same_rows(name):
    plan = parse((SEEDS / f"{name}.txt").read_bytes(), f"{name}.txt", Supplied())
    content, rows = exported(plan)
    again = exported(parse(content, "x.csv"))[1]
    for before, after in zip(rows, again, strict=True):
        assert {key for key in before if before[key] != after[key]} == set(), before["ref"]
