"""Files that a format's own library wrote, of tables that nobody would draw: what mutated bytes seldom reach.

Random tables with merged, nested and far cells, formulas, odd encodings, huge spans, deep nesting, cut and swapped members.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator

import docx
import openpyxl
import xlwt
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from odfdo import Cell, Document, Element, Paragraph, Row, Table
from openpyxl.styles import PatternFill
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from tests.fixtures.formats import FORMATS

Cells = list[list[str]]

_HEADERS = (
    "Ref", "Recommendation", "Action", "Lead agency", "Target date", "Status", "Completion date", "RAG", "BRAG", "Progress", "Outcome", "%", "",
    "•", "Who?", "By when", "Comments / Evidence", "Recommendation\nNo.", "Target\tdate", "Ａction", "1", "Theme", "Document",
)  # fmt: skip
_CELLS = (
    "", "", " ", "•", "–", "1.", "1.1", "8.20", "a)", "Recommendation 1", "Recommendation 2: Ask", "Completed", "In progress", "Blue", "Red", "100%", "Yes",
    "31/03/2024", "31/02/2024", "March 2024", "Q3 2024/25", "H1 2024/25", "2023-24", "Ongoing", "TBC", "Norland Police", "All agencies", "DI A B Smith",
    "=1+1", "+44", "@x", "'x", "\u200b", "\ufeff", "مرحبا", "𝔘", "e\u0301", "\x07", "a\x00b", "<b>x</b>", "&amp;&#x0;", "|", "\t", '"', '""', "\\", "/ / /",
    "Update: one. Update: two.", "12/03/2024: said. 13/03/2024: done.", "x" * 3000, "word " * 400, "line\n" * 60, "- item\n" * 20,
)  # fmt: skip
_SMALL = ParagraphStyle("small", fontSize=6, leading=7)
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "windows-1252",
    "latin-1",
    "utf-32",
    "utf-7",
    "cp437",
    "utf-8",
)


def table(dice: random.Random) -> Cells:
    """A table of up to forty rows and fourteen columns; often ragged, sometimes with its header twice, inside or not at all."""
    width = dice.choice((1, 2, 3, 5, 7, 9, 14))
    rows = [[dice.choice(_CELLS) for _ in range(width)] for _ in range(dice.choice((0, 1, 2, 5, 12, 40)))]
    header = [dice.choice(_HEADERS) for _ in range(width)]
    for place in dice.choice(((0,), (0,), (0, 1), (3,), ())):
        rows.insert(min(place, len(rows)), list(header))
    for row in rows:
        if dice.random() < 0.15:
            del row[dice.randrange(len(row)) :]
        if dice.random() < 0.1:
            row.extend(dice.choice(_CELLS) for _ in range(dice.choice((1, 3, 30))))
    return rows


def as_text(dice: random.Random) -> bytes:
    """Delimited text in an odd encoding, with odd quotes and line ends."""
    out = io.StringIO()
    delimiter = dice.choice((",", ";", "\t", "|", ":"))
    quoting = dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    rows = [[cell.replace("\x00", "") for cell in row] for row in table(dice)]
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=dice.choice(("\n", "\r\n", "\r"))).writerows(
        rows
    )
    before = dice.choice(("", "", "•\n", "Title\n", "\n\n", ",,,\n", '"\n', "#\n", "---\n"))
    content = (before + out.getvalue()).encode(dice.choice(_ENCODINGS), "replace")
    return content + dice.choice((b"", b"", b'"', b"\x1a", b"\xff\xfe", b"\x00"))


def as_lines(dice: random.Random) -> bytes:
    """Converted text: pipe tables, slashes, labels, cells one to a line, prose between."""
    joins: tuple[Callable[[list[str]], str], ...] = (
        lambda row: "| " + " | ".join(row) + " |",
        " / ".join,
        "\t".join,
        "\n".join,
        "   ".join,
        lambda row: "\n".join(f"{head}: {cell}" for head, cell in zip(_HEADERS, row, strict=False)),
    )
    lines = []
    for _ in range(dice.choice((1, 2, 5))):
        join = dice.choice(joins)
        lines += [
            dice.choice(
                ("", "## Heading", "•", "-- --", "|---|---|", "Recommendation 3", "Milestone 1.1. By March 2024, do. ")
            )
        ]
        lines += [join([cell.replace("\n", dice.choice((" ", "<br>"))) for cell in row]) for row in table(dice)]
    return "\n".join(lines).encode(dice.choice(_ENCODINGS), "replace")


def as_page(dice: random.Random) -> bytes:
    """A web page: huge and overlapping spans, tables in tables, deep nesting, tags left open."""

    def cell(text: str, depth: int) -> str:
        span = "".join(
            f' {name}="{dice.choice((0, 2, 3, 40, 1000, 65534, -1, 99999999999))}"'
            for name in ("rowspan", "colspan")
            if dice.random() < 0.12
        )
        inner = drawn(depth + 1) if depth < 3 and dice.random() < 0.04 else text
        tag = dice.choice(("td", "td", "th"))
        return f"<{tag}{span}>{inner}" + (f"</{tag}>" if dice.random() < 0.9 else "")

    def drawn(depth: int) -> str:
        rows = "".join("<tr>" + "".join(cell(text, depth) for text in row) + "</tr>" for row in table(dice))
        return f"<table>{rows}</table>"

    nested = dice.choice((0, 0, 0, 50, 3000))
    wrapped = "<div>" * nested + drawn(0) + "</div>" * dice.choice((nested, 0))
    return f"<html><body><h1>Plan</h1>{wrapped}{dice.choice(('', '</body></html>', '<!--'))}".encode(
        dice.choice(_ENCODINGS), "replace"
    )


def _xml_safe(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


def as_word(dice: random.Random) -> bytes:
    """A Word file: merged and nested cells, grid spans that do not add up, deleted and inserted text."""
    document = docx.Document()
    for _ in range(dice.choice((1, 1, 3))):
        rows = table(dice) or [[""]]
        width = max(1, *(len(row) for row in rows))
        drawn = document.add_table(len(rows), min(width, 20), "Table Grid")
        for line, row in enumerate(rows):
            for place, text in enumerate(row[: len(drawn.columns)]):
                drawn.rows[line].cells[place].text = _xml_safe(text)
        for _ in range(dice.choice((0, 0, 3, 8))):
            ends = [(dice.randrange(len(rows)), dice.randrange(len(drawn.columns))) for _ in range(2)]
            try:
                drawn.cell(*min(ends)).merge(drawn.cell(*max(ends)))
            except Exception:  # two merges that overlap: the library itself refuses
                continue
        if dice.random() < 0.2:
            drawn.cell(0, 0).add_table(dice.choice((1, 4)), dice.choice((1, 3, 6)))
        for node in drawn._tbl.iter(qn("w:gridSpan")):
            if dice.random() < 0.2:
                node.set(qn("w:val"), dice.choice(("0", "-3", "x", "9999999", "")))
        if dice.random() < 0.2:
            drawn._tbl.append(OxmlElement(dice.choice(("w:tr", "w:sdt", "w:p"))))
        document.add_paragraph(dice.choice(("Recommendation 2", "", "Note")))
    return _saved(document.save)


def as_workbook(dice: random.Random) -> bytes:
    """A workbook: far cells, formulas, merges, hidden rows, huge texts, several sheets."""
    book = openpyxl.Workbook()
    for number in range(dice.choice((1, 1, 2, 5))):
        sheet = (
            book.active if number == 0 else book.create_sheet(dice.choice(("Plan", "Notes", "x" * 25)) + str(number))
        )
        for row in table(dice):
            sheet.append([_xml_safe(text)[:32000] or None for text in row])
        for _ in range(dice.choice((0, 0, 2, 6))):
            top, left = dice.randint(1, 20), dice.randint(1, 10)
            sheet.merge_cells(
                start_row=top,
                start_column=left,
                end_row=top + dice.choice((0, 1, 9)),
                end_column=left + dice.choice((0, 1, 5)),
            )
        if dice.random() < 0.15:
            sheet.cell(dice.choice((40, 1_048_576)), dice.choice((30, 16_384))).value = dice.choice(
                ("=1+1", "x", 1e308)
            )
        if dice.random() < 0.2:
            sheet.cell(1, 1).fill = PatternFill("solid", fgColor=dice.choice(("0070C0", "00FF0000", "7030A0")))
        sheet.row_dimensions[dice.randint(1, 9)].hidden = dice.random() < 0.3
        sheet.sheet_state = dice.choice(("visible", "visible", "visible", "hidden")) if number else "visible"
    return _saved(book.save)


def as_old_workbook(dice: random.Random) -> bytes:
    """An .xls of one to three sheets with merged cells."""
    book = xlwt.Workbook()
    for number in range(dice.choice((1, 3))):
        sheet = book.add_sheet(f"Plan {number}", cell_overwrite_ok=True)
        for line, row in enumerate(table(dice)):
            for place, text in enumerate(row[:200]):
                sheet.write(
                    line,
                    place,
                    dice.choice((_xml_safe(text)[:32000], 1.5, True))
                    if dice.random() < 0.1
                    else _xml_safe(text)[:32000],
                )
        if dice.random() < 0.3:
            sheet.write_merge(50, dice.choice((50, 60)), 0, dice.choice((1, 200)), "merged")
    return _saved(book.save)


def as_open_document(dice: random.Random) -> bytes:
    """An .odt or .ods: spans and repeats of every size, covered cells where there are none, nested tables."""
    kind = dice.choice(("text", "spreadsheet"))
    document = Document(kind)
    document.body.clear()
    for number in range(dice.choice((1, 2))):
        drawn = Table(f"Plan {number}")
        for row in table(dice):
            made = Row()
            for text in row:
                cell = Cell()
                cell.append(Paragraph(_xml_safe(text)))
                for name in ("rows-spanned", "columns-spanned", "columns-repeated"):
                    if dice.random() < 0.05:
                        cell.set_attribute(f"table:number-{name}", dice.choice(("3", "1000", "99999999")))
                made.append(cell)
            if dice.random() < 0.1:
                made.append(Element.from_tag("<table:covered-table-cell/>"))
            if dice.random() < 0.05:
                made.set_attribute("table:number-rows-repeated", dice.choice(("2", "1048000")))
            drawn.append(made)
        document.body.append(drawn)
        if kind == "text":
            document.body.append(Paragraph("Recommendation 2"))
    return _with_odd_numbers(_saved(document.save), dice)


def _with_odd_numbers(content: bytes, dice: random.Random) -> bytes:
    """The file with some spans and repeats that are no numbers, which the library would not write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "content.xml" and dice.random() < 0.4:
                part = part.replace(b'="1000"', dice.choice((b'="x"', b'="-1"', b'="0"', b'="1e9"', b'=""')))
            written.writestr(name, part)
    return out.getvalue()


