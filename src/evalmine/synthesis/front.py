"""The front page: what holds across the pools, in few learnings that differ from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evalmine.synthesis.learning import NEEDS_REVIEW, Learning

_ENOUGH_ASKED = 8  # projects of a pool, from which silence tells something
_HALF = 0.5
_BY_CODE = ("codebook", "name")
_LEAST_FRONT = 5
_COMMON = 0.05  # of those asked
# Sources of few kinds are told with a learning, and do not keep it from cutting across.
_HARMLESS = {NEEDS_REVIEW, "only_self", "only_reports", "one_evaluator"}


def with_places(learning: Learning, *, min_projects: int = 3) -> Learning:
    """Return a learning over all projects with the pools it holds in and those it does not.

    It holds in a pool where at least `min_projects` projects say it, and at least half as large a
    share of those asked as over all pools.  It does not hold where the share is smaller than that,
    though at least eight projects were asked; of eight, a claim that half of them share escapes
    all with a chance of 0.4 %.  Elsewhere there are too few projects to tell.
    """
    if learning.scope or len(learning.pools) < 2 or not learning.n_asked:
        return learning
    half = _HALF * learning.support.share
    holds, absent = [], []
    for pool, n, asked in learning.pools:
        is_common = asked > 0 and n / asked >= half - 1e-9
        if is_common and n >= min_projects:
            holds.append(pool)
        elif not is_common and asked >= _ENOUGH_ASKED:
            absent.append(pool)
    return replace(learning, holds_in=tuple(holds), absent_in=tuple(absent))


def front_learnings(learnings: Sequence[Learning], *, n_front: int = 7) -> tuple[Learning, ...]:
    """Return the cross-cutting learnings, weightiest first: one per theme, in varied aspects.

    A learning that rests on one pool, sector, level or voice does not cut across and stays off the
    front page, as long as others are there.  So do those that nobody may be quoted for, those that
    share most of their segments with one already chosen, and learnings found in texts where a
    codebook gave any: their claims are narrow.

    Parameters
    ----------
    learnings : sequence of Learning
        Over all projects, weightiest first.
    n_front : int
        At most.
    """
    worded = worded_first(learnings)
    across = [x for x in worded if not set(x.notes) - _HARMLESS] or worded
    chosen: list[Learning] = []
    for limit in (2, 3, n_front):
        for learning in across:
            fits = sum(c.aspect == learning.aspect for c in chosen) < limit
            if len(chosen) < n_front and fits and all(_differ(c, learning) for c in chosen):
                chosen.append(learning)
    place = {x.learning_id: i for i, x in enumerate(learnings)}
    return tuple(sorted(chosen, key=lambda x: place[x.learning_id]))


def enough_in_common(learnings: Sequence[Learning]) -> bool:
    """Return whether claims that no codebook worded can fill a front page.

    At least five, each told by one in twenty of those who were asked: what fewer say is worth
    reading but does not hold across the projects.
    """
    common = [x for x in learnings if x.n_asked and x.support.share >= _COMMON - 1e-9]
    return len(front_learnings(common)) >= _LEAST_FRONT


def worded_first(learnings: Sequence[Learning]) -> list[Learning]:
    """Return the learnings of codes, whose headlines a person worded; without any, all of them."""
    return [x for x in learnings if x.theme_id.startswith("C-")] or list(learnings)


def _differ(one: Learning, other: Learning) -> bool:
    if one.key == other.key or (one.theme_id == other.theme_id and one.headline_by in _BY_CODE):
        return False
    shared = len(set(one.segment_ids) & set(other.segment_ids))
    return shared <= _HALF * min(len(one.segment_ids), len(other.segment_ids))
