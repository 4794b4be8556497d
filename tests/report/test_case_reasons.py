from __future__ import annotations

import pytest

from evalmine.report.case_reasons import told_case_reasons
from evalmine.report.words import load_words
from evalmine.synthesis.outline import Case

DA, EN = load_words("da"), load_words("en")


def told(*reasons, words=DA):
    case = Case("P1", "", "", "", "", None, None, "", "", (), (), reasons=reasons)
    return told_case_reasons(case, words)


def test_what_it_carries_and_how_it_differs_make_a_sentence():
    reasons = (("carries", "5/9"), ("alone", "2"), ("only_region", "Fyn"), ("only_size", "0-9"))
    assert told(*reasons) == (
        "Valgt, fordi projektet bidrager til 5 af puljens 9 læringer og som det eneste af de "
        "valgte kommer fra Fyn og har under 10 ansatte. 2 af dem er der ingen af de andre cases, "
        "der bidrager til."
    )
    assert told(*reasons, words=EN) == (
        "Chosen because the project contributes to 5 of the pool’s 9 learnings and, alone among "
        "those chosen, comes from Fyn and has fewer than 10 employees. To 2 of them no other case "
        "contributes."
    )


def test_three_differences_are_enough():
    sentence = told(
        ("carries", "5/9"),
        ("only_region", "Fyn"),
        ("only_sector", "Skole"),
        ("only_organization_type", "Kommune"),
        ("only_theme", "Tid"),
    )
    assert "organisationstypen »Kommune«." in sentence
    assert "Tid" not in sentence


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ((), ""),
        ((("picked", ""),), "Udpeget af en person."),
        ((("carries", "1/9"),), "Valgt, fordi projektet bidrager til 1 af puljens 9 læringer."),
        (
            (("only_sector", "Skole"), ("alone", "1")),
            "Valgt, fordi projektet som det eneste af de valgte hører til sektoren »Skole«. Én af "
            "dem er der ingen af de andre cases, der bidrager til.",
        ),
    ],
)
def test_a_case_with_few_reasons_says_what_there_is(reasons, sentence):
    assert told(*reasons) == sentence
