"""Words by lemma in four languages; each text meets the stop words of its own language only."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.words import count_words, lemma_of, stop_words


def lemmas(text, language="da", **options):
    return count_words([text], [language], **options).lemmas


def test_forms_of_a_word_are_one():
    words = count_words(
        ["Tavlen hang der.", "Vi købte to tavler, og tavlen blev brugt."], ["da"] * 2
    )

    assert words.counts[:, words.lemmas.index("tavle")].toarray().ravel().tolist() == [1, 2]
    assert words.shown[words.lemmas.index("tavle")] == "tavlen"


def test_compounds_stay_whole():
    assert "mødestruktur" in lemmas("Mødestrukturerne gav ro.")
    assert "tjek-ind" in lemmas("Vi begynder med tjek-ind.")


@pytest.mark.parametrize("text", ["den fik 25 kr. i 2024", "60-årige", "[TELEFON] og [CPR]", "ok"])
def test_no_digits_masks_or_crumbs(text):
    assert lemmas(text) == ()


def test_english_stop_words_do_not_touch_danish_text():
    """ "Have", "fire" and "most" are English stop words, and Danish for garden, four and juice."""
    assert {"most", "former"} <= stop_words("en")
    assert "most" in lemmas("De pressede most af æblerne.", "da")
    assert "most" not in lemmas("They pressed most of the apples.", "en")


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [
        ("medarbejderne", "da", "medarbejder"),
        ("testene", "nb", "test"),
        ("skolor", "sv", "skola"),
        ("teachers", "en", "teacher"),
        ("og", "da", ""),
        ("och", "sv", ""),
    ],
)
def test_four_languages(word, language, lemma):
    assert lemma_of(word, language) == lemma


def test_a_language_that_is_not_known_counts_as_the_main_one():
    assert lemmas("tavlerne", "fi") == lemmas("tavlerne", "da")
    assert count_words(["teachers"], [""], language="en").lemmas == ("teacher",)


def test_capitals_are_kept_inside_a_sentence_only():
    words = count_words(["AMR var med. Tavler var nye. Vores AMR roste tavler."], ["da"])

    assert set(words.shown) >= {"AMR", "tavler"}


def test_a_form_the_dictionary_takes_for_another_word_counts_with_its_own():
    """The dictionary takes "leder" for a form of "led", and "lederen" for one of "leder"."""
    words = count_words(["En leder kom. Lederen gik, og lederne blev."], ["da"])

    assert words.shown_of["leder"] == words.shown_of["lederen"] != ""


def test_rows_can_be_taken_in_another_order():
    texts = ["Tavlen hang.", "", "Kaffen og tavlen.", "Kaffe."]
    words = count_words(texts, ["da"] * 4)
    order = np.array([3, 0, 2, 1])
    same = count_words([texts[i] for i in order], ["da"] * 4)

    assert (words.take(order).counts != same.counts).nnz == 0
    assert np.array_equal(words.take(order).tokens.form, same.tokens.form)
    assert np.array_equal(words.take(order).tokens.joined, same.tokens.joined)


def test_texts_of_several_languages_keep_their_rows():
    words = count_words(["Tavlen", "The boards", "Tavler"], ["da", "en", "da"])
    column = words.counts[:, words.lemmas.index("tavle")].toarray().ravel()

    assert column.tolist() == [1, 0, 1]
    assert words.counts[1, words.lemmas.index("board")] == 1


def test_genitives_are_not_shown_where_there_is_another_form():
    words = count_words(["Kommunens plan og kommunens hus.", "En kommune."], ["da"] * 2)

    assert words.shown[words.lemmas.index("kommune")] == "kommune"
