"""The comparisons made together: what divided the projects, who was left out, how corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evalmine.synthesis.comparing.chance import Correction, adjust
from evalmine.synthesis.comparison import Comparison


@dataclass(frozen=True)
class Family:
    """Comparisons of one kind, and everything needed to say how they were made.

    Parameters
    ----------
    by, what : str
        As in `Comparison`.
    comparisons : tuple of Comparison
        Every one that was made, clear or not.
    correction : str
        "bh", "by" or "holm".
    groups, left_out : tuple of (str, int)
        Groups of projects with their size, compared and too small to be.
    n_unknown : int
        Projects of which it is not known to which group they belong.
    n_pairs : int
        Projects that are in both groups (two sources of the same project).
    reworded : tuple of (str, str)
        Questions that were worded otherwise last year: this year's wording, last year's.
    dropped : tuple of str
        Questions and kinds of documents that only one of the years has.
    min_group : int
        Fewest projects a group must have.
    """

    by: str
    what: str
    comparisons: tuple[Comparison, ...]
    correction: str = "bh"
    groups: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    n_unknown: int = 0
    n_pairs: int = 0
    reworded: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    min_group: int = 0

    @property
    def n_clear(self) -> int:
        """How many differences are clear after correction."""
        return sum(c.is_clear for c in self.comparisons)


def correct(families: Sequence[Family], correction: Correction = "bh") -> tuple[Family, ...]:
    """Return the families with their p-values corrected over all comparisons in all of them."""
    every = [c for family in families for c in family.comparisons]
    corrected = iter(adjust([c.p_value for c in every], correction))
    return tuple(
        replace(
            family,
            correction=correction,
            comparisons=tuple(
                replace(c, p_adjusted=next(corrected), n_tests=len(every), correction=correction)
                for c in family.comparisons
            ),
        )
        for family in families
    )


def in_order(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Return the comparisons worth reading first: clear ones, then the least likely by chance."""
    return sorted(
        comparisons,
        key=lambda c: (
            not c.is_clear,
            round(c.p_value, 6),
            -round(abs(c.effect), 6),
            c.theme_id,
            c.question,
            c.group_a,
        ),
    )
