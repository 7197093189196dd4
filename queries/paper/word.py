"""A paper as a Word file: real heading styles, table heads that repeat, alternative texts, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from queries import words
from queries.paper.blocks import Figures, Lines, Paper, Section, Table, Text
from queries.paper.pdf import picture

_WIDTH_CM = 17.2
_LONGEST_TITLE = 255  # letters that a property of a Word file may have
_SMALL = Pt(8.5)
_BLACK = RGBColor(0x0B, 0x0C, 0x0C)
#: Style -> (size, space before, space after), in points.
_STYLES = {
    "Normal": (9.5, 0, 4),
    "Title": (18, 0, 4),
    "Subtitle": (12, 0, 6),
    "Heading 1": (12.5, 10, 3),
    "Heading 2": (11, 8, 3),
    "Caption": (9, 2, 2),
    "List Bullet": (9.5, 0, 2),
}


def word(paper: Paper) -> bytes:
    """The paper as DOCX."""
    file = _empty(paper)
    file.add_paragraph(words.xml(paper.title), style="Title")
    file.add_paragraph(words.xml(paper.subtitle), style="Subtitle")
    if paper.verdict:
        _strong(file.add_paragraph(), paper.verdict)
    _note(file, paper.reading)
    for section in paper.sections:
        _section(file, section, 1)
    if paper.annex:
        file.add_page_break()
        file.add_heading("Annex", 1)
        for section in paper.annex:
            _section(file, section, 2)
    _note(file, paper.again)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _empty(paper: Paper) -> File:
    """A file of A4 in British English, with its title and page numbers."""
    file = Document()
    page = file.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.9)
    page.top_margin = page.bottom_margin = Cm(1.8)
    file.core_properties.title = words.xml(f"{paper.title}: {paper.subtitle}")[:_LONGEST_TITLE]
    file.core_properties.language = "en-GB"
    _styled(file)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    file.styles["Normal"].element.get_or_add_rPr().append(language)
    foot = page.footer.paragraphs[0]
    foot.add_run(words.xml(f"{paper.title}: {paper.subtitle}. Page ")).font.size = _SMALL
    _number_of_page(foot)
    return file


def _styled(file: File) -> None:
    """The styles of the paper: what a person changes in them changes the whole paper."""
    for name, (size, before, after) in _STYLES.items():
        style = file.styles[name]
        style.font.size, style.font.italic, style.font.color.rgb = Pt(size), False, _BLACK
        style.font.name = "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)  # the theme's font would win
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0


def _number_of_page(paragraph: Paragraph) -> None:
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size = _SMALL
        element = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            element.text = kind
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _section(file: File, section: Section, level: int) -> None:
    file.add_heading(words.xml(section.title), level)
    for block in section.blocks:
        if isinstance(block, Text):
            _text(file, block)
        elif isinstance(block, Figures):
            _figures(file, block)
        elif isinstance(block, Table):
            _table(file, block)
        else:
            _lines(file, block)


def _text(file: File, block: Text) -> None:
    paragraph = file.add_paragraph(style="List Bullet" if block.is_point else None)
    paragraph.add_run(words.xml(block.text))


def _figures(file: File, block: Figures) -> None:
    """A table of what, value and what it rests on: Word has no boxes that a screen reader reads in order."""
    rows = [(one.label, one.value, one.rests_on) for one in block.figures]
    _table(file, Table(caption="", head=("Figure", "Value", "Rests on"), rows=tuple(rows), widths=(28, 20, 52)))


def _table(file: File, block: Table) -> None:
    if block.caption:
        _strong(file.add_paragraph(style="Caption"), block.caption)
    grid = file.add_table(rows=1, cols=len(block.head), style="Table Grid")
    grid.autofit = False
    _fill(grid, 0, block.head, is_head=True)
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeats)
    for row in block.rows:
        grid.add_row()
        _fill(grid, len(grid.rows) - 1, row)
    for column, width in zip(grid.columns, block.widths, strict=True):
        column.width = Cm(_WIDTH_CM * width / sum(block.widths))
        for cell in column.cells:
            cell.width = column.width
    _note(file, block.note)


def _fill(grid: Grid, place: int, texts: Sequence[str], *, is_head: bool = False) -> None:
    for cell, text in zip(grid.rows[place].cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(words.xml(text))
        run.font.size, run.bold = _SMALL, is_head or None


def _lines(file: File, block: Lines) -> None:
    _strong(file.add_paragraph(style="Caption"), block.caption)
    shape = file.add_picture(io.BytesIO(picture(block)), width=Cm(_WIDTH_CM))
    shape._inline.docPr.set("descr", words.xml(block.alt))
    _note(file, block.note)


def _note(file: File, text: str) -> None:
    if text:
        file.add_paragraph().add_run(words.xml(text)).font.size = _SMALL


def _strong(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(words.xml(text)).bold = True
