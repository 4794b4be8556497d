"""Follows the machine's themes from run to run, and keeps what is nearly a tie where it was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels
from evalmine.themes.identity.centers import centroids, cosines, nearest_within_reach
from evalmine.themes.identity.matching import (
    LEAST_OVERLAP,
    NOWHERE,
    Table,
    best_matching,
    table_of,
)
from evalmine.themes.identity.state import Entry

Flags = npt.NDArray[np.bool_]

STEADY_SHARE = 0.1
"""While a smaller share of texts has come or gone since themes could last split and merge, they may
not. Adding 1 % of the texts changed the number of clusters in 17 of 30 trials on six sets of texts:
from so little, that is the noise of the method and no news."""

LEAST_RELUCTANCE, MOST_RELUCTANCE = 0.5, 2.0
"""How many typical margins nearer another theme must be: if many texts are new, and if none is."""


@dataclass(frozen=True)
class RunRows:
    """The segments of a run, in the order of their ids; clusters numbered by first appearance.

    `line` is where an earlier run had them (an index of the registry's entries), or `NOWHERE`.
    """

    segment_ids: tuple[str, ...]
    grid: Float32
    cluster: Labels
    peripheral: Flags
    project: Labels
    line: Labels

    @property
    def is_known(self) -> Flags:
        """Which segments an earlier run had recorded."""
        return np.asarray(self.line != NOWHERE)


@dataclass(frozen=True)
class Followed:
    """The line of each segment of a run.

    Parameters
    ----------
    line : ndarray of int64, shape (n,)
        Index of the registry's entries; from `n_entries` up for new lines.
    before : ndarray of int64, shape (n,)
        The line by the old themes: recorded, or nearest by vector, or `NOWHERE`.
    n_new : int
        Number of new lines.
    matched : frozenset of int
        Lines that a cluster stands for.
    held_clusters : tuple of int
        Clusters that would have become lines of their own, had more texts been new.
    table : Table
        Old lines against clusters.
    n_kept : int
        Segments that stayed though their cluster went to another line.
    """

    line: Labels
    before: Labels
    n_new: int
    matched: frozenset[int]
    held_clusters: tuple[int, ...]
    table: Table
    n_kept: int


def follow(
    rows: RunRows,
    entries: Sequence[Entry],
    *,
    share_new: float,
    rejected: Collection[int],
    released: Collection[int] = (),
) -> Followed:
    """Return which line each segment of a run belongs to.

    Parameters
    ----------
    rows : RunRows
        The run.
    entries : sequence of Entry
        What the registry holds.
    share_new : float
        Share of texts that came or went since lines could last split and merge; below
        `STEADY_SHARE` they may not.
    rejected : collection of int
        Entries that people rejected: a cluster that comes mostly from one of them stays with it,
        so that it cannot come back under another id.
    released : collection of int
        Entries that only a pin kept, which was undone: their segments go back to their clusters.
    """
    n_clusters = int(rows.cluster.max()) + 1
    is_steady = share_new < STEADY_SHARE
    before = _by_old_lines(rows, entries)
    table = table_of(before, rows.cluster, rows.is_known, len(entries), n_clusters)
    line_of = np.full(n_clusters, NOWHERE, dtype=np.int64)
    for old, new in best_matching(table.overlap):
        line_of[new] = old
    if not is_steady:
        _find_lost_again(line_of, rows, entries)
    for old in sorted(rejected):
        line_of[(line_of == NOWHERE) & (2 * table.shared[old] > table.new_size)] = old
    matched = frozenset(line_of[line_of != NOWHERE].tolist())
    free = np.flatnonzero(line_of == NOWHERE)
    # Only new texts make a new theme while few texts are new.
    is_old = 2 * table.known.sum(axis=0) > table.new_size
    held = [c for c in free.tolist() if is_steady and is_old[c]]
    born = [c for c in _order_of(rows) if c in set(free.tolist()) - set(held)]
    for place, cluster in enumerate(born):
        line_of[cluster] = len(entries) + place
    target = line_of[rows.cluster]
    line = target.copy()
    if is_steady:
        line = _hold(rows, entries, target, table, _flags(matched, len(line_of) + len(entries)))
        freed = np.isin(rows.line, list(released)) & (target != NOWHERE)
        line[freed] = target[freed]
    was_there = np.array([entry.n_in_line > 0 for entry in entries] + [False] * len(born))
    line = _keep_ties(rows, line, target, was_there, share_new)
    n_kept = int((rows.is_known & (line == rows.line) & (target != rows.line)).sum())
    return Followed(line, before, len(born), matched, tuple(held), table, n_kept)


def as_recorded(rows: RunRows, entries: Sequence[Entry]) -> Followed:
    """Return the lines that segments have in the registry, for a run that is the latest again."""
    n_clusters = int(rows.cluster.max()) + 1
    found = {i for i in np.unique(rows.line).tolist() if not entries[i].is_held_by_pin}
    return Followed(
        line=rows.line,
        before=rows.line,
        n_new=0,
        matched=frozenset(found),
        held_clusters=(),
        table=table_of(rows.line, rows.cluster, rows.is_known, len(entries), n_clusters),
        n_kept=0,
    )


def _by_old_lines(rows: RunRows, entries: Sequence[Entry]) -> Labels:
    """Return where the old themes would have each segment.

    Lines that were lost without a successor take part: their texts may only have been away.
    """
    place = [i for i, e in enumerate(entries) if _has_line(e) and (e.n_in_line or not e.successor)]
    return _placed(rows, entries, place, rows.is_known)


def _find_lost_again(line_of: Labels, rows: RunRows, entries: Sequence[Entry]) -> None:
    """Give clusters that continue nothing to lines that another one had swallowed."""
    late = [i for i, e in enumerate(entries) if _has_line(e) and not e.n_in_line and e.successor]
    if not late or not (line_of == NOWHERE).any():
        return
    nobody = np.zeros(len(rows.grid), dtype=bool)
    every = [i for i, e in enumerate(entries) if _has_line(e)]
    near = _placed(rows, entries, every, nobody)
    table = table_of(near, rows.cluster, nobody, len(entries), len(line_of))
    overlap = np.zeros(table.shared.shape)
    open_cells = np.ix_(np.array(late), np.flatnonzero(line_of == NOWHERE))
    overlap[open_cells] = table.overlap[open_cells]
    for old, new in best_matching(overlap, LEAST_OVERLAP):
        line_of[new] = old


def _placed(rows: RunRows, entries: Sequence[Entry], place: list[int], known: Flags) -> Labels:
    found = np.where(known, rows.line, NOWHERE)
    asked = ~known & ~rows.peripheral
    if place and asked.any():
        near = nearest_within_reach(
            rows.grid[asked],
            [entries[i].line_centroid for i in place],
            [entries[i].line_floor for i in place],
        )
        found[asked] = np.where(near == -1, NOWHERE, np.array(place)[near])
    return found


def _has_line(entry: Entry) -> bool:
    return bool(entry.line_centroid) and not entry.parent


def _order_of(rows: RunRows) -> list[int]:
    """Return clusters in the order in which new ones get ids: most projects, then segments."""

    def key(cluster: int) -> tuple[int, int, int]:
        inside = np.flatnonzero(rows.cluster == cluster)
        # Rows stand in the order of segment ids: the first one decides between equals.
        return -len(np.unique(rows.project[inside])), -len(inside), int(inside[0])

    return sorted(range(int(rows.cluster.max()) + 1), key=key)


def _hold(
    rows: RunRows,
    entries: Sequence[Entry],
    target: Labels,
    table: Table,
    is_matched: Flags,
) -> Labels:
    """Return lines with known segments left where they were if more than a few would go together.

    They stay where their line or their cluster has no match, and where a third of a theme would
    go over to another at once. New segments of a cluster that is held back, or that has taken in
    a line without a match, go to the nearest of the lines it is made of.
    """
    n_entries, n_clusters = table.shared.shape
    strong = table.is_strong[rows.line, rows.cluster]
    stays = (target == NOWHERE) | ~is_matched[rows.line] | (strong & (target < n_entries))
    line = np.where(rows.is_known & stays, rows.line, target)
    for cluster in range(n_clusters):
        inside = np.flatnonzero((rows.cluster == cluster) & ~rows.is_known)
        own = int(target[rows.cluster == cluster][0])
        sources = _sources(table, cluster, is_matched, own)
        if not len(inside) or own >= n_entries or not sources:
            continue
        choice = sorted({*sources, own} - {NOWHERE})
        centers = np.asarray([entries[i].line_centroid for i in choice], dtype=np.float32)
        nearest = cosines(rows.grid[inside], centers).argmax(axis=1)
        line[inside] = np.array(choice)[nearest]
    return line


def _sources(table: Table, cluster: int, is_matched: Flags, own: int) -> list[int]:
    """Return the lines that a held cluster is made of, or that a matched one has taken in."""
    known = table.known[:, cluster] > 0
    strong = known & table.is_strong[:, cluster]
    if own != NOWHERE:
        return np.flatnonzero(strong & ~is_matched[: len(known)]).tolist()
    return np.flatnonzero(strong if strong.any() else known).tolist()


def _keep_ties(
    rows: RunRows,
    line: Labels,
    target: Labels,
    was_there: Flags,
    share_new: float,
) -> Labels:
    """Return lines with known segments left in theirs unless another is clearly nearer.

    Clearly is by more than half the typical margin: the median, over all segments that are nearest
    to their own cluster, of how much nearer it is than the next one. So a segment leaves only for
    a theme in which it would be no borderline case. Where hardly a text is new it takes up to
    twice the typical margin, and evenly less up to `STEADY_SHARE`. Centers are those of the
    clusters, before any segment is kept: the order of segments cannot matter.
    """
    lines = np.unique(np.concatenate([target[target != NOWHERE], line]))
    center_of = np.full(int(lines.max()) + 1, -1, dtype=np.int64)
    center_of[lines] = np.arange(len(lines))
    has_cluster = np.isin(lines, target)
    labels = np.where(target == NOWHERE, -1, center_of[target])
    centers = centroids(rows.grid, labels, len(lines), rows.peripheral)
    held = np.where(has_cluster[center_of[line]], -1, center_of[line])
    centers[~has_cluster] = centroids(rows.grid, held, len(lines), rows.peripheral)[~has_cluster]
    cosine = cosines(rows.grid, centers)
    steadiness = max(0.0, 1 - share_new / STEADY_SHARE)
    reluctance = LEAST_RELUCTANCE + (MOST_RELUCTANCE - LEAST_RELUCTANCE) * steadiness
    margin = round(reluctance * _typical_margin(cosine, labels), 6)
    lives = _flags(lines.tolist(), len(was_there) + 1)
    asked = rows.is_known & (line != rows.line) & lives[rows.line]
    if share_new >= STEADY_SHARE:
        asked &= was_there[line]  # a new theme may draw from those there are
    at = np.flatnonzero(asked)
    was, now = center_of[rows.line[at]], center_of[line[at]]
    stays = at[np.round(cosine[at, now] - cosine[at, was], 6) <= margin]
    kept = line.copy()
    kept[stays] = rows.line[stays]
    return kept


def _typical_margin(cosine: npt.NDArray[np.float64], labels: Labels) -> float:
    at = np.flatnonzero(labels >= 0)
    if cosine.shape[1] < 2 or not len(at):
        return 0.0
    own = cosine[at, labels[at]]
    others = cosine[at].copy()
    others[np.arange(len(at)), labels[at]] = -np.inf
    margin = own - others.max(axis=1)
    return round(float(np.median(margin[margin > 0])), 6) if (margin > 0).any() else 0.0


def _flags(places: Collection[int], n: int) -> Flags:
    flags = np.zeros(n, dtype=bool)
    flags[list(places)] = True
    return flags
