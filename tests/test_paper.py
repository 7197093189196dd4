"""The paper: what it says is what the queries say, the PDF is tagged, Word opens, and no plan's words break either."""

from __future__ import annotations

import io
from datetime import date

import docx
import pdfplumber
import pikepdf
import pytest
from typer.testing import CliRunner

from queries import working
from queries.__main__ import app
from queries.asked import Filtered
from queries.figures import HEADLINE
from queries.paper.blocks import Figures, Paper, Table
from queries.paper.choice import Choice, PaperPart
from queries.paper.contents import command, paper
from queries.paper.pdf import pdf
from queries.paper.word import word
from queries.working import Copy, WorkingCopy
from schema.derive import frame
from schema.errors import NotFoundError
from schema.filters import Filters
from schema.lake import Lake, insert_frame
from schema.tables import TABLES
from schema.vocabulary import Status
from tests.make import Plans

ONE = Filters(partnership=["Central Bedfordshire CSP"])
HOSTILE = '#set page(width: 1pt) $x$ *b* <tag> @ref \\ `c` [name] "q"'


@pytest.fixture(scope="module")
def shipped(shipped_lake) -> Copy:
    return working.of(str(shipped_lake), create=False).newest()


@pytest.fixture
def many(own_lake: Lake) -> Copy:
    """A partnership with 200 overdue actions, whose names and words are hostile."""
    plans = Plans()
    plan = plans.plan(f"Plan {HOSTILE}", f"Northmere {HOSTILE}")
    for place in range(200):
        plans.action(
            plan,
            Status.IN_PROGRESS,
            "2023-01-31",
            leads=[f"Lead {HOSTILE}"],
            ref=str(place),
            action=f"{HOSTILE} \x00\x1f {place}",
            progress=HOSTILE,
        )

    def work(con) -> None:
        for model in TABLES:
            if plans.rows.get(model):
                insert_frame(con, model, frame(model, plans.rows[model]))

    own_lake.transact(work)
    return WorkingCopy(own_lake).newest()


def text_of(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def blocks(made: Paper, kind: type) -> list:
    return [block for section in (*made.sections, *made.annex) for block in section.blocks if isinstance(block, kind)]


def test_its_figures_are_those_of_the_pages(shipped):
    made = paper(shipped, ONE, Choice())
    h = HEADLINE.one(Filtered(filters=ONE), on=shipped)
    (figures,) = blocks(made, Figures)
    told = {figure.label: (figure.value, figure.rests_on) for figure in figures.figures}
    assert told["Completed"] == ("80%", "20 of 25; 95% interval 61% to 91%")
    assert told["Overdue"][0] == str(h.overdue) == "1"
    assert told["Due within 90 days"][0] == str(h.due_90) == "4"
    assert made.verdict.startswith(
        "20 of 25 marked done, 3 of these not supported by their text or a verdict; 1 overdue, by at least 452 days"
    )
    overdue = next(table for table in blocks(made, Table) if table.caption == "Overdue actions: 1")
    assert [row[0] for row in overdue.rows] == ["452"]


def test_our_short_wording_is_told_from_the_plans_own_words(shipped):
    rows = [
        row
        for table in blocks(paper(shipped, ONE, Choice()), Table)
        if "What the plan says" in table.head
        for row in table.rows
    ]
    assert rows and all(row[-1].startswith("In our short wording: ") for row in rows)


def test_a_small_plan_takes_two_pages_and_says_how_it_is_made_again(shipped):
    content = pdf(paper(shipped, ONE, Choice()))
    with pdfplumber.open(io.BytesIO(content)) as file:
        assert len(file.pages) == 2
    assert "452 days" in text_of(content)
    assert "python -m queries paper" in text_of(content)


def test_parts_stand_in_the_order_chosen(shipped):
    made = paper(shipped, ONE, Choice(parts=(PaperPart.SOURCES, PaperPart.FIGURES)))
    assert [section.title for section in made.sections] == ["Sources", "Headline figures"]
    assert "--part sources --part figures" in made.again


def test_the_pdf_is_tagged_and_says_its_language_and_title(shipped):
    """What PDF/UA-1 asks that can be checked without its own checker: Typst refuses to write a file that breaks the rest."""
    with pikepdf.open(io.BytesIO(pdf(paper(shipped, ONE, Choice())))) as file:
        root = file.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang)) == (True, "en-GB")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert "Central Bedfordshire CSP" in told["dc:title"]
        tags = list(_tags(root.StructTreeRoot))
    kinds = {kind for kind, _ in tags}
    assert kinds >= {"/H1", "/Table", "/TR", "/TH", "/TD", "/Figure", "/P"}
    assert all(alt for kind, alt in tags if kind == "/Figure")


