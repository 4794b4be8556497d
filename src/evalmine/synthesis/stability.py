"""How steady a learning is: the share of resamples of the projects in which it is found again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from evalmine.synthesis.candidates import Candidate, Sentences, found_rows_of
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.weight import SURE, chance_by_project, quotable_projects

N_RESAMPLES: Final = 60
_KEPT = 0.8  # of the projects: had every fifth not answered, would it still be told?
_AGAIN = 0.5  # of the claim's segments at hand, in one claim, from which it is the same one


def stability_of(
    candidates: Sequence[Candidate],
    evidence: Evidence,
    *,
    threshold: float,
    min_projects: int,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> list[float]:
    """Return for each learning the share of resamples in which it is told again, 0 to 1.

    Four of five projects are drawn without replacement (subsampling; Politis and Romano 1994,
    Annals of Statistics 22, 2031-2050).  A learning of a code is told again where the drawn
    projects pass the same rule of evidence; one found in the texts where one of the claims found
    anew among the drawn projects has at least half of its segments at hand.

    It covers which projects happened to be in the material.  It does not cover the coder's
    errors beyond their probabilities, nor other clusters: codings, themes and vectors stay.

    Parameters
    ----------
    candidates : sequence of Candidate
    evidence : Evidence
    threshold : float
        See `claims.near_threshold`.
    min_projects : int
    n_resamples : int
    seed : int
    """
    everyone = sorted(evidence.pool_of)
    if not everyone or n_resamples < 1:
        return [0.0 for _ in candidates]
    rng = np.random.default_rng(seed)
    n_kept = max(1, round(_KEPT * len(everyone)))
    drawn = [
        frozenset(everyone[i] for i in rng.permutation(len(everyone))[:n_kept].tolist())
        for _ in range(n_resamples)
    ]
    again = {i: _of_code(c, drawn, min_projects) for i, c in enumerate(candidates) if c.is_code}
    found = [i for i, c in enumerate(candidates) if not c.is_code]
    if found:
        again |= _of_claims([candidates[i] for i in found], found, drawn, threshold, min_projects)
    return [round(sum(again[i]) / n_resamples, 4) for i in range(len(candidates))]


def _of_code(
    candidate: Candidate, drawn: Sequence[frozenset[str]], min_projects: int
) -> list[bool]:
    chances = chance_by_project(candidate.evidence, candidate.theme, candidate.rows)
    clear = quotable_projects(candidate.evidence, candidate.theme, candidate.rows)
    return [
        len(clear & projects) >= min_projects
        and _at_least([chances[p] for p in chances if p in projects], min_projects) >= SURE
        for projects in drawn
    ]


def _at_least(chances: Sequence[float], k: int) -> float:
    """Return the chance that at least k of independent draws come true."""
    below = np.zeros(k)  # chance of exactly 0 .. k-1
    below[0] = 1.0
    for chance in chances:
        below[1:] = below[1:] * (1 - chance) + below[:-1] * chance
        below[0] *= 1 - chance
    return round(1 - float(below.sum()), 9)


def _of_claims(
    candidates: Sequence[Candidate],
    names: Sequence[int],
    drawn: Sequence[frozenset[str]],
    threshold: float,
    min_projects: int,
) -> dict[int, list[bool]]:
    """Return by name of each candidate whether each resample has it; claims are found anew."""
    evidence = candidates[0].evidence
    rows = list(found_rows_of(evidence))
    sentences = Sentences(evidence, rows, threshold=threshold)
    again: dict[int, list[bool]] = {name: [] for name in names}
    for projects in drawn:
        claims = [
            {rows[p] for p in claim.positions}
            for claim in sentences.claims(min_projects=min_projects, present=projects)
        ]
        for name, candidate in zip(names, candidates, strict=True):
            own = {r for r in candidate.rows if evidence.segments[r].project_id in projects}
            most = max((len(own & claim) for claim in claims), default=0)
            again[name].append(bool(own) and most >= _AGAIN * len(own))
    return again
