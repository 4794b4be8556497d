"""Groups texts by their vectors without outliers, without being told how many groups there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError
from evalmine.themes.consensus import agreed_clusters, agreement_graph, resample
from evalmine.themes.graph import (
    Float32,
    Labels,
    Neighbors,
    leiden,
    nearest_neighbors,
    number_by_appearance,
    to_grid,
    union_graph,
)
from evalmine.themes.partition import (
    Float64,
    centroids_of,
    cluster_stability,
    dissolve_small,
    group_stability,
    mean_agreement,
    merge_to,
    nearest_centroid,
)

# Fewer distinct texts than this are one theme, unless a number is asked for.
LEAST_TEXTS = 10
# Exact neighbors cost n squared: of more distinct texts a sample is clustered, and the others
# go to the nearest centroid.
MOST_TEXTS = 40_000

# The usual resolution comes first. On sets with known classes, taking whichever resolution
# agrees best moved the themes between halves of the same texts (adjusted Rand index .67 instead
# of .75) and found the classes no better: only a clear lead counts.
_RESOLUTIONS = (1.6, 1.0, 2.5)
_RESOLUTIONS_FEW = (2.0, 1.4, 2.8)
_CLEAR_LEAD = 0.08
_FEW_TEXTS = 500
_TRIAL_TEXTS = 3000
_TRIAL_RESAMPLES = 10
# The coarse cut looks at the neighbor graph at this share of the resolution.
_COARSE_SHARE = 0.35
_LEAST_FOR_LEVELS = 4
_RESAMPLED_TEXTS = 100_000  # resamples times texts, from which fewer resamples are drawn
_FEWEST_RESAMPLES = 8


@dataclass(frozen=True)
class _Rows:
    """The distinct vectors in an order of their own, so that the order of input cannot matter."""

    grid: Float32
    weights: Float64  # how many texts a row stands for
    row_of: npt.NDArray[np.int64]  # (n_texts,)


class GraphClusterer:
    """Consensus of Leiden clusterings of neighbor graphs; usable as BERTopic's ``hdbscan_model``.

    Every text gets a cluster: there is no outlier class, and labels are never -1. Texts with the
    same vector always share a cluster. The result does not depend on the order of texts or on
    the number of threads.

    Leiden runs on 80 % subsamples of the exact nearest-neighbor graph, with resolution and number
    of neighbors varied; neighbors that most runs put together form the graph that the final run
    cuts. The resolution is 1.6 (2.0 below 500 texts) unless the subsamples agree clearly better
    with each other at a coarser or finer one (adjusted Rand index higher by 0.08).

    Parameters
    ----------
    n_themes : int, optional
        Number of clusters to return; found when not given. Never more than distinct texts.
    resolution : float or "auto", default "auto"
        Higher means more clusters; 1 is modularity.
    n_neighbors : int, default 15
        Upper end for the number of neighbors; fewer are taken below 900 texts.
    n_resamples : int, default 24
        Subsamples for the consensus; fewer are drawn above 4,000 texts, down to 8.
    min_size : int, optional
        Texts in smaller clusters go to the nearest other; if not given 1 % of the texts, at
        least 3 and at most 15.
    seed : int, default 0
        Of the subsamples.
    progress : callable, optional
        Called with (resamples done, resamples in all).

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        The fine cut, numbered by size from 0.
    coarse_labels_ : ndarray of int64, shape (n,)
        The coarse cut; every fine cluster lies in one. The same as `labels_` where the texts
        have no coarser structure.
    levels_ : tuple of ndarray
        ``(coarse_labels_, labels_)``.
    centroids_, coarse_centroids_ : ndarray of float32, shape (n_clusters, n_dims)
        Unit length.
    stability_, coarse_stability_ : ndarray of float64, shape (n_clusters,)
        Mean Jaccard index with the best match over the subsamples, 0 to 1; NaN where there
        were too few texts for subsamples.
    resolutions_ : dict of float to float
        The resolutions tried, and how well the subsamples agreed at each.
    resolution_ : float
        The one that was used.
    """

    def __init__(
        self,
        n_themes: int | None = None,
        *,
        resolution: float | Literal["auto"] = "auto",
        n_neighbors: int = 15,
        n_resamples: int = 24,
        min_size: int | None = None,
        seed: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.n_themes = n_themes
        self.resolution = resolution
        self.n_neighbors = n_neighbors
        self.n_resamples = n_resamples
        self.min_size = min_size
        self.seed = seed
        self.progress = progress

    def fit(self, X: npt.ArrayLike, y: object = None) -> GraphClusterer:  # noqa: N803
        """Return itself, with the clusters of the rows of X.

        Parameters
        ----------
        X : array_like, shape (n, n_dims)
            Vectors; only their directions count.
        y : object
            Not used; here because BERTopic passes it.

        Raises
        ------
        ConfigError
            If an option makes no sense or X has no rows.
        """
        vectors = np.asarray(X)
        self._check(vectors)
        rows = _distinct(to_grid(vectors))
        sample = _sample(len(rows.grid), self.seed)
        grid, weights = rows.grid[sample], rows.weights[sample]
        self.resolutions_: dict[float, float] = {}
        self.resolution_ = 1.0 if self.resolution == "auto" else float(self.resolution)
        fine, coarse, resamples = self._cluster(grid, weights)
        fine = _number_by_size(fine, weights)
        coarse = _number_by_size(coarse, weights)
        self.centroids_ = centroids_of(grid, fine, weights)
        self.stability_ = cluster_stability(fine, resamples)
        self.coarse_stability_ = group_stability(coarse, resamples)
        parent = np.zeros(int(fine.max()) + 1, dtype=np.int64)
        parent[fine] = coarse
        self.labels_ = self._everyone(rows, sample, fine)[rows.row_of]
        self.coarse_labels_ = parent[self.labels_]
        self.coarse_centroids_ = centroids_of(grid, coarse, weights)
        self.levels_ = (self.coarse_labels_, self.labels_)
        return self

    def predict(self, X: npt.ArrayLike) -> Labels:  # noqa: N803
        """Return the nearest cluster of each row of X by cosine to its centroid, shape (n,)."""
        return nearest_centroid(to_grid(X), self.centroids_)

    def fit_predict(self, X: npt.ArrayLike, y: object = None) -> Labels:  # noqa: N803
        """Return `labels_` after fitting to X."""
        return self.fit(X).labels_

    def _check(self, vectors: npt.NDArray[Any]) -> None:
        if vectors.ndim != 2 or len(vectors) == 0:
            raise ConfigError(f"vectors of shape {vectors.shape}: give one row per text")
        if self.n_themes is not None and self.n_themes < 1:
            raise ConfigError(f"n_themes is {self.n_themes}: ask for at least one theme")
        if self.resolution != "auto" and not self.resolution > 0:
            raise ConfigError(f"resolution is {self.resolution}: give a number above 0, or 'auto'")

    def _cluster(self, grid: Float32, weights: Float64) -> tuple[Labels, Labels, Labels]:
        n = len(grid)
        if self.n_themes == 1 or (self.n_themes is None and n < LEAST_TEXTS) or n < 2:
            one = np.zeros(n, dtype=np.int64)
            return one, one, np.zeros((0, n), dtype=np.int64)
        k = _neighbors_for(n, self.n_neighbors)
        neighbors = nearest_neighbors(grid, 2 * k)
        n_resamples = _resamples_for(n, self.n_resamples)
        self._begin(n, n_resamples)
        self.resolution_ = self._choose_resolution(grid, neighbors, k)
        resamples = resample(
            neighbors,
            resolution=self.resolution_,
            n_neighbors=k,
            n_resamples=n_resamples,
            seed=self.seed,
            tell=self._tell,
        )
        graph = agreement_graph(neighbors, resamples)
        fine = self._cut(graph, grid, weights)
        coarse = self._coarse_cut(union_graph(neighbors), fine)
        return fine, coarse, resamples

    def _choose_resolution(self, grid: Float32, neighbors: Neighbors, k: int) -> float:
        if self.n_themes is not None:
            return _resolution_for(union_graph(neighbors), self.n_themes, self.seed)
        if self.resolution != "auto":
            return float(self.resolution)
        if len(grid) > _TRIAL_TEXTS:
            trial = grid[_draw(len(grid), _TRIAL_TEXTS, self.seed)]
            neighbors = nearest_neighbors(trial, 2 * k)
        for resolution in _resolutions_for(len(grid)):
            resamples = resample(
                neighbors,
                resolution=resolution,
                n_neighbors=k,
                n_resamples=_TRIAL_RESAMPLES,
                seed=self.seed,
                tell=self._tell,
            )
            self.resolutions_[resolution] = mean_agreement(resamples)
        usual, *_ = self.resolutions_
        best = max(self.resolutions_, key=lambda r: self.resolutions_[r])
        lead = self.resolutions_[best] - self.resolutions_[usual]
        return best if lead > _CLEAR_LEAD else usual

    def _cut(self, graph: Any, grid: Float32, weights: Float64) -> Labels:
        n_texts = int(weights.sum())
        min_size = self.min_size or int(np.clip(n_texts // 100, 3, 15))
        labels = agreed_clusters(graph, resolution=self.resolution_, seed=self.seed)
        tidy = dissolve_small(grid, labels, weights, min_size)
        if self.n_themes is None:
            return tidy
        resolution = self.resolution_
        while int(labels.max()) + 1 < min(self.n_themes, len(grid)):
            resolution *= 1.5
            labels = agreed_clusters(graph, resolution=resolution, seed=self.seed)
            tidy = dissolve_small(grid, labels, weights, min_size)
        enough = tidy if int(tidy.max()) + 1 >= self.n_themes else labels
        return merge_to(grid, enough, weights, self.n_themes)

    def _coarse_cut(self, graph: Any, fine: Labels) -> Labels:
        n_fine = int(fine.max()) + 1
        if n_fine < _LEAST_FOR_LEVELS:
            return fine
        resolution = self.resolution_ * _COARSE_SHARE
        found = leiden(graph, resolution=resolution, seed=self.seed)
        shared = np.zeros((n_fine, int(found.max()) + 1))
        np.add.at(shared, (fine, found), 1.0)
        parent = number_by_appearance(shared.argmax(axis=1))
        is_coarser = 1 < int(parent.max()) + 1 < n_fine
        return parent[fine] if is_coarser else fine

    def _everyone(self, rows: _Rows, sample: npt.NDArray[np.int64], labels: Labels) -> Labels:
        if len(sample) == len(rows.grid):
            return labels
        everyone = nearest_centroid(rows.grid, self.centroids_)
        everyone[sample] = labels
        return everyone

    def _begin(self, n: int, n_resamples: int) -> None:
        trials = self.n_themes is None and self.resolution == "auto"
        n_trials = len(_resolutions_for(n)) * _TRIAL_RESAMPLES if trials else 0
        self._done, self._total = 0, n_resamples + n_trials

    def _tell(self) -> None:
        self._done += 1
        if self.progress:
            self.progress(self._done, self._total)


def _distinct(grid: Float32) -> _Rows:
    whole = np.ascontiguousarray(grid.astype(np.int16))
    keys = whole.view([("", np.void, whole.shape[1] * whole.itemsize)]).ravel()
    _, first, row_of, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    return _Rows(grid[first], counts.astype(np.float64), row_of.ravel())


def _draw(n: int, n_drawn: int, seed: int) -> npt.NDArray[np.int64]:
    return np.sort(np.random.default_rng((seed, n)).permutation(n)[:n_drawn])


def _sample(n: int, seed: int) -> npt.NDArray[np.int64]:
    return np.arange(n) if n <= MOST_TEXTS else _draw(n, MOST_TEXTS, seed)


def _neighbors_for(n: int, most: int) -> int:
    """Few texts have small themes: half the square root of n, as 15 is for 900."""
    return int(min(most, max(4, round(np.sqrt(n) / 2)), n - 1))


def _resamples_for(n: int, most: int) -> int:
    return int(min(most, max(_FEWEST_RESAMPLES, _RESAMPLED_TEXTS // n)))


def _resolutions_for(n: int) -> Sequence[float]:
    return _RESOLUTIONS_FEW if n < _FEW_TEXTS else _RESOLUTIONS


def _number_by_size(labels: Labels, weights: Float64) -> Labels:
    """Largest first; rows are in an order of their own, so ties are broken the same way always."""
    sizes = np.bincount(labels, weights)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[labels]


def _resolution_for(graph: Any, n_clusters: int, seed: int) -> float:
    """Return a resolution at which Leiden finds about `n_clusters`, at least so many if it can."""
    low, high = 0.05, 0.05 * 2**16
    for _ in range(12):
        middle = float(np.sqrt(low * high))
        found = int(leiden(graph, resolution=middle, seed=seed).max()) + 1
        if found == n_clusters:
            return middle
        low, high = (middle, high) if found < n_clusters else (low, middle)
    return high
