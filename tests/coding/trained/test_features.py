import numpy as np
import pytest

from evalmine.coding.trained.features import N_BUCKETS, Rarity, word_scores, word_vectors

TEXTS = [
    "Vi fik et fælles sprog.",
    "Mødestrukturen blev fast.",
    "Alle mødestrukturer holdt.",
    "…",
    "",
]


@pytest.fixture(scope="module")
def rarity():
    return Rarity.of(TEXTS)


def dense(texts, rarity):
    return word_vectors(texts, rarity).toarray()


def test_texts_are_near_when_they_share_words_or_parts_of_words(rarity):
    products = dense(TEXTS, rarity) @ dense(TEXTS, rarity).T
    assert products[1, 2] > 0.1 > 0.05 > abs(products[0, 1])
    assert products[:3, :3].diagonal() == pytest.approx(1, abs=0.3)


def test_text_without_words_is_nothing(rarity):
    assert not dense(["…", "", " 🙂 "], rarity).any()
    assert not word_scores(["…", ""], rarity, np.ones((N_BUCKETS, 2))).any()


def test_no_texts_at_all(rarity):
    assert word_scores([], rarity, np.ones((N_BUCKETS, 2))).shape == (0, 2)
    assert Rarity.of([]).n_texts == 0


def test_case_and_way_of_writing_letters_do_not_count(rarity):
    one, other = dense(["Første måde", "FØRSTE MA\u030aDE"], rarity)
    assert (one == other).all()


def test_a_rare_word_weighs_more_than_a_frequent_one():
    rarity = Rarity.of(["og ild", "og vand", "og jord", "og luft"])
    weights = rarity.weights(["og", "ild", "ukendt"])
    assert weights[0] < weights[1] < weights[2]


def test_scores_are_the_product_with_the_vectors_whatever_is_beside_a_text(rarity):
    weights = np.rint(np.random.default_rng(0).normal(0, 300, (N_BUCKETS, 3)))
    scores = word_scores(TEXTS, rarity, weights)
    assert scores == pytest.approx(dense(TEXTS, rarity) @ weights, abs=1e-9)
    for i, text in enumerate(TEXTS):
        alone = word_scores([text], rarity, weights)
        among = word_scores(["noget andet", text, *TEXTS, "mere fælles"], rarity, weights)
        assert (alone[0] == scores[i]).all()
        assert (among[1] == scores[i]).all()


def test_words_themselves_are_not_kept(rarity):
    assert set(vars(rarity)) == {"n_texts", "counts"}
    assert rarity.counts.dtype == np.int32
