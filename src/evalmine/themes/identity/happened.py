"""Reads from old and new themes what happened to each: births, deaths, splits, merges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evalmine.themes.graph import Labels
from evalmine.themes.identity.centers import cosines
from evalmine.themes.identity.events import Event, Flow, Kind
from evalmine.themes.identity.matching import Table, table_of
from evalmine.themes.identity.state import Entry, Vector

_DIGITS = 4


@dataclass(frozen=True)
class Change:
    """Old themes and new ones of the same segments, and what is known of the themes.

    Parameters
    ----------
    run : str
        Label of this run.
    entries : sequence of Entry
        As they were; new themes follow after them in `theme_ids`.
    theme_ids : sequence of str
        Of all themes; `old` and `new` point into it.
    centers : sequence of tuple of int
        Centroids of the themes now.
    names : mapping of str to str
        As shown before this run.
    person_names : mapping of str to str
        Names that people gave.
    last_runs : mapping of str to str
        When each theme was last found before.
    was_found : collection of int
        Themes that the latest run had.
    retired : collection of int
        Themes that people merged or split.
    pinned_by : mapping of int to str
        Themes that only a pin keeps in this run, and who pinned them.
    unpinned : ndarray of int64
        As `new`, but without what pins took.
    """

    run: str
    entries: Sequence[Entry]
    theme_ids: Sequence[str]
    centers: Sequence[Vector]
    names: Mapping[str, str]
    person_names: Mapping[str, str]
    last_runs: Mapping[str, str]
    was_found: Collection[int]
    retired: Collection[int]
    pinned_by: Mapping[int, str]
    old: Labels
    new: Labels
    unpinned: Labels
    is_known: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def flow(self, table: Table, old: int, new: int, told: int) -> Flow:
        """Return what two themes share; `told` is the one of them that the flow names."""
        return Flow(
            theme_id=self.theme_ids[told],
            name=self.names.get(self.theme_ids[told], ""),
            run=self.last_runs.get(self.theme_ids[old], ""),
            n_shared=int(table.shared[old, new]),
            n_known=int(table.known[old, new]),
            n_old=int(table.old_size[old]),
            n_new=int(table.new_size[new]),
            cosine=self._cosine(old, new),
        )

    def event(self, kind: Kind, theme: int, n_segments: int, flows: Sequence[Flow] = ()) -> Event:
        """Return an event of a theme."""
        theme_id = self.theme_ids[theme]
        before = self.last_runs.get(theme_id, "") if kind in ("death", "return") else ""
        is_over = kind == "death" or (kind == "pinned" and not n_segments)
        known = self.names if is_over else self.person_names
        return Event(
            kind=kind,
            run=self.run,
            theme_id=theme_id,
            name=known.get(theme_id, ""),
            n_segments=n_segments,
            last_run=before,
            by=self.pinned_by[theme] if kind == "pinned" else "",
            flows=tuple(flows),
        )

    def _cosine(self, old: int, new: int) -> float:
        before = self.entries[old].centroid if old < len(self.entries) else ()
        after = self.centers[new]
        if not before or not after:
            return 0.0
        pair = np.asarray([before, after], dtype=np.float32)
        return round(float(np.clip(cosines(pair[:1], pair[1:])[0, 0], -1, 1)), _DIGITS)


def read_events(change: Change) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return what happened, and which themes simply go on; both in the order of theme ids."""
    n = len(change.theme_ids)
    table = table_of(change.old, change.new, change.is_known, n, n)
    events: list[Event] = []
    continued: list[Event] = []
    for theme in range(n):
        if table.new_size[theme]:
            told, goes_on = _of_present(change, table, theme)
            events += told
            continued += goes_on
        else:
            events += _of_absent(change, table, theme)
    return tuple(events), tuple(continued)


def _of_present(change: Change, table: Table, theme: int) -> tuple[list[Event], list[Event]]:
    size = int(table.new_size[theme])
    sources = [i for i in _largest_first(table.shared[:, theme]) if table.is_strong[i, theme]]
    others = {i: change.flow(table, i, theme, i) for i in sources if i != theme}
    own = [change.flow(table, theme, theme, theme)] if table.shared[theme, theme] else []
    if theme in change.pinned_by:
        was = change.entries[theme].is_held_by_pin
        return ([] if was else [_pinned(change, theme, size)]), []
    if _is_new(change, theme):
        return [change.event("split" if others else "birth", theme, size, [*others.values()])], []
    if _is_back(change, theme):
        return [change.event("return", theme, size, [*own, *others.values()])], []
    merged = [f for i, f in others.items() if _tells_end(change, table, i) == theme]
    taken = [f for f in others.values() if f not in merged]
    events = []
    if merged:
        events.append(change.event("merge", theme, size, [*own, *merged]))
    if taken:
        events.append(change.event("takeover", theme, size, [*own, *taken]))
    return events, [change.event("continuation", theme, size, own)] if own else []


def _is_new(change: Change, theme: int) -> bool:
    if theme >= len(change.entries):
        return True
    return not (change.entries[theme].centroid or change.entries[theme].parent)


def _is_back(change: Change, theme: int) -> bool:
    entry = change.entries[theme]
    # One that people hid and now brought back was never lost.
    return theme not in change.was_found and not entry.n_in_line and not entry.parent


def _tells_end(change: Change, table: Table, old: int) -> int | None:
    """Return the theme that tells that an old one is no more: the one going on with most of it."""
    if table.new_size[old]:
        return None
    for theme in _largest_first(table.shared[old]):
        is_other = _is_new(change, theme) or theme in change.pinned_by or _is_back(change, theme)
        if table.is_strong[old, theme] and not is_other:
            return theme
    return None


def _of_absent(change: Change, table: Table, theme: int) -> list[Event]:
    if theme not in change.was_found or theme in change.retired:
        return []
    if theme in change.pinned_by:
        was = change.entries[theme].is_held_by_pin
        return [] if was else [change.event("pinned", theme, 0)]
    if table.is_strong[theme].any():
        return []  # the themes that took it over tell it
    flows = [change.flow(table, theme, j, j) for j in _largest_first(table.shared[theme])]
    return [change.event("death", theme, 0, flows)]


def _pinned(change: Change, theme: int, size: int) -> Event:
    taken = (change.new == theme) & (change.unpinned != theme)
    n = len(change.theme_ids)
    inside = np.where(taken, change.unpinned, -1)
    table = table_of(inside, change.new, change.is_known, n, n)
    flows = [change.flow(table, i, theme, i) for i in _largest_first(table.shared[:, theme])]
    return change.event("pinned", theme, size, flows)


def _largest_first(counts: Labels) -> list[int]:
    return [int(i) for i in np.lexsort((np.arange(len(counts)), -counts)) if counts[i] > 0]
