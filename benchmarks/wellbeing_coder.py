"""The coder that ships for ``wellbeing`` beside the codebook's words alone, on the made-up sample.

Texts, codings and example sentences are all ours: it compares methods and validates nothing.
Heads never saw a text of the sample; scores on the development half come from calibrations fitted
without the project's fifth.
"""

from __future__ import annotations

import importlib.util

import numpy as np

from benchmarks import ours, sample, vectors
from benchmarks.datasets import DEVELOPMENT, TEST
from benchmarks.metrics import (
    calibration,
    macro_f1,
    micro_f1,
    over_draws,
    precision,
    recall,
    resample_weights,
    rounded,
    told,
)
from benchmarks.tables import figure, points, table
from evalmine.coding import choose_coder
from evalmine.coding.coder import assign
from evalmine.coding.examples.examples_coder import ExamplesCoder, head_values, text_evidence
from evalmine.coding.examples.learn_examples import calibrate
from evalmine.coding.trained.cross_validation import coding_groups, grouped_folds
from evalmine.embeddings import EmbeddingCache
from evalmine.resources import resource_path

FIGURES = {"micro_f1": micro_f1, "macro_f1": macro_f1, "precision": precision, "recall": recall}
SPLITS, ZERO = (DEVELOPMENT, TEST), "zero_shot"
BARS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.8)


def measure() -> dict[str, object]:
    return {split: _half(split) for split in (DEVELOPMENT, TEST)}


def tables(result) -> str:
    """Return the table of both halves, and the paired difference on the test half."""
    names = {
        "micro_f1": "micro F1",
        "macro_f1": "macro F1",
        "precision": "precision",
        "recall": "recall",
        "precision_top_3": "right among the 3 highest per code and aspect",
        "precision_top_5": "right among the 5 highest per code and aspect",
    }
    test = result[TEST]
    rows = [
        [
            name,
            *(figure(result[split][by][key]) for split in SPLITS for by in ("examples", ZERO)),
            points(test["examples_minus_zero_shot"][key]),
        ]
        for key, name in names.items()
    ]
    for kind, name in (("ece_all_pairs", "all pairs"), ("ece_best_code", "best code")):
        found = [
            figure(result[split][by]["calibration"][kind])
            for split in SPLITS
            for by in ("examples", ZERO)
        ]
        rows.append([f"calibration error, {name}", *found, "–"])
    head = [f"{split}: {by}" for split in SPLITS for by in ("examples", "zero-shot")]
    return table(["", *head, "difference on the test half, points"], rows)


def _half(split: str) -> dict[str, object]:
    data = sample.load()
    half = data.take(data.split == split)
    book, encoder, cache = sample.codebook(), vectors.encoder(), EmbeddingCache.default()
    answers = _rebuild().read_answers(
        resource_path("corpora", "aftryk-2025", "gold.csv"), split, book, encoder, cache
    )
    if list(answers.texts) != list(half.texts):
        raise ValueError("the sample is read in two orders")
    known = vectors.ours(half.texts)
    zero = ours.zero_shot(book).code(half.texts, embeddings=known, aspects=answers.aspects)
    coder = choose_coder(codebook=book, encoder=encoder, cache=cache)
    if not isinstance(coder, ExamplesCoder):
        raise TypeError("the coder that ships is not in use")
    if split == DEVELOPMENT:
        scores, marks = _cross_fitted(coder, half, known, answers.aspects)
    else:
        coded = coder.code(half.texts, embeddings=known, aspects=answers.aspects)
        scores, marks = coded.scores.astype(np.float64), coded.assigned
    both = {"examples": (scores, marks), "zero_shot": (zero.scores.astype(float), zero.assigned)}
    return {"n": len(half), **_compared(half, both, book, np.array(answers.aspects))}


def _rebuild():
    path = resource_path("models", "wellbeing-coder", "rebuild.py")
    spec = importlib.util.spec_from_file_location("wellbeing_rebuild", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cross_fitted(coder: ExamplesCoder, half, known, aspects):
    """Return scores and codes with calibration and threshold learned from other projects."""
    values = head_values(coder.taught.heads, coder.taught.commonness, half.texts, known)
    evidence = text_evidence(values, coder.codebook, aspects)
    scores, marks = np.zeros(half.truth.shape), np.zeros(half.truth.shape, dtype=bool)
    folds = grouped_folds(coding_groups(half.groups, half.texts), half.truth)
    for fold in range(int(folds.max()) + 1):
        tried = folds == fold
        combination, threshold = calibrate([e[~tried] for e in evidence], half.truth[~tried])
        scores[tried] = combination.probabilities(*(e[tried] for e in evidence))
        marks[tried] = assign(scores[tried].astype(np.float32), [threshold] * marks.shape[1])
    return scores, marks


def _compared(half, both, book, aspects) -> dict[str, object]:
    found: dict[str, object] = {}
    draws: dict[str, dict[str, np.ndarray]] = {}
    for name, (scores, marks) in both.items():
        draws[name] = {
            key: over_draws(figure, half.truth, [marks], half.groups)
            for key, figure in FIGURES.items()
        }
        for k in (3, 5):
            best = top(scores, marks, book, aspects, k)
            draws[name][f"precision_top_{k}"] = _share(best, half)
        found[name] = {
            **{key: told(values) for key, values in draws[name].items()},
            "codes_per_text": rounded(marks.sum() / len(marks)),
            "right_from_score": [
                {
                    "score": bar,
                    "n": int((scores >= bar).sum()),
                    "right": rounded(half.truth[scores >= bar].mean()),
                }
                for bar in BARS
                if (scores >= bar).any()
            ],
            "calibration": calibration(scores, half.truth),
        }
    found["examples_minus_zero_shot"] = {
        key: told(values - draws["zero_shot"][key]) for key, values in draws["examples"].items()
    }
    return found


def top(scores, marks, book, aspects, k: int) -> list[tuple[int, int]]:
    """Return the `k` best assigned segments of each code and aspect it speaks to."""
    chosen = []
    for j, code in enumerate(book.assignable):
        for aspect in code.aspects:
            rows = np.flatnonzero((aspects == aspect) & marks[:, j])
            rows = rows[np.argsort(-scores[rows, j], kind="stable")][:k]
            chosen += [(int(i), j) for i in rows]
    return chosen


def _share(chosen: list[tuple[int, int]], half) -> np.ndarray:
    """Return the share that is right, then in every resample of projects."""
    rows = np.array([i for i, _ in chosen])
    right = np.array([half.truth[i, j] for i, j in chosen], dtype=float)
    weights = np.vstack([np.ones((1, len(half))), resample_weights(half.groups)])[:, rows]
    return (weights @ right) / np.maximum(1, weights.sum(axis=1))
