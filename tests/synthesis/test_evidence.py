from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evalmine.corpus.model import Document
from evalmine.synthesis.evidence import attribute, number


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (True, True),
        (np.True_, True),
        ("ja", True),
        (None, True),  # never asked
        (float("nan"), True),
        ("", True),
        (False, False),
        (np.False_, False),
        (0, False),
        ("nej", False),
        ("Nej tak", False),
        ("kun efter aftale", False),
    ],
)
def test_only_a_yes_or_no_question_at_all_allows_quotes(
    say, evidence_of, sentences, answer, allowed
):
    evidence = evidence_of([say("P1", sentences[0])], attributes={"P1": {"may_quote": answer}})
    assert evidence.may_quote("P1") is allowed


def test_a_project_without_the_attribute_may_be_quoted(say, evidence_of, sentences):
    assert evidence_of([say("P1", sentences[0])]).may_quote("P1")


def test_asked_are_those_the_question_was_put_to(say, evidence_of, sentences):
    evidence = evidence_of(
        [say("P1", sentences[0]), say("P2", sentences[1], aspect="barrier")], silent=["P3"]
    )
    assert evidence.asked_by_aspect == {
        "barrier": {"P1", "P2", "P3"},
        "change": {"P1", "P2", "P3"},
    }


def test_a_question_not_put_to_a_project_is_not_counted(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0])], silent=["P2"])
    text = "Frit svar."
    elsewhere = Document("P3/self_evaluation", "P3", "self_evaluation", "b.xlsx", "")
    corpus = replace(evidence.corpus, documents=(*evidence.corpus.documents, elsewhere))
    assert replace(evidence, corpus=corpus).asked_by_aspect == {"change": {"P1", "P2"}}
    read = replace(elsewhere, text=text)
    corpus = replace(evidence.corpus, documents=(*evidence.corpus.documents, read))
    assert replace(evidence, corpus=corpus).asked_by_aspect == {"change": {"P1", "P2", "P3"}}


def test_a_report_that_was_read_counts_for_every_aspect(say, evidence_of, sentences):
    evidence = evidence_of(
        [
            say("P1", sentences[0]),
            say("P2", sentences[1], aspect="barrier", kind="external_evaluation"),
        ]
    )
    assert evidence.asked_by_aspect == {"change": {"P1", "P2"}, "barrier": {"P2"}}


def test_a_scanned_report_without_text_was_not_read(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0])], silent=["P2"])
    scan = Document("P3/external_evaluation", "P3", "external_evaluation", "scan.pdf", "")
    corpus = replace(evidence.corpus, documents=(*evidence.corpus.documents, scan))
    assert replace(evidence, corpus=corpus).asked_by_aspect == {"change": {"P1", "P2"}}


def test_a_question_asks_for_every_aspect_its_answers_speak_of(say, evidence_of, sentences):
    evidence = evidence_of(
        [say("P1", sentences[0]), say("P2", sentences[1]), say("P2", sentences[2])]
    )
    mixed = [replace(evidence.segments[0], aspect="barrier"), *evidence.segments[1:]]
    assert replace(evidence, segments=mixed).asked_by_aspect == {
        "barrier": {"P1", "P2"},
        "change": {"P1", "P2"},
    }
    backwards = replace(evidence, segments=mixed[::-1])
    assert backwards.asked_by_aspect == replace(evidence, segments=mixed).asked_by_aspect


def test_pools_come_largest_first_and_projects_without_one_have_none(say, evidence_of, sentences):
    evidence = evidence_of(
        [say(f"P{i}", sentences[i]) for i in range(5)],
        attributes={
            "P0": {"pool": "Viden"},
            "P1": {"pool": "Nærhed"},
            "P2": {"pool": "Viden"},
            "P3": {"pool": float("nan")},
        },
    )
    assert evidence.pools == ("Viden", "Nærhed")
    assert evidence.pool_of == {"P0": "Viden", "P1": "Nærhed", "P2": "Viden", "P3": "", "P4": ""}


def test_a_row_knows_its_document(say, evidence_of, sentences):
    evidence = evidence_of([say("P2", sentences[0]), say("P1", sentences[1])])
    assert [evidence.document_of(r).project_id for r in (0, 1)] == ["P1", "P2"]
    assert evidence.members([1, 0]) == [
        ("P2", "P2/self_evaluation"),
        ("P1", "P1/self_evaluation"),
    ]


def test_attributes_as_text_and_as_numbers():
    cells = {"a": None, "b": float("nan"), "c": 12, "d": "Nord", "e": np.int64(7), "f": 1.5}
    assert [attribute(cells, k) for k in "abcdx"] == ["", "", "12", "Nord", ""]
    assert [number(cells, k) for k in "abcdefx"] == [None, None, 12.0, None, 7.0, 1.5, None]
