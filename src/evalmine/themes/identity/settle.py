"""Gives the clusters of a run the ids of the themes they continue, and records what changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels
from evalmine.themes.identity.centers import centroids, floors
from evalmine.themes.identity.decisions import Standing, in_force, standing, undone_parts
from evalmine.themes.identity.events import Event
from evalmine.themes.identity.groups import settle_groups
from evalmine.themes.identity.happened import Change, read_events
from evalmine.themes.identity.lines import STEADY_SHARE, Followed, RunRows, as_recorded, follow
from evalmine.themes.identity.matching import FEWEST_SHARED, table_of
from evalmine.themes.identity.overlay import Overlay, draw_splits, take_for_pins
from evalmine.themes.identity.reading import read_themes
from evalmine.themes.identity.run import Run
from evalmine.themes.identity.sentences import waiting_sentences
from evalmine.themes.identity.settled import Settled
from evalmine.themes.identity.state import (
    Entry,
    Vector,
    members_of,
    side_of,
    theme_id_of,
)

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry


@dataclass(frozen=True)
class _Placed:
    """Old and new theme of each segment; indices of `theme_ids`."""

    theme_ids: tuple[str, ...]
    line: Labels
    old: Labels
    new: Labels
    unpinned: Labels
    overlay: Overlay
    pinned_by: Mapping[int, str]
    waiting: tuple[str, ...]  # themes whose split could not be drawn


def settle(registry: ThemeRegistry, run: Run, *, steady: bool) -> Settled:
    """Return the themes of a run; see `ThemeRegistry.settle`."""
    turnover, total = _turnover(registry, run.rows)
    may_hold = steady and run.settings == registry.settings and bool(registry.members)
    share_new = turnover / total if may_hold else 1.0
    is_steady = share_new < STEADY_SHARE
    held = standing(registry.decisions, registry.all_ids)
    same = [run.digest, *([f"{run.digest} held"] if steady else [])]
    released = [
        i
        for i, entry in enumerate(registry.entries)
        if entry.is_held_by_pin and entry.theme_id not in held.pinned
    ]
    if registry.digest in same and not released:
        followed, digest = as_recorded(run.rows, registry.entries), registry.digest
    else:
        rejected = _rejected_lines(registry, held)
        followed = follow(
            run.rows,
            registry.entries,
            share_new=share_new,
            rejected=rejected,
            released=released,
        )
        digest = f"{run.digest} held" if is_steady else run.digest
    placed = _place(registry, run, followed, held)
    entries = _entries(registry, run, followed, placed)
    change = _change(registry, run, placed, [entry.centroid for entry in entries], held)
    events, continued = read_events(change)
    coarse = run.coarse if run.coarse is not None else np.zeros(len(run.order), dtype=np.int64)
    groups, group_of = settle_groups(
        registry.groups,
        coarse=coarse,
        old=placed.old,
        new=placed.new,
        theme_ids=placed.theme_ids,
        run=run.label,
        next_group=len(registry.groups) + 1,
    )
    after = replace(
        registry,
        entries=entries,
        groups=groups,
        runs=_with_label(registry.runs, run.label),
        latest_run=run.label,
        **_members(registry, run, placed),
        events=(*registry.events, *events),
        applied=_in_force(registry),
        digest=digest,
        turnover=turnover if is_steady else 0,
        settings=run.settings,
        encoder=run.encoder or registry.encoder,
    )
    known = run.rows.is_known
    return Settled(
        **_shown(placed.theme_ids, placed.new, run.order, held, placed.pinned_by),
        group_ids=tuple(
            group_of.get(placed.theme_ids[i], "") for i in np.unique(placed.new).tolist()
        ),
        registry=after,
        events=events,
        continued=continued,
        held=_held_back(change, run, followed, placed) if is_steady else (),
        waiting=tuple(
            waiting_sentences(x, run.label, is_there=placed.theme_ids.index(x) in placed.new)
            for x in placed.waiting
        ),
        n_known=int(known.sum()),
        n_moved=int((known & (placed.old != placed.new)).sum()),
        n_kept=followed.n_kept,
    )


def _in_force(registry: ThemeRegistry) -> tuple[int, ...]:
    return tuple(d.number for d in in_force(registry.decisions))


def _with_label(runs: tuple[str, ...], label: str) -> tuple[str, ...]:
    return runs if label in runs else (*runs, label)


def _turnover(registry: ThemeRegistry, rows: RunRows) -> tuple[int, int]:
    """Return how many texts came or went since themes were last cut anew, and of how many."""
    now = set(rows.segment_ids)
    latest = [s for ids in registry.members.values() for s in ids]
    n_stayed = sum(1 for s in latest if s in now)
    added, missing = len(now) - n_stayed, len(latest) - n_stayed
    return registry.turnover + added + missing, len(now) + missing


def _rejected_lines(registry: ThemeRegistry, held: Standing) -> list[int]:
    """Return lines that show under a rejected theme."""
    shown = {entry.theme_id: entry.theme_id for entry in registry.entries}
    for decision in in_force(registry.decisions):
        if decision.kind == "merge":
            stays, *others = decision.theme_ids
            shown = {line: stays if theme in others else theme for line, theme in shown.items()}
    return [
        i
        for i, entry in enumerate(registry.entries)
        if shown[entry.theme_id] in held.rejected and not entry.parent
    ]


def _place(registry: ThemeRegistry, run: Run, followed: Followed, held: Standing) -> _Placed:
    entries, rows = registry.entries, run.rows
    first = registry.next_theme
    born = [theme_id_of(first + i) for i in range(followed.n_new)]
    theme_ids = (*(entry.theme_id for entry in entries), *born)
    place = {theme_id: i for i, theme_id in enumerate(theme_ids)}
    decisions = in_force(registry.decisions)
    centers = {entry.theme_id: entry.line_centroid for entry in entries if entry.parent}
    laid = Overlay(decisions, place, centers)
    overlay, waiting = draw_splits(laid, followed.line, rows.grid, rows.segment_ids)
    unpinned = overlay.themes(followed.line, rows.grid, rows.segment_ids)
    pinned = {place[x]: d.by for x, d in held.pinned.items() if x not in held.gone}
    has_rows = set(unpinned.tolist())
    pins = {
        i: (entries[i].centroid, entries[i].floor)
        for i in pinned
        if i not in has_rows and entries[i].centroid
    }
    new = take_for_pins(unpinned, rows.grid, rows.peripheral, pins)
    taken_by_line = (new != unpinned) & np.array([not _is_part(entries, i) for i in new])
    line = np.where(taken_by_line, new, followed.line)
    old = overlay.themes(followed.before, rows.grid, rows.segment_ids)
    same = registry.applied == _in_force(registry)
    if same and overlay.centers == laid.centers:
        old = np.where(rows.is_known, run.recorded, old)
    clustered = np.isin(followed.line, [*followed.matched, *range(len(entries), len(theme_ids))])
    by_cluster = set(unpinned[clustered].tolist())
    return _Placed(
        theme_ids=theme_ids,
        line=line,
        old=old,
        new=new,
        unpinned=unpinned,
        overlay=overlay,
        pinned_by={i: by for i, by in pinned.items() if i not in by_cluster},
        waiting=tuple(d.theme_ids[0] for d in waiting),
    )


def _is_part(entries: Sequence[Entry], place: int) -> bool:
    return place < len(entries) and bool(entries[place].parent)


def _entries(
    registry: ThemeRegistry, run: Run, followed: Followed, placed: _Placed
) -> tuple[Entry, ...]:
    grid, far, n = run.rows.grid, run.rows.peripheral, len(placed.theme_ids)
    of_theme = _Places(grid, placed.new, far, n)
    of_line = _Places(grid, placed.line, far, n)
    passed_on = _successors(registry, followed, placed)
    made = []
    for i, theme_id in enumerate(placed.theme_ids):
        entry = registry.entries[i] if i < len(registry.entries) else Entry(theme_id)
        by_run = {r: k for r, k in entry.segments_by_run.items() if r != run.label}
        if of_theme.size[i]:
            by_run[run.label] = int(of_theme.size[i])
        entry = replace(
            entry,
            segments_by_run=by_run,
            n_in_line=int(of_line.size[i]),
            is_held_by_pin=i in placed.pinned_by,
            successor="" if of_line.size[i] else passed_on.get(i, entry.successor),
        )
        # What only a pin keeps stays where it is: else it would wander off, run by run.
        is_fixed = entry.is_held_by_pin and bool(entry.centroid)
        if of_theme.size[i] and not is_fixed:
            entry = replace(entry, centroid=of_theme.center[i], floor=of_theme.floor[i])
        if entry.parent:
            center = placed.overlay.centers.get(theme_id, ())
            entry = replace(entry, line_centroid=center)
        elif of_line.size[i] and not is_fixed:
            entry = replace(entry, line_centroid=of_line.center[i], line_floor=of_line.floor[i])
        made.append(entry)
    return tuple(made)


class _Places:
    """Size, centroid and floor of each theme."""

    def __init__(self, grid: Float32, labels: Labels, far: npt.NDArray[np.bool_], n: int) -> None:
        self.size = np.bincount(labels, minlength=n)
        centers = centroids(grid, labels, n, far).astype(np.int64)
        self.center: list[Vector] = [tuple(row) for row in centers.tolist()]
        self.floor: list[float] = floors(grid, labels, n, far).tolist()


def _successors(registry: ThemeRegistry, followed: Followed, placed: _Placed) -> dict[int, str]:
    n = len(placed.theme_ids)
    known = np.zeros(len(placed.line), dtype=bool)
    table = table_of(followed.before, placed.line, known, n, n)
    found = {}
    for i, entry in enumerate(registry.entries):
        if entry.n_in_line:
            best = int(table.shared[i].argmax())
            n_shared = int(table.shared[i, best])
            is_strong = n_shared >= FEWEST_SHARED and 3 * n_shared >= table.old_size[i]
            found[i] = placed.theme_ids[best] if is_strong else ""
    return found


def _change(
    registry: ThemeRegistry, run: Run, placed: _Placed, centers: Sequence[Vector], held: Standing
) -> Change:
    shown = {theme.theme_id: theme for theme in read_themes(registry)}
    # A theme whose split waits is still a theme: where it is lost, that is told.
    hidden = (set(held.gone) | undone_parts(registry.decisions)) - set(placed.waiting)
    was_found = [registry.latest_run in entry.segments_by_run for entry in registry.entries]
    return Change(
        run=run.label,
        entries=registry.entries,
        theme_ids=placed.theme_ids,
        centers=centers,
        names={theme_id: theme.name for theme_id, theme in shown.items()},
        person_names={theme_id: d.name for theme_id, d in held.renamed.items()},
        last_runs={theme_id: theme.last_run for theme_id, theme in shown.items()},
        was_found=set(np.flatnonzero(was_found).tolist()),
        retired={i for i, x in enumerate(placed.theme_ids) if x in hidden},
        pinned_by=placed.pinned_by,
        old=placed.old,
        new=placed.new,
        unpinned=placed.unpinned,
        is_known=run.rows.is_known,
    )


def _held_back(change: Change, run: Run, followed: Followed, placed: _Placed) -> tuple[Event, ...]:
    """Return changes of the clustering that were not carried out."""
    table, rows = followed.table, run.rows
    centers = centroids(rows.grid, rows.cluster, table.shared.shape[1], rows.peripheral)
    of_clusters = replace(change, centers=[tuple(row) for row in centers.tolist()])
    told = []
    for cluster in followed.held_clusters:
        strong = np.flatnonzero(table.is_strong[:, cluster]).tolist()
        flows = tuple(of_clusters.flow(table, i, cluster, i) for i in strong)
        told.append(Event("held", run.label, "", "", int(table.new_size[cluster]), flows=flows))
    sizes = np.bincount(placed.line, minlength=len(placed.theme_ids))
    for i, theme_id in enumerate(placed.theme_ids[: len(change.entries)]):
        if sizes[i] and i not in followed.matched and i not in placed.pinned_by:
            name = change.names.get(theme_id, "")
            told.append(Event("held", run.label, theme_id, name, int(sizes[i])))
    return tuple(told)


def _members(registry: ThemeRegistry, run: Run, placed: _Placed) -> dict[str, Any]:
    ids, at = run.rows.segment_ids, placed.theme_ids
    sides = [side_of(at[i], at[j]) for i, j in zip(placed.line, placed.new, strict=True)]
    now = set(ids)
    left = [
        (side, s)
        for members in (registry.earlier, registry.members)
        for side, segment_ids in members.items()
        for s in segment_ids
        if s not in now
    ]
    return {
        "members": members_of(zip(sides, ids, strict=True)),
        "earlier": members_of(left),
        "next_theme": registry.next_theme + len(at) - len(registry.entries),
    }


def _shown(
    theme_ids: Sequence[str],
    theme: Labels,
    order: Labels,
    held: Standing,
    pinned: Collection[int],
) -> dict[str, Any]:
    present, index = np.unique(theme, return_inverse=True)
    labels = np.empty(len(order), dtype=np.int64)
    labels[order] = index.ravel()
    ids = tuple(theme_ids[i] for i in present.tolist())
    named = [held.renamed.get(theme_id) for theme_id in ids]
    status = ["pinned" if i in pinned else "found" for i in present.tolist()]
    return {
        "labels": labels,
        "theme_ids": ids,
        "names": tuple(d.name if d else "" for d in named),
        "named_by": tuple(d.by if d else "" for d in named),
        "status": tuple(
            "rejected" if theme_id in held.rejected else found
            for theme_id, found in zip(ids, status, strict=True)
        ),
    }
