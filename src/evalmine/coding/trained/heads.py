"""What codings teach: one linear head per code, learned by ridge regression on kernels.

The same solution as ridge regression on [vector of the text ; its words], found through the
products between texts, so that it costs the same for any number of features and gives the
prediction for every held-out fold in closed form.

References
----------
R. Rifkin, G. Yeo and T. Poggio (2003), "Regularized least-squares classification", in Advances in
Learning Theory; held-out folds as in T. Pahikkala et al. (2006), "Fast n-fold cross-validation
for regularized least-squares", SCAI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.similarity import GRID, Float64, on_grid

STRENGTH: Final = 2.0
"""Ridge penalty; vectors have unit length, so one value does for any number of texts."""

WORDS_SHARE: Final = 0.7
"""Weight of words beside vectors, in the product of two texts."""

_WORD_STEPS = 1023  # whole steps a word's weight has on either side of 0
_ROWS = 4096  # texts at a time, so that memory stays small


@dataclass(frozen=True)
class Heads:
    """One linear function per code, in whole numbers so that its value is exact.

    Parameters
    ----------
    dense : ndarray of float64, shape (n_dims, n_codes)
        Weights of the text's vector, in units of 2**-20.
    words : ndarray of float64, shape (N_BUCKETS, n_codes)
        Weights of the text's words, whole numbers up to 1023.
    steps : ndarray of float64, shape (n_codes,)
        What one unit of `words` is worth.
    offsets : ndarray of float64, shape (n_codes,)
        What is added.
    """

    dense: Float64
    words: Float64
    steps: Float64
    offsets: Float64

    def values(self, vectors: npt.NDArray[np.floating], word_scores: Float64) -> Float64:
        """Return the value of each head for each text, shape (n_texts, n_codes).

        Parameters
        ----------
        vectors : array of shape (n_texts, n_dims)
            From the encoder the heads were learned with.
        word_scores : ndarray of float64, shape (n_texts, n_codes)
            From `evalmine.coding.trained.features.word_scores` with `words`.
        """
        values = word_scores * self.steps + self.offsets
        for start in range(0, len(vectors), _ROWS):
            part = on_grid(vectors[start : start + _ROWS]) @ self.dense
            values[start : start + _ROWS] += part / (GRID * GRID)
        return values


def text_products(vectors: npt.NDArray[np.floating], words: Any) -> Float64:
    """Return the product of every two texts: of their vectors, and 0.7 times of their words."""
    dense = np.asarray(vectors, dtype=np.float64)
    products: Float64 = dense @ dense.T + WORDS_SHARE * (words @ words.T).toarray()
    return products


def learn_heads(
    products: Float64,
    marks: npt.NDArray[np.bool_],
    folds: npt.NDArray[np.int64],
    same: npt.NDArray[np.int64] | None = None,
) -> tuple[Float64, Float64]:
    """Return what each text weighs in each head, and what the heads say of held-out texts.

    Parameters
    ----------
    products : ndarray of float64, shape (n_texts, n_texts)
        From `text_products`.
    marks : ndarray of bool, shape (n_texts, n_codes)
        Whether people assigned the code.
    folds : ndarray of int, shape (n_texts,)
        Which fold each text belongs to.
    same : ndarray of int, shape (n_texts,), optional
        Equal for texts in the same words: what lies in another fold is held out with its copies.

    Returns
    -------
    (ndarray of float64, ndarray of float64), each of shape (n_texts, n_codes)
        Weights of the texts; and the value each text gets from heads that were learned without
        its fold.
    """
    from scipy.linalg import cho_factor, cho_solve

    targets = _standardized(marks)
    regularized = _centered(products)
    regularized.flat[:: len(regularized) + 1] += STRENGTH
    inverse = cho_solve(cho_factor(regularized, lower=True), np.eye(len(regularized)))
    weights = inverse @ targets
    held_out = np.empty_like(weights)
    for fold in np.unique(folds):
        tried = folds == fold
        rows = np.flatnonzero(tried if same is None else np.isin(same, same[tried]))
        own = inverse[np.ix_(rows, rows)]
        values = targets[rows] - np.linalg.solve(own, weights[rows])
        held_out[tried] = values[tried[rows]]
    return weights, held_out


def predict_rows(
    products: Float64, weights: Float64, known: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> Float64:
    """Return what heads learned from the texts `known` say of the texts `rows`."""
    among = products[np.ix_(known, known)]
    between = products[np.ix_(rows, known)] - among.mean(axis=0)
    values: Float64 = between @ weights
    return values


def make_heads(vectors: npt.NDArray[np.floating], words: Any, weights: Float64) -> Heads:
    """Return the heads as functions of any text: weighted sums of the texts they learned from.

    Parameters
    ----------
    vectors, words
        Of the texts, as for `text_products`.
    weights : ndarray of float64, shape (n_texts, n_codes)
        From `learn_heads`, or a multiple of them.
    """
    dense = np.asarray(vectors, dtype=np.float64)
    of_words = WORDS_SHARE * np.asarray(words.T @ weights)
    of_dense = dense.T @ weights
    # The weights of a head add up to 0, so taking the mean out moves its offset only.
    middle = np.asarray(words.mean(axis=0)).ravel()
    offsets = -(dense.mean(axis=0) @ of_dense + middle @ of_words)
    steps = np.maximum(np.abs(of_words).max(axis=0), 1e-9) / _WORD_STEPS
    return Heads(on_grid(of_dense), np.rint(of_words / steps), steps, offsets)


def _standardized(marks: npt.NDArray[np.bool_]) -> Float64:
    """Return marks with mean 0 and spread 1 by code; all 0 where nothing tells them apart."""
    shares = marks.mean(axis=0)
    spread = np.sqrt(shares * (1 - shares))
    targets: Float64 = (marks - shares) / np.where(spread > 0, spread, 1)
    return targets


def _centered(products: Float64) -> Float64:
    means = products.mean(axis=0)
    centered: Float64 = products - means - means[:, None] + means.mean()
    return centered
