"""New texts that are far from every theme but near each other: perhaps a theme of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, grid_scale

# Pairs are compared all with all; of more peripheral texts than this a part shows the same.
_MOST = 4000


@dataclass(frozen=True)
class Pile:
    """Texts near each other.

    Parameters
    ----------
    rows : tuple of int
        Which texts.
    n_projects : int
        How many projects they come from; the number of texts where projects are not known.
    """

    rows: tuple[int, ...] = ()
    n_projects: int = 0


def find_pile(
    grid: Float32, nearest: npt.NDArray[np.float64], close: float, projects: Sequence[str] = ()
) -> Pile:
    """Return the largest group of texts that lie around a middle of their own.

    A text is in it if it is as close to the middle of the others as `close` leads to expect, and
    closer than to the nearest theme. The middle of few texts is uncertain, so less is expected:
    the cosine with a mean of k texts that lie at `close` around a center, each in its own way.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        Texts far from every theme, from `to_grid`.
    nearest : ndarray of float64, shape (n,)
        Their cosines to the nearest theme.
    close : float
        As near as texts of a theme usually are to its middle.
    projects : sequence of str, optional
        One per text; a group is as large as its number of projects.
    """
    if len(grid) < 2 or not close > 0:
        return Pile()
    order = np.lexsort(grid.T)[:_MOST]  # by content: ties must not hang on the order of input
    grid, nearest = grid[order], nearest[order]
    _, project = np.unique(
        np.asarray(projects)[order] if len(projects) else np.arange(len(order)),
        return_inverse=True,
    )
    # Two texts at cosine a from a middle, each in its own direction, are at a squared.
    around = (grid @ grid.T) >= close * close * grid_scale(grid.shape[1]) ** 2
    best: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)
    most = (0, 0)
    for start in np.argsort(-around.sum(axis=1), kind="stable")[:20]:
        rows = _settled(grid, nearest, close, np.flatnonzero(around[start]))
        size = (len(set(project[rows].tolist())), len(rows))
        if size > most:
            best, most = rows, size
    return Pile(tuple(sorted(order[best].tolist())), most[0])


def _settled(
    grid: Float32, nearest: npt.NDArray[np.float64], close: float, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    whole = grid.astype(np.float64)
    for _ in range(3):
        inside = np.zeros(len(grid), dtype=bool)
        inside[rows] = True
        others = whole[rows].sum(axis=0) - whole * inside[:, None]
        length = np.sqrt((others * others).sum(axis=1) * (whole * whole).sum(axis=1))
        product = (whole * others).sum(axis=1)
        cosine = np.divide(product, length, out=np.zeros(len(grid)), where=length > 0)
        n_others = len(rows) - inside
        expected = close * close * np.sqrt(n_others / (1 + (n_others - 1) * close * close))
        found = np.flatnonzero(cosine > np.maximum(expected, nearest))
        if np.array_equal(found, rows) or len(found) == 0:
            return found
        rows = found
    return rows
