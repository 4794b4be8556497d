import numpy as np
from benchmarks.few_shot import draw

from benchmarks import baselines, minilm
from evalmine.coding import parse_codebook

TRAIN = ["a red apple", "red cherry fruit", "blue deep sea", "the sea is blue"]
MARKS = np.array([[True, False], [True, False], [False, True], [False, True]])
TEST = ["red fruit", "blue sea"]
RIGHT = [[True, False], [False, True]]


def test_tfidf_svm_learns_words():
    assert baselines.tfidf_svm(TRAIN, MARKS, TEST, exclusive=True).tolist() == RIGHT


def test_a_code_without_examples_is_never_given():
    marks = np.column_stack([MARKS, np.zeros(4, dtype=bool)])
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=float)
    for exclusive in (True, False):
        assert not baselines.tfidf_svm(TRAIN, marks, TEST, exclusive=exclusive)[:, 2].any()
        assert not baselines.logistic(vectors, marks, vectors, exclusive=exclusive)[1][:, 2].any()
    assert not baselines.nearest_centroid(vectors, marks, vectors)[:, 2].any()


def test_nearest_definition_shares_words():
    book = parse_codebook(
        "name: fruit\n"
        "codes:\n"
        "- {id: red, name: {en: Red fruit}}\n"
        "- {id: sea, name: {en: Blue sea}}\n"
    )
    assert baselines.nearest_definition_tfidf(book, TEST).argmax(axis=1).tolist() == [0, 1]


def test_examples_are_drawn_per_code_and_by_seed():
    truth = np.eye(3, dtype=bool)[[0] * 10 + [1] * 10 + [2] * 2]
    rows = draw(truth, 5, 0)
    assert truth[rows].sum(axis=0).tolist() == [5, 5, 2]
    assert draw(truth, 5, 0).tolist() == rows.tolist()
    assert draw(truth, 5, 1).tolist() != rows.tolist()
    assert len(draw(truth, None, 0)) == 22


def test_minilm_is_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("EVALMINE_MINILM", str(tmp_path))
    assert minilm.folder() == tmp_path
