"""Hostile, broken and mislabelled files: each costs one clear sentence, never the dashboard."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import openpyxl
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.apart.arms_length import Readers, read_plan, read_plans, safe_name
from ingest.apart.unzip import files_of
from schema.errors import DocumentError
from schema.settings import Limits
from tests import fuzz, fuzz_tables
from tests.fixtures.formats import FORMATS

DOCX = FORMATS["plan.docx"]()
HEADER = "Ref,Recommendation,Action,Status\n"


def rezipped(content: bytes, **parts: bytes) -> bytes:
    """An archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        replaced = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
        for name in archive.namelist():
            if name not in replaced:
                written.writestr(name, archive.read(name))
        for name, part in replaced.items():
            written.writestr(name, part)
    return out.getvalue()


def zip_bomb() -> bytes:
    return rezipped(DOCX, word__document_xml=b"<w>" + b"0" * 400_000_000)


def entities() -> bytes:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
    return rezipped(DOCX, word__document_xml=laughs)


def deep_xml() -> bytes:
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    depth = 50_000
    return rezipped(
        DOCX,
        word__document_xml=b'<w:document xmlns:w="'
        + name
        + b'">'
        + b"<w:body>" * depth
        + b"</w:body>" * depth
        + b"</w:document>",
    )


def many_pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def wide_sheet(column: bytes) -> bytes:
    """A sheet of 120 rows whose cells stand in one far column, in a workbook that is otherwise whole."""
    rows = b"".join(b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, column, row) for row in range(1, 121))
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, rows)
    return rezipped(FORMATS["plan.xlsx"](), xl__worksheets__sheet1_xml=sheet)


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 700, "Action")
    canvas.save()
    return out.getvalue()


def encrypted_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (400, 200), "white")), 50, 500)
    canvas.save()
    return out.getvalue()


def unmapped_pdf() -> bytes:
    """Text in a font that does not say which letters it draws."""
    content = b"BT /F1 12 Tf 50 700 Td <0102030405060708090A0B0C0D0E0F> Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


REFUSED = {
    "zip bomb": (zip_bomb, "would unpack to more than 300 MB"),
    "entity expansion": (entities, "declares XML entities"),
    "deep XML": (deep_xml, "the file is broken or is not what it seems"),
    "10,000 pages": (lambda: many_pages(10_000), "has 10,000 pages; at most 1,500 are read"),
    "18,278 columns": (lambda: wide_sheet(b"ZZZ"), "spans 120 rows and 18,278 columns, more than is read"),
    "50,000 columns": (lambda: wide_sheet(b"BUYB"), "the file is broken"),  # no program can name so many
    "encrypted PDF": (encrypted_pdf, "is encrypted"),
    "encrypted Word": (encrypted_word, "is encrypted"),
    "scanned PDF": (scanned_pdf, "requirements-ocr.txt"),
    "no character map": (unmapped_pdf, "do not say which letters they draw"),
    "cut PDF": (lambda: FORMATS["plan.pdf"]()[:3000], "the file is broken|is a scanned PDF|holds text that cannot"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "is a picture"),
    "old Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 40,
        r"old Word file \(.doc\)",
    ),
    "rich text": (lambda: rb"{\rtf1 Action}", "is a rich text file"),
    "empty": (lambda: b"  \n ", "is empty"),
    "presentation": (lambda: zipped({"ppt/presentation.xml": b"<p/>"}), "is a presentation"),
    "binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), "is a binary workbook"),
    "nonsense": (lambda: struct.pack("<200d", *range(200)), "no kind that can be read|is not text|no table"),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.fixture(scope="module")
def readers():
    with Readers(at_once=2) as made:
        yield made


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.thorough
def test_a_hostile_file_is_refused_in_one_sentence(readers, name):
    make, sentence = REFUSED[name]
    with pytest.raises(DocumentError, match=sentence) as refusal:
        readers.submit(make(), "plan.pdf").result(120)
    assert "\n" not in str(refusal.value)
    assert "Traceback" not in str(refusal.value)
    assert readers.submit(FORMATS["plan.csv"](), "plan.csv").result(60).actions  # the next file is read as ever


def test_a_file_that_takes_too_long_is_stopped():
    content = (HEADER + "".join(f"{n},Ask,Do this,Complete\n" for n in range(60_000))).encode()
    began = time.monotonic()
    with pytest.raises(DocumentError, match="took longer than 1 seconds to read"):
        read_plan(content, "plan.csv", limits=Limits(seconds=1))
    assert time.monotonic() - began < 20


def test_a_file_that_takes_too_much_memory_is_refused():
    content = b"<html><table>" + b"<tr><td>x" * 5_000_000
    with pytest.raises(DocumentError, match=r"takes more than 256 MB of memory|stopped the program|the file is broken"):
        read_plan(content, "plan.html", limits=Limits(memory_mb=256, seconds=120))


