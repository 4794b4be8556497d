"""Brings the languages of a corpus together, so that themes are about content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

# The mean of fewer texts says more about the texts than about their language.
LEAST_TEXTS = 20


def align_languages(
    vectors: npt.NDArray[Any], languages: Sequence[str], order: Sequence[int]
) -> npt.NDArray[Any]:
    """Return vectors in which every language has the mean of the main one.

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
    ndarray, shape (n, n_dims)
        Moved rows are float32 of unit length.
    """
    counts = Counter(languages)
    main = min(counts, key=lambda language: (-counts[language], language))
    others = sorted(x for x, n in counts.items() if x != main and n >= LEAST_TEXTS)
    if not others or counts[main] < LEAST_TEXTS:
        return vectors
    rows_of = {x: [i for i in order if languages[i] == x] for x in (main, *others)}
    mean = {x: vectors[rows].astype(np.float64).mean(axis=0) for x, rows in rows_of.items()}
    moved = vectors.astype(np.float32)
    for language in others:
        rows = rows_of[language]
        shifted = vectors[rows].astype(np.float64) - mean[language] + mean[main]
        length = np.sqrt((shifted * shifted).sum(axis=1, keepdims=True))
        moved[rows] = shifted / np.maximum(length, 1e-12)
    return moved