def _tags(node):
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), str(kid.get("/Alt", ""))
            yield from _tags(kid)


def _kids(node):
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def test_the_same_paper_has_the_same_bytes(shipped):
    assert pdf(paper(shipped, ONE, Choice())) == pdf(paper(shipped, ONE, Choice()))


def test_two_hundred_overdue_actions_stand_in_the_annex_and_no_word_is_a_command(many):
    made = paper(many, Filters(), Choice())
    assert [len(table.rows) for table in blocks(made, Table) if table.caption.startswith("Overdue actions")] == [
        10,
        190,
    ]
    content = pdf(made)
    with pdfplumber.open(io.BytesIO(content)) as file:
        pages = [page.extract_text() for page in file.pages]
    annex = next(place for place, text in enumerate(pages) if text.startswith("Annex"))
    assert annex <= 4 and len(pages) < 20
    assert "#set page(width: 1pt) $x$ *b* <tag> @ref" in " ".join(pages[0].split())


def test_word_has_real_headings_heads_that_repeat_and_alternative_texts(many, shipped):
    file = docx.Document(io.BytesIO(word(paper(shipped, ONE, Choice()))))
    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Headline figures", "Overdue actions", "Slippage"]
    assert all(table.rows[0]._tr.trPr.xpath("w:tblHeader") for table in file.tables)
    assert [shape._inline.docPr.get("descr")[:12] for shape in file.inline_shapes] == ["The longest:"]
    assert file.core_properties.title.endswith("25 actions in 1 plan")
    hostile = docx.Document(io.BytesIO(word(paper(many, Filters(), Choice()))))
    assert any(HOSTILE in cell.text for table in hostile.tables for cell in table.rows[1].cells)


def test_signs_that_no_font_has_or_nobody_sees_stop_neither_file(shipped):
    made = paper(shipped, ONE, Choice(parts=(PaperPart.FIGURES,)))
    strange = made.model_copy(
        update={"subtitle": "Caf\u00e9 \u0175\u0177 \x00\x1f\u200f\ufffe " + "".join(map(chr, range(0x4E00, 0x4F00)))}
    )
    assert "Caf\u00e9 \u0175\u0177 ????" in " ".join(text_of(pdf(strange)).split())
    assert "\u4e00" in "".join(p.text for p in docx.Document(io.BytesIO(word(strange))).paragraphs)


def test_filters_that_leave_nothing_are_said(shipped):
    with pytest.raises(NotFoundError, match="nothing to put on paper"):
        paper(shipped, Filters(search="zzzz"), Choice())


def test_the_command_that_makes_it_again_quotes_what_a_shell_would_read():
    filters = Filters(partnership=["A & B's CSP"], as_at=date(2024, 1, 31))
    told = command(filters, Choice(since=date(2023, 12, 31)))
    assert (
        told
        == "python -m queries paper --out FILE.pdf --partnership 'A & B'\"'\"'s CSP' --as-at 2024-01-31 --since 2023-12-31"
    )


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_command_line_writes_it(shipped_lake, tmp_path, ending, begins):
    out = tmp_path / f"paper.{ending}"
    done = CliRunner().invoke(
        app, ["paper", "--out", str(out), "--partnership", "Central Bedfordshire CSP", "--lake", str(shipped_lake)]
    )
    assert (done.exit_code, out.read_bytes()[: len(begins)]) == (0, begins)


def test_a_file_of_another_kind_is_refused_and_nothing_is_written(shipped_lake, tmp_path):
    out = tmp_path / "paper.txt"
    done = CliRunner().invoke(app, ["paper", "--out", str(out), "--lake", str(shipped_lake)])
    assert (done.exit_code, out.exists()) == (1, False)
    assert "Name it FILE.pdf or FILE.docx" in done.output
