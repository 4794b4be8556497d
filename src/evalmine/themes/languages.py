"""Brings the languages of a corpus together, so that themes are about content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

# The mean of fewer texts says more about the texts than about their language.
LEAST_TEXTS = 20

Shifts = Mapping[str, npt.NDArray[np.float64]]


def align_languages(
    vectors: npt.NDArray[Any], languages: Sequence[str], order: Sequence[int]
) -> tuple[npt.NDArray[Any], Shifts]:
    """Return vectors in which every language has the mean of the main one, and the shifts.

    A multilingual encoder puts all texts of a language to one side; without this, an English
    report is a theme of its own. Vectors of the main language, and of languages with fewer than
    20 texts, stay as they are.

    Parameters
    ----------
    vectors : ndarray, shape (n, n_dims)
        Unit length.
    languages : sequence of str
        One per row.
    order : sequence of int
        Order in which rows are added up: the same for the same texts, whatever their order.

    Returns
    -------
    vectors : ndarray, shape (n, n_dims)
        Moved rows are float32 of unit length.
    shifts : mapping of str to ndarray of float64, shape (n_dims,)
        What was added to the vectors of each language; empty when nothing.
    """
    counts = Counter(languages)
    main = min(counts, key=lambda language: (-counts[language], language))
    others = sorted(x for x, n in counts.items() if x != main and n >= LEAST_TEXTS)
    if not others or counts[main] < LEAST_TEXTS:
        return vectors, {}
    rows_of = {x: [i for i in order if languages[i] == x] for x in (main, *others)}
    mean = {x: vectors[rows].astype(np.float64).mean(axis=0) for x, rows in rows_of.items()}
    shifts = {language: mean[main] - mean[language] for language in others}
    return shift_languages(vectors, languages, shifts), shifts


def shift_languages(
    vectors: npt.NDArray[Any], languages: Sequence[str], shifts: Shifts
) -> npt.NDArray[Any]:
    """Return vectors with the shift of each language added and unit length again, as float32.

    Parameters
    ----------
    vectors : ndarray, shape (n, n_dims)
        Unit length.
    languages : sequence of str
        One per row; those without a shift stay as they are.
    shifts : mapping of str to ndarray, shape (n_dims,)
        From `align_languages`.
    """
    moved = vectors.astype(np.float32)
    spoken = np.array(languages, dtype=object)
    for language, shift in shifts.items():
        rows = np.flatnonzero(spoken == language)
        sums = vectors[rows].astype(np.float64) + shift
        length = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
        moved[rows] = sums / np.maximum(length, 1e-12)
    return moved
