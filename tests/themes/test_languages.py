"""Languages are brought together without touching the main one."""

from __future__ import annotations

import numpy as np

from evalmine.themes.languages import align_languages, shift_languages


def test_other_languages_get_the_mean_of_the_main_one():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(120, 16)) * 0.2
    vectors[80:, 0] += 3
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    languages = ["da"] * 80 + ["en"] * 40
    aligned, shifts = align_languages(vectors, languages, range(120))
    gap = aligned[:80].mean(axis=0) - aligned[80:].mean(axis=0)

    assert np.array_equal(aligned[:80], vectors[:80].astype(np.float32))
    assert abs(gap[0]) < 0.2
    assert set(shifts) == {"en"}
    assert np.array_equal(shift_languages(vectors, languages, shifts), aligned)
    assert np.allclose(np.linalg.norm(aligned, axis=1), 1, atol=1e-6)


def test_one_language_or_a_few_foreign_texts_change_nothing():
    vectors = np.eye(30)

    assert align_languages(vectors, ["da"] * 30, range(30))[0] is vectors
    assert align_languages(vectors, ["da"] * 25 + ["en"] * 5, range(30))[0] is vectors
