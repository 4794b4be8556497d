"""Draws examples per code, as a user would code the first few."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

N_DRAWS = 5


def draw(truth: npt.NDArray[np.bool_], n_per_code: int | None, seed: int) -> npt.NDArray[np.intp]:
    """Return rows with `n_per_code` examples of each code, or all there are of a rarer one.

    `truth` has one True per row; None takes every row. The draw of a code depends on `seed` and
    the code's column only.
    """
    if n_per_code is None:
        return np.arange(len(truth))
    rows = []
    for j in range(truth.shape[1]):
        own = np.flatnonzero(truth[:, j])
        rng = np.random.default_rng([seed, j])
        rows.append(rng.permutation(own)[:n_per_code])
    return np.sort(np.concatenate(rows))
