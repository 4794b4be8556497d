"""How many projects say it, of how many that could have: every count is by project."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evalmine.synthesis.estimation.intervals import cluster_interval, wilson_interval

__all__ = ["Estimate", "Support", "support_of", "wilson_interval"]


@dataclass(frozen=True)
class Support:
    """Projects, documents and segments behind a claim, with the projects that were asked.

    `ci_low` and `ci_high` are the 95 % interval of the share; see `wilson_interval` for what it
    leaves out, and `cluster_interval` for projects that come in clusters.
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

    `method` is "projects" (people coded whole projects: `n_people` of them) or "segments" (people
    coded a sample of `n_people` segments); both are keys of the report's words.
    """

    share: float
    ci_low: float
    ci_high: float
    method: str
    n_people: int


def support_of(
    members: Iterable[tuple[str, str]],
    asked: Iterable[str],
    *,
    clusters: Mapping[str, str] | None = None,
) -> Support:
    """Return the support of a set of segments.

    Parameters
    ----------
    members : iterable of (project_id, document_id)
        One pair per segment.
    asked : iterable of str
        Projects that were put the question, or whose report was read.  Projects that speak of it
        without having been asked widen the base, so that the share never exceeds 1.
    clusters : mapping of str to str, optional
        What each project belongs to, such as its organization (`project_clusters`); a project
        that is not in it stands alone.
    """
    pairs = list(members)
    projects = {project for project, _ in pairs}
    base = sorted(set(asked) | projects)
    of_project = clusters or {}
    low, high = cluster_interval(
        [project in projects for project in base],
        [of_project.get(project, f"\0{project}") for project in base],
    )
    return Support(len(projects), len(base), len({d for _, d in pairs}), len(pairs), low, high)
