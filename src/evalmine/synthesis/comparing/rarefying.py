"""What remains when every project has said equally much: longer texts mention more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

_LEAST_SHARE = 0.1  # of the projects may have fewer segments than are drawn


def chance_of_mention(n_with: int, n_segments: int, n_drawn: int) -> float:
    """Return the chance that some of `n_drawn` segments of a project has a theme.

    Parameters
    ----------
    n_with, n_segments : int
        Its segments with the theme, and all its segments.
    n_drawn : int
        Drawn without replacement; all of them where it has fewer.

    Notes
    -----
    Hypergeometric and exact: rarefaction as in ecology (Hurlbert 1971, Ecology 52, 577-586).

    Examples
    --------
    >>> round(chance_of_mention(1, 10, 5), 3), chance_of_mention(0, 10, 5)
    (0.5, 0.0)
    """
    drawn = min(n_drawn, n_segments)
    return 1.0 - math.comb(n_segments - n_with, drawn) / math.comb(n_segments, drawn)


def equal_length(n_segments: Iterable[int]) -> int:
    """Return how many segments to draw from each project: nine of ten have as many."""
    ordered = sorted(n_segments)
    return ordered[int(_LEAST_SHARE * len(ordered))] if ordered else 0


def rarefied_share(
    projects: Sequence[str],
    n_with: Mapping[str, int],
    n_segments: Mapping[str, int],
    n_drawn: Mapping[str, int],
) -> float:
    """Return the share of projects to expect with a theme, were `n_drawn` of each one's read."""
    chances = [chance_of_mention(n_with.get(p, 0), n_segments[p], n_drawn[p]) for p in projects]
    return math.fsum(chances) / len(chances) if chances else math.nan
