"""The clusters of a run as the guards and the registry leave them, before they are described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.graph import Float32, Labels
from evalmine.themes.guards import Merge, apply_guards
from evalmine.themes.identity.keys import key_of
from evalmine.themes.options import ThemeOptions
from evalmine.themes.partition import Float64, centroids_of, contingency
from evalmine.themes.peripheral import Flags, nearness, peripheral_limit


@dataclass(frozen=True)
class Clusters:
    """Clusters of segments, rows in the order of segment ids.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Theme of each segment, from 0 without gaps.
    group_of : ndarray of int64, shape (n_themes,)
        Group of each theme, from 0 without gaps.
    centroids, group_centroids : ndarray of float32
        Unit length.
    stability, group_stability : ndarray of float64
    own : ndarray of float64, shape (n,)
        Cosine of each segment to its centroid.
    far : ndarray of bool, shape (n,)
        Which segments are peripheral.
    below : float
        The limit they lie below.
    merges : tuple of Merge
        What the guards joined.
    settled : Settled, optional
        What the registry made of them; holds ids, names and status by theme.
    """

    labels: Labels
    group_of: Labels
    centroids: Float32
    group_centroids: Float32
    stability: Float64
    group_stability: Float64
    own: Float64
    far: Flags
    below: float
    merges: tuple[Merge, ...] = ()
    settled: Any = None

    @property
    def groups(self) -> Labels:
        """Group of each segment, shape (n,)."""
        return np.asarray(self.group_of[self.labels])


def settle_clusters(
    clusterer: GraphClusterer,
    grid: Float32,
    vectors: Any,
    segments: Sequence[Segment],
    order: npt.NDArray[np.int64],
    options: ThemeOptions,
    *,
    registry: Any = None,
    run: str = "",
    encoder: str = "",
) -> Clusters:
    """Return what a fitted clusterer found after guards and registry have had their say.

    Parameters
    ----------
    clusterer : GraphClusterer
        Fitted, on rows in the order they came in.
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`, rows sorted.
    vectors : ndarray, shape (n, n_dims)
        The same before the grid, rows sorted.
    segments : sequence of Segment
        Sorted.
    order : ndarray of int64, shape (n,)
        Place in the input of each sorted row.
    options : ThemeOptions
    registry : ThemeRegistry, optional
    run : str
        Its name in the registry.
    encoder : str
        Name and revision of what made the vectors, so that those of two are never compared.
    """
    found, coarse = clusterer.labels_[order], clusterer.coarse_labels_[order]
    labels, merges = apply_guards(found, grid, [s.project_id for s in segments], options)
    changed = bool(merges)
    centroids = _centroids(grid, labels) if changed else clusterer.centroids_
    own, far, below = _how_near(grid, labels, centroids)
    settled = None
    if registry is not None:
        settled = registry.settle(
            labels,
            [key_of(s) for s in segments],
            vectors,
            run=run,
            peripheral=far,
            groups=coarse,
            projects=[s.project_id for s in segments],
            settings=repr(options),
            encoder=encoder,
        )
        if not np.array_equal(settled.labels, labels):
            labels, changed = np.asarray(settled.labels, dtype=np.int64), True
            centroids = _centroids(grid, labels)
            own, far, below = _how_near(grid, labels, centroids)
    group_of = _parents(labels, coarse, settled)
    groups = group_of[labels]
    same_groups = np.array_equal(groups, coarse)
    return Clusters(
        labels,
        group_of,
        centroids,
        clusterer.coarse_centroids_ if same_groups else _centroids(grid, groups),
        _stability(clusterer.stability_, found, labels) if changed else clusterer.stability_,
        clusterer.coarse_stability_
        if same_groups
        else _stability(clusterer.coarse_stability_, coarse, groups),
        own,
        far,
        below,
        merges,
        settled,
    )


def _how_near(grid: Float32, labels: Labels, centroids: Float32) -> tuple[Float64, Flags, float]:
    own, nearest = nearness(grid, labels, centroids)
    below = peripheral_limit(nearest)
    return own, nearest < below, below


def _centroids(grid: Float32, labels: Labels) -> Float32:
    return centroids_of(grid, labels, np.ones(len(labels)))


def _parents(labels: Labels, coarse: Labels, settled: Any) -> Labels:
    """Return the group of each theme: the registry's, or the one most of its segments lie in."""
    given = getattr(settled, "group_ids", ())
    if any(given):
        # A theme without a group is one of its own.
        alone = [group or f"~{place}" for place, group in enumerate(given)]
        return np.unique(np.array(alone, dtype=str), return_inverse=True)[1].ravel()
    most = contingency(labels, coarse).argmax(axis=1)
    return np.unique(most, return_inverse=True)[1].ravel()


def _stability(known: Float64, before: Labels, after: Labels) -> Float64:
    """Return the mean stability of the clusters that a theme's segments come from."""
    table = contingency(after, before)
    return np.asarray(table @ known / table.sum(axis=1))
