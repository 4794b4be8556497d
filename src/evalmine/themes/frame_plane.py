"""The plane in which themes are drawn: the same every time, and without UMAP."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.embeddings.threads import one_thread_per_product
from evalmine.themes.graph import Float32, grid_scale, to_grid
from evalmine.themes.partition import Float64

# With fewer themes than this their centroids span no plane, and texts are looked at instead.
_LEAST_FOR_PLANE = 3
_MOST_FOR_PLANE = 256
_BLOCK_ROWS = 8192


@dataclass(frozen=True, eq=False)
class Plane:
    """The plane in which themes differ most, for pictures.

    Parameters
    ----------
    middle : ndarray of float64, shape (n_dims,)
        Drawn at (0, 0).
    axes : ndarray of float64, shape (n_dims, 2)
        Orthogonal, unit length.
    """

    middle: Float64
    axes: Float64

    @classmethod
    def through(cls, centroids: npt.ArrayLike, vectors: npt.ArrayLike) -> Plane:
        """Return the first two principal axes of the centroids, of texts if they are too few.

        Neither the order of texts nor the number of threads matters.
        """
        rows = to_grid(centroids)
        if len(rows) < _LEAST_FOR_PLANE:
            texts = np.unique(to_grid(vectors), axis=0)
            step = max(1, len(texts) // _MOST_FOR_PLANE)
            rows = texts[::step]
        points = rows.astype(np.float64) / grid_scale(rows.shape[1])
        middle = points.mean(axis=0)
        points -= middle
        with one_thread_per_product():
            _, sides = np.linalg.eigh(points @ points.T)
            axes = points.T @ sides[:, ::-1][:, :2]
        length = np.sqrt((axes * axes).sum(axis=0))
        axes = np.divide(axes, length, out=np.zeros_like(axes), where=length > 1e-6)
        largest = np.abs(axes).argmax(axis=0)
        axes *= np.where(axes[largest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
        return cls(middle, np.pad(axes, ((0, 0), (0, 2 - axes.shape[1]))))

    def place(self, vectors: npt.ArrayLike) -> Float32:
        """Return where vectors lie, shape (n, 2); one step is as far as in the vectors' space."""
        rows = np.asarray(vectors)
        scale = grid_scale(len(self.axes))
        found = np.empty((len(rows), 2))
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = slice(start, start + _BLOCK_ROWS)
            # Not a BLAS product: its last bits could depend on a row's place among the others.
            found[block] = np.einsum("id,dk->ik", to_grid(rows[block]), self.axes)
        found = found / scale - (self.middle[:, None] * self.axes).sum(axis=0)
        return np.asarray(np.round(found, 5) + 0.0, dtype=np.float32)
