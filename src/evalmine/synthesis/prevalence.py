"""How many projects speak of each theme, over all and by grant pool."""

from __future__ import annotations

from collections.abc import Mapping

from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.outline import PrevalenceRow
from evalmine.synthesis.support import wilson_interval


def prevalence_rows(
    evidence: Evidence, *, previous: Mapping[str, tuple[int, int]] | None = None
) -> tuple[PrevalenceRow, ...]:
    """Return one row per theme, most projects first.

    Parameters
    ----------
    evidence : Evidence
    previous : mapping, optional
        Last year's (projects with the theme, projects read) by theme id.

    Notes
    -----
    The base is every project with at least one segment that says something.  Themes found in the
    texts cover everything between them, so that their prevalence says little: they are left out
    where the codebook has themes.  Last year's figures are set beside as they are: no test is
    made, and questions or reports that only one of the years has are not allowed for.
    """
    read = {s.project_id for s in evidence.segments}
    known = [t for t in evidence.themes if t.origin == "codebook"] or evidence.themes
    rows = [_row(evidence, theme, read, previous or {}) for theme in known]
    return tuple(sorted(rows, key=lambda r: (-r.n_projects, r.theme_id)))


def _row(
    evidence: Evidence,
    theme: ThemeRows,
    read: set[str],
    previous: Mapping[str, tuple[int, int]],
) -> PrevalenceRow:
    projects = {evidence.segments[r].project_id for r in theme.rows}
    low, high = wilson_interval(len(projects), len(read))
    by_pool = tuple(
        (
            pool,
            sum(evidence.pool_of[p] == pool for p in projects),
            sum(evidence.pool_of[p] == pool for p in read),
        )
        for pool in evidence.pools
    )
    return PrevalenceRow(
        theme.theme_id,
        theme.name,
        theme.origin,
        len(projects),
        len(read),
        low,
        high,
        by_pool,
        previous.get(theme.theme_id),
    )
