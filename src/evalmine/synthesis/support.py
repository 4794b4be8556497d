"""How many projects say it, of how many that could have: every count is by project."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution


@dataclass(frozen=True)
class Support:
    """Projects, documents and segments behind a claim, with the projects that were asked.

    `ci_low` and `ci_high` are the 95 % Wilson interval of the share; see `wilson_interval` for what
    it leaves out.
    """

    n_projects: int
    n_asked: int
    n_documents: int
    n_segments: int
    ci_low: float
    ci_high: float

    @property
    def share(self) -> float:
        """Share of the projects asked, 0 to 1; nan when nobody was asked."""
        return self.n_projects / self.n_asked if self.n_asked else math.nan


@dataclass(frozen=True)
class Estimate:
    """A share of projects, corrected for the coder's error by what people coded.

    `method` is a key of the report's words; `n_people` the projects (or segments) people coded.
    """

    share: float
    ci_low: float
    ci_high: float
    method: str
    n_people: int


def wilson_interval(n: int, n_total: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share.

    Parameters
    ----------
    n, n_total : int
        Successes and trials, ``0 <= n <= n_total``.

    Returns
    -------
    tuple of float
        Lower and upper bound, 0 to 1; (0, 1) without trials.

    Notes
    -----
    Wilson (1927), Journal of the American Statistical Association 22, 209-212; recommended for
    small n by Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133.  Its coverage is
    95 % on average over shares, not at every share.

    The projects are taken as independent draws from more projects like them.  Where the material
    is all there is, the share itself has no such error.  That the coder errs, and that a project
    may have lived what it does not write, is not in the interval.

    Examples
    --------
    >>> [round(b, 4) for b in wilson_interval(10, 20)]
    [0.2993, 0.7007]
    """
    if not 0 <= n <= n_total:
        raise ValueError(f"n must lie between 0 and n_total, got {n} of {n_total}")
    if n_total == 0:
        return 0.0, 1.0
    share, z2 = n / n_total, _Z**2
    center = (share + z2 / (2 * n_total)) / (1 + z2 / n_total)
    half = (
        _Z / (1 + z2 / n_total) * math.sqrt(share * (1 - share) / n_total + z2 / (4 * n_total**2))
    )
    # At the ends the bound is exact; rounding must not push it past the share.
    low = 0.0 if n == 0 else max(0.0, center - half)
    high = 1.0 if n == n_total else min(1.0, center + half)
    return low, high


def support_of(members: Iterable[tuple[str, str]], asked: Iterable[str]) -> Support:
    """Return the support of a set of segments.

    Parameters
    ----------
    members : iterable of (project_id, document_id)
        One pair per segment.
    asked : iterable of str
        Projects that were put the question, or whose report was read.  Projects that speak of it
        without having been asked widen the base, so that the share never exceeds 1.
    """
    pairs = list(members)
    projects = {project for project, _ in pairs}
    base = set(asked) | projects
    low, high = wilson_interval(len(projects), len(base))
    return Support(len(projects), len(base), len({d for _, d in pairs}), len(pairs), low, high)
