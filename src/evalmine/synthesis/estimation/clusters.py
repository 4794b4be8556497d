"""Which projects belong together, so that they are not counted as independent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from evalmine.corpus.model import Project, is_missing
from evalmine.corpus.text import fold

CLUSTER_BY: Final = "organization"
"""Attribute whose repeated values make clusters."""


def project_clusters(projects: Iterable[Project], *, by: str = CLUSTER_BY) -> dict[str, str]:
    """Return the cluster of each project that shares one with another.

    Parameters
    ----------
    projects : iterable of Project
    by : str
        An attribute, such as "organization" or the name of the column with the evaluator.

    Returns
    -------
    dict of str to str
        Cluster by project id; projects that share theirs with nobody are left out, so that an
        empty mapping means that every project stands alone.

    Examples
    --------
    >>> own = [Project(f"P{i}", attributes={"organization": name})
    ...        for i, name in enumerate(["Lille Skole", "lille  skole", "Havnen", ""])]
    >>> project_clusters(own)
    {'P0': 'lille skole', 'P1': 'lille skole'}
    """
    named = {
        p.project_id: fold(str(value))
        for p in projects
        if not is_missing(value := p.attributes.get(by))
    }
    sizes = Counter(named.values())
    return {project: name for project, name in named.items() if sizes[name] > 1}
