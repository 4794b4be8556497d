import numpy as np
import pytest
from scipy.sparse import csr_matrix

from evalmine.coding.trained.features import N_BUCKETS
from evalmine.coding.trained.heads import (
    STRENGTH,
    learn_heads,
    make_heads,
    predict_rows,
    text_products,
)


@pytest.fixture(scope="module")
def sample():
    draw = np.random.default_rng(3)
    vectors = draw.normal(size=(40, 8))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    words = csr_matrix(draw.random((40, N_BUCKETS)) * (draw.random((40, N_BUCKETS)) < 0.001))
    marks = np.column_stack([vectors[:, 0] > 0, vectors[:, 1] > 0.2, np.zeros(40, bool)])
    return vectors, words, marks


def test_heads_are_ridge_regression(sample):
    from sklearn.linear_model import Ridge

    vectors, words, marks = sample
    share = marks[:, 0].mean()
    target = (marks[:, 0] - share) / np.sqrt(share * (1 - share))
    features = np.hstack([vectors, np.sqrt(0.7) * words.toarray()])
    ridge = Ridge(alpha=STRENGTH).fit(features, target)
    weights, _ = learn_heads(text_products(vectors, words), marks, np.arange(40) % 5)
    heads = make_heads(vectors, words, weights)
    values = heads.values(vectors, (words @ heads.words))
    assert values[:, 0] == pytest.approx(ridge.predict(features), abs=2e-3)


def test_held_out_values_do_not_know_their_own_marks(sample):
    vectors, words, marks = sample
    folds = np.arange(40) % 4
    products = text_products(vectors, words)
    _, held_out = learn_heads(products, marks, folds)
    flipped = marks.copy()
    rows = np.flatnonzero(folds == 2)
    # Swapping two marks of the fold leaves its mean, so nothing outside may notice.
    a, b = rows[marks[rows, 0]][0], rows[~marks[rows, 0]][0]
    flipped[[a, b], 0] = flipped[[b, a], 0]
    _, again = learn_heads(products, flipped, folds)
    assert again[rows] == pytest.approx(held_out[rows], abs=1e-9)


def test_held_out_values_are_those_of_heads_learned_without_the_fold(sample):
    vectors, words, marks = sample
    folds = np.arange(40) % 4
    products = text_products(vectors, words)
    _, held_out = learn_heads(products, marks, folds)
    known, rows = np.flatnonzero(folds != 1), np.flatnonzero(folds == 1)
    among = products[np.ix_(known, known)]
    weights, _ = learn_heads(among, marks[known], folds[known])
    direct = predict_rows(products, weights, known, rows)
    assert np.corrcoef(direct[:, 0], held_out[rows, 0])[0, 1] > 0.98


def test_a_code_nobody_gave_has_no_opinion(sample):
    vectors, words, marks = sample
    weights, held_out = learn_heads(text_products(vectors, words), marks, np.arange(40) % 5)
    assert not weights[:, 2].any()
    assert not held_out[:, 2].any()


def test_value_of_a_text_does_not_depend_on_its_neighbors(sample):
    vectors, words, marks = sample
    weights, _ = learn_heads(text_products(vectors, words), marks, np.arange(40) % 5)
    heads = make_heads(vectors, words, weights)
    scores = words @ heads.words
    together = heads.values(vectors, scores)
    for i in (0, 17, 39):
        assert (heads.values(vectors[i : i + 1], scores[i : i + 1])[0] == together[i]).all()
