"""Lays people's decisions over the machine's lines: which theme each segment shows under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels
from evalmine.themes.identity.centers import centroids, cosines
from evalmine.themes.identity.decisions import Decision
from evalmine.themes.identity.state import Vector

NOWHERE = -1


@dataclass(frozen=True)
class Overlay:
    """Decisions in force, ready to be laid over lines.

    Parameters
    ----------
    decisions : sequence of Decision
        In their order; only merges and splits count here.
    place : mapping of str to int
        Index of each theme id.
    centers : mapping of str to tuple of int
        By which the segments of a split are dealt, for each part that has been drawn.
    """

    decisions: Sequence[Decision]
    place: Mapping[str, int]
    centers: Mapping[str, Vector]

    def themes(self, line: Labels, grid: Float32, segment_ids: Sequence[str]) -> Labels:
        """Return the theme of each segment; splits that are not drawn yet change nothing."""
        theme = line.copy()
        for decision in self.decisions:
            if decision.kind == "merge":
                stays, *others = (self.place[x] for x in decision.theme_ids)
                theme[np.isin(theme, others)] = stays
            elif decision.kind == "split" and self.is_drawn(decision):
                self._deal(decision, theme, grid, segment_ids)
        return theme

    def is_drawn(self, split: Decision) -> bool:
        """Return whether the parts of a split have their centers."""
        return all(self.centers.get(part) for part in split.part_ids)

    def _deal(
        self, split: Decision, theme: Labels, grid: Float32, segment_ids: Sequence[str]
    ) -> None:
        rows = np.flatnonzero(theme == self.place[split.theme_ids[0]])
        centers = np.asarray([self.centers[part] for part in split.part_ids], dtype=np.float32)
        parts = np.array([self.place[part] for part in split.part_ids])
        theme[rows] = parts[cosines(grid[rows], centers).argmax(axis=1)]
        # Where a person said of a segment which part it belongs to, no cosine says otherwise.
        said = _said(split, segment_ids)
        named = rows[said[rows] != NOWHERE]
        theme[named] = parts[said[named]]


def draw_splits(
    overlay: Overlay, line: Labels, grid: Float32, segment_ids: Sequence[str]
) -> tuple[Overlay, tuple[Decision, ...]]:
    """Return the overlay with centers for every split that can be drawn, and those that cannot.

    Parameters
    ----------
    overlay : Overlay
        Earlier splits in it count.
    line : ndarray of int64, shape (n,)
        Of the segments of this run.
    grid : ndarray of float32, shape (n, n_dims)
        Their vectors.
    segment_ids : sequence of str
        Their ids, sorted.
    """
    waiting = []
    for i, split in enumerate(overlay.decisions):
        if split.kind != "split" or overlay.is_drawn(split):
            continue
        earlier = Overlay(overlay.decisions[:i], overlay.place, overlay.centers)
        theme = earlier.themes(line, grid, segment_ids)
        rows = np.flatnonzero(theme == overlay.place[split.theme_ids[0]])
        # Named texts may be there though their theme is not: then there is nothing to split.
        drawn = None
        if len(rows):
            drawn = (
                _by_groups(split, grid, segment_ids)
                if split.groups
                else _by_machine(grid[rows], len(split.part_ids))
            )
        if drawn is None:
            waiting.append(split)
            continue
        vectors = {p: tuple(int(x) for x in v) for p, v in zip(split.part_ids, drawn, strict=True)}
        overlay = Overlay(overlay.decisions, overlay.place, {**overlay.centers, **vectors})
    return overlay, tuple(waiting)


def take_for_pins(
    theme: Labels,
    grid: Float32,
    peripheral: npt.NDArray[np.bool_],
    pins: Mapping[int, tuple[Vector, float]],
) -> Labels:
    """Return themes with segments given to pinned ones that would have none.

    A segment goes to the pinned theme it is nearest to, if it lies above that theme's floor and
    no farther from its centroid than from the one of the theme it is in.

    Parameters
    ----------
    theme : ndarray of int64, shape (n,)
        Themes without the pinned ones.
    grid : ndarray of float32, shape (n, n_dims)
        Vectors.
    peripheral : ndarray of bool, shape (n,)
        Weigh nothing in centroids.
    pins : mapping of int to (centroid, floor)
        Pinned themes that no segment shows under.
    """
    if not pins:
        return theme
    present, own = np.unique(theme, return_inverse=True)
    centers = centroids(grid, own.ravel(), len(present), peripheral)
    now = cosines(grid, centers)[np.arange(len(grid)), own.ravel()]
    places = sorted(pins)
    pinned = cosines(grid, np.asarray([pins[p][0] for p in places], dtype=np.float32))
    nearest = pinned.argmax(axis=1)
    best = pinned[np.arange(len(grid)), nearest]
    taken = (best >= np.array([pins[p][1] for p in places])[nearest]) & (best >= now)
    return np.where(taken, np.array(places)[nearest], theme)


def _by_groups(split: Decision, grid: Float32, segment_ids: Sequence[str]) -> Float32 | None:
    said = _said(split, segment_ids)
    if len(np.unique(said[said != NOWHERE])) < len(split.part_ids):
        return None
    return centroids(grid, said, len(split.part_ids), np.zeros(len(grid), dtype=bool))


def _by_machine(grid: Float32, n_parts: int) -> Float32 | None:
    from evalmine.themes.clusterer import GraphClusterer

    if len(np.unique(grid, axis=0)) < n_parts:
        return None
    labels = GraphClusterer(n_parts).fit(grid).labels_
    if int(labels.max()) + 1 < n_parts:
        return None
    return centroids(grid, labels, n_parts, np.zeros(len(grid), dtype=bool))


def _said(split: Decision, segment_ids: Sequence[str]) -> Labels:
    part_of = {s: part for part, group in enumerate(split.groups) for s in group}
    return np.array([part_of.get(s, NOWHERE) for s in segment_ids], dtype=np.int64)
