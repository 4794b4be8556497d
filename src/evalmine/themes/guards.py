"""Guards a user sets on themes: not too many, not of too few projects, not too much alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalmine.themes.graph import Float32, Labels, grid_scale, to_grid
from evalmine.themes.options import ThemeOptions
from evalmine.themes.partition import cluster_sums

Reason = Literal["few projects", "too similar", "too many"]

_WHY: Mapping[str, Mapping[str, str]] = {
    "da": {
        "few projects": "det har {measured:.0f} {projects}, og der kræves mindst {limit:.0f}",
        "too similar": "cosinus mellem de to er {measured:.2f}, og højst {limit:.2f} er tilladt",
        "too many": "der var {measured:.0f} temaer, og højst {limit:.0f} er tilladt",
        "told": "Et tema ({about}; {n} {segments}) er lagt sammen med {into}: {why}.",
        "projects": "projekt,projekter",
        "segments": "segment,segmenter",
    },
    "en": {
        "few projects": "it has {measured:.0f} {projects} and at least {limit:.0f} are required",
        "too similar": "the cosine of the two is {measured:.2f} and at most {limit:.2f} is allowed",
        "too many": "there were {measured:.0f} themes and at most {limit:.0f} are allowed",
        "told": "A theme ({about}; {n} {segments}) was joined with {into}: {why}.",
        "projects": "project,projects",
        "segments": "segment,segments",
    },
}


@dataclass(frozen=True)
class Merge:
    """One cluster that was joined with another, before themes have ids.

    Parameters
    ----------
    gone : ndarray of int64
        Rows that it had.
    reason : {"few projects", "too similar", "too many"}
        The guard it broke.
    measured, limit : float
        What was found, and what the guard allows.
    """

    gone: Labels
    reason: Reason
    measured: float
    limit: float


@dataclass(frozen=True)
class MergedTheme:
    """A theme that a guard joined with another one, for the reader.

    Parameters
    ----------
    keywords : tuple of str
        Of the theme that is gone.
    n_segments : int
        It had.
    into_id, into_name : str
        The theme that holds its segments now.
    reason : {"few projects", "too similar", "too many"}
        The guard it broke.
    measured, limit : float
        What was found, and what the guard allows.
    """

    keywords: tuple[str, ...]
    n_segments: int
    into_id: str
    into_name: str
    reason: Reason
    measured: float
    limit: float

    def sentence(self, language: str = "da") -> str:
        """Return what was joined and why, in Danish or English.

        Examples
        --------
        >>> m = MergedTheme(("bus", "kort"), 7, "T02", "Møder", "few projects", 1.0, 3.0)
        >>> m.sentence("en")
        "A theme (bus, kort; 7 segments) was joined with T02 'Møder': it has 1 project and at \
least 3 are required."
        """
        told = _WHY.get(language, _WHY["da"])
        why = told[self.reason].format(
            measured=self.measured,
            limit=self.limit,
            projects=_counted(told["projects"], self.measured),
        )
        if language != "en":
            why = why.replace(".", ",")
        return told["told"].format(
            about=", ".join(self.keywords[:3]) or "-",
            n=self.n_segments,
            segments=_counted(told["segments"], self.n_segments),
            into=f"{self.into_id} '{self.into_name}'",
            why=why,
        )


def apply_guards(
    labels: Labels, grid: Float32, project_ids: Sequence[str], options: ThemeOptions
) -> tuple[Labels, tuple[Merge, ...]]:
    """Return the clusters that keep the guards, and what was joined for it, in that order.

    A cluster of too few projects goes to the cluster whose centroid is nearest, the one of fewest
    projects first. Then the two most similar clusters are joined as long as they are too similar.
    As long as there are too many, those two are joined whose centroids are nearest by Ward's
    measure, in which size counts. The smaller of two goes into the larger. Sums of whole numbers
    are exact and ties go to the lower number, so nothing depends on order or threads.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Clusters, numbered from 0 without gaps, by something other than the order of rows.
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    project_ids : sequence of str
        One per row.
    options : ThemeOptions
        Only its guards are read.

    Returns
    -------
    labels : ndarray of int64, shape (n,)
        Numbered from 0 without gaps, clusters that stayed in the same order as before.
    merges : tuple of Merge
    """
    merging = _Merging(labels, grid, project_ids)
    n_all = len(set(project_ids))
    merging.join_small(min(options.min_projects, n_all))
    if options.max_similarity is not None:
        merging.join_similar(options.max_similarity)
    if options.max_themes is not None:
        merging.join_down_to(options.max_themes)
    if not merging.merges:
        return labels, ()
    return np.unique(merging.labels, return_inverse=True)[1].ravel(), tuple(merging.merges)


def merged_themes(
    merges: Sequence[Merge],
    labels: Labels,
    keywords: Sequence[Sequence[tuple[str, float]]],
    names: Mapping[int, str],
    theme_ids: Mapping[int, str],
) -> tuple[MergedTheme, ...]:
    """Return merges as the reader sees them, with the themes that hold the segments now.

    Parameters
    ----------
    merges : sequence of Merge
    labels : ndarray of int64, shape (n,)
        Themes as they are in the end.
    keywords : sequence
        Of what is gone, one per merge.
    names, theme_ids : mapping of int to str
        By number of theme.
    """
    told = []
    for merge, own in zip(merges, keywords, strict=True):
        into = int(np.bincount(labels[merge.gone]).argmax())
        told.append(
            MergedTheme(
                tuple(form for form, _ in own),
                len(merge.gone),
                theme_ids[into],
                names[into],
                merge.reason,
                merge.measured,
                merge.limit,
            )
        )
    return tuple(told)


def outranked(n_themes: int, options: ThemeOptions) -> tuple[Mapping[str, str], ...]:
    """Return a sentence by language where people's decisions leave more themes than allowed."""
    limit = options.max_themes
    if limit is None or n_themes <= limit:
        return ()
    return (
        {
            "da": f"Der er {n_themes} temaer, selv om højst {limit} er tilladt: det, som personer "
            "har besluttet om temaer, går forud.",
            "en": f"There are {n_themes} themes though at most {limit} are allowed: what people "
            "decided about themes comes first.",
        },
    )


