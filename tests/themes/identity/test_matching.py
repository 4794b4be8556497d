"""The best matching is one to one, leaves faint pairs out, and prefers one strong to two faint."""

from __future__ import annotations

import numpy as np

from evalmine.themes.identity.matching import NOWHERE, best_matching, table_of


def test_table_counts_shared_and_known_segments():
    old = np.array([0, 0, 1, NOWHERE, 1])
    new = np.array([0, 1, 1, 1, 1])
    known = np.array([True, True, False, False, True])
    table = table_of(old, new, known, 2, 2)

    assert table.shared.tolist() == [[1, 1], [0, 2]]
    assert table.known.tolist() == [[1, 1], [0, 1]]
    assert table.old_size.tolist() == [2, 2]
    assert table.new_size.tolist() == [1, 4]
    assert table.overlap.tolist() == [[0.5, 0.2], [0.0, 0.5]]


def test_a_third_is_strong_and_less_is_not():
    old = np.repeat([0, 1], [15, 100])
    new = np.concatenate([np.repeat([0, 1], [10, 5]), np.repeat(1, 100)])
    table = table_of(old, new, np.ones(115, dtype=bool), 2, 2)

    assert table.is_strong.tolist() == [[True, True], [False, True]]


def test_a_handful_of_segments_is_never_strong():
    same = np.array([0] * 4 + [1] * 5)
    table = table_of(same, same, np.ones(9, dtype=bool), 2, 2)

    assert table.is_strong.tolist() == [[False, False], [False, True]]


def test_matching_prefers_one_strong_continuation_to_two_faint_ones():
    assert best_matching(np.array([[0.45, 0.3], [0.2, 0.0]])) == [(0, 0)]


def test_pairs_below_the_least_overlap_are_left_out():
    assert best_matching(np.array([[0.19, 0.0], [0.0, 0.2]])) == [(1, 1)]


def test_matching_may_have_more_columns_or_none():
    assert best_matching(np.array([[0.3, 0.9, 0.4]])) == [(0, 1)]
    assert best_matching(np.zeros((0, 3))) == []
