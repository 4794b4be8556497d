"""`compare`: what divides the projects, and by how much more than chance would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evalmine.errors import ConfigError
from evalmine.synthesis.comparing.by_closed import compare_closed
from evalmine.synthesis.comparing.by_group import compare_groups
from evalmine.synthesis.comparing.by_source import compare_sources
from evalmine.synthesis.comparing.by_year import compare_years
from evalmine.synthesis.comparing.chance import Correction
from evalmine.synthesis.comparing.families import Family, correct, in_order
from evalmine.synthesis.comparing.items import items_of
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning

MIN_GROUP = 5
REPORTED = ("pool", "sector", "region", "size", "year", "source", "closed")
N_TOLD = 3
"""Clear differences of one kind that the report tells; where none is clear, it tells one."""


def compare(
    evidence: Evidence,
    by: str,
    *,
    what: str = "themes",
    previous: Evidence | None = None,
    learnings: Sequence[Learning] = (),
    questions: Mapping[str, str] | None = None,
    min_group: int = MIN_GROUP,
    correction: Correction = "bh",
    seed: int = 0,
) -> Family:
    """Return the difference between groups of projects in every theme, learning or closed question.

    Every project counts once, and the base is the projects that were asked: for a theme those
    whose texts say anything, for a learning those asked for its aspect, for a closed question
    those with an answer on its scale.

    Parameters
    ----------
    evidence : Evidence
    by : str
        "pool", "region", "sector", "organization_type", "level", "size" (bands of employees) or
        any column of the survey: each group against all others, or the two, where there are two.
        "year": this year against `previous`, like for like.  "source": self- against external
        evaluation of the same projects.  "closed": projects with a theme against those without,
        in how they answer each closed question.
    what : {"themes", "learnings", "closed"}
        What is counted.
    previous : Evidence, optional
        The year before, for "year"; without it the years of the projects are compared.
    learnings : sequence of Learning
        For ``what="learnings"``.
    questions : mapping of str to str, optional
        This year's wording of an open question to last year's, for "year".
    min_group : int
        Groups with fewer projects are named as left out and not compared.
    correction : {"bh", "by", "holm"}
        See `chance.adjust`; over all comparisons that are made here.
    seed : int
        Of the permutations.

    Returns
    -------
    Family
        Every comparison that was made, in order of theme and group; see `Comparison`.

    Raises
    ------
    ConfigError
        If `by`, `what` or `correction` is not known, or there is nothing to compare.

    Notes
    -----
    Projects of one organization are not independent: intervals and tests keep them together, see
    `share_difference` and `permutation_p`.  The family that is corrected over is every comparison
    of the call; nothing is selected before.  The intervals are each for itself.
    """
    if min_group < 1:
        raise ConfigError(f"min_group must be at least 1, got {min_group}")
    family = _compared(evidence, by, what, previous, learnings, questions, min_group, seed)
    return correct([replace(family, min_group=min_group)], correction)[0]


def _compared(
    evidence: Evidence,
    by: str,
    what: str,
    previous: Evidence | None,
    learnings: Sequence[Learning],
    questions: Mapping[str, str] | None,
    min_group: int,
    seed: int,
) -> Family:
    if by == "source":
        _only_themes(by, what)
        return compare_sources(evidence, seed=seed)
    if by == "year" and previous is not None:
        if what == "learnings":
            _only_themes(by, what)
        return compare_years(
            evidence, previous, what, questions=questions, min_group=min_group, seed=seed
        )
    items = items_of(evidence, what, learnings)
    if by == "closed":
        if what == "closed":
            _only_themes(by, what)
        return compare_closed(evidence, items, min_group=min_group, seed=seed)
    return compare_groups(evidence, by, items, min_group=min_group, seed=seed)


def _only_themes(by: str, what: str) -> None:
    if what != "themes":
        raise ConfigError(f'by={by!r} cannot compare what={what!r}: leave what at "themes"')


def reported_comparisons(
    evidence: Evidence, *, previous: Evidence | None = None, seed: int = 0
) -> tuple[tuple[Family, ...], tuple[Comparison, ...]]:
    """Return all comparisons made for the report, and those of them it tells.

    Themes by pool, sector, region, size, year (with `previous`), source and closed questions, as
    far as they are known of the projects.  All are corrected together (Benjamini-Hochberg), since
    the report chooses among all of them.  Of each kind it tells the clear differences, `N_TOLD` at
    most, or the one that chance explains least where none is clear: 21 at most.
    """
    families = []
    for by in REPORTED:
        if by == "year" and previous is None:
            continue
        try:
            families.append(compare(evidence, by, previous=previous, seed=seed))
        except ConfigError:  # nothing is known by which to compare
            continue
    corrected = correct([family for family in families if family.comparisons])
    told = [c for family in corrected for c in _told(family)]
    return corrected, tuple(told)


def _told(family: Family) -> list[Comparison]:
    ordered = in_order(family.comparisons)
    return [c for c in ordered if c.is_clear][:N_TOLD] or ordered[:1]
