"""Several codes per text, trained on people's codings, beside what a user would pick instead.

safenet_lessons and the author-coded sample: trained on the development half, figures from the
test half. games_as_art_coded has eight codes with 5 to 11 uses in 174 answers: halving would leave
two or three, so its figures are from five-fold cross-validation by answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks import baselines, ours, sample, vectors
from benchmarks.datasets import DEVELOPMENT, TEST, DataSet, codebook, load
from benchmarks.metrics import (
    calibration,
    lead,
    multi_label,
    per_code,
)
from benchmarks.running import over_sets
from evalmine.coding import aspect_of_question

SETS = ("safenet_lessons", "sample", "games_as_art_coded")
OURS, SVM = "evalmine trained", "word TF-IDF + SVM"
ALONE = "evalmine trained, text alone"  # where OURS is told the question a text answers
MINILM, CENTROID = "all-MiniLM-L6-v2 + logistic regression", "nearest centroid, same vectors"
N_FOLDS = 5


def measure() -> dict[str, object]:
    return over_sets(SETS, _measure_set)


def _measure_set(name: str) -> dict[str, object]:
    data = sample.load() if name == "sample" else load(name)
    book = sample.codebook() if name == "sample" else codebook(name)
    asked = sample.questions() if name == "sample" else None  # other sets have one question
    if name == "games_as_art_coded":
        return _cross_validated(data, book)
    train, test = np.flatnonzero(data.split == DEVELOPMENT), np.flatnonzero(data.split == TEST)
    marks, scores, coder = _code(data, book, train, test, asked)
    return {
        "split": "trained on development, figures from test",
        "n_train": len(train),
        **_figures(data.take(test), marks, scores, data.truth[train].sum(axis=0)),
        "expectations": ours.expected_and_met(coder, data.take(test), marks[OURS]),
    }


def _cross_validated(data: DataSet, book) -> dict[str, object]:
    fold = np.empty(len(data), dtype=int)
    fold[np.random.default_rng(0).permutation(len(data))] = np.arange(len(data)) % N_FOLDS
    marks: dict[str, np.ndarray] = {}
    scores = np.zeros(data.truth.shape, dtype=np.float32)
    for k in range(N_FOLDS):
        train, test = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        found, scores[test], _ = _code(data, book, train, test, None)
        for coder, assigned in found.items():
            marks.setdefault(coder, np.zeros_like(data.truth))[test] = assigned
    return {
        "split": f"{N_FOLDS}-fold cross-validation by answer over the whole set",
        "n_train": len(data) - len(data) // N_FOLDS,
        **_figures(data, marks, scores, data.truth.sum(axis=0) * (N_FOLDS - 1) // N_FOLDS),
    }


def _code(data: DataSet, book, train, test, questions: Sequence[str] | None):
    """Return the tested texts as each method codes them, evalmine's scores and its coder."""
    known, asked = data.take(train), data.take(test)
    embeddings = vectors.ours(asked.texts)
    marks = {}
    coder, aspects = ours.train(book, known), None
    if questions:
        marks[ALONE] = coder.code(asked.texts, embeddings=embeddings).assigned
        coder = ours.train(book, known, questions=[questions[i] for i in train])
        aspects = [aspect_of_question(questions[i]) for i in test]
    result = coder.code(asked.texts, embeddings=embeddings, aspects=aspects)
    marks = {
        OURS: result.assigned,
        **marks,
        SVM: baselines.tfidf_svm(known.texts, known.truth, asked.texts, exclusive=False),
        CENTROID: baselines.nearest_centroid(vectors.ours(known.texts), known.truth, embeddings),
    }
    minilm = vectors.minilm(known.texts)
    if minilm is not None:
        marks[MINILM] = baselines.logistic(
            minilm, known.truth, vectors.minilm(asked.texts), exclusive=False
        )[1]
    return marks, result.scores, coder


def _figures(test: DataSet, marks, scores, n_train) -> dict[str, object]:
    rows = per_code(test.truth, marks[OURS], test.groups, test.codes)
    return {
        "n_test": len(test),
        "coders": {k: multi_label(test.truth, m, test.groups) for k, m in marks.items()},
        "lead_of_evalmine": {
            k: lead(test.truth, [marks[OURS]], [m], test.groups)
            for k, m in marks.items()
            if k != OURS
        },
        "per_code": [{**row, "n_train": int(n)} for row, n in zip(rows, n_train, strict=True)],
        "calibration": calibration(scores, test.truth),
    }
