"""Names are words and phrases that somebody wrote, no two alike."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.keywords import find_keywords
from evalmine.themes.names import name_themes
from evalmine.themes.nouns import is_noun
from evalmine.themes.words import count_words

LANGUAGE = [
    "Vi fik et fælles sprog om trivsel.",
    "Det gav os fælles sprog i personalegruppen.",
    "Et fælles sprog gør det lettere at tale om konflikter.",
    "Sproget blev vores.",
]
BOARD = [
    "Tavlen hænger i gangen, og alle skriver på tavlen.",
    "En tavle med magneter gav ro.",
    "Tavlerne blev brugt hver dag.",
    "Vi skrev det på en tavle.",
]


def names_of(groups, language="da"):
    texts = [text for group in groups for text in group]
    labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    belongs = labels[:, None] == np.arange(len(groups))
    projects = [f"p{i}" for group in groups for i in range(len(group))]
    words = count_words(texts, [language] * len(texts), language=language)
    nouns = is_noun(words)
    keywords = find_keywords(words, belongs, projects, nouns=nouns)
    return name_themes(words, belongs, projects, keywords, nouns, language=language)


def test_a_phrase_that_projects_share_goes_before_the_word_in_it():
    first, second = names_of([LANGUAGE, BOARD])

    assert first.startswith("Fælles sprog")
    assert second.startswith("Tavle")


def test_every_part_of_a_name_stands_in_the_texts():
    said = " ".join(LANGUAGE + BOARD).lower()

    for name in names_of([LANGUAGE, BOARD]):
        assert all(part.lower() in said for part in name.split(" og "))


def test_english_compounds_are_phrases():
    boards = ["Our board meeting was short.", "A board meeting a week helped.", "The meeting ran."]
    walks = ["We went for a walk.", "The walk was long.", "Every walk helped our talk."]

    assert names_of([boards, walks], "en")[0].startswith("Board meeting")


def test_no_two_names_are_alike():
    names = names_of([BOARD, BOARD, ["-"], ["..."], BOARD])

    assert len(set(names)) == 5
    assert "Tema uden nøgleord" in names


@pytest.mark.parametrize("texts", [["-"], [""], ["Et møde."]])
def test_a_single_theme_has_a_name(texts):
    assert names_of([texts])[0]


def test_a_phrase_is_not_cut_out_of_its_article():
    groups = [["Den røde magnet hang der.", "Vi tog den røde magnet ned."], ["Kaffen kom.", "Te."]]

    assert "røde magnet" not in names_of(groups)[0]
