from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

from evalmine.report.appendix import caveats, chapters
from evalmine.report.sections import notice
from evalmine.report.words import load_words
from evalmine.synthesis.checklists import with_checklist
from evalmine.synthesis.outline import Method

EMPTY = Method({}, (), {}, {}, {}, (), (), "", "", "", "", {})
CODED = sample().outline.method


def told(outline, language="da"):
    return {c.title: c for c in chapters(outline, load_words(language), min_cell=3)}


@pytest.fixture
def outline():
    return sample().outline


def test_the_standing_caveats_are_always_printed():
    danish, english = caveats(load_words("da"), CODED), caveats(load_words("en"), CODED)
    assert "ikke valideret" in danish[0]
    assert "not been validated" in english[0]
    assert any("aldrig skrevet" in c for c in danish)
    assert any("does not make the texts anonymous" in c for c in english)


def test_without_a_codebook_the_first_caveat_does_not_speak_of_coding():
    danish = caveats(load_words("da"), EMPTY)
    assert danish[0].startswith("En maskine har samlet tekststykker")
    assert danish[1:] == caveats(load_words("da"), CODED)[1:]


def test_counts_that_people_corrected_are_not_said_to_be_unchecked(outline):
    by_people = replace(outline.method, n_corrected_by=464)
    words = load_words("da")
    assert caveats(words, by_people)[0].startswith(
        "Teksterne er kodet af en maskine. Mennesker har kodet 464 tekststykker"
    )
    assert notice(replace(outline, method=by_people), words).startswith(
        "En maskine har læst og kodet teksterne. Mennesker har kodet 464 tekststykker"
    )
    chapters_ = told(replace(outline, method=by_people))
    assert any("trukket tilfældigt" in x for x in chapters_["Sådan er der talt"].lead)
    assert not any("trukket tilfældigt" in x for x in told(outline)["Sådan er der talt"].lead)
    coding = " ".join(chapters_["Sådan er der kodet"].lead)
    assert "Mennesker har kodet 464 af dem" in coding
    assert "Ingen person har kodet" not in coding


def test_every_word_of_the_quantity_table_is_printed(outline):
    rows = dict(told(outline)["Sådan er der talt"].table.rows)
    assert rows["en stor del"] == "mindst 50 % af projekterne"
    assert rows["enkelte"] == "under 5 % af projekterne, eller højst 2 projekter"
    assert rows["alle"] == "alle projekter"


def test_an_empty_analysis_still_says_how_it_counted(outline):
    empty = replace(outline, method=EMPTY, notes=(), themes=(), pools=(), learnings=())
    assert list(told(empty)) == [
        "Materialet",
        "Maskeret",
        "Hvad der er udeladt, og hvorfor",
        "Sådan er der talt",
    ]


def test_the_chapters_come_in_the_order_of_the_work(outline):
    titles = list(told(with_checklist(outline)))
    assert titles[:3] == ["Forbehold i netop dette materiale", "Materialet", "Sprog"]
    order = ["Sådan er der kodet", "Kodebogen", "Sådan er temaerne fundet", "Mæthed"]
    assert [t for t in titles if t in order] == order
    assert [t for t in titles if t.startswith("Tjekliste")] == [
        "Tjekliste: COREQ",
        "Tjekliste: SRQR",
        "Tjekliste: ENTREQ",
    ]
    assert titles[-2:] == ["Versioner", "Bemærkninger"]


def test_every_chapter_is_told_in_english_too(outline):
    danish, english = (told(with_checklist(outline), language) for language in ("da", "en"))
    assert len(danish) == len(english)
    assert danish.keys().isdisjoint(english.keys() - {"Version"})
