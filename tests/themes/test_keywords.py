"""Keywords tell themes apart, are shared by projects, and do not repeat each other."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.themes.keywords import find_keywords, name_theme, name_themes
from evalmine.themes.words import count_words

TEXTS = [
    "Tavlen hænger ved døren, og alle sætter magneter på tavlen.",
    "Magneterne på tavlen viser, hvordan holdet har det.",
    "En tavle med magneter gav ro ved vagtskiftet.",
    "Lederen gik forrest og talte om sine fejl. Zebra zebra zebra.",
    "Da lederen viste fejl, turde andre også.",
    "Ledelsen bakkede op, og lederen kom forbi.",
]
PROJECTS = ["a", "b", "c", "a", "b", "c"]
BELONGS = np.repeat(np.eye(2, dtype=bool), 3, axis=0)


def words_of(theme_keywords):
    return [form for form, _ in theme_keywords]


@pytest.fixture(scope="module")
def words():
    return count_words(TEXTS, ["da"] * 6)


def test_keywords_are_those_that_tell_themes_apart(words):
    board, leader = find_keywords(words, BELONGS, PROJECTS)

    assert words_of(board)[0] in {"tavlen", "magneter"}
    assert words_of(leader)[0] == "lederen"


def test_a_word_of_one_project_is_no_keyword(words):
    found = find_keywords(words, BELONGS, PROJECTS)

    assert "zebra" not in words_of(found[1])


def test_in_a_single_project_every_word_may_be_one(words):
    found = find_keywords(words, BELONGS, ["a"] * 6, n_keywords=20)

    assert "zebra" in words_of(found[1])


def test_with_an_encoder_words_near_the_center_come_first(words):
    encoder = LexicalEncoder()
    centroids = encoder.encode(["tavlen tavler", "lederen ledelse"])
    found = find_keywords(words, BELONGS, PROJECTS, centroids=centroids, encoder=encoder)

    assert [words_of(own)[0] for own in found] == ["tavlen", "lederen"]


def test_words_that_share_letters_do_not_fill_the_list():
    texts = ["møde mødeleder mødeplan kaffe", "møde mødeleder mødeplan kaffe", "hund kat"]
    words = count_words(texts, ["da"] * 3)
    belongs = np.array([[True, False], [True, False], [False, True]])
    first = find_keywords(words, belongs, ["a", "b", "c"], n_keywords=2)[0]

    assert "kaffe" in words_of(first)


@pytest.mark.parametrize(
    ("forms", "language", "name"),
    [
        (["mødestruktur", "tavle", "tjek-ind"], "da", "Mødestruktur, tavle og tjek-ind"),
        (["tavle", "ro"], "sv", "Tavle och ro"),
        (["board"], "en", "Board"),
        (["manglede", "tavle", "ro", "tid"], "da", "Tavle, ro og tid"),
        ([], "da", ""),
    ],
)
def test_names_read_like_a_phrase(forms, language, name):
    assert name_theme(tuple((form, 1.0) for form in forms), language) == name


def test_no_two_names_are_alike():
    same = (("tavle", 1.0), ("ro", 0.5))
    names = name_themes([same, same, (), (), same], "da")

    assert len(set(names)) == 5
    assert names[:2] == ["Tavle og ro", "Tavle og ro (2)"]
