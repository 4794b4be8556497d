"""Groups of themes keep their ids as themes do: by the segments they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Labels
from evalmine.themes.identity.matching import best_matching
from evalmine.themes.identity.state import GroupEntry

Flags = npt.NDArray[np.bool_]


def settle_groups(
    groups: Sequence[GroupEntry],
    *,
    coarse: Labels,
    old: Labels,
    new: Labels,
    theme_ids: Sequence[str],
    run: str,
    next_group: int,
) -> tuple[tuple[GroupEntry, ...], dict[str, str]]:
    """Return the groups after a run, and the group of each theme that lies in one.

    A group is a coarse cluster that most segments of two or more themes lie in. It keeps the id
    of the earlier group with which it shares most segments (greatest squared Jaccard indices,
    0.2 at least), groups of the latest run before those that were lost earlier.

    Parameters
    ----------
    groups : sequence of GroupEntry
        All there ever were.
    coarse : ndarray of int64, shape (n,)
        Coarse cluster of each segment, numbered by first appearance.
    old, new : ndarray of int64, shape (n,)
        Theme by the old themes, and now; indices of `theme_ids`.
    theme_ids : sequence of str
        Of all themes.
    run : str
        Label of this run.
    next_group : int
        Number of the next new group.
    """
    homes = _homes(coarse, new)
    if not 1 < len(set(homes.values())) < len(homes):
        return tuple(replace(g, is_found=False) for g in groups), {}
    inside = [sorted(t for t in homes if homes[t] == c) for c in sorted(set(homes.values()))]
    inside = [themes for themes in inside if len(themes) > 1]
    place = {theme_id: i for i, theme_id in enumerate(theme_ids)}
    was = [np.isin(old, [place[t] for t in g.theme_ids]) for g in groups]
    now = [np.isin(new, themes) for themes in inside]
    overlap = np.array([[_jaccard(a, b) for b in now] for a in was]).reshape(len(was), len(now))
    is_active = np.array([g.is_found for g in groups], dtype=bool)
    found: dict[int, int] = {}
    for rows in (is_active, ~is_active):
        is_open = ~np.isin(np.arange(len(now)), list(found))
        open_cells = np.where(rows[:, None] & is_open, overlap, 0)
        found.update({j: i for i, j in best_matching(open_cells)})
    kept = [replace(g, is_found=False) for g in groups]
    group_of: dict[str, str] = {}
    order = sorted(range(len(now)), key=lambda j: (-int(now[j].sum()), inside[j]))
    for j in order:
        themes = tuple(theme_ids[t] for t in inside[j])
        if j in found:
            kept[found[j]] = replace(
                groups[found[j]], theme_ids=themes, last_run=run, is_found=True
            )
            group_id = groups[found[j]].group_id
        else:
            group_id = f"G{next_group}"
            next_group += 1
            kept.append(GroupEntry(group_id, "", (), themes, run, run, is_found=True))
        group_of.update(dict.fromkeys(themes, group_id))
    return tuple(kept), group_of


def _homes(coarse: Labels, theme: Labels) -> dict[int, int]:
    """Return the coarse cluster that most segments of each theme lie in."""
    homes = {}
    for t in np.unique(theme).tolist():
        homes[t] = int(np.bincount(coarse[theme == t]).argmax())
    return homes


def _jaccard(first: Flags, second: Flags) -> float:
    either = int((first | second).sum())
    return int((first & second).sum()) / either if either else 0.0
