"""Every cut is a partition, every coarser one made of finer clusters, and one is the given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage

from evalmine.themes.graph import nearest_neighbors, union_graph
from evalmine.themes.hierarchy import Hierarchy, join_up, pieces_within
from evalmine.themes.rows import grid_scale, to_grid


@pytest.fixture(scope="module")
def tree():
    rng = np.random.default_rng(0)
    grid = to_grid(rng.normal(size=(200, 12)))
    pieces = np.append(np.arange(30), rng.integers(0, 30, 170))
    whole = (np.arange(30) % 7)[pieces]
    return join_up(grid, pieces, whole), pieces, whole


def test_every_number_of_groups_can_be_cut(tree):
    hierarchy, _, _ = tree

    assert hierarchy.n_pieces == 30
    for n in range(1, 31):
        assert sorted(set(hierarchy.cut(n).tolist())) == list(range(n))


def test_a_coarser_cut_is_made_of_whole_finer_groups(tree):
    hierarchy, _, _ = tree
    for n in range(1, 30):
        pairs = set(zip(hierarchy.cut(n + 1).tolist(), hierarchy.cut(n).tolist(), strict=True))
        assert len(pairs) == n + 1


def test_one_cut_is_the_partition_that_was_given(tree):
    hierarchy, pieces, whole = tree
    cut = hierarchy.cut(7)[pieces]

    assert len(set(zip(cut.tolist(), whole.tolist(), strict=True))) == 7


def test_heights_are_those_of_ward():
    grid = to_grid(np.random.default_rng(1).normal(size=(40, 6)))
    every = np.arange(40)
    heights = join_up(grid, every, np.zeros(40, dtype=np.int64)).heights
    expected = linkage(grid, "ward")[:, 2] ** 2 / 2

    assert np.allclose(np.sort(heights), expected, rtol=1e-6)
    assert heights.max() < 40 * grid_scale(6) ** 2 * 2


def test_one_piece_is_one_group():
    hierarchy = join_up(to_grid(np.ones((3, 2))), np.zeros(3, np.int64), np.zeros(3, np.int64))

    assert hierarchy.n_pieces == 1
    assert hierarchy.cut(1).tolist() == [0]


def test_the_natural_cut_lies_before_the_steepest_rise():
    joins = np.array([[0, 1], [2, 3], [4, 5], [0, 2], [0, 4]])
    hierarchy = Hierarchy(joins, np.array([1.0, 1.1, 1.2, 9.0, 10.0]))

    assert hierarchy.natural_cut(2, 4) == 3
    assert hierarchy.natural_cut(2, 2) == 2


@pytest.mark.parametrize("n_wanted", [1, 8, 40, 90])
def test_pieces_lie_within_clusters(n_wanted):
    rng = np.random.default_rng(2)
    grid, labels = to_grid(rng.normal(size=(90, 8))), rng.integers(0, 4, 90)
    graph = union_graph(nearest_neighbors(grid, 6))
    pieces = pieces_within(graph, labels, n_wanted, 1.0, 0)
    n_pieces = pieces.max() + 1

    assert n_wanted <= n_pieces <= 90
    assert len(set(zip(pieces.tolist(), labels.tolist(), strict=True))) == n_pieces