@pytest.mark.thorough
def test_the_content_decides_not_the_name(readers):
    for name, make in FORMATS.items():
        wrong = "plan.docx" if not name.endswith("docx") else "plan.pdf"
        assert len(readers.submit(make(), wrong).result(60).actions) == 4, name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\plans\\plan.pdf", "plan.pdf"), ("a\x00b\n.pdf", "ab.pdf"), ("", "document"), ("x" * 500, "x" * 120 + "…"),
    ],
)  # fmt: skip
def test_a_name_that_is_a_path_is_only_a_name(name, expected):
    assert safe_name(name) == expected


def test_a_zip_of_plans_is_its_files():
    content = zipped({"../../a.csv": FORMATS["plan.csv"](), "folder/b.docx": DOCX, "__MACOSX/b.docx": b"x"})
    assert [name for name, _ in files_of(content, "plans.zip", Limits())] == ["a.csv", "b.docx"]
    assert files_of(DOCX, "b.docx", Limits()) == [("b.docx", DOCX)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zipped({f"{n}.csv": b"x" for n in range(5)}), "holds 5 files; at most 3 are read"),
        (zipped({"a.csv": b"0" * 3_000_000}), "would unpack to more than 2 MB"),
        (zipped({"__MACOSX/x": b"x"}), "is an empty zip file"),
        (zipped({"a.csv": b"x" * 9000})[:-30], "is a broken zip file|cannot be read"),
    ],
)  # fmt: skip
def test_a_zip_that_holds_too_much_is_refused(content, sentence):
    with pytest.raises(DocumentError, match=sentence):
        found = files_of(content, "plans.zip", Limits(files=3, unpacked_mb=2))
        read_plan(found[0][1], found[0][0])


def test_many_files_are_read_at_once_in_their_order():
    found = read_plans([(FORMATS["plan.csv"](), "a.csv"), (b"nothing", "b.txt"), (DOCX, "c.docx")])
    assert [getattr(item, "actions", None) and len(item.actions) for item in found] == [4, None, 4]
    assert "b.txt has no table of actions" in str(found[1])


def hungry_workbook() -> bytes:
    """A workbook of a million small cells: 7 MB that take hundreds to read."""
    cells = b"".join(b'<c r="%c1"><v>1</v></c>' % column for column in b"ABCDEFGHIJ")
    rows = b"".join(
        b'<row r="%d">' % number + cells.replace(b'1"', b'%d"' % number) + b"</row>" for number in range(1, 140_001)
    )
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="' + name + b'"><sheetData>' + rows + b"</sheetData></worksheet>"
    return rezipped(FORMATS["plan.xlsx"](), xl__worksheets__sheet1_xml=sheet)


@pytest.mark.thorough
def test_files_around_one_that_takes_too_much_memory_are_read():
    good, bad = (FORMATS["plan.csv"](), "good.csv"), (hungry_workbook(), "hungry.xlsx")
    with Readers(Limits(memory_mb=256), at_once=1) as readers:
        waiting = [readers.submit(*file) for file in (good, bad, good, bad, good)]
        outcomes = [fuzz.outcome(future) for future in waiting]
    assert outcomes == ["read", "out of memory", "read", "out of memory", "read"]


def test_a_small_workbook_with_one_formula_and_one_far_cell_is_refused_for_its_extent():
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Recommendation", "Action", "Status"])
    book.active.append(["1", "Ask", "Do this", '="Comp"&"leted"'])
    book.active["XFD1048576"] = " "
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(DocumentError, match="spans 1,048,576 rows and 16,384 columns, more than is read"):
        read_plan(out.getvalue(), "far.xlsx", limits=Limits(memory_mb=256, seconds=20))


@pytest.mark.thorough
def test_a_slice_of_random_tables_neither_crashes_nor_hangs():
    found = fuzz.run(45, seed=3, files=fuzz_tables.cases)
    assert sum(sum(counts.values()) for counts in found.values()) > 40
    assert not [name for name, counts in found.items() if counts["crashed"] or counts["hung"]]


def test_a_lone_bullet_on_the_first_line_is_a_line(readers):
    plan = readers.submit(b"\xe2\x80\xa2\n" + FORMATS["plan.csv"](), "plan.csv").result(60)
    assert len(plan.actions) == 4


@pytest.mark.thorough
def test_a_slice_of_the_fuzz_run_neither_crashes_nor_hangs():
    found = fuzz.run(140, seed=7)
    assert sum(sum(counts.values()) for counts in found.values()) > 120
    assert not [name for name, counts in found.items() if counts["crashed"] or counts["hung"]]
