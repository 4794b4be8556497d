from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.text import normalize_text
from evalmine.synthesis.quoting.pointers import pointers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi gav dem tid til at tale sammen.", ("dem",)),
        ("Lederen har været god til at bakke ham op.", ("ham",)),
        ("Hendes rolle var at samle op på aftalerne.", ("hendes",)),
        ("Den blev hængt op i kantinen i marts.", ("den",)),
        ("Den historie går stadig rundt i huset.", ("den",)),
        ("Dette kræver en leder, som tør være stille.", ("dette",)),
        ("Vi blev klogere, og folk blev længere.", ()),
        ("Vi har det bedre med hinanden nu.", ()),
        ("Folk kommer gerne her i huset.", ()),
        ("Folk bliver længere her.", ("her",)),
    ],
)
def test_words_that_need_something_before_them_are_named(text, found):
    assert pointers(text, "da") == found


@pytest.mark.parametrize(
    "text",
    [
        "Det er lederne selv, der åbner mødet.",
        "Det viste sig, at skemaet var for langt.",
        "For os var det vigtigt at begynde med vagtplanen.",
        "Kortene gjorde det lettere at sige fra.",
        "Det, vi manglede, var et sted at tale sammen.",
    ],
)
def test_formal_subjects_and_clefts_point_at_nothing(text):
    assert pointers(text, "da") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Det gjorde en stor forskel.",
        "Det er en god måde at mødes på.",
        "Det betyder, at alle ved besked.",
        "Det er en indvending, som fortjener svar.",
        "Det var der ingen af lederne, der havde regnet med.",
    ],
)
def test_the_same_words_with_a_real_det_point_back(text):
    assert pointers(text, "da")


@pytest.mark.parametrize(
    ("language", "alone", "dangling"),
    [
        (
            "nb",
            "Det tar tid å bygge tillit mellom to avdelinger.",
            "Det ga en ny ro på avdelingen.",
        ),
        ("sv", "Det tar tid att bygga tillit mellan två hus.", "Det gav ett nytt lugn i huset."),
        ("en", "It takes time to build trust.", "It was used every morning."),
    ],
)
def test_each_language_knows_its_formal_subject(language, alone, dangling):
    assert pointers(alone, language) == ()
    assert pointers(dangling, language)


@settings(deadline=None)
@given(
    st.text(max_size=200).map(normalize_text), st.sampled_from(["da", "nb", "sv", "en", "fr", ""])
)
def test_no_text_breaks_it(text, language):
    assert all(isinstance(word, str) for word in pointers(text, language))
