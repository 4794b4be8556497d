"""Saturation: how many codes have been met after reading n projects."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from evalmine.synthesis.outline import SaturationPoint


def saturation_curve(
    codes_by_project: Mapping[str, frozenset[str]], *, n_orders: int = 200, seed: int = 0
) -> tuple[SaturationPoint, ...]:
    """Return the number of distinct codes met after 1, 2, ... projects, over random orders.

    Parameters
    ----------
    codes_by_project : mapping
        The codes assigned in each project; projects without any count as read.
    n_orders : int
        Random reading orders.

    Notes
    -----
    The order of reading matters (Guest, Namey and Chen 2020, PLoS ONE 15(5): e0232076), so the
    median and the 5-95 % band over random orders are given.  The band tells of the order alone;
    it is no confidence interval.  Codes are met where the coder assigned them, wrongly or not, and
    what the codebook lacks is never met: a flat curve says that these codes are exhausted, not
    that the material is.
    """
    projects = sorted(codes_by_project)
    codes = sorted({c for codes in codes_by_project.values() for c in codes})
    if not projects or not codes:
        return ()
    column = {code: i for i, code in enumerate(codes)}
    table = np.zeros((len(projects), len(codes)), dtype=bool)
    for row, project in enumerate(projects):
        table[row, [column[c] for c in sorted(codes_by_project[project])]] = True
    rng = np.random.default_rng(seed)
    met = np.array(
        [
            np.logical_or.accumulate(table[rng.permutation(len(projects))], axis=0).sum(axis=1)
            for _ in range(n_orders)
        ]
    )
    low, median, high = np.quantile(met, [0.05, 0.5, 0.95], axis=0)
    return tuple(
        SaturationPoint(i + 1, float(median[i]), float(low[i]), float(high[i]))
        for i in range(len(projects))
    )
