import numpy as np
import pytest

from evalmine.coding.examples.letters_and_words import (
    N_LETTERS,
    N_WORDS,
    Commonness,
    text_rows,
    text_scores,
)

TEXTS = [
    "Vi mødes hver mandag ved tavlen.",
    "Vi nåede det aldrig.",
    "Tavlen hænger i køkkenet, og tavlen bliver brugt!",
    "",
    "?!",
]


@pytest.fixture(scope="module")
def commonness():
    return Commonness.of(TEXTS)


@pytest.fixture(scope="module")
def weights():
    draw = np.random.default_rng(0)
    return draw.integers(-1023, 1024, (N_LETTERS + N_WORDS, 3)).astype(np.float64)


def cosine(a, b, commonness):
    rows = text_rows([a, b], commonness).toarray()
    return rows[0] @ rows[1] / 2


def test_letters_and_words_count_as_much(commonness):
    squares = text_rows(TEXTS, commonness).power(2)
    letters, words = squares[:, :N_LETTERS].sum(axis=1), squares[:, N_LETTERS:].sum(axis=1)
    assert np.asarray(letters).ravel() == pytest.approx([1, 1, 1, 0, 0])
    assert np.asarray(words).ravel() == pytest.approx([1, 1, 1, 0, 0])


def test_inflected_words_are_near(commonness):
    near = cosine("mødestruktur", "mødestrukturer", commonness)
    assert near > 0.4 > cosine("mødestruktur", "kantinen", commonness)


def test_a_rare_word_in_common_counts_more():
    commonness = Commonness.of(["bord", "bord", "bord", "bord", "sten", "lygte", "skovl"])
    rare = cosine("sten lygte", "sten skovl", commonness)
    assert rare > cosine("bord lygte", "bord skovl", commonness) + 0.05


def test_scores_are_the_weighted_rows(commonness, weights):
    expected = text_rows(TEXTS, commonness) @ weights
    assert text_scores(TEXTS, commonness, weights) == pytest.approx(expected)


def test_a_text_scores_the_same_to_the_bit_beside_any_others(commonness, weights):
    many = [f"Nummer {i} {'og igen ' * (i % 7)}{TEXTS[i % 3]}" for i in range(200)]
    together = text_scores(many, commonness, weights)
    for i in (0, 17, 199):
        assert (text_scores([many[i]], commonness, weights) == together[i]).all()
    assert (text_scores(many[::-1], commonness, weights) == together[::-1]).all()


def test_nothing_to_score_gives_nothing(commonness, weights):
    assert text_scores([], commonness, weights).shape == (0, 3)
    assert (text_scores(["", "?!"], commonness, weights) == 0).all()


def test_a_word_said_a_thousand_times_is_one_word(commonness, weights):
    often = text_scores(["tavlen " * 1000], commonness, weights)
    assert often == pytest.approx(text_scores(["tavlen"], commonness, weights))
