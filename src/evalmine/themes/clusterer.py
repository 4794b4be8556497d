"""Groups texts by their vectors without outliers, without being told how many groups there are."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError
from evalmine.themes.consensus import agreed_clusters, agreement_graph, resample
from evalmine.themes.fineness import N_BAGS, fineness
from evalmine.themes.graph import (
    Float32,
    Labels,
    Neighbors,
    nearest_neighbors,
    number_by_appearance,
    union_graph,
)
from evalmine.themes.hierarchy import join_up, pieces_within
from evalmine.themes.partition import (
    Float64,
    centered,
    centroids_of,
    cluster_stability,
    dissolve_small,
    group_stability,
    refined,
    smoothed,
)
from evalmine.themes.placing import directions_of, place, place_in_pieces
from evalmine.themes.rows import Keys, distinct_rows, to_grid
from evalmine.themes.sizes import neighbors_for, number_borne, resamples_for, sample_of

# Fewer distinct texts than this are one theme, unless a number is asked for.
LEAST_TEXTS = 10
# Beyond so many texts half the memory counts for more than a little time.
_COMPACT_FROM = 40_000
_MANY_TEXTS = 1_500  # from which a second iteration of Leiden costs more than it gains
_LAST_ITERATIONS = 2
_N_PASSES = 3
_LEAST_TO_PLACE = 600  # texts; how fewer vary within themes is not known well enough
_PIECES_PER_THEME = 4
_LEAST_FOR_LEVELS = 4


@dataclass(frozen=True)
class _Found:
    """What clustering the sample gave; rows are those of the sample."""

    labels: Labels
    pieces: Labels
    resamples: Labels
    resolution: float
    keys: Keys
    neighbors: Neighbors | None


class GraphClusterer:
    """Consensus of Leiden clusterings of neighbor graphs; usable as BERTopic's ``hdbscan_model``.

    Every text gets a cluster: there is no outlier class, and labels are never -1. Texts with the
    same vector always share a cluster. The result does not depend on the order of texts or on
    the number of threads.

    What all texts share is taken off. The resolution is the one at which clusters describe the
    neighbor graphs of random subsamples best (`fineness`). At it Leiden runs on 80 % subsamples,
    with resolution and number of neighbors varied; neighbors that most runs put together form the
    graph that the final run cuts. Clusters beyond the number that subsamples show, and on which
    runs do not agree, are joined. Then each text goes to the nearest centroid, its neighbors
    counted in, three times over. These clusters are divided into pieces and joined by Ward's
    measure: one tree, of which `labels_` is a cut. Of very many texts a sample makes the tree.

    Parameters
    ----------
    n_themes : int, optional
        Number of clusters to return, a cut of the tree; found when not given. Never more than
        distinct texts.
    detail : float, default 1.0
        How many clusters there are beside the number found: 0.5 half as many, 2 twice as many.
    n_neighbors : int, default 15
        Upper end for the number of neighbors; fewer are taken below 900 texts.
    n_resamples : int, default 16
        Subsamples for the consensus; fewer are drawn above 1,250 texts, down to 8.
    min_size : int, optional
        Texts in smaller clusters go to the nearest other; if not given 1 % of the texts, at
        least 3 and at most 15. Does not hold for clusters finer than those found.
    seed : int, default 0
        Of the subsamples.
    progress : callable, optional
        Called with (subsamples done, subsamples in all).

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Clusters, numbered by size from 0.
    n_found_ : int
        Number of clusters found, whatever was asked for.
    coarse_labels_ : ndarray of int64, shape (n,)
        A coarser cut of the tree; the same as `labels_` where these are fewer than four.
    levels_ : tuple of ndarray
        ``(coarse_labels_, labels_)``.
    centroids_, coarse_centroids_ : ndarray of float32, shape (n_clusters, n_dims)
        Unit length.
    stability_, coarse_stability_ : ndarray of float64, shape (n_clusters,)
        Mean Jaccard index with the best match over the subsamples, 0 to 1; NaN where there
        were too few texts for subsamples.
    directions_ : ndarray of float32, shape (n_clusters, n_dims)
        What `predict` goes by, from `placing.directions_of`.
    hierarchy_ : Hierarchy
        The tree.
    resolution_ : float
        At which Leiden ran.
    """

    def __init__(
        self,
        n_themes: int | None = None,
        *,
        detail: float = 1.0,
        n_neighbors: int = 15,
        n_resamples: int = 16,
        min_size: int | None = None,
        seed: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.n_themes = n_themes
        self.detail = detail
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
        everything = to_grid(
            vectors, dtype=np.int16 if len(vectors) > _COMPACT_FROM else np.float32
        )
        rows = distinct_rows(everything, seed=self.seed)
        n_known = sample_of(len(rows.first))  # the order of distinct rows is as good as random
        known = everything[rows.first[:n_known]].astype(np.float32)
        moved = centered(known)
        found = self._cluster(moved, rows.counts[:n_known].astype(np.float64), rows.keys[:n_known])
        self.n_found_ = int(found.labels.max()) + 1
        self.resolution_ = found.resolution
        self.hierarchy_ = join_up(moved, found.pieces, found.labels)
        pieces = found.pieces
        if n_known < len(rows.first):
            others = everything[rows.first[n_known:]]
            more = place_in_pieces(others, known, found.labels, pieces)
            pieces = np.concatenate([pieces, more])
        self._pieces = pieces[rows.row_of]

        n_themes = min(self._n_asked(self.n_found_), self.hierarchy_.n_pieces)
        theme_of, coarse_of = self._theme_of(n_themes), self._theme_of(self._n_coarse(n_themes))
        self.labels_, self.coarse_labels_ = theme_of[self._pieces], coarse_of[self._pieces]
        self.levels_ = (self.coarse_labels_, self.labels_)
        every = np.ones(len(everything))
        self.centroids_ = centroids_of(everything, self.labels_, every)
        self.coarse_centroids_ = centroids_of(everything, self.coarse_labels_, every)
        self.directions_ = directions_of(everything, self.labels_)
        self.stability_, self.coarse_stability_ = self._stability(
            theme_of[found.pieces], coarse_of[found.pieces], found
        )
        return self

    def predict(self, X: npt.ArrayLike) -> Labels:  # noqa: N803
        """Return the cluster of each row of X by `placing.place`, shape (n,).

        The same as `ThemeModel.assign` gives for themes that nobody changed.
        """
        return place(to_grid(np.asarray(X)), self.directions_)

    def __getstate__(self) -> dict[str, Any]:
        # A progress callback is often a closure, which cannot be pickled or copied.
        return {**self.__dict__, "progress": None}

    def fit_predict(self, X: npt.ArrayLike, y: object = None) -> Labels:  # noqa: N803
        """Return `labels_` after fitting to X."""
        return self.fit(X).labels_

    def cut(self, n_themes: int) -> Labels:
        """Return the clusters of the tree when there are so many, shape (n,).

        Every cluster of a coarser cut is made of whole clusters of a finer one; the cut at the
        number in `labels_` is `labels_`.

        Parameters
        ----------
        n_themes : int
            From 1 to ``hierarchy_.n_pieces``.

        Returns
        -------
        ndarray of int64
            Numbered by size from 0.

        Raises
        ------
        ConfigError
            If the tree has no such cut.
        """
        most = self.hierarchy_.n_pieces
        if not 1 <= n_themes <= most:
            raise ConfigError(
                f"a cut into {n_themes} themes: the texts can be cut into 1 to {most}"
            )
        return self._theme_of(n_themes)[self._pieces]

    def _theme_of(self, n_themes: int) -> Labels:
        """Return the theme of each piece, numbered by the number of texts."""
        group = self.hierarchy_.cut(n_themes)
        sizes = np.bincount(group, np.bincount(self._pieces))
        rank = np.empty(n_themes, dtype=np.int64)
        # Pieces are in an order of their own, so ties are broken the same way always.
        rank[np.argsort(-sizes, kind="stable")] = np.arange(n_themes)
        return rank[group]

    def _n_coarse(self, n_themes: int) -> int:
        if n_themes < _LEAST_FOR_LEVELS:
            return n_themes
        return self.hierarchy_.natural_cut(max(2, math.ceil(n_themes / 4)), n_themes // 2)

    def _check(self, vectors: npt.NDArray[Any]) -> None:
        if vectors.ndim != 2 or len(vectors) == 0:
            raise ConfigError(f"vectors of shape {vectors.shape}: give one row per text")
        for name in ("n_themes", "n_neighbors", "n_resamples", "min_size"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ConfigError(f"{name} is {value}: give a whole number of at least 1")
        if not 0 < self.detail < math.inf:
            raise ConfigError(f"detail is {self.detail}: give a number above 0")
        if self.n_themes is not None and self.detail != 1:
            raise ConfigError(
                f"n_themes is {self.n_themes} and detail {self.detail:g}: give one of the two"
            )

    def _cluster(self, grid: Float32, weights: Float64, keys: Keys) -> _Found:
        n = len(grid)
        one = np.zeros(n, dtype=np.int64)
        if n < LEAST_TEXTS:
            return _Found(one, np.arange(n), np.zeros((0, n), dtype=np.int64), 1.0, keys, None)
        k = neighbors_for(n, self.n_neighbors)
        self._done, self._total = 0, N_BAGS + resamples_for(n, self.n_resamples)
        best = fineness(grid, seed=self.seed, keys=keys, tell=self._tell)
        neighbors = nearest_neighbors(grid, 2 * k)
        resamples = self._resample(neighbors, best.resolution, keys)
        graph = union_graph(neighbors, k)
        if best.n_clusters == 1:
            labels = one
        else:
            agreed = agreed_clusters(
                agreement_graph(neighbors, resamples),
                resolution=best.resolution,
                seed=self.seed,
                n_iterations=_LAST_ITERATIONS,
            )
            n_texts = int(weights.sum())
            min_size = self.min_size or int(np.clip(n_texts // 100, 3, 15))
            labels = dissolve_small(grid, agreed, weights, min_size)
            borne = number_borne(int(labels.max()) + 1, best.n_clusters, resamples)
            labels = number_by_appearance(join_up(grid, labels, one).cut(borne)[labels])
            labels = refined(smoothed(grid, graph), labels, _N_PASSES)
            if n >= _LEAST_TO_PLACE:
                labels = number_by_appearance(place(grid, directions_of(grid, labels)))
        pieces = pieces_within(graph, labels, self._n_pieces(labels), best.resolution, self.seed)
        return _Found(labels, pieces, resamples, best.resolution, keys, neighbors)

    def _resample(self, neighbors: Neighbors, resolution: float, keys: Keys) -> Labels:
        n = len(neighbors.index)
        return resample(
            neighbors,
            resolution=resolution,
            n_neighbors=neighbors_for(n, self.n_neighbors),
            n_resamples=resamples_for(n, self.n_resamples),
            seed=self.seed,
            n_iterations=1 if n > _MANY_TEXTS else 2,
            keys=keys,
            tell=self._tell,
        )

    def _stability(self, labels: Labels, coarse: Labels, found: _Found) -> tuple[Float64, Float64]:
        n, n_themes = found.resamples.shape[1], len(self.centroids_)
        labels, coarse = labels[:n], coarse[:n]
        of_groups = group_stability(coarse, found.resamples)
        if n_themes < self.n_found_:
            return group_stability(labels, found.resamples), of_groups
        resamples = found.resamples
        if n_themes > self.n_found_ and found.neighbors is not None:
            # Finer clusters come back, or not, in finer resamples.
            finer = n_themes / self.n_found_
            self._total += len(resamples)
            resamples = self._resample(found.neighbors, found.resolution * finer, found.keys)
        return cluster_stability(labels, resamples), of_groups

    def _n_asked(self, n_found: int) -> int:
        if self.n_themes is not None:
            return self.n_themes
        return max(1, round(n_found * self.detail))

    def _n_pieces(self, labels: Labels) -> int:
        n_found = int(labels.max()) + 1
        return min(len(labels), max(_PIECES_PER_THEME * n_found, self._n_asked(n_found)))

    def _tell(self) -> None:
        self._done += 1
        if self.progress:
            self.progress(self._done, self._total)
