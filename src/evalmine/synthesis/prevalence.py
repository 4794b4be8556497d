"""How many projects speak of each theme, over all and by grant pool."""

from __future__ import annotations

from collections.abc import Mapping

from evalmine.synthesis.estimation.clusters import CLUSTER_BY, project_clusters
from evalmine.synthesis.estimation.correct import Correction
from evalmine.synthesis.estimation.fill import corrected_theme
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.outline import PrevalenceRow
from evalmine.synthesis.support import support_of


def prevalence_rows(
    evidence: Evidence,
    *,
    previous: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] | None = None,
    correction: Correction | None = None,
    cluster_by: str = CLUSTER_BY,
) -> tuple[PrevalenceRow, ...]:
    """Return one row per theme, most projects first.

    Parameters
    ----------
    evidence : Evidence
    previous : mapping, optional
        This year's and last year's (projects with the theme, projects read) by theme id, both
        counted on what the two years have in common (`previous_counts`).
    correction : Correction, optional
        What people coded; themes of the codebook then get a corrected share.
    cluster_by : str
        Attribute of projects that belong together: where it repeats, intervals are wider.

    Notes
    -----
    The base is every project with at least one segment that says something.  Themes found in the
    texts cover everything between them, so that their prevalence says little: they are left out
    where the codebook has themes.  Last year's figures are set beside; `compare` tests them.
    """
    read = {s.project_id for s in evidence.segments}
    known = [t for t in evidence.themes if t.origin == "codebook"] or evidence.themes
    clusters = project_clusters(evidence.corpus.projects, by=cluster_by)
    rows = [_row(evidence, theme, read, previous or {}, clusters, correction) for theme in known]
    return tuple(sorted(rows, key=lambda r: (-r.n_projects, r.theme_id)))


def _row(
    evidence: Evidence,
    theme: ThemeRows,
    read: set[str],
    previous: Mapping[str, tuple[tuple[int, int], tuple[int, int]]],
    clusters: Mapping[str, str],
    correction: Correction | None,
) -> PrevalenceRow:
    projects = {evidence.segments[r].project_id for r in theme.rows}
    support = support_of(evidence.members(theme.rows), read, clusters=clusters)
    by_pool = tuple(
        (
            pool,
            sum(evidence.pool_of[p] == pool for p in projects),
            sum(evidence.pool_of[p] == pool for p in read),
        )
        for pool in evidence.pools
    )
    now, then = previous.get(theme.theme_id, (None, None))
    return PrevalenceRow(
        theme.theme_id,
        theme.name,
        theme.origin,
        support.n_projects,
        support.n_asked,
        support.ci_low,
        support.ci_high,
        by_pool,
        then,
        corrected_theme(theme.theme_id, correction).estimate if correction else None,
        now,
    )
