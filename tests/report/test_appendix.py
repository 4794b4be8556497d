from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

from evalmine.report.appendix import caveats, chapters
from evalmine.report.words import load_words
from evalmine.synthesis.outline import Method

EMPTY = Method({}, (), {}, {}, {}, (), (), "", "", "", "", {})


def told(outline):
    return {c.title: c for c in chapters(outline, load_words("da"), min_cell=3)}


@pytest.fixture
def outline():
    return sample().outline


def test_the_standing_caveats_are_always_printed():
    danish, english = caveats(load_words("da")), caveats(load_words("en"))
    assert "ikke valideret" in danish[0]
    assert "not been validated" in english[0]
    assert any("aldrig skrevet" in c for c in danish)
    assert any("does not make the texts anonymous" in c for c in english)


def test_every_code_has_its_definition_and_its_base(outline):
    rows = told(outline)["Kodebogen"].table.rows
    assert rows[1] == (
        "Udskiftning",
        "Ledere eller medarbejdere skifter undervejs.",
        "66",
        "27 af 97",
    )


def test_what_was_left_out_is_listed_with_its_reason(outline):
    chapter = told(outline)["Hvad der er udeladt, og hvorfor"]
    assert chapter.lead[0].startswith("Én fil, række, kolonne eller side er udeladt")
    reason = "Teknisk bemærkning: projekt-id mangler: udfyld det, og læs igen"
    assert chapter.table.rows == (("svar.xlsx", "række 44", reason),)
    assert chapter.folded == ""


def test_a_long_list_of_exclusions_is_folded_whole(outline):
    method = replace(outline.method, excluded=outline.method.excluded * 1300)
    chapter = told(replace(outline, method=method))["Hvad der er udeladt, og hvorfor"]
    assert chapter.folded == "Vis alle 1.300"
    assert len(chapter.table.rows) == 1300


def test_shares_of_segments_have_the_largest_first(outline):
    rows = told(outline)["Tekststykker"].table.rows
    assert rows[0] == ("Kodet", "1.612", "66 %")
    assert rows[-1][1:] == ("12", "<1 %")


def test_saturation_says_when_nine_tenths_of_the_codes_were_met(outline):
    lead = told(outline)["Mæthed"].lead[-1]
    assert lead.startswith("Efter 29 af 97 projekter var mindst 90\u00a0% af de 20 koder mødt")


def test_every_word_of_the_quantity_table_is_printed(outline):
    rows = dict(told(outline)["Sådan er der talt"].table.rows)
    assert rows["en stor del"] == "mindst 50 % af projekterne"
    assert rows["enkelte"] == "under 5 % af projekterne, eller højst 2 projekter"
    assert rows["alle"] == "alle projekter"


def test_an_empty_analysis_still_says_how_it_counted(outline):
    titles = list(told(replace(outline, method=EMPTY, notes=())))
    assert titles == [
        "Materialet",
        "Maskeret",
        "Hvad der er udeladt, og hvorfor",
        "Sådan er der talt",
    ]


def test_languages_and_kinds_without_a_word_keep_their_name(outline):
    method = replace(outline.method, languages={"fi": 3}, n_documents={"podcast": 2})
    chapters_ = told(replace(outline, method=method))
    assert chapters_["Sprog"].table.rows[0][0] == "fi"
    assert chapters_["Materialet"].table.rows == (("Podcast", "2"),)
