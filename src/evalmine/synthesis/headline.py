"""Headlines of claims that no codebook worded: the words its projects share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evalmine.synthesis.evidence import Evidence
from evalmine.themes.keywords import name_theme

_N_WORDS, _MIN_WORDS = 3, 2


def claim_headline(evidence: Evidence, rows: Sequence[int]) -> str:
    """Return the words that at least half of a claim's projects use, rarest elsewhere first.

    Returns "" where they share fewer than two: near vectors alone are no claim.

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Of the claim.
    """
    users = _users(evidence, rows)
    n_projects = len({evidence.segments[r].project_id for r in rows})
    everywhere = _users(evidence, range(len(evidence.segments)))
    weight = np.round(users * np.log((1 + len(evidence.pool_of)) / (1 + everywhere)), 6)
    shared = np.flatnonzero(users >= max(2, n_projects / 2))
    best = sorted(shared, key=lambda j: (-weight[j], evidence.words.shown[j]))[:_N_WORDS]
    words = tuple((evidence.words.shown[j], float(weight[j])) for j in best)
    return name_theme(words, evidence.language) if len(words) >= _MIN_WORDS else ""


def _users(evidence: Evidence, rows: Sequence[int]) -> np.ndarray:
    """Return how many projects use each word in these rows."""
    projects: dict[str, list[int]] = {}
    for row in rows:
        projects.setdefault(evidence.segments[row].project_id, []).append(row)
    counts = evidence.words.counts
    used = [np.asarray(counts[own].sum(axis=0)).ravel() > 0 for own in projects.values()]
    users: np.ndarray = np.sum(used, axis=0)
    return users
