"""Coding from definitions alone, Danish and English, beside the nearest definition by other means.

The coder's constants were chosen on development texts; figures are given for both halves. The
``sample`` set has a codebook with rules and examples, and thresholds fitted on its development
half.
"""

from __future__ import annotations

import numpy as np

from benchmarks import baselines, ours, sample, vectors
from benchmarks.datasets import DEVELOPMENT, TEST, DataSet, codebook, load
from benchmarks.metrics import (
    best_code,
    calibration,
    hit_rate,
    lead,
    macro_f1,
    multi_label,
    over_draws,
    told,
)
from benchmarks.running import over_sets
from evalmine.embeddings import load_encoder

# name told -> (set, language of the definitions; "" for both)
RUNS = {
    "sib200_da, Danish definitions": ("sib200_da", "da"),
    "sib200_da, English definitions": ("sib200_da", "en"),
    "sib200_en, English definitions": ("sib200_en", "en"),
    "us_bills_cap": ("us_bills_cap", "en"),
    "nasa_llis_sections": ("nasa_llis_sections", "en"),
    "safenet_lessons": ("safenet_lessons", "en"),
    "sample, question known": ("sample", ""),
    "sample, text alone": ("sample", ""),
}
PARALLEL = ("sib200_da, Danish definitions", "sib200_en, English definitions")
OURS, LEXICAL = "evalmine zero-shot", "evalmine zero-shot, lexical encoder"
TFIDF, MINILM = "word TF-IDF, nearest definition", "all-MiniLM-L6-v2, nearest definition"


def measure() -> dict[str, object]:
    kept: dict[str, np.ndarray] = {}
    result = over_sets(list(RUNS), lambda told_name: _run(told_name, kept))
    if all(name in kept for name in PARALLEL):
        danish, english = (kept[name] for name in PARALLEL)
        test = load("sib200_da")
        test = test.take(test.split == TEST)
        result["danish_minus_english"] = {
            "split": TEST,
            "macro_f1": lead(test.truth, [danish], [english], test.groups),
        }
    return result


def _run(run: str, kept: dict[str, np.ndarray]) -> dict[str, object]:
    name, language = RUNS[run]
    data = sample.load() if name == "sample" else load(name)
    book = sample.codebook() if name == "sample" else codebook(name)
    book = ours.in_language(book, language) if language else book
    aspects = sample.aspects() if run == "sample, question known" else None
    coders = _coders(book, data, aspects)
    result: dict[str, object] = {"definitions": language or "all", "language": data.language}
    for split in (DEVELOPMENT, TEST):
        rows = data.split == split
        half = data.take(rows)
        result[split] = {
            "n": len(half),
            "coders": {
                coder: _figures(half, scores[rows], None if marks is None else marks[rows])
                for coder, (scores, marks) in coders.items()
            },
            "calibration": calibration(coders[OURS][0][rows], half.truth),
        }
    kept[run] = best_code(coders[OURS][0][data.split == TEST])
    return result


def _coders(book, data: DataSet, aspects):
    """Return scores, and marks at the default threshold where the method has one, by coder."""
    zero = ours.zero_shot(book).code(
        data.texts, embeddings=vectors.ours(data.texts), aspects=aspects
    )
    found = {
        OURS: (zero.scores, zero.assigned),
        TFIDF: (baselines.nearest_definition_tfidf(book, data.texts), None),
    }
    if data.name == "sample":
        words = ours.zero_shot(book, encoder=load_encoder("lexical"))
        lexical = words.code(data.texts, aspects=aspects)
        found[LEXICAL] = (lexical.scores, lexical.assigned)
    minilm = vectors.minilm(data.texts)
    if minilm is not None:
        found[MINILM] = (minilm @ vectors.minilm(baselines.definitions(book)).T, None)
    return found


def _figures(half: DataSet, scores, marks) -> dict[str, object]:
    """Return figures of each text's best code and, with `marks`, of what was assigned.

    A text to which people gave no code has no best code: it is left out of the former.
    """
    coded = half.truth.any(axis=1)
    best, truth = best_code(scores[coded]), half.truth[coded]
    groups = [group for group, c in zip(half.groups, coded, strict=True) if c]
    return {
        "best_code": {
            "right": told(over_draws(hit_rate, truth, [best], groups)),
            "macro_f1": told(over_draws(macro_f1, truth, [best], groups)),
        },
        "at_threshold": None if marks is None else multi_label(half.truth, marks, half.groups),
    }
