from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

from evalmine.report.appendix import chapters
from evalmine.report.words import load_words
from evalmine.synthesis.checklists import with_checklist
from evalmine.synthesis.outline import GuestSaturation

DA = load_words("da")


@pytest.fixture
def outline():
    return sample().outline


def told(outline, **changes):
    outline = replace(outline, method=replace(outline.method, **changes))
    return {c.title: c for c in chapters(outline, DA, min_cell=3)}


def test_every_code_has_its_definition_and_its_base(outline):
    rows = told(outline)["Kodebogen"].table.rows
    assert rows[1] == (
        "Udskiftning",
        "Ledere eller medarbejdere skifter undervejs.",
        "66",
        "27 af 97",
    )


def test_saturation_says_when_nine_tenths_of_the_codes_were_met(outline):
    lead = told(outline)["Mæthed"].lead[-1]
    assert lead.startswith("Efter 29 af 97 projekter var mindst 90\u00a0% af de 20 koder mødt")


def test_limits_are_said_from_the_counts_of_this_run(outline):
    limits = told(outline)["Forbehold i netop dette materiale"].remarks
    assert any(x.startswith("Kun 7 af 105 dokumenter er eksterne evalueringer.") for x in limits)
    assert any(x.startswith("33 % af de tekststykker, der siger noget,") for x in limits)


def test_who_coded_and_what_is_left_to_a_person_is_said(outline):
    lead = told(outline)["Sådan er der kodet"].lead
    assert lead[0].endswith("Ingen person har kodet.")
    assert "evalmine sample" in lead[-1]
    codes = tuple(replace(c, n_coded=9, verdict="needs review") for c in outline.method.codes)
    trained = told(outline, coder="trained:x", n_texts_by_people=120, codes=codes)
    lead = trained["Sådan er der kodet"].lead
    assert "120 tekststykker, som mennesker har kodet" in lead[0]
    assert "»skal gennemses«" in lead[-1]
    assert "evalmine sample" not in lead[-1]


def test_without_a_codebook_it_says_how_themes_were_found_and_what_to_do(outline):
    chapters_ = told(outline, codes=(), codebook="", coder="none", saturation=())
    assert "Kodebogen" not in chapters_
    assert "Med indhold (der er ingen kodebog)" in dict(
        row[:2] for row in chapters_["Tekststykker"].table.rows
    )
    lead = chapters_["Sådan er der kodet"].lead
    assert lead[0].startswith("Der er ikke kodet efter en kodebog.")
    assert "Lav en kodebog" in lead[-1]
    assert chapters_["Sådan er temaerne fundet"].lead[0].startswith("Tekststykker, der ligner")


def test_themes_found_are_counted_with_those_that_are_stable(outline):
    lead = told(outline)["Sådan er temaerne fundet"].lead
    assert "samlet i 2 klynger" in lead[0]  # of the third only its parts are counted
    assert "0 af dem genfindes" in lead[0]
    assert lead[1].startswith("2 tekststykker ligger langt fra")


def test_how_cases_were_chosen_depends_on_whether_projects_were_asked(outline):
    asked = told(outline, attributes=("may_quote",))["Sådan er cases valgt"].lead[1]
    assert "har sagt ja til at blive citeret" in asked
    unasked = told(outline)["Sådan er cases valgt"].lead[1]
    assert "Spørg dem, før rapporten offentliggøres." in unasked
    without = replace(outline, pools=())
    assert "Sådan er cases valgt" not in told(without)


def guest(threshold, reached, **changes):
    made = GuestSaturation("code", 4, 2, threshold, (0.02, 0.0, 0.06), reached, n_read=97, n_met=20)
    return replace(made, **changes)


def test_saturation_after_guest_is_a_row_per_base_and_run(outline):
    found = (
        guest(0.05, (6.0, 4.0, 9.0)),
        guest(0.0, (8.0, 4.0, float("inf"))),
        guest(0.05, None, unit="theme", read_by="document", run_length=3),
        guest(0.0, None, unit="theme", read_by="document", run_length=3),
    )
    chapter = told(outline, guest=found)["Mæthed efter Guest, Namey og Chen"]
    assert chapter.table.head[-2:] == ("Mættet ved 5 %", "Mættet ved 0 %")
    assert chapter.table.rows == (
        (*("Koder", "Projekter", "4", "2", "2 % (0-6 %)"), "6+2 (4-9)",
         "8+2 (4-flere, end der er)"),
        ("Temaer", "Dokumenter", "4", "3", "2 % (0-6 %)", "ikke nået", "ikke nået"),
    )  # fmt: skip
    assert "efter 6+2 projekter" in chapter.lead[0]
    assert any("ét lag" in remark for remark in chapter.remarks)
    assert any("Rækkefølgen betyder noget" in remark for remark in chapter.remarks)


def test_each_standard_is_a_folded_table(outline):
    chapter = told(with_checklist(outline))["Tjekliste: COREQ"]
    assert chapter.folded == "Vis de 32 punkter i COREQ"
    assert len(chapter.table.rows) == 32
    assert chapter.table.n_text == len(chapter.table.head) == 4