def as_pdf(dice: random.Random) -> bytes:
    """A PDF: tables ruled, half ruled or not at all, with cells over several columns, in one size of letters or another."""
    out = io.BytesIO()
    story = []
    for _ in range(dice.choice((1, 2))):
        rows = [[_xml_safe(text)[:400] for text in row[:8]] for row in table(dice)] or [[""]]
        width = max(1, *(len(row) for row in rows))
        filled = [row + [""] * (width - len(row)) for row in rows]
        style = [("FONTSIZE", (0, 0), (-1, -1), dice.choice((5, 7, 9)))]
        style += [
            dice.choice(
                (
                    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
                    ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
                )
            )
        ]
        if dice.random() < 0.3:
            style.append(("SPAN", (0, 0), (min(2, width - 1), min(1, len(rows) - 1))))
        if dice.random() < 0.3:
            style.append(("BACKGROUND", (0, 0), (0, -1), dice.choice((colors.red, colors.blue, colors.lightgrey))))
        drawn = [[Text(text.replace("&", "&amp;").replace("<", "&lt;"), _SMALL) for text in row] for row in filled]
        story.append(PdfTable(drawn, colWidths=[dice.choice((40, 70, 90))] * width, style=style, splitInRow=1))
    try:
        SimpleDocTemplate(out, pagesize=dice.choice((A4, landscape(A4))), leftMargin=20, rightMargin=20).build(story)
    except Exception:  # a cell taller than a page: the library itself refuses
        return FORMATS["plan.pdf"]()
    return out.getvalue()


