"""Status, ratings, leads, names, updates and themes: a cell in, a value out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fields import themes
from ingest.fields.colours import column_colours
from ingest.fields.leads import read_leads
from ingest.fields.names import mask_lead_names, mask_names
from ingest.fields.rag import leading_ratings, ratings_of
from ingest.fields.scope import read_scope
from ingest.fields.status import not_done_sentence, read_completion_status, read_status
from ingest.fields.themes import Tag, find_themes, salient, term_pattern
from ingest.fields.updates import split_updates
from schema.vocabulary import Rag, Scope, Status
from tests.conftest import FIXTURES

R, A, G = Rag.RED, Rag.AMBER, Rag.GREEN
DONE, GOING, TO_DO, UNSAID = Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED, Status.NOT_STATED


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("CLOSED", DONE), ("Complete", DONE), ("COMPLETE", DONE), ("Completed - embedded in practice", DONE), ("Ongoing", GOING),
        ("ONGOING", GOING), ("In-progress", GOING), ("Being Progressed", GOING), ("To be progressed", TO_DO), ("Not yet started", TO_DO),
        ("Partially completed", GOING), ("Not complete", GOING), ("To be completed by May", GOING), ("", UNSAID), ("  ", UNSAID),
        ("Green", UNSAID), ("Incomplete", GOING), ("To be delivered", GOING), ("Will be completed", GOING), ("Not fully implemented", GOING),
        ("Has not been completed", GOING), ("50% complete", GOING), ("Almost completed", GOING), ("Complete by March 2025", GOING),
        ("Complete? awaiting evidence", GOING), ("Training complete. Audit ongoing", GOING), ("Complete and ongoing", DONE),
        ("Closed by panel", DONE),
        ("Update to policy complete", DONE),
        ("No further action - closed", DONE),
        ("Due to be completed in May", GOING), ("Closed - not taken forward", DONE), ("Complete - signed off 12/03/24", DONE),
    ],
)  # fmt: skip
def test_status_words(text, status):
    assert read_status(text).status is status


def test_an_unknown_status_word_is_kept_and_not_guessed():
    read = read_status("Parked on the shelf")
    assert (read.as_printed, read.status, read.is_known) == ("Parked on the shelf", UNSAID, False)


@pytest.mark.parametrize(
    ("text", "has_date", "expected"),
    [
        ("COMPLETE 01/11/2023", True, ("COMPLETE", DONE)),
        ("Commenced 01/12/2021 COMPLETE 13/09/2022", True, ("COMPLETE", DONE)),
        ("Commenced 01/12/2021", False, ("Commenced", GOING)),
        ("13/09/2022", True, (None, DONE)),
        ("", False, (None, UNSAID)),
    ],
)
def test_status_of_a_completion_cell(text, has_date, expected):
    read = read_completion_status(text, has_date)
    assert (read.as_printed, read.status) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The system does not have the functionality to track this.",
        "The supplier says the system does not have a function for this.",
        "Scoped, but it cannot be recorded on the system.",
        "No additional record has been made.",
        "No further DA record was recorded.",
        "This was not implemented.",
        "The panel decided not to proceed.",
        "It is not possible to do this.",
        "This is no longer being pursued.",
    ],
)
def test_closed_but_not_done(sentence):
    assert not_done_sentence(f"We looked at it. {sentence}") == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Record has been added.",
        "Officers must act where consent has not been given.",
        "Training has been delivered to all staff.",
        "Cases that cannot be closed are escalated where they are not complete.",
        "Its value cannot be overstated.",
        "",
    ],
)
def test_closed_and_done(text):
    assert not_done_sentence(text) is None


def test_a_status_cell_may_say_that_a_closed_action_was_not_done():
    assert not_done_sentence("Closed – not taken forward") == "Closed – not taken forward"


def test_ratings_of_a_column_are_in_order():
    assert ratings_of(column_colours("Red Amber\nGREEN green")) == [R, A, G, G]


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("Green\nUpdate: done.", [G]),
        ("Amber for the new form\nUpdate: late.\nGreen Update: in use.", [A, G]),
        ("Red: no plan yet", [R]),
        ("This remains at status green with no changes.", []),
        ("Green spaces were opened for families.", []),
        ("Redesign is under way.", []),
    ],
)
def test_ratings_that_lead_an_update(text, ratings):
    assert leading_ratings(text) == ratings


@pytest.mark.parametrize(
    ("text", "scope"),
    [("Local", Scope.LOCAL), ("Regional and local", Scope.REGIONAL), ("County", Scope.REGIONAL), ("NATIONAL", Scope.NATIONAL), ("", None), ("n/a", None)],
)  # fmt: skip
def test_scope(text, scope):
    assert read_scope(text) is scope


@pytest.mark.parametrize(
    ("cell", "partnership", "owner", "agencies"),
    [
        ("Police", "Central Bedfordshire CSP", None, ["Bedfordshire Police"]),
        ("Police", "Western Suffolk CSP", None, ["Suffolk Constabulary"]),
        ("CBC", "Central Bedfordshire CSP", None, ["Central Bedfordshire Council"]),
        ("BDAP/Public Health", "Central Bedfordshire CSP", None, ["Bedfordshire Domestic Abuse Partnership", "Public Health"]),
        ("All agencies", "SNTB", None, ["Multi-agency"]),
        ("All", "SNTB", None, ["Multi-agency"]),
        ("Police, ASC & CSC", "Safer Essex", None, ["Essex Police", "Adult Social Care", "Children's Social Care"]),
        ("DI Marsh for PVPD Cambridgeshire\nConstabulary", "Western Suffolk CSP", None, ["Cambridgeshire Constabulary"]),
        ("Ann Lee for Cambridgeshire & Peterborough NHS Foundation Trust (CPFT)", "Western Suffolk CSP", None,
         ["Cambridgeshire and Peterborough NHS Foundation Trust"]),
        ("Named Nurse, Primary Care", "Northmere CSP", None, ["Primary Care"]),
        ("Named Nurse Primary Care", "Northmere CSP", "Cambridgeshire and Peterborough Clinical Commissioning Group Primary Care",
         ["Cambridgeshire and Peterborough Clinical Commissioning Group"]),
        ("Newhope Families Project (NFP)", "Northmere CSP", None, ["Newhope Families Project"]),
        ("Norland Police", "Northmere CSP", None, ["Norland Police"]),
        ("Westby ICB / Police", "Central Bedfordshire CSP", None, ["Westby ICB", "Bedfordshire Police"]),
        ("Suffolk Constabulary and Public Health (Dr Ann Lee)", "Northmere CSP", None, ["Suffolk Constabulary", "Public Health"]),
        ("Ann Lee", "Northmere CSP", None, []),
        ("NHS FT", "Northmere CSP", None, ["Health services"]),
        ("Northmere NHS FT / Police", "Northmere CSP", None, ["Northmere NHS FT", "Police"]),
        ("Northmere Hospitals NHS FT (Named Nurse)", "Northmere CSP", None, ["Northmere Hospitals NHS FT"]),
        ("", "Northmere CSP", None, []),
    ],
)  # fmt: skip
def test_lead_agencies(cell, partnership, owner, agencies):
    assert [lead.agency for lead in read_leads(cell, partnership, owner).leads] == agencies


def test_a_lead_cell_keeps_role_and_agency_but_no_name():
    read = read_leads("DCI Jo Marsh, Crime and Safeguarding, Suffolk Constabulary", "Western Suffolk CSP")
    assert read.as_printed == "DCI [name], Crime and Safeguarding, Suffolk Constabulary"
    assert (read.names_person, "Marsh" in (read.contact or "")) == (True, False)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("overseen by D/Supt Jeff Marlow.", "overseen by D/Supt [name]."),
        ("C/.Insp Swale to act", "C/.Insp [name] to act"),
        ("Chief Inspector to act", "Chief Inspector to act"),
        ("requests from Ben Collins CPS lead", "requests from [name] CPS lead"),
        ("Carol and Colin met", "Carol and Colin met"),
        ("Clare's Law and Sarah's Law", "Clare's Law and Sarah's Law"),
        ("Dr O'Brien wrote", "Dr [name] wrote"),
        ("Mrs Smith-Jones wrote", "Mrs [name] wrote"),
    ],
)
def test_names_in_texts(text, masked):
    assert mask_names(text) == masked


def test_a_post_in_a_lead_cell_is_not_taken_for_a_name():
    assert mask_lead_names("Named Nurse, Safeguarding Adults") == "Named Nurse, Safeguarding Adults"
    assert mask_lead_names("Perpetua Quill, Safeguarding Adults") == "[name], Safeguarding Adults"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One plain block of prose.\nWith two paragraphs.", 1),
        ("Update: one. Update: two.", 2),
        ("March update: one.\nRevised Sept update: two.\nUpdate: three.", 3),
        ("26.11.2025 – met.\n03.12.2025 – met again.", 2),
        ("We gave an update: it was short.", 1),
        ("Chased for update on action 26.11.2025", 1),
        ("Green\nUpdate: Complete", 1),
        ("Work began.\nUpdate: done.", 2),
        ("Update (June 2023): one\nUpdate 2: two", 2),
    ],
)
def test_updates_are_counted(text, count):
    assert len(split_updates(text)) == count


def test_an_update_keeps_its_label_day_and_rating():
    dated, rated = split_updates("26.11.2025 – met the lead."), split_updates("Green Update: in use.")
    assert (dated[0].label, str(dated[0].day), dated[0].text) == ("26.11.2025", "2025-11-26", "met the lead.")
    assert (rated[0].rag, rated[0].text) == (G, "in use.")


def themes_of(text: str) -> set[str]:
    return {tag.theme for tag in find_themes(text)}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("DVPOs were sought", "dvpo"), ("a Domestic Violence Protection Notice", "dvpo"), ("completed the DASH", "dash"),
        ("a DARA was done", "dash"), ("share information with partners", "information_sharing"),
        ("Clare’s Law", "dvds"), ("FGM and forced marriage", "hbv_fm_fgm"), ("suicidal ideation", "mental_health_suicide"),
        ("schools are notified the same day", "information_sharing"), ("details are passed on to the GP", "information_sharing"),
        ("supervisors understand the form", "training"), ("engage with local communities", "awareness"), ("draw up a strategy", "policy_process"),
        ("boys and men who were abused", "male_bidirectional"), ("families should be told the outcome", "family_involvement"),
        ("specialist support for survivors", "victim_support"), ("bring all records up to date", "record_keeping"),
        ("Op Encompass", "children"), ("dip sample ten files", "audit_assurance"), ("professional curiosity", "professional_curiosity"),
    ],
)  # fmt: skip
def test_words_that_tell_a_theme(text, theme):
    assert theme in themes_of(text)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("monitoring and support for tenants", "audit_assurance"), ("staff in the Public Protection Investigation Unit", "investigation"),
        ("criteria for assessing threat, harm and risk at standard risk", "none"), ("as the policy on leave requires", "policy_process"),
        ("a dash of salt", "none"), ("Stalking Protection Order", "dvpo"), ("this refers to page 3", "safeguarding_referral"),
        ("a training issue", "training"), ("no history of substance misuse", "substance_use"),
    ],
)  # fmt: skip
def test_words_that_do_not(text, theme):
    assert theme not in themes_of(text)


def test_a_tag_points_at_its_words():
    text = "First, the (DVPO) process."
    assert [text[tag.start : tag.end] for tag in find_themes(text) if tag.theme == "dvpo"] == ["DVPO"]


def test_a_passing_word_in_a_long_text_is_left_out():
    text = "The MARAC met. " + "Staff went on with other work that week. " * 20
    tags = [tag for tag in find_themes(text) if tag.theme == "marac_mash"]
    assert (len(tags), salient(tags, text)) == (1, [])


@pytest.mark.parametrize("term", ["_2 word", "word _2", ""])
def test_a_term_that_begins_or_ends_with_a_gap_is_refused(term):
    with pytest.raises(ValueError, match="gap"):
        term_pattern(term)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text):
    for tag in find_themes(text):
        assert text[tag.start : tag.end] == tag.words != ""
    assert isinstance(split_updates(text), list)
    assert read_leads(text, "Northmere CSP").as_printed is None or text.strip()
    read_status(text)


def test_terms_tried_one_by_one_find_what_they_find_together(monkeypatch):
    texts = [text for path in sorted(FIXTURES.glob("*.txt")) for text in path.read_text("utf-8").split("\n")]

    def told(often: int) -> list[list[Tag]]:
        for known in (themes._found, themes._beginning_with, themes._any_of):
            known.cache_clear()
        monkeypatch.setattr(themes, "_OFTEN", often)
        return [find_themes(text) for text in texts]

    one_by_one, together = told(1_000_000), told(-1)
    assert one_by_one == together
    assert sum(map(len, one_by_one)) > 20
