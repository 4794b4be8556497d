from __future__ import annotations

import pytest

from evalmine.synthesis.quoting.worth import names_in_texts, shortcomings

GOOD = "Vi begynder hvert personalemøde med to minutter, hvor alle siger noget."


def test_a_good_quote_has_no_shortcomings():
    assert shortcomings(GOOD, "da", frozenset()) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Kort er godt.",
        "Er det ikke bare endnu et projekt for de samme ledere?",
        "Hvad er der sket, hvem er træt, hvad skal man holde øje med.",
        "Sygefravær: 7,9 i 2023, 6,3 i 2024, 5,8 i 2025.",
        "Bagefter tog vores leder Ellen Alslev selv en runde i huset.",
        "Vi begynder hvert personalemøde med to minutter (se bilag 3, tabel 2).",
        "Evalueringen konkluderer, at ledelsen er kommet tættere på i hele huset.",
        "Makkerbesøg på 15 minutter i hinandens klasser.",
        "Hensigten var, at alle skulle mødes kort hver eneste mandag morgen.",
        "Vi havde lavet en beregning.",
        "Vi begynder hvert personalemøde med to minutter, hvor alle siger noget ...",
    ],
)
def test_what_makes_a_poor_quote_counts_against_it(text):
    assert shortcomings(text, "da", frozenset()) >= 0.25


def test_a_single_name_counts_where_the_texts_only_know_it_as_a_name():
    text = "Vi fik penge til kasser, og Birthe lavede suppe til hele holdet."
    names = names_in_texts([text, "Husets Ledere og ledere spiser sammen hver fredag."])
    assert names == {"Birthe"}
    assert shortcomings(text, "da", names) - shortcomings(text, "da", frozenset()) == 0.45


def test_abbreviations_and_days_are_no_names():
    texts = ["Vores AMR og HR mødes.", "We meet every Monday in English."]
    assert names_in_texts(texts) == frozenset()


def test_other_languages_than_the_report_count_against_a_quote():
    text = "We begin every meeting with two minutes in which everybody says something."
    assert shortcomings(text, "en", frozenset(), report="en") == 0
    assert shortcomings(text, "en", frozenset(), report="da") == 0.6


def test_longer_is_worse_beyond_thirty_words():
    long = " ".join([GOOD] * 3)
    longer = " ".join([GOOD] * 4)
    assert 0 < shortcomings(long, "da", frozenset()) < shortcomings(longer, "da", frozenset())


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("The amended objectives of the project are to strengthen schools and to: 1.", True),
        ("The project builds roads and schools in the northern regions; (ii)", True),
        ("The share of pupils who finish school rose from 5 to 10.", False),
        ("Vi mødes hver mandag kl. 8.", False),
    ],
)
def test_the_number_of_an_item_that_does_not_follow_speaks_against_a_quote(text, is_cut):
    language = "da" if "Vi" in text else "en"
    own = shortcomings(text, language, frozenset(), report=language)
    assert (own >= 1.0) is is_cut


def test_english_titles_with_capitals_are_no_names_of_people():
    title = "It is stated that the Project Development Objective was to make roads safer for all."
    person = "It is stated that the manager Peter Holm made the roads in the area safer for all."
    names = frozenset({"Peter", "Holm"})
    assert shortcomings(title, "en", names, report="en") < 1.0
    assert shortcomings(person, "en", names, report="en") >= 1.0
