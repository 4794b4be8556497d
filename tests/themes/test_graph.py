"""Graphs are symmetric and sorted; Leiden repeats itself."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.graph import leiden, number_by_appearance, symmetric, union_graph
from evalmine.themes.neighbors import nearest_neighbors
from evalmine.themes.rows import to_grid


@pytest.fixture(scope="module")
def neighbors():
    vectors = np.random.default_rng(4).normal(size=(400, 48))
    return nearest_neighbors(to_grid(vectors), 10)


@pytest.mark.parametrize("k", [None, 4])
def test_graph_is_symmetric_without_loops(neighbors, k):
    graph = union_graph(neighbors, k)

    assert abs(graph - graph.T).max() == 0
    assert graph.diagonal().sum() == 0
    assert graph.data.min() > 0
    assert graph.has_canonical_format


@pytest.mark.parametrize("k", [None, 4])
def test_graph_joins_rows_of_which_one_lists_the_other(neighbors, k):
    graph = union_graph(neighbors, k).toarray()
    listed = np.zeros((400, 400))
    np.put_along_axis(listed, neighbors.index[:, :k], neighbors.similarity[:, :k], axis=1)

    assert np.allclose(graph, np.maximum(listed, listed.T))


def test_rows_that_are_not_alike_still_have_an_edge():
    graph = union_graph(nearest_neighbors(to_grid([[1, 0], [-1, 0], [0, 1]]), 2))

    assert (graph.data > 0).all()
    assert graph.nnz == 6


def test_edges_become_a_matrix_with_both_directions():
    weight = np.array([1.0, 2.0, 3.0])
    graph = symmetric(np.array([0, 0, 1]), np.array([1, 3, 3]), weight, 5)
    expected = np.zeros((5, 5))
    expected[[0, 0, 1], [1, 3, 3]] = weight

    assert np.array_equal(graph.toarray(), expected + expected.T)
    assert graph.has_canonical_format


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_texts(n):
    neighbors = nearest_neighbors(to_grid(np.eye(4)[:n]), 15)

    assert neighbors.index.shape == (n, n - 1)
    assert len(leiden(union_graph(neighbors))) == n


def test_leiden_repeats_itself(neighbors):
    graph = union_graph(neighbors)
    first = leiden(graph, resolution=1.5, seed=3)

    assert np.array_equal(first, leiden(graph, resolution=1.5, seed=3))
    assert leiden(graph, resolution=4.0).max() > first.max()


def modularity(graph, labels, resolution):
    whole = graph.toarray()
    strength = np.bincount(labels, whole.sum(axis=1))
    inside = whole[labels[:, None] == labels].sum()
    return inside / whole.sum() - resolution * (strength**2).sum() / whole.sum() ** 2


def test_groups_stay_together(neighbors):
    groups = np.random.default_rng(0).integers(0, 60, 400)
    labels = leiden(union_graph(neighbors), resolution=1.5, groups=groups)

    assert all(len(set(labels[groups == group].tolist())) == 1 for group in range(60))
    assert len(set(labels.tolist())) > 1


def test_groups_that_belong_together_cost_no_quality():
    """What modularity finds among the core groups is as good as what it finds among rows."""
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(8, 32))[rng.integers(0, 8, 600)] + 1.2 * rng.normal(size=(600, 32))
    graph = union_graph(nearest_neighbors(to_grid(vectors), 10))
    fine = leiden(graph, resolution=30.0)
    by_rows = leiden(graph, resolution=1.2, n_iterations=5)
    by_groups = leiden(graph, resolution=1.2, n_iterations=5, groups=fine)

    assert fine.max() > 40
    assert modularity(graph, by_groups, 1.2) > 0.97 * modularity(graph, by_rows, 1.2)


def test_each_row_as_a_group_of_its_own_changes_nothing(neighbors):
    graph = union_graph(neighbors)

    assert np.array_equal(leiden(graph, groups=np.arange(400)), leiden(graph))


def test_a_row_without_edges_is_a_cluster_of_its_own():
    none = np.zeros(0, dtype=np.int64)
    one = symmetric(np.array([0]), np.array([2]), np.ones(1), 4)

    assert leiden(symmetric(none, none, none, 3)).tolist() == [0, 1, 2]
    assert leiden(one).tolist() == [0, 1, 0, 2]


def test_numbering_by_appearance():
    assert number_by_appearance(np.array([7, 7, 2, 9, 2])).tolist() == [0, 0, 1, 2, 1]
