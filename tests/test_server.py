"""The server around the pages: downloads by address, uploads where nothing may be changed, and what a browser may fetch."""

from __future__ import annotations

import csv
import http.client
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pdfplumber
import pytest

from pages.parts.turns import Turns
from tests.bench.session import Session, SessionError
from tests.bench.soak import soak_at
from tests.browser import served


@pytest.fixture(scope="module")
def address(shipped_lake, tmp_path_factory) -> Iterator[str]:
    with served(shipped_lake, tmp_path_factory.mktemp("server") / "log") as found:
        yield found


def asked(
    address: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, content) of a request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_the_csv_of_a_view_has_its_rows_and_says_what_they_are(address):
    status, headers, content = asked(
        address, "/download/actions.csv?theme=dvpo&partnership=" + quote("Western Suffolk CSP")
    )
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert headers["content-disposition"].startswith(
        'attachment; filename="followthrough-actions-western-suffolk-csp-dvpo-snapshot-'
    )
    assert [row["partnership"] for row in rows] == ["Western Suffolk CSP"] * 3


def test_a_spreadsheet_takes_no_printed_cell_for_a_date(address):
    view = "partnership=Central%20Bedfordshire%20CSP"
    _, _, content = asked(address, f"/download/actions.csv?{view}")
    printed = {row["target_as_printed"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
    assert "'January 2024" in printed
    _, _, workbook = asked(address, f"/download/actions.xlsx?{view}")
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        assert "<t>January 2024</t>" in book.read("xl/sharedStrings.xml").decode()


def test_the_paper_of_a_view_is_made_with_the_parts_and_the_link_that_were_chosen(address):
    view = "partnership=Central%20Bedfordshire%20CSP&part=sources&part=overdue&since=2025-01-31"
    status, headers, content = asked(address, f"/download/paper.pdf?{view}")
    assert (status, headers["content-type"], content[:4]) == (200, "application/pdf", b"%PDF")
    assert 'filename="followthrough-paper-central-bedfordshire-csp-snapshot-' in headers["content-disposition"]
    with pdfplumber.open(io.BytesIO(content)) as file:
        text = "".join("".join(page.extract_text().split()) for page in file.pages)
    assert text.index("Sources") < text.index("Overdueactions")
    assert "/paper?partnership=Central+Bedfordshire+CSP&since=2025-01-31&part=Sources&part=Overdue+actions" in text
    assert asked(address, f"/download/paper.docx?{view}")[2][:2] == b"PK"
    status, _, content = asked(address, "/download/paper.pdf?part=none")
    assert (status, b"The address asks for" in content) == (400, True)
    status, _, content = asked(address, "/download/paper.pdf?search=zzzz")
    assert (status, b"nothing to put on paper" in content) == (503, True)


def test_the_metadata_of_a_view(address):
    status, headers, content = asked(address, "/download/actions.csv-metadata.json?as_at=2026-01-01&kind=strategy")
    told = json.loads(content)
    assert (status, headers["content-type"]) == (200, "application/csvm+json")
    assert (told["followthrough:readingDate"], told["followthrough:filters"]) == (
        "2026-01-01",
        {"kind": ["strategy"], "as_at": "2026-01-01"},
    )
    assert told["followthrough:command"] == "python -m queries export actions --kind strategy --as-at 2026-01-01"
    assert [source["dc:publisher"] for source in told["dc:source"]] == ["Bedfordshire Police"]


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/download/actions.csv?due_from=banana", 400, "The address asks for a filter that is not there"),
        ("/download/actions.csv?status=finished", 400, "The address asks for a filter that is not there"),
        ("/download/everything.csv", 404, "There is no such file"),
    ],
)
def test_an_address_that_asks_for_nonsense_is_answered_in_a_sentence(address, path, status, sentence):
    found, _, content = asked(address, path)
    assert (found, sentence in content.decode()) == (status, True)


def test_a_browser_may_fetch_from_nowhere_else(address):
    for path in ("/", "/overview", "/_stcore/health", "/download/actions.csv"):
        _, headers, _ = asked(address, path)
        assert "default-src 'self'; img-src 'self' data: blob:;" in headers["content-security-policy"], path


def upload(address: str, session: Session, size: int, **headers: str) -> int:
    path = f"/_stcore/upload_file/{session.session_id}/00000000-0000-0000-0000-000000000000"
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n' + b"x" * size + b"\r\n--x--\r\n"
    _, told, _ = asked(address, "/_stcore/health")
    token = told["set-cookie"].split(";")[0].partition("=")[2]
    known = {"Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token}
    return asked(address, path, "PUT", body, **{"Content-Type": "multipart/form-data; boundary=x", **known, **headers})[
        0
    ]


@pytest.mark.thorough
def test_an_upload_may_weigh_what_the_settings_say(shipped_lake, tmp_path, monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_LIMIT_FILE_MB", "2")
    with served(shipped_lake, tmp_path / "log") as address, Session(address) as session:
        session.open("add_plan")
        assert upload(address, session, 1024 * 1024) == 204
        assert upload(address, session, 3 * 1024 * 1024) == 413


@pytest.mark.thorough
def test_where_nothing_can_be_changed_no_upload_is_taken(shipped_lake, tmp_path, monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_READ_ONLY", "true")
    with served(shipped_lake, tmp_path / "log") as address, Session(address) as session:
        session.open("")
        assert upload(address, session, 1024) == 403
        with pytest.raises(SessionError, match="There is no page add_plan"):
            session.open("add_plan")


def test_a_reader_who_comes_through_a_proxy_can_upload_nothing(address):
    with Session(address) as session:
        session.open("")
        assert upload(address, session, 1024, **{"X-Forwarded-For": "192.0.2.1"}) == 403


@pytest.mark.thorough
def test_a_page_by_its_name(address):
    with Session(address) as session:
        by_root = session.open("").elements["html"]
        assert session.open("overview").elements["html"] == by_root
        with pytest.raises(SessionError, match="There is no page nowhere"):
            session.open("nowhere")


def test_a_filter_is_written_into_the_address_and_follows_it(address):
    with Session(address) as session:
        session.open("actions")
        session.filtered_by("Theme", 0)
        assert session.query.startswith("theme=")
        before = session.query
        session.filtered_by("Partnership", 0)
        assert before in session.query and "partnership=" in session.query
        told = session.open("actions", theme=["dvpo"])  # Back
        assert list(told.find("multiselect", "Theme").raw_values) == ["DVPN and DVPO"]
        assert not list(told.find("multiselect", "Partnership").raw_values)


@pytest.mark.thorough
def test_many_readers_at_once_never_stop_the_server(address):
    """Sixteen readers, each of whom filters: with Python inside polars' threads this stopped for good within seconds."""
    found = soak_at(address, sessions=16, seconds=8)
    assert found.errors == []
    assert len(found.seconds) > 50
    assert max(found.health) < 1


def test_turns_are_given_in_the_order_in_which_they_were_asked_for():
    turns, began, ended = Turns(1), [], threading.Event()

    def ask(place: int) -> None:
        with turns.turn():
            began.append(place)

    with turns.turn():
        threads = []
        for place in range(5):
            threads.append(threading.Thread(target=ask, args=(place,)))
            threads[-1].start()
            while len(turns.waiting) <= place:
                ended.wait(0.001)
        assert began == []
    for thread in threads:
        thread.join(5)
    assert (began, len(turns.waiting)) == ([0, 1, 2, 3, 4], 0)


def test_a_page_that_fails_gives_its_turn_on():
    turns = Turns(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError
    with turns.turn():
        assert len(turns.waiting) == 0
