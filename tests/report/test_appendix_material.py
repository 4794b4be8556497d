from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

from evalmine.report.appendix import chapters
from evalmine.report.appendix_material import response_matrix
from evalmine.report.words import load_words
from evalmine.synthesis.outline import AnswerCount

DA = load_words("da")
CHANGED, LEARNED = "Hvad ændrede sig?", "Hvad lærte I?"


@pytest.fixture
def outline():
    return sample().outline


def told(outline, **changes):
    outline = replace(outline, method=replace(outline.method, **changes))
    return {c.title: c for c in chapters(outline, DA, min_cell=3)}


def test_languages_and_kinds_without_a_word_keep_their_name(outline):
    chapters_ = told(outline, languages={"fi": 3}, n_documents={"podcast": 2})
    assert chapters_["Sprog"].table.rows[0][0] == "fi"
    assert chapters_["Materialet"].table.rows == (("Podcast", "2"),)


def test_shares_of_segments_have_the_largest_first(outline):
    rows = told(outline)["Tekststykker"].table.rows
    assert rows[0] == ("Kodet", "1.612", "66 %")
    assert rows[-1][1:] == ("12", "<1 %")


def test_what_was_left_out_is_listed_with_its_reason(outline):
    chapter = told(outline)["Hvad der er udeladt, og hvorfor"]
    assert chapter.lead[0].startswith("Én fil, række, kolonne eller side er udeladt")
    reason = "Teknisk bemærkning: projekt-id mangler: udfyld det, og læs igen"
    assert chapter.table.rows == (("svar.xlsx", "række 44", reason),)
    assert chapter.folded == ""


def test_many_exclusions_are_counted_by_reason_and_listed_in_a_fold(outline):
    excluded = [("a.xlsx", f"row {i}", f"kept: no project id, called R{i}") for i in range(1300)]
    excluded += [("film.mov", "", ".mov is not read: save it as .docx, .pdf or .txt")]
    chapters_ = told(outline, excluded=tuple(excluded))
    assert chapters_["Hvad der er udeladt, og hvorfor"].table.rows == (
        ("Filtypen læses ikke.", "Nej", "1"),
        ("Rækken har intet projektnummer og har fået et.", "Ja", "1.300"),
    )
    one_by_one = chapters_["Udeladt eller læst med en bemærkning, én for én"]
    assert one_by_one.folded == "Vis alle 1.301"
    assert one_by_one.table.rows[3] == (
        "a.xlsx",
        "række 3",
        "Rækken har intet projektnummer og kaldes R3.",
    )


def test_projects_that_may_not_be_quoted_are_told_where_exclusions_are(outline):
    chapter = told(outline, n_not_quotable=6)["Hvad der er udeladt, og hvorfor"]
    assert chapter.remarks[0].startswith("6 af 97 projekter har ikke sagt ja til at blive citeret.")


def test_questions_tell_empty_answers_from_those_without_content(outline):
    questions = ((CHANGED, 3, 2, 1), (LEARNED, 2, 0, 2))
    responses = (
        ("P1", ("answered", "non_answer")),
        ("P2", ("answered", "not_asked")),
        ("P3", ("empty", "non_answer")),
    )
    chapter = told(outline, questions=questions, responses=responses)["Åbne spørgsmål"]
    assert chapter.table.head == ("Spørgsmål", "Spurgt", "Besvaret", "Uden indhold", "Tomt")
    assert chapter.table.rows == ((CHANGED, "3", "2", "0", "1"), (LEARNED, "2", "0", "2", "0"))


def test_answers_are_told_by_pool_where_there_are_several(outline):
    nearby = AnswerCount(CHANGED, "Nær", "self_evaluation", 30, 28, 1, 1)
    chapter = told(outline, answers=(nearby, replace(nearby, pool="")))["Hvem der svarede på hvad"]
    assert chapter.table.rows == (
        (CHANGED, "Nær", "30", "28", "1", "1"),
        (CHANGED, "Uden pulje", "30", "28", "1", "1"),
    )
    assert "Hvem der svarede på hvad" not in told(outline, answers=(nearby,))


def test_kinds_of_documents_are_named_where_questions_were_put_in_several(outline):
    own = AnswerCount(CHANGED, "Nær", "self_evaluation", 30, 28, 1, 1)
    note = replace(own, kind="learning_note")
    rows = told(outline, answers=(own, note))["Hvem der svarede på hvad"].table.rows
    assert [row[1] for row in rows] == ["Nær, selvevaluering", "Nær, læringsnotat"]


def test_the_matrix_of_responses_has_a_row_per_project(outline):
    method = replace(
        outline.method,
        questions=((CHANGED, 1, 1, 0), (LEARNED, 1, 0, 1)),
        responses=(("P1", ("answered", "empty")), ("P2", ("not_asked", "non_answer"))),
    )
    table = response_matrix(method, DA)
    assert table.head == ("Projekt", CHANGED, LEARNED)
    assert table.rows == (("P1", "Besvaret", "Tomt"), ("P2", "Ikke spurgt", "Uden indhold"))
    assert table.n_text == 3
