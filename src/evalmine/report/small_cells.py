"""Hides counts of few projects so that nobody can work them out from what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.report.formats import MIN_CELL, number
from evalmine.report.words import load_words

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Suppressed:
    """A table of counts as it may be printed; arrays of its shape.

    Attributes
    ----------
    counts : ndarray of int
        As they are.
    small : ndarray of bool
        Hidden for being small: printed as "<3".
    beside : ndarray of bool
        Hidden so that the small ones cannot be worked out: printed as "≥3".
    withheld : bool
        Whether even that is not enough, so that no cell may be printed.
    min_cell : int
    """

    counts: Counts
    small: Mask
    beside: Mask
    withheld: bool
    min_cell: int

    @property
    def hidden(self) -> Mask:
        """Cells whose count is not printed."""
        all_of_them = np.full(self.counts.shape, self.withheld)
        found: Mask = self.small | self.beside | all_of_them
        return found

    def texts(self, language: str) -> list[list[str]]:
        """Return what to print in each cell, row by row."""
        words = load_words(language)

        def text(at: tuple[int, int]) -> str:
            if self.withheld:
                return words["number.none"]
            if self.small[at]:
                return words.text("number.below", value=self.min_cell)
            if self.beside[at]:
                return words.text("number.at_least", value=self.min_cell)
            return number(int(self.counts[at]), language)

        n_rows, n_columns = self.counts.shape
        return [[text((i, j)) for j in range(n_columns)] for i in range(n_rows)]


def suppress(
    table: npt.ArrayLike,
    *,
    min_cell: int = MIN_CELL,
    row_totals: bool = True,
    column_totals: bool = True,
) -> Suppressed:
    """Return a table of counts with its small cells hidden for good.

    Counts from 1 to `min_cell` less 1 are hidden, and as many others beside them, the smallest
    first, as it takes that no hidden count follows from the others and the totals: each can still
    be at least two things.  Zeros are printed: that nobody is something tells of nobody.

    Parameters
    ----------
    table : array of int, shape (n_rows, n_columns) or (n_cells,)
        No totals in it.  One row for a one-way table.
    min_cell : int, default 3
        Smallest count that is printed; 0 or 1 hides nothing.
    row_totals, column_totals : bool
        Which totals are printed, here or elsewhere, or easily known.

    Returns
    -------
    Suppressed
        ``withheld`` where no choice of cells is safe, as for two projects with one each of two
        answers.

    Raises
    ------
    ValueError
        If a count is negative.

    Notes
    -----
    Primary and complementary cell suppression; see Hundepool et al. (2012), Statistical Disclosure
    Control, chapter 4.  What a reader can work out is the range of each hidden cell over all
    tables that agree with what is printed, "<3" and "≥3" included (Duncan, Fienberg, Krishnan,
    Padman and Roehrig 2001): with totals, a transportation problem, whose linear program has whole
    numbers as its corners.  The choice is greedy, not the least possible.  Each table is protected
    by itself: two tables with cells in common are not compared.

    Examples
    --------
    >>> suppress([20, 9, 4, 2]).texts("en")
    [['20', '9', '≥3', '<3']]
    >>> suppress([[20, 2, 9], [8, 7, 30]]).texts("en")
    [['≥3', '<3', '9'], ['≥3', '≥3', '30']]
    """
    counts = np.atleast_2d(np.asarray(table, dtype=np.int64))
    if (counts < 0).any():
        raise ValueError(f"a count cannot be negative: {counts.min()}")
    small = counts < min_cell
    if min_cell != 2:  # of zeros and ones alone, hiding the ones only would show them
        small &= counts > 0
    if min_cell < 2:
        small = np.zeros(counts.shape, dtype=bool)
    if counts.shape[0] == 1:
        column_totals = False
    beside = np.zeros(counts.shape, dtype=bool)
    totals = row_totals, column_totals
    while exposed := _exposed(counts, small, beside, min_cell, totals):
        cell = _next_beside(counts, small | beside, exposed, min_cell, totals)
        if cell is None:
            return Suppressed(counts, small, beside, True, min_cell)
        beside[cell] = True
    return Suppressed(counts, small, beside, False, min_cell)


def small_cells(counts: Sequence[int], language: str, *, min_cell: int = MIN_CELL) -> list[str]:
    """Return the counts of one breakdown as text, those of few projects as "<3".

    Others are shown as "≥3" where a small one could be worked out from the total; where even that
    would not do, each is a dash, and the table had better be left out.

    Examples
    --------
    >>> small_cells([20, 9, 4, 2], "da"), small_cells([20, 2, 1], "da")
    (['20', '9', '≥3', '<3'], ['20', '<3', '<3'])
    >>> small_cells([20, 1, 1], "da"), small_cells([1, 1], "da")
    (['≥3', '<3', '<3'], ['–', '–'])
    """
    return suppress(counts, min_cell=min_cell).texts(language)[0] if len(counts) else []


def feasible_range(
    counts: Counts,
    small: Mask,
    beside: Mask,
    cell: Cell,
    min_cell: int,
    totals: tuple[bool, bool],
) -> tuple[int, int]:
    """Return the least and the greatest count that a reader must think possible of a hidden cell.

    Parameters
    ----------
    counts, small, beside
        See `Suppressed`.
    cell : tuple of int
        Row and column.
    min_cell : int
    totals : tuple of bool
        Whether row totals and column totals are known.
    """
    from scipy.optimize import linprog

    places = [(int(i), int(j)) for i, j in np.argwhere(small | beside)]
    of = {place: k for k, place in enumerate(places)}
    least = 1 if min_cell != 2 else 0
    bounds = [(least, min_cell - 1) if small[p] else (min_cell, None) for p in places]
    equations, sums = [], []
    for axis, known in enumerate(totals):
        for line in range(counts.shape[axis]) if known else ():
            own = [p for p in places if p[axis] == line]
            if own:
                row = np.zeros(len(places))
                row[[of[p] for p in own]] = 1
                equations.append(row)
                sums.append(float(sum(counts[p] for p in own)))
    aim = np.zeros(len(places))
    aim[of[cell]] = 1
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * aim,
            A_eq=np.array(equations) if equations else None,
            b_eq=sums or None,
            bounds=bounds,
            method="highs",
        )
        # Without a bound above, a count can be anything.
        ends.append(round(sign * found.fun) if found.status == 0 else int(counts.sum()) + min_cell)
    return ends[0], ends[1]


def _exposed(
    counts: Counts, small: Mask, beside: Mask, min_cell: int, totals: tuple[bool, bool]
) -> list[Cell]:
    """Return the hidden cells that can be worked out."""
    cells = [(int(i), int(j)) for i, j in np.argwhere(small | beside)]
    ranges = [feasible_range(counts, small, beside, c, min_cell, totals) for c in cells]
    return [cell for cell, (low, high) in zip(cells, ranges, strict=True) if low >= high]


def _next_beside(
    counts: Counts,
    hidden: Mask,
    exposed: Sequence[Cell],
    min_cell: int,
    totals: tuple[bool, bool],
) -> Cell | None:
    """Return the cell to hide next.

    A hidden cell that is alone in a line with a total gets company in that line, if it can where
    the company is not alone either; of such cells the smallest is taken.
    """
    is_open = ~hidden & (counts >= max(min_cell, 1))
    choices: list[tuple[bool, bool, int, int, int]] = []
    for cell in exposed:
        for axis in (0, 1):
            if not totals[axis]:
                continue
            own = hidden[cell[0], :] if axis == 0 else hidden[:, cell[1]]
            for k in np.flatnonzero(is_open[cell[0], :] if axis == 0 else is_open[:, cell[1]]):
                i, j = (cell[0], int(k)) if axis == 0 else (int(k), cell[1])
                other = hidden[:, j] if axis == 0 else hidden[i, :]
                opens = all(totals) and not other.any()
                choices.append((bool(own.sum() > 1), opens, int(counts[i, j]), -i, -j))
    if not choices:
        return None
    *_, i, j = min(choices)
    return -i, -j
