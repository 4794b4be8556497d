"""How the texts of a fit lie around their themes: what new texts are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels, grid_scale, to_grid
from evalmine.themes.partition import Float64, cluster_sums

# Cosines from -1 to 1 are counted in so many steps.
N_STEPS = 400
_BLOCK_ROWS = 8192


@dataclass(frozen=True)
class Reference:
    """How the texts of the fit would lie had they come later, each on its own.

    A text draws the centroid of its theme towards itself, so the texts of a fit always lie
    nearer than new ones of the same kind.  Here each is placed among the themes as they are
    without it.

    Parameters
    ----------
    n_texts : int
        Texts of the fit.
    n_peripheral : int
        How many of them would be peripheral.
    sizes : tuple of int
        How many would go to each theme.
    cosines : tuple of (int, int)
        Steps of cosine to the nearest centroid, counted from -1, and how many texts lie in each.
    """

    n_texts: int = 0
    n_peripheral: int = 0
    sizes: tuple[int, ...] = ()
    cosines: tuple[tuple[int, int], ...] = ()

    def counts(self) -> npt.NDArray[np.int64]:
        """Return the number of texts in every step of cosine, shape (400,)."""
        counts = np.zeros(N_STEPS, dtype=np.int64)
        for step, n in self.cosines:
            counts[step] = n
        return counts

    def quantile(self, share: float) -> float:
        """Return the cosine that this share of the texts stays below; -1 without texts."""
        counts = self.counts()
        if not counts.sum():
            return -1.0
        place = int(np.searchsorted(np.cumsum(counts), share * counts.sum()))
        return 2 * (place + 0.5) / N_STEPS - 1

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain numbers and lists."""
        return {
            "n_texts": self.n_texts,
            "n_peripheral": self.n_peripheral,
            "sizes": list(self.sizes),
            "cosines": [list(pair) for pair in self.cosines],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reference:
        """Return what `to_dict` wrote."""
        return cls(
            n_texts=int(data["n_texts"]),
            n_peripheral=int(data["n_peripheral"]),
            sizes=tuple(int(n) for n in data["sizes"]),
            cosines=tuple((int(step), int(n)) for step, n in data["cosines"]),
        )


def reference_of(grid: Float32, labels: Labels, peripheral_below: float = -1.0) -> Reference:
    """Return how the texts of a fit lie around the centroids of the others.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    labels : ndarray of int64, shape (n,)
        Themes, numbered from 0 without gaps.
    peripheral_below : float
        Cosine below which a text is peripheral.
    """
    sums = cluster_sums(grid, labels, np.ones(len(grid)))
    centroids = np.ascontiguousarray(to_grid(sums).T)
    sizes, counts = np.zeros(len(sums), dtype=np.int64), np.zeros(N_STEPS, dtype=np.int64)
    squares = (sums * sums).sum(axis=1)
    n_peripheral = 0
    for start in range(0, len(grid), _BLOCK_ROWS):
        block, own = grid[start : start + _BLOCK_ROWS], labels[start : start + _BLOCK_ROWS]
        product = (block @ centroids).astype(np.float64) / grid_scale(grid.shape[1]) ** 2
        # The cosine to the sum of the theme's other texts, from whole numbers.
        with_own = (block * sums[own]).sum(axis=1)
        itself = (block * block).sum(axis=1, dtype=np.float64)
        length = np.sqrt(np.maximum(squares[own] - 2 * with_own + itself, 0) * itself)
        alone = np.divide(with_own - itself, length, out=np.zeros(len(own)), where=length > 0)
        product[np.arange(len(block)), own] = alone
        sizes += np.bincount(product.argmax(axis=1), minlength=len(sums))
        cosine = product.max(axis=1)
        n_peripheral += int((cosine < peripheral_below).sum())
        counts += np.bincount(steps_of(cosine), minlength=N_STEPS)
    kept = np.flatnonzero(counts).tolist()
    return Reference(
        n_texts=len(grid),
        n_peripheral=n_peripheral,
        sizes=tuple(sizes.tolist()),
        cosines=tuple((step, int(counts[step])) for step in kept),
    )


def steps_of(cosine: Float64) -> Labels:
    """Return the step of each cosine, 0 to 399."""
    steps = np.floor((cosine + 1) * (N_STEPS / 2)).astype(np.int64)
    return np.asarray(np.clip(steps, 0, N_STEPS - 1), dtype=np.int64)
