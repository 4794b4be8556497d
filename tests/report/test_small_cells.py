from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evalmine.report.small_cells import small_cells, suppress

DA = "da"


def limits_of(text):
    """Return what a reader knows of a cell from what is printed in it."""
    if text.startswith("<"):
        return 1, int(text[1:]) - 1
    if text.startswith("≥"):
        return int(text[1:]), 10**6
    return int(text), int(text)


def range_of(texts, totals_of_rows, totals_of_columns, cell):
    """Return the least and greatest count of a cell by linear programming over the printed page."""
    flat = [limits_of(text) for row in texts for text in row]
    n_rows, n_columns = len(texts), len(texts[0])
    equations, sums = [], []
    for i, total in enumerate(totals_of_rows):
        equations.append([float(k // n_columns == i) for k in range(len(flat))])
        sums.append(total)
    for j, total in enumerate(totals_of_columns):
        equations.append([float(k % n_columns == j) for k in range(len(flat))])
        sums.append(total)
    aim = np.zeros(len(flat))
    aim[cell[0] * n_columns + cell[1]] = 1
    ends = [
        sign * linprog(sign * aim, A_eq=equations, b_eq=sums, bounds=flat, method="highs").fun
        for sign in (1, -1)
    ]
    assert n_rows * n_columns == len(flat)
    return round(ends[0]), round(ends[1])


def test_small_counts_are_hidden():
    assert small_cells([20, 2, 1], DA) == ["20", "<3", "<3"]
    assert small_cells([20, 0], DA) == ["20", "0"]
    assert small_cells([20, 5, 3], DA) == ["20", "5", "3"]
    assert small_cells([], DA) == []


def test_a_single_small_cell_cannot_be_worked_out_from_the_total():
    assert small_cells([20, 9, 2], DA) == ["20", "≥3", "<3"]


def test_small_cells_that_fill_their_range_cannot_be_worked_out_either():
    assert small_cells([20, 1, 1], DA) == ["≥3", "<3", "<3"]  # 22 less 20: can only be 1 and 1
    assert small_cells([20, 9, 2, 2], DA) == ["20", "≥3", "<3", "<3"]


def test_where_nothing_else_can_be_hidden_nothing_is_printed():
    assert small_cells([4, 4], DA, min_cell=5) == ["–", "–"]  # 8 in all, both below 5
    assert small_cells([2], DA) == ["–"]


@pytest.mark.parametrize("min_cell", [0, 1])
def test_a_bound_of_one_hides_nothing(min_cell):
    assert small_cells([1, 0, 7], "en", min_cell=min_cell) == ["1", "0", "7"]


def test_of_a_bound_of_two_zeros_are_hidden_with_the_ones():
    assert small_cells([9, 1, 0, 4], "en", min_cell=2) == ["9", "<2", "<2", "4"]


def test_a_table_with_both_totals_hides_rectangles():
    found = suppress([[20, 2, 9], [8, 7, 30], [12, 15, 18]])
    assert found.small.tolist() == [[False, True, False], [False] * 3, [False] * 3]
    assert found.hidden.sum() == 4
    assert found.hidden.sum(axis=0).tolist().count(2) == 2


def test_rows_whose_columns_do_not_add_up_are_protected_one_by_one():
    """Themes by pools: a project may have several themes, so that no column has a total."""
    found = suppress([[20, 2, 9], [8, 7, 30]], column_totals=False)
    assert found.texts("en") == [["20", "<3", "≥3"], ["8", "7", "30"]]


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError) as error:
        suppress([3, -1])
    assert str(error.value) == "a count cannot be negative: -1"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(3, 6))
def test_no_hidden_count_of_a_breakdown_can_be_worked_out(counts, min_cell):
    """By trying every table that agrees with the page."""
    texts = small_cells(counts, "en", min_cell=min_cell)
    if "–" in texts:
        return
    limits = [limits_of(text) for text in texts]
    total = sum(counts)
    choices = [range(low, min(high, total) + 1) for low, high in limits]
    possible = [c for c in itertools.product(*choices) if sum(c) == total]
    assert tuple(counts) in possible
    for i, count in enumerate(counts):
        is_hidden = texts[i][0] in "<≥"
        assert is_hidden or not 0 < count < min_cell
        if is_hidden:
            assert len({c[i] for c in possible}) > 1


tables = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 15), min_size=n, max_size=n), min_size=2, max_size=4)
)


@settings(max_examples=80, deadline=None)
@given(tables)
def test_no_hidden_count_of_a_table_can_be_worked_out_from_its_totals(table):
    found = suppress(table)
    if found.withheld:
        return
    texts, counts = found.texts("en"), np.array(table)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    for i, j in np.argwhere((counts > 0) & (counts < 3)):
        assert found.hidden[i, j]
    for i, j in np.argwhere(found.hidden):
        low, high = range_of(texts, rows, columns, (i, j))
        assert low < high
        assert low <= counts[i, j] <= high
