"""Saturation: what one more project, or one more document, still brings that is new."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.synthesis.outline import GuestSaturation, SaturationPoint

Counts = npt.NDArray[np.int64]

BASE_SIZES = (4, 5, 6)
RUN_LENGTHS = (2, 3)
THRESHOLDS = (0.05, 0.0)
N_ORDERS = 1000
"""Random orders of reading; the 5-95 % band changes little beyond a few hundred."""


@dataclass(frozen=True)
class GuestSteps:
    """Saturation in one given order of reading, step by step.

    `shares_new` is the new information of each run as a share of the base; the first run is read
    right after the base, and each later one begins one text further on.  `reached` is how many
    texts were read before the first run at or below the threshold (the 6 of "6+2"), or None.
    """

    n_base: int
    shares_new: tuple[float, ...]
    reached: int | None


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
    seed : int
        Of the random orders.

    Notes
    -----
    The order of reading matters (Guest, Namey and Chen 2020, PLoS ONE 15(5): e0232076), so the
    median and the 5-95 % band over random orders are given.  The band tells of the order alone;
    it is no confidence interval.  Codes are met where the coder assigned them, wrongly or not, and
    what the codebook lacks is never met: a flat curve says that these codes are exhausted, not
    that the material is.
    """
    met = _met(codes_by_project, n_orders, seed)
    if met is None:
        return ()
    low, median, high = np.quantile(met, [0.05, 0.5, 0.95], axis=0)
    return tuple(
        SaturationPoint(i + 1, float(median[i]), float(low[i]), float(high[i]))
        for i in range(met.shape[1])
    )


def guest_saturation(
    met_in: Mapping[str, frozenset[str]],
    *,
    unit: str,
    read_by: str = "project",
    base_sizes: Sequence[int] = BASE_SIZES,
    run_lengths: Sequence[int] = RUN_LENGTHS,
    thresholds: Sequence[float] = THRESHOLDS,
    n_orders: int = N_ORDERS,
    seed: int = 0,
) -> tuple[GuestSaturation, ...]:
    """Return saturation after Guest, Namey and Chen for each base, run and threshold.

    Parameters
    ----------
    met_in : mapping of str to frozenset of str
        What each project (or document) has: its codes or its themes.
    unit : {"code", "theme"}
        What is counted.
    read_by : {"project", "document"}
        What is read one after the other.
    base_sizes, run_lengths : sequence of int
        Texts that make up the base, and texts in a run; a pair that the material is too small
        for is left out.
    thresholds : sequence of float
        Share of new information, 0 to 1, at or below which saturation is said to be reached.
    n_orders : int
    seed : int

    Returns
    -------
    tuple of GuestSaturation
        By base, run, threshold.  In `reached`, a bound is infinite where so many orders never
        reach the threshold.

    Notes
    -----
    Guest, Namey and Chen (2020), PLoS ONE 15(5): e0232076.  The base is what the first texts
    have; a run is the texts read next; new information is what the run has that nothing before
    it had, divided by the base.  They offer bases of 4, 5 and 6, runs of 2 and 3, and thresholds
    of 5 % and 0 %, and warn that the order of reading matters; so each figure is the median over
    `n_orders` random orders, with the band that holds 90 % of them.  Texts are put in a new order
    and not drawn with replacement: a text read twice has nothing new, and would make any material
    look saturated.  An order whose base holds nothing at all never reaches the threshold.

    The method was tried on interviews and codebooks of one level that grew while reading.  With a
    codebook made beforehand it says when its codes are exhausted, not when the material is.
    """
    met = _met(met_in, n_orders, seed)
    if met is None:
        return ()
    found = []
    for base in base_sizes:
        for run in run_lengths:
            if met.shape[1] < base + run:
                continue
            shares = _shares_new(met, base, run)
            last = _band(shares[:, -1])
            for threshold in thresholds:
                reached = _band(_reached(shares, base, threshold))
                found.append(
                    GuestSaturation(
                        unit,
                        base,
                        run,
                        threshold,
                        last,
                        reached if math.isfinite(reached[0]) else None,
                        read_by=read_by,
                        n_read=met.shape[1],
                        n_met=int(met[0, -1]),
                    )
                )
    return tuple(found)


def guest_steps(
    met_in: Sequence[frozenset[str]], *, base: int = 4, run: int = 2, threshold: float = 0.05
) -> GuestSteps:
    """Return saturation in the order in which the texts are given.

    Parameters
    ----------
    met_in : sequence of frozenset of str
        The codes of each text, in the order of reading.
    base, run : int
        Texts in the base and in a run.
    threshold : float

    Raises
    ------
    ValueError
        If there are fewer texts than base and run together.

    Examples
    --------
    >>> texts = [{"a", "b"}, {"c"}, {"d"}, {"a"}, {"b", "e"}, {"a"}, {"c"}]
    >>> guest_steps([frozenset(t) for t in texts])
    GuestSteps(n_base=4, shares_new=(0.25, 0.0), reached=5)
    """
    if len(met_in) < base + run:
        raise ValueError(f"{len(met_in)} texts are too few for a base of {base} and a run of {run}")
    seen: set[str] = set()
    met = []
    for codes in met_in:
        seen |= codes
        met.append(len(seen))
    shares = _shares_new(np.array([met]), base, run)
    reached = float(_reached(shares, base, threshold)[0])
    return GuestSteps(
        met[base - 1],
        tuple(round(float(x), 6) for x in shares[0]),
        int(reached) if math.isfinite(reached) else None,
    )


def _met(met_in: Mapping[str, frozenset[str]], n_orders: int, seed: int) -> Counts | None:
    """Return how many are met after each text, shape (n_orders, n_texts); None without any."""
    texts = sorted(met_in)
    having: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        for code in sorted(met_in[text]):
            having.setdefault(code, []).append(row)
    if not having:
        return None
    rng = np.random.default_rng(seed)
    places = np.argsort(rng.random((n_orders, len(texts))), axis=1, kind="stable")
    new = np.zeros((n_orders, len(texts)), dtype=np.int64)
    each = np.arange(n_orders)
    for code in sorted(having):  # a code is new where the first text that has it is read
        np.add.at(new, (each, places[:, having[code]].min(axis=1)), 1)
    return np.cumsum(new, axis=1)


def _shares_new(met: Counts, base: int, run: int) -> npt.NDArray[np.float64]:
    """Return the new information of each run, shape (n_orders, n_runs)."""
    new = met[:, base + run - 1 :] - met[:, base - 1 : met.shape[1] - run]
    n_base = met[:, base - 1 : base].astype(np.float64)
    shares: npt.NDArray[np.float64] = np.divide(
        new, n_base, out=np.full(new.shape, np.inf), where=n_base > 0
    )
    return shares


def _reached(
    shares: npt.NDArray[np.float64], base: int, threshold: float
) -> npt.NDArray[np.float64]:
    """Return the texts read before the first run at or below the threshold, inf where none is."""
    low = np.round(shares, 6) <= threshold
    first: npt.NDArray[np.float64] = np.where(low.any(axis=1), base + low.argmax(axis=1), np.inf)
    return first


def _band(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return median, 5 % and 95 % point, each a value that occurs (inf may be one)."""
    ordered = np.sort(values)
    at = [int(np.ceil(q * len(ordered))) - 1 for q in (0.5, 0.05, 0.95)]
    median, low, high = (round(float(ordered[max(i, 0)]), 6) for i in at)
    return median, low, high
