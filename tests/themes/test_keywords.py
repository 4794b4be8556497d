"""Keywords tell themes apart, are shared by projects, and do not repeat each other."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.keywords import find_keywords, name_theme
from evalmine.themes.nouns import is_noun
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


def test_a_project_that_repeats_itself_does_not_speak_for_the_others():
    texts = ["bussen kom"] * 9 + ["bussen og pausen"] + ["pausen var god"] * 5 + ["lyset gik"] * 15
    projects = ["a"] * 9 + ["b"] + [f"c{i}" for i in range(5)] + [f"d{i}" for i in range(15)]
    belongs = np.repeat(np.eye(2, dtype=bool), 15, axis=0)
    first = find_keywords(count_words(texts, ["da"] * 30), belongs, projects)[0]

    assert words_of(first)[0] == "pausen"


def test_texts_that_weigh_nothing_give_no_words(words):
    belongs = BELONGS.astype(float)
    belongs[3] = 0  # the one that says zebra, in a corpus of one project

    assert "zebra" not in words_of(find_keywords(words, belongs, ["a"] * 6, n_keywords=20)[1])


def test_nouns_and_common_words_come_before_verbs_and_names():
    inside = ["Vi savnede Fyrre, og vi fik en ordning med ordningen."] * 4
    texts = inside + ["Her var en tavle."] * 4
    words = count_words(texts, ["da"] * 8)
    belongs = np.repeat(np.eye(2, dtype=bool), 4, axis=0)
    found = find_keywords(words, belongs, list("abcdabcd"), nouns=is_noun(words))[0]

    assert words_of(found)[0] == "ordning"


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
