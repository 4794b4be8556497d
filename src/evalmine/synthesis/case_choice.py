"""The best two or three of many: which together carry the most and are least alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

TRAITS: Final = ("region", "sector", "organization_type", "size", "theme")
"""What cases should differ in; `size` is the band of employees, `theme` what most is said about."""

N_RICHEST, LEAST_COMPARED = 30, 6
"""The richer half of the candidates are compared in every combination, between 6 and 30 of them
(30 have 4,060 triples): what differs most must not win over what has something to tell."""

# The European Commission's bands for enterprises (Recommendation 2003/361/EC), by headcount.
_BANDS: Final = ((10, "0-9"), (50, "10-49"), (250, "50-249"))


@dataclass(frozen=True)
class Candidate:
    """A project that may be a case: which learnings it carries (by number), and its traits."""

    project_id: str
    carries: frozenset[int]
    traits: Mapping[str, str]


def size_band(n_employees: float | None) -> str:
    """Return the band of a number of employees, "" where it is not known.

    Examples
    --------
    >>> [size_band(n) for n in (9, 10, 249, 250, None)]
    ['0-9', '10-49', '50-249', '250+', '']
    """
    if n_employees is None:
        return ""
    return next((name for below, name in _BANDS if n_employees < below), "250+")


def richness(candidate: Candidate, weights: Sequence[float]) -> float:
    """Return the summed weight of the learnings a candidate carries, rounded to 6 digits."""
    return round(sum(weights[i] for i in sorted(candidate.carries)), 6)


def worth(
    chosen: Sequence[Candidate], weights: Sequence[float], traits: Sequence[str] = TRAITS
) -> float:
    """Return what a set of candidates is worth as the cases of a pool, 0 to 2.

    Parameters
    ----------
    chosen : sequence of Candidate
    weights : sequence of float
        Of each learning: the share of the pool's projects that support it.
    traits : sequence of str
        What they should differ in: the traits known of any candidate of the pool.

    Notes
    -----
    Coverage plus spread, which count the same.  Coverage is the weight of the learnings that at
    least one of them carries, as a share of all weight.  Spread is, over the traits, how many
    different values they have: 0 when all are alike, 1 when all differ.  A value that is not
    known differs from nothing.
    """
    total = sum(weights)
    covered = frozenset[int]().union(*(c.carries for c in chosen))
    coverage = sum(weights[i] for i in sorted(covered)) / total if total else 0.0
    if len(chosen) < 2 or not traits:
        return round(coverage, 6)
    n_values = [len({v for c in chosen if (v := c.traits.get(trait))}) for trait in traits]
    apart = sum(max(n - 1, 0) / (len(chosen) - 1) for n in n_values)
    return round(coverage + apart / len(traits), 6)


def best_subset(
    candidates: Sequence[Candidate],
    weights: Sequence[float],
    *,
    n: int,
    fixed: Sequence[Candidate] = (),
) -> tuple[Candidate, ...]:
    """Return the `n` candidates that are worth most together; exact, ties go to the first ids.

    Parameters
    ----------
    candidates : sequence of Candidate
        The richer half are compared: those that carry the most weight.
    weights : sequence of float
        Of each learning.
    n : int
        Fewer where there are fewer.
    fixed : sequence of Candidate
        Chosen already, by a person: they are part of the result, however many.

    Returns
    -------
    tuple of Candidate
        The fixed ones in their order, then the others, richest first.
    """
    named = {c.project_id for c in fixed}
    free = sorted(
        (c for c in candidates if c.project_id not in named),
        key=lambda c: (-richness(c, weights), c.project_id),
    )
    free = free[: min(N_RICHEST, max(LEAST_COMPARED, -(-len(free) // 2)))]
    size = min(max(n - len(fixed), 0), len(free))
    by_id = sorted(free, key=lambda c: c.project_id)
    traits = [t for t in TRAITS if any(c.traits.get(t) for c in (*fixed, *candidates))]
    best = max(
        combinations(by_id, size), key=lambda chosen: worth((*fixed, *chosen), weights, traits)
    )  # of equals, max keeps the first, and combinations come in order of the ids
    return (*fixed, *(c for c in free if c in best))
