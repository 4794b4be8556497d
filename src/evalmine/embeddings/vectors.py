"""What every encoder does with the vectors its model gives: length one, parts joined, language out.

Sums run row by row: a matrix product could add in another order for another batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from evalmine.embeddings.model_file import Float32

_Floats = TypeVar("_Floats", np.float32, np.float64)


def unit(vectors: npt.NDArray[_Floats]) -> npt.NDArray[_Floats]:
    """Return rows of length one; a row of zeros stays as it is."""
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    scaled: npt.NDArray[_Floats] = vectors / np.maximum(lengths, 1e-12)
    return scaled


def joined(vectors: Float32, n_tokens_of: Sequence[Sequence[int]]) -> Float32:
    """Return the sum of the vectors of each text's parts, each counted by its tokens.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n_parts, n_dims)
        Parts of the first text, then those of the second, and so on.
    n_tokens_of : sequence of sequence of int
        The number of tokens of each part, text by text.
    """
    sums = np.empty((len(n_tokens_of), vectors.shape[1]), dtype=np.float32)
    start = 0
    for i, n_tokens in enumerate(n_tokens_of):
        own = vectors[start : start + len(n_tokens)]
        sums[i] = (own * np.array(n_tokens, dtype=np.float32)[:, None]).sum(axis=0)
        start += len(n_tokens)
    return sums


@dataclass(frozen=True)
class Shared:
    """What is removed: the mean, shape (n_dims,), and language directions, (n, n_dims)."""

    mean: Float32
    directions: Float32

    def removed_from(self, vectors: Float32) -> Float32:
        """Return unit vectors without it, row by row."""
        rest = unit(vectors) - self.mean
        for direction in self.directions:
            rest = rest - (rest * direction).sum(axis=1, keepdims=True) * direction
        return unit(rest)
