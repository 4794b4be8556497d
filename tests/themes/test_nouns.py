"""Nouns and adjectives are told by use; nothing is downloaded for it."""

from __future__ import annotations

import pytest

from evalmine.themes.nouns import find_adjectives, is_noun
from evalmine.themes.words import count_words


def nouns_of(texts, language="da"):
    words = count_words(texts, [language] * len(texts), language=language)
    return {form for form, noun in zip(words.shown, is_noun(words), strict=True) if noun}


def test_danish_nouns_are_told_from_verbs_and_adjectives():
    texts = ["Sygefraværet er faldet. Vi manglede en klar struktur.", "De manglede strukturen."]

    assert nouns_of(texts) >= {"struktur", "sygefraværet"}
    assert not nouns_of(texts) & {"manglede", "faldet", "klar"}


@pytest.mark.parametrize(
    ("text", "language", "noun", "other"),
    [
        ("The meetings were short, and we talked.", "en", "meetings", "talked"),
        ("Mötena blev korta, och vi pratade.", "sv", "mötena", "pratade"),
        ("Møtene ble korte, og vi snakket.", "nb", "møtene", "snakket"),
    ],
)
def test_other_languages(text, language, noun, other):
    assert noun in nouns_of([text], language)
    assert other not in nouns_of([text], language)


def test_an_adjective_stands_between_an_article_and_a_noun():
    words = count_words(["Vi fik en psykologisk tryghed.", "De ringer chaufføren op."], ["da"] * 2)
    found = find_adjectives(words, is_noun(words))
    forms = {f for f, is_adjective in zip(words.tokens.forms, found, strict=True) if is_adjective}

    assert forms == {"psykologisk"}


def test_no_words_at_all():
    assert not len(is_noun(count_words(["-"], ["da"])))
