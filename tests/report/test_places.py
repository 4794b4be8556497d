from __future__ import annotations

import pytest
from sample_outline import told_documents

from evalmine.corpus.model import Block, Document
from evalmine.report.places import LONGEST, Places
from evalmine.report.words import load_words


@pytest.fixture
def places():
    return Places(told_documents(), load_words("da"))


def span(places, document_id, words):
    start = places.text(document_id).index(words)
    return document_id, start, start + len(words)


def words_of(places, passage):
    return places.text(passage.document_id)[passage.start : passage.end]


def test_an_answer_is_shown_whole_under_its_question(places):
    found = places.passage(*span(places, "survey", "Ellers sker der ingenting."))
    assert words_of(places, found) == "Lederen skal gå forrest. Ellers sker der ingenting."
    assert (found.above, found.position) == ("Hvad lærte I?", "Svar 2 af 3")


def test_a_paragraph_of_a_report_knows_its_heading_and_page(places):
    found = places.passage(*span(places, "report", "talte med"))
    assert words_of(places, found) == "Vi talte med tolv."
    assert (found.above, found.position) == ("Metode", "Side 2 af 2")


def test_the_neighbors_are_the_answers_before_and_after(places):
    middle = places.passage(*span(places, "survey", "Lederen"))
    before, after = places.neighbors(middle)
    assert (before.above, after.above) == ("Hvad har ændret sig?", "Hvad stod i vejen?")
    first = places.passage(*span(places, "survey", "otte minutter"))
    assert places.neighbors(first)[0] is None
    last = places.passage(*span(places, "survey", "for travlt"))
    assert places.neighbors(last)[1] is None


def test_headings_are_no_neighbors(places):
    first = places.passage(*span(places, "report", "tre afdelinger"))
    before, after = places.neighbors(first)
    assert before is None
    assert words_of(places, after) == "Vi talte med tolv."


def test_of_a_bare_text_each_line_is_a_passage(places):
    found = places.passage(*span(places, "colors", "Rød betyder"))
    assert words_of(places, found) == "Rød betyder, at man skal spørge."
    assert (found.above, found.position) == ("", "")
    assert words_of(places, places.neighbors(found)[0]) == "Farverne hænger på døren."


def test_of_a_long_paragraph_only_what_is_around_the_quote_is_shown():
    text = "ord " * 2000 + "midten " + "ord " * 2000
    places = Places({"long": text}, load_words("da"))
    found = places.passage("long", text.index("midten"), text.index("midten") + 6)
    shown = words_of(places, found)
    assert "midten" in shown
    assert len(shown) < LONGEST
    assert shown.startswith("ord ")
    assert shown.endswith(" ord")
    assert places.neighbors(found) == (None, None)


def test_a_span_over_two_passages_gets_one_that_holds_it(places):
    text = places.text("colors")
    found = places.passage("colors", 3, len(text) - 3)
    assert words_of(places, found) == text


def test_a_span_outside_every_passage_is_its_own():
    document = Document("d", "p", "document", "d.txt", "Overskrift\nTekst.", (Block(11, 17),))
    places = Places({"d": document}, load_words("da"))
    assert words_of(places, places.passage("d", 0, 10)) == "Overskrift"
    assert places.passage("d", 11, 17).position == "Afsnit 1 af 1"
