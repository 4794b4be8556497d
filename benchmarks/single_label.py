"""Single-label coding from 5, 20 and all examples per code, beside what a user would pick instead.

Examples are drawn from the development half, figures are from the test half.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks import baselines, ours, vectors
from benchmarks.datasets import DEVELOPMENT, TEST, DataSet, codebook, load
from benchmarks.few_shot import N_DRAWS, draw
from benchmarks.metrics import best_code, calibration, lead, per_code, single_label
from benchmarks.running import over_sets

SETS = (
    "sib200_da",
    "sib200_en",
    "sib200_nb",
    "sib200_sv",
    "us_bills_cap",
    "nasa_llis_sections",
    "da_polstance",
)
EXAMPLES = {"5": 5, "20": 20, "all": None}
OURS, SVM = "evalmine trained", "word TF-IDF + SVM"
CENTROID, MINILM = "nearest centroid, same vectors", "all-MiniLM-L6-v2 + logistic regression"


def measure() -> dict[str, object]:
    return {
        "split": "examples from development, figures from test",
        "n_draws": {"5": N_DRAWS, "20": N_DRAWS, "all": 1},
        **over_sets(SETS, lambda name: measure_set(load(name), load(name))),
    }


def measure_set(source: DataSet, target: DataSet) -> dict[str, object]:
    """Train on the development half of one set and test on the test half of another."""
    train = source.take(source.split == DEVELOPMENT)
    test = target.take(target.split == TEST)
    result: dict[str, object] = {"language": target.language, "n_test": len(test), "examples": {}}
    for told, n in EXAMPLES.items():
        draws = [draw(train.truth, n, seed) for seed in range(N_DRAWS if n else 1)]
        marks, scores, coder = _marks(train, test, draws)
        result["examples"][told] = {
            "n_train": int(np.mean([len(rows) for rows in draws])),
            "coders": {k: single_label(test.truth, m, test.groups) for k, m in marks.items()},
            "lead_of_evalmine": {
                k: lead(test.truth, marks[OURS], m, test.groups)
                for k, m in marks.items()
                if k != OURS
            },
            "calibration": calibration(np.vstack(scores), np.vstack([test.truth] * len(draws))),
        }
    # The last round has all examples; here a code is given from its own threshold.
    asked = vectors.ours(test.texts)
    assigned = coder.code(test.texts, embeddings=asked).assigned
    result["expectations"] = ours.expected_and_met(coder, test, assigned)
    rows = per_code(test.truth, marks[OURS][0], test.groups, test.codes)
    n_train = train.truth.sum(axis=0)
    result["per_code"] = [{**row, "n_train": int(n)} for row, n in zip(rows, n_train, strict=True)]
    return result


def _marks(train: DataSet, test: DataSet, draws):
    """Return the test half as each method codes it per draw, evalmine's scores, its last coder."""
    known = {"ours": vectors.ours(train.texts), "minilm": vectors.minilm(train.texts)}
    asked = {"ours": vectors.ours(test.texts), "minilm": vectors.minilm(test.texts)}
    book, scores, coders = codebook(train.name), [], []

    def evalmine(rows, seed):
        coders.append(ours.train(book, train.take(rows), seed=seed))
        scores.append(coders[-1].score(test.texts, embeddings=asked["ours"]))
        return best_code(scores[-1])

    def svm(rows, seed):
        texts = [train.texts[i] for i in rows]
        return baselines.tfidf_svm(texts, train.truth[rows], test.texts, exclusive=True)

    def centroid(rows, seed):
        return baselines.nearest_centroid(known["ours"][rows], train.truth[rows], asked["ours"])

    def minilm(rows, seed):
        return baselines.logistic(
            known["minilm"][rows], train.truth[rows], asked["minilm"], exclusive=True
        )[1]

    methods: dict[str, Callable] = {OURS: evalmine, SVM: svm, CENTROID: centroid}
    if known["minilm"] is not None:
        methods[MINILM] = minilm
    marks = {
        k: [method(rows, seed) for seed, rows in enumerate(draws)] for k, method in methods.items()
    }
    return marks, scores, coders[-1]
