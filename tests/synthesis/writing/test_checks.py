from __future__ import annotations

import pytest

from evalmine.synthesis.writing.checks import Basis, objection
from evalmine.synthesis.writing.writer import Draft

TEXTS = (
    "Tavlemødet hver tirsdag gav os et fast sted at tage de små ting op.",
    "Da vi lagde et møde på 15 minutter ind hver tirsdag, blev de små ting taget op i tide.",
    "Et kort tavlemøde virkede ikke for nattevagterne, fordi de aldrig var der.",
)
BASIS = Basis(TEXTS, ("da", "da", "da"), "Faste møder holder arbejdet i gang", "da")


def checked(text, sources=(1, 2), likeness=0.9, basis=BASIS):
    return objection(Draft(text, sources), basis, likeness=likeness, least=0.8)


def test_a_sentence_that_its_excerpts_carry_is_taken():
    assert checked("Et fast tavlemøde hver tirsdag gør, at de små ting tages op i tide.") == ""


@pytest.mark.parametrize(
    ("text", "sources", "why"),
    [
        ("Et fast møde hver tirsdag samler de små ting op.", (), "sources"),
        ("Et fast møde hver tirsdag samler de små ting op.", (1,), "sources"),
        ("Et fast møde hver tirsdag samler de små ting op.", (1, 4), "sources"),
        ("Et møde på 20 minutter hver tirsdag samler de små ting op.", (1, 2), "number"),
        ("Tre møder hver tirsdag samler de små ting op.", (1, 2), "number"),
        ("Et fast møde på Solhøj hver tirsdag samler de små ting op.", (1, 2), "name"),
        ("»Tavlemødet hver tirsdag« samler de små ting op.", (1, 2), "quotation"),
        ("De fleste projekter tager små ting op på et fast møde.", (1, 2), "quantity"),
        ("Et fast møde hver tirsdag får alle små ting taget op.", (1, 2), "quantity"),
        ("Et møde hver tirsdag er godt. De små ting tages op.", (1, 2), "length"),
        ("", (1, 2), "length"),
        ("Ledelsens opbakning sænker sygefraværet markant.", (1, 2), "not_carried"),
        ("Et kort tavlemøde var en succes for nattevagterne.", (2, 3), "opposite"),
    ],
)
def test_what_the_evidence_does_not_carry_is_rejected(text, sources, why):
    assert checked(text, sources) == why


def test_the_opposite_of_what_the_excerpts_say_is_rejected():
    texts = (
        "Det korte tavlemøde virkede ikke for nattevagterne.",
        "Nattevagterne fik desværre ikke noget ud af det korte tavlemøde.",
    )
    basis = Basis(texts, ("da", "da"), "Tavlemøder", "da")
    text = "Det korte tavlemøde virkede rigtig godt for nattevagterne."
    assert checked(text, (1, 2), basis=basis) == "opposite"


def test_a_sentence_far_from_its_excerpts_is_rejected():
    text = "Et fast tavlemøde hver tirsdag gør, at de små ting tages op i tide."
    assert checked(text, likeness=0.79) == "not_carried"


def test_an_abbreviation_is_no_end_of_a_sentence():
    assert checked("Et fast møde hver tirsdag samler bl.a. de små ting op.") == ""


def test_of_foreign_excerpts_the_vectors_decide():
    texts = ("A short meeting every Tuesday helps.", "The board meeting on Tuesdays helps us.")
    basis = Basis(texts, ("en", "en"), "Møder", "da")
    assert checked("Et kort møde om tirsdagen hjælper.", (1, 2), basis=basis) == ""
    assert checked("Et kort møde om tirsdagen hjælper.", (1, 2), 0.1, basis) == "not_carried"