class _Merging:
    """Clusters while they are joined; numbers stay those of the start."""

    def __init__(self, labels: Labels, grid: Float32, project_ids: Sequence[str]) -> None:
        self.labels = labels.copy()
        self.sums = cluster_sums(grid, labels, np.ones(len(labels)))
        self.sizes = np.bincount(labels)
        self.alive = np.ones(len(self.sizes), dtype=bool)
        self.scale = grid_scale(grid.shape[1])
        _, project = np.unique(np.asarray(project_ids, dtype=object), return_inverse=True)
        self.has = np.zeros((len(self.sizes), int(project.max()) + 1), dtype=bool)
        self.has[labels, project.ravel()] = True
        self.merges: list[Merge] = []

    def join_small(self, least: int) -> None:
        while self.alive.sum() > 1:
            n_projects = self.has.sum(axis=1)
            small = np.flatnonzero(self.alive & (n_projects < least))
            if not len(small):
                return
            gone = int(small[np.lexsort((small, self.sizes[small], n_projects[small]))[0]])
            cosines = self._cosines()[gone]
            into = int(cosines.argmax())
            self._join(gone, into, "few projects", float(n_projects[gone]), float(least))

    def join_similar(self, most: float) -> None:
        while self.alive.sum() > 1:
            first, second, cosine = self._nearest_pair()
            if cosine <= most:
                return
            self._join(first, second, "too similar", cosine, most)

    def join_down_to(self, most: int) -> None:
        n = n_before = int(self.alive.sum())
        while n > most:
            first, second = self._cheapest_pair()
            self._join(first, second, "too many", float(n_before), float(most))
            n -= 1

    def _nearest_pair(self) -> tuple[int, int, float]:
        cosines = np.triu(self._cosines() + 2, 1) - 2  # above the diagonal only
        first, second = (int(x) for x in np.unravel_index(int(cosines.argmax()), cosines.shape))
        return *self._by_size(first, second), float(cosines[first, second])

    def _cheapest_pair(self) -> tuple[int, int]:
        """Return the two whose joining moves least; by cosine alone one theme would take all."""
        alive = np.flatnonzero(self.alive)
        size = self.sizes[alive].astype(np.float64)
        means = self.sums[alive] / size[:, None]
        best, pair = np.inf, (0, 0)
        for place in range(len(alive) - 1):
            gap = ((means[place + 1 :] - means[place]) ** 2).sum(axis=1)
            cost = gap * size[place] * size[place + 1 :] / (size[place] + size[place + 1 :])
            nearest = int(cost.argmin())
            if cost[nearest] < best:
                best = float(cost[nearest])
                pair = int(alive[place]), int(alive[place + 1 + nearest])
        return self._by_size(*pair)

    def _by_size(self, first: int, second: int) -> tuple[int, int]:
        small, large = sorted((first, second), key=lambda c: (self.sizes[c], -c))
        return small, large

    def _cosines(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Return the cosines of all pairs; -2 where one is gone or it is the same."""
        length = np.sqrt((self.sums * self.sums).sum(axis=1, keepdims=True))
        unit = np.divide(self.sums, length, out=np.zeros_like(self.sums), where=length > 0)
        grid = to_grid(unit.astype(np.float32)).astype(np.float64)
        cosines = np.round((grid @ grid.T) / self.scale**2, 6)
        cosines[~self.alive] = -2
        cosines[:, ~self.alive] = -2
        np.fill_diagonal(cosines, -2)
        return cosines

    def _join(self, gone: int, into: int, reason: Reason, measured: float, limit: float) -> None:
        rows = np.flatnonzero(self.labels == gone)
        self.merges.append(Merge(rows, reason, measured, limit))
        self.labels[rows] = into
        self.sums[into] += self.sums[gone]
        self.sums[gone] = 0
        self.sizes[into] += self.sizes[gone]
        self.has[into] |= self.has[gone]
        self.alive[gone] = False


def _counted(forms: str, n: float) -> str:
    one, many = forms.split(",")
    return one if n == 1 else many
