"""Counts by grant pool in one line, however many pools there are."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report.words import Words

_MOST = 8


def pool_counts(pools: Sequence[tuple[str, int, int]], words: Words) -> tuple[tuple[str, str], ...]:
    """Return (pool, "14 of 44") of the pools that were asked; nothing of a single pool.

    Of more than eight pools those where most projects say it are named, most first, and the others
    counted together.

    Parameters
    ----------
    pools : sequence of (str, int, int)
        Pool, projects that say it, projects that were asked.
    words : Words
    """
    asked = [(pool, n, total) for pool, n, total in pools if total]
    if len(asked) < 2:
        return ()
    named, others = asked, []
    if len(asked) > _MOST:
        by_n = sorted(asked, key=lambda x: -x[1])
        named = [x for x in by_n[: _MOST - 1] if x[1]]
        others = by_n[len(named) :]
    rows = [(pool, words.text("list.of", n=n, total=total)) for pool, n, total in named]
    if others:
        n, total = sum(x[1] for x in others), sum(x[2] for x in others)
        name = words.text("theme_story.other_pools", n=len(others))
        rows.append((name, words.text("list.of", n=n, total=total)))
    return tuple(rows)
