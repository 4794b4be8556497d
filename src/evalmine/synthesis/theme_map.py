"""Where themes lie on the map of the report: near each other when they speak of like things."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evalmine.embeddings.threads import one_thread_per_product
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.outline import MapPoint

HEIGHT: Final = 0.72
"""Height of the map, with its width as 1; `MapPoint.y` runs from 0 to 1 all the same."""

_LARGEST, _SMALLEST = 0.034, 0.007  # radius of a circle, as a share of the width
_GAP = 0.02  # between circles
_STEPS = 400  # of the relaxation; 40 circles need some 60

_SIZE: Final = np.array([1.0, HEIGHT])

Array = npt.NDArray[np.float64]


def theme_map(
    evidence: Evidence, *, keywords: Mapping[str, Sequence[str]] | None = None
) -> tuple[MapPoint, ...]:
    """Return a place on the map for every theme, those of most projects first.

    Parameters
    ----------
    evidence : Evidence
        Its themes: codes that are used, and themes found in the texts.
    keywords : mapping of str to sequence of str, optional
        By theme id, where the themes of `evidence` carry none.

    Notes
    -----
    Classical multidimensional scaling (Torgerson 1952, Psychometrika 17, 401-419) of the cosine
    distances between centroids, in which every project weighs the same; each axis is turned so
    that its largest coordinate is positive.  Circles that overlap are then moved apart, as little
    as it takes.  Two axes hold a part of the distances only: what lies near on the map may be told
    apart by the rest.
    """
    themes = [t for t in evidence.themes if t.rows]
    if not themes:
        return ()
    known = keywords or {}
    counts = [len({evidence.segments[r].project_id for r in t.rows}) for t in themes]
    centroids = np.vstack([_centroid(evidence, t) for t in themes])
    radii = np.array([radius(n, max(counts)) for n in counts])
    places = moved_apart(_framed(scaled(centroids), radii), radii)
    points = [
        MapPoint(
            theme_id=theme.theme_id,
            name=theme.name,
            origin=theme.origin,
            x=round(float(x), 4),
            y=round(float(y / HEIGHT), 4),
            n_projects=n,
            n_segments=len(theme.rows),
            keywords=tuple(theme.keywords or known.get(theme.theme_id, ())),
        )
        for theme, n, (x, y) in zip(themes, counts, places, strict=True)
    ]
    return tuple(sorted(points, key=lambda p: (-p.n_projects, p.theme_id)))


def keywords_of(themes: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """Return the keywords of themes by id."""
    return {theme.theme_id: tuple(theme.keywords) for theme in themes}


def radius(n_projects: int, n_most: int) -> float:
    """Return the radius of a circle whose area stands for projects, as a share of the width.

    Examples
    --------
    >>> radius(97, 97), radius(24, 97), radius(0, 97)
    (0.034, 0.016912, 0.007)
    """
    share = n_projects / n_most if n_most else 0.0
    return round(max(_SMALLEST, _LARGEST * math.sqrt(share)), 6)


def scaled(centroids: Array) -> Array:
    """Return two coordinates for every centroid; shape (n, 2), zeros where one axis is enough."""
    with one_thread_per_product():  # sums in one order on any number of cores
        cosines = np.round(centroids @ centroids.T, 6)
        squared = np.clip(2 - 2 * cosines, 0.0, None)
        centered = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
        values, vectors = np.linalg.eigh(np.round(-centered / 2, 6))
    axes = []
    for k in (-1, -2):
        if len(values) < -k or values[k] < 1e-6:
            axes.append(np.zeros(len(centroids)))
            continue
        axis = vectors[:, k] * np.sqrt(values[k])
        axes.append(np.round(axis * np.sign(axis[np.argmax(np.round(np.abs(axis), 6))]), 6))
    return np.column_stack(axes)


def moved_apart(places: Array, radii: Array) -> Array:
    """Return places at which no two circles touch, all inside a frame of 1 by `HEIGHT`.

    Pairs are taken in one order, and each overlap is split between the two, so that the same
    places give the same map.  Where there is no room for all, the circles are left touching.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
    radii : ndarray of shape (n,)
    """
    edge = radii + _GAP
    moved = np.clip(places, edge[:, None], _SIZE - edge[:, None])
    for _ in range(_STEPS):
        has_moved = False
        for i in range(len(moved)):
            for j in range(i):
                has_moved |= _push(moved, i, j, radii[i] + radii[j] + _GAP)
        if not has_moved:
            break
        moved = np.clip(moved, edge[:, None], _SIZE - edge[:, None])
    return moved


def _push(places: Array, i: int, j: int, least: float) -> bool:
    """Move two circles away from each other, in place; True when they were too near."""
    way = places[i] - places[j]
    far = float(np.hypot(*way))
    if far >= least - 1e-4:
        return False
    if far < 1e-6:  # one place for both: any direction does, as long as it is always the same
        way, far = np.array([np.cos(i + 1.0), np.sin(i + 1.0)]), 1.0
        step = way * least / 2
    else:
        step = way / far * (least - far) / 2
    places[i] += step
    places[j] -= step
    return True


def _framed(coordinates: Array, radii: Array) -> Array:
    """Return the coordinates, in their proportions, as large as the frame allows."""
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    margin = float(radii.max()) + _GAP
    room = np.array([1 - 2 * margin, HEIGHT - 2 * margin])
    wide = np.where(high - low > 1e-9, high - low, np.inf)
    scale = float((room / wide).min())
    middle = np.array([0.5, HEIGHT / 2])
    framed: Array = (coordinates - (low + high) / 2) * (scale if np.isfinite(scale) else 0) + middle
    return framed


def _centroid(evidence: Evidence, theme: ThemeRows) -> Array:
    """Return the mean of the projects' means, at unit length."""
    by_project: dict[str, list[int]] = {}
    for row in theme.rows:
        by_project.setdefault(evidence.segments[row].project_id, []).append(row)
    means = [
        evidence.embeddings[own].astype(np.float64).mean(axis=0)
        for _, own in sorted(by_project.items())
    ]
    center = np.mean(means, axis=0)
    norm = float(np.linalg.norm(center))
    return np.asarray(center / norm if norm else center)
