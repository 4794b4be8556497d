"""How near each segment lies to its theme, which are far from every theme, and what they weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.clusterer import LEAST_TEXTS
from evalmine.themes.graph import Float32, Labels
from evalmine.themes.partition import Float64
from evalmine.themes.rows import cosine_of, to_grid

if TYPE_CHECKING:
    from evalmine.corpus.model import Segment
    from evalmine.themes.result import ThemeResult

Flags = npt.NDArray[np.bool_]

# How far below the median, in robust standard deviations, a segment's nearest centroid lies
# when the segment belongs nowhere.
_FAR = 2.5
_MAD_TO_DEVIATION = 1.4826
_NOWHERE = -1.0
_LEAST_WEIGHT = 0.5
_BLOCK_ROWS = 65_536


@dataclass(frozen=True)
class PeripheralSegment:
    """A segment that is far from every theme, to be read beside the others.

    Parameters
    ----------
    segment_id, project_id : str
    text : str
    theme_id, theme : str
        Id and name of the theme it is counted in.
    score : float
        Cosine to that theme's centroid, -1 to 1.
    """

    segment_id: str
    project_id: str
    text: str
    theme_id: str
    theme: str
    score: float


def peripheral_pile(
    result: ThemeResult, segments: Sequence[Segment]
) -> tuple[PeripheralSegment, ...]:
    """Return the segments far from every theme, farthest first.

    Parameters
    ----------
    result : ThemeResult
    segments : sequence of Segment
        Those the themes were found in.
    """
    by_id = {s.segment_id: s for s in segments}
    name_of = {theme.theme_id: theme.name for theme in result.themes}
    return tuple(
        PeripheralSegment(
            m.segment_id,
            by_id[m.segment_id].project_id,
            by_id[m.segment_id].text,
            m.theme_id,
            name_of[m.theme_id],
            m.score,
        )
        for m in result.peripheral
    )


def nearness(grid: Float32, labels: Labels, centroids: Float32) -> tuple[Float64, Float64]:
    """Return each segment's cosine to its own centroid and to the nearest, shape (n,) both.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    labels : ndarray of int64, shape (n,)
        Row of the own centroid.
    centroids : ndarray of float32, shape (n_themes, n_dims)
        Unit length.
    """
    own, nearest = np.empty(len(grid)), np.empty(len(grid))
    centers = np.ascontiguousarray(to_grid(centroids).T)
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        products = grid[block] @ centers
        own[block] = products[np.arange(len(products)), labels[block]]
        nearest[block] = products.max(axis=1)
    return cosine_of(own, grid.shape[1]), cosine_of(nearest, grid.shape[1])


def peripheral_limit(nearest: Float64) -> float:
    """Return the cosine to the nearest centroid below which a segment is far from every theme.

    It lies 2.5 robust standard deviations (1.4826 times the median absolute deviation) below the
    median; -1.0, so that none is far, where all are alike or there are fewer than ten.

    Parameters
    ----------
    nearest : ndarray of float64, shape (n,)
        Cosine of each segment to the nearest centroid.
    """
    if len(nearest) < LEAST_TEXTS:
        return _NOWHERE
    middle = np.median(nearest)
    spread = _MAD_TO_DEVIATION * np.median(np.abs(nearest - middle))
    limit = float(np.round(middle - _FAR * spread, 6))
    return limit if spread > 0 else _NOWHERE


def text_weights(labels: Labels, own: Float64, tells: Flags) -> Any:
    """Return how much each text counts for the words of each theme, shape (n, n_themes).

    The text nearest to the centroid counts 1, the farthest a half, the others by their rank; one
    that does not tell (peripheral, or in another language than the theme) counts 0.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Numbered from 0 without gaps; rows in an order that does not hang on the input.
    own : ndarray of float64, shape (n,)
        Cosine to the own centroid.
    tells : ndarray of bool, shape (n,)

    Returns
    -------
    scipy.sparse.csr_matrix
    """
    rows = np.flatnonzero(tells)
    order = rows[np.lexsort((rows, -own[rows], labels[rows]))]
    theme = labels[order]
    n_themes = int(labels.max()) + 1
    size = np.bincount(theme, minlength=n_themes)
    rank = np.arange(len(order)) - (np.cumsum(size) - size)[theme]
    weight = 1.0 - (1.0 - _LEAST_WEIGHT) * rank / np.maximum(size[theme] - 1, 1)
    return sparse.csr_matrix((np.round(weight, 6), (order, theme)), (len(labels), n_themes))