def as_surgery(dice: random.Random) -> bytes:
    """A well-made archive with a member cut, dropped, doubled, emptied or taken from another file."""
    names = [name for name in FORMATS if name.endswith(("docx", "xlsx", "odt", "ods"))]
    content, other = FORMATS[dice.choice(names)](), FORMATS[dice.choice(names)]()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(io.BytesIO(other)) as donor,
        zipfile.ZipFile(out, "w") as written,
    ):
        chosen = dice.choice(archive.namelist())
        for name in archive.namelist():
            part = archive.read(name)
            if name == chosen:
                what = dice.choice(("cut", "drop", "double", "empty", "swap", "deep", "tail"))
                if what == "drop":
                    continue
                part = {
                    "cut": part[: dice.randrange(len(part) + 1)], "empty": b"", "swap": donor.read(dice.choice(donor.namelist())),
                    "deep": b"<a>" * 20_000 + b"</a>" * 20_000, "tail": part + part,
                }.get(what, part)  # fmt: skip
                if what == "double":
                    written.writestr(name + ".copy", part)
            written.writestr(name, part)
    return out.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "plan.csv": as_text, "plan.txt": as_lines, "plan.html": as_page, "plan.docx": as_word, "plan.xlsx": as_workbook, "plan.xls": as_old_workbook,
    "plan.odt": as_open_document, "plan.pdf": as_pdf, "cut.zip": as_surgery,
}  # fmt: skip


def cases(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """That many files, the same for the same seed, of all kinds in turn."""
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        name, make = list(MAKERS.items())[number % len(MAKERS)]
        yield name, make(dice)
