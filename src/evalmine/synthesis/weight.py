"""How much evidence a learning rests on: how many projects truly say it, by probabilities.

A coder's scores are calibrated probabilities, so the number of projects that truly say a thing is
a sum of independent draws with unequal chances (Poisson binomial; Wang 1993, Statistica Sinica 3,
295-312).  That orders learnings fairly: twenty doubtful projects weigh no more than five sure
ones, and a better coder moves the weights without moving the rule.

What the development half of the author-coded sample says (235 segments of 2025; the shipped coder,
and in brackets the codebook alone): of 102 (85) rightly coded pairs 97 % have the right aspect too,
so a coding's probability is taken for both; and of 115 (117) assigned sentences that can stand
alone 68 (63) were rightly coded, but 51 of the 71 (14 of the 16) whose odds were at least `CLEAR`
times those of the bar.  That half was not used to learn the shipped coder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.quoting.choosing import stands_alone

SURE: Final = 0.9
"""Chance with which at least so many projects truly say it: nine in ten, a convention."""

CLEAR: Final = 2.0
"""Odds over those of the code's bar from which a segment is clear (see the module's text)."""

_MOST = 0.999999  # odds of 1 are infinite


@dataclass(frozen=True)
class Weight:
    """The weight of evidence of a set of segments.

    Parameters
    ----------
    expected : float
        Projects expected to truly say it: the sum of 1 - prod(1 - p) over projects.
    n_sure : int
        The most projects that say it with a chance of `SURE`.
    n_quotable : int
        Projects with a clear sentence that can stand alone.
    confidence : float or None
        Mean probability of the segments; None where no coder gave one.
    """

    expected: float
    n_sure: int
    n_quotable: int
    confidence: float | None

    def reason(self, min_projects: int) -> str:
        """Return why the evidence does not carry a learning, "" where it does.

        "few_sure": fewer than `min_projects` projects surely say it.  "few_clear": fewer have a
        clear sentence that can stand alone, so that nobody could see the learning in the texts.
        """
        if self.n_sure < min_projects:
            return "few_sure"
        return "few_clear" if self.n_quotable < min_projects else ""


def weigh(evidence: Evidence, theme: ThemeRows, rows: Sequence[int]) -> Weight:
    """Return the weight of evidence of some rows of a theme.

    Rows that no coder scored (claims found in the texts, people's codings) count as certain.
    """
    chances = chance_by_project(evidence, theme, rows)
    scores = [theme.scores[r] for r in rows if r in theme.scores]
    return Weight(
        expected=round(float(sum(chances.values())), 4),
        n_sure=surely(chances.values()),
        n_quotable=len(quotable_projects(evidence, theme, rows)),
        confidence=round(float(np.mean(scores)), 4) if scores else None,
    )


def chance_by_project(
    evidence: Evidence, theme: ThemeRows, rows: Iterable[int]
) -> dict[str, float]:
    """Return by project the chance that at least one of its rows truly says it, sorted by id."""
    none_does: dict[str, float] = {}
    for row in sorted(rows):
        project = evidence.segments[row].project_id
        none_does[project] = none_does.get(project, 1.0) * (1 - theme.scores.get(row, 1.0))
    return {project: round(1 - none_does[project], 6) for project in sorted(none_does)}


def surely(chances: Iterable[float], *, level: float = SURE) -> int:
    """Return the largest k such that at least k of independent draws come true with `level`.

    Examples
    --------
    >>> surely([0.9] * 4), surely([0.2] * 20)
    (3, 2)
    """
    of_k = np.ones(1)  # distribution of the number that comes true
    for chance in chances:
        of_k = np.append(of_k * (1 - chance), 0.0) + np.append(0.0, of_k * chance)
    at_least = np.round(of_k[::-1].cumsum()[::-1], 9)
    return int(np.flatnonzero(at_least >= level).max())


def clearness(theme: ThemeRows, row: int) -> float:
    """Return the odds of a row over those of its code's bar; infinite where nothing was scored."""
    score = theme.scores.get(row)
    if score is None or theme.bar <= 0:
        return float("inf")
    return round(_odds(score) / _odds(theme.bar), 6)


def is_clear(theme: ThemeRows, row: int) -> bool:
    """Return whether the coder is fairly sure of a row: likelier than not, or far above the bar."""
    return theme.scores.get(row, 1.0) >= 0.5 or clearness(theme, row) >= CLEAR


def quotable_projects(evidence: Evidence, theme: ThemeRows, rows: Iterable[int]) -> frozenset[str]:
    """Return the projects with a clear sentence that can stand alone."""
    return frozenset(
        evidence.segments[r].project_id
        for r in rows
        if is_clear(theme, r) and stands_alone(evidence, r)
    )


def by_weight(weight: Weight, n_projects: int) -> tuple[int, float, int]:
    """Return what learnings are ordered by, the weightiest first when sorted."""
    return -weight.n_sure, -weight.expected, -n_projects


def _odds(chance: float) -> float:
    chance = min(chance, _MOST)
    return chance / (1 - chance)
