"""Neighbors are exact and the same on any number of threads; Leiden repeats itself."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from evalmine.themes.graph import (
    leiden,
    nearest_neighbors,
    number_by_appearance,
    shared_neighbor_graph,
    to_grid,
    union_graph,
)


@pytest.fixture(scope="module")
def vectors():
    return np.random.default_rng(4).normal(size=(1500, 48)).astype(np.float32)


def test_neighbors_are_those_of_all_pairs(vectors):
    grid = to_grid(vectors[:200])
    found = nearest_neighbors(grid, 7)
    cosine = (grid.astype(np.int64) @ grid.astype(np.int64).T).astype(float)
    np.fill_diagonal(cosine, -np.inf)

    for row in range(200):
        expected = sorted(range(200), key=lambda j: (-cosine[row, j], j))[:7]
        assert found.index[row].tolist() == expected


def test_neighbors_do_not_depend_on_threads_or_blocks(vectors, monkeypatch):
    grid = to_grid(vectors)
    with threadpool_limits(limits=1):
        one = nearest_neighbors(grid, 12)
    with threadpool_limits(limits=2):
        two = nearest_neighbors(grid, 12)
    monkeypatch.setattr("evalmine.themes.graph._BLOCK_ROWS", 97)
    blocks = nearest_neighbors(grid, 12)

    for other in (two, blocks):
        assert np.array_equal(one.index, other.index)
        assert np.array_equal(one.similarity, other.similarity)


def test_products_on_the_grid_have_no_rounding_error():
    """The longest sums: many dimensions, vectors that point the same way."""
    vector = np.full((1, 4096), 1.0) + np.random.default_rng(0).normal(size=(20, 4096)) / 50
    grid = to_grid(vector)
    exact = grid.astype(np.int64) @ grid.astype(np.int64).T

    assert np.array_equal((grid @ grid.T).astype(np.int64), exact)
    assert exact.max() < 2**24


def test_ties_go_to_the_first_row():
    grid = to_grid([[1, 0], [0, 1], [0, 1], [0, 1], [0, 1]])

    assert nearest_neighbors(grid, 2).index[0].tolist() == [1, 2]
    assert nearest_neighbors(grid, 2).index[4].tolist() == [1, 2]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_texts(n):
    grid = to_grid(np.eye(4)[:n])
    neighbors = nearest_neighbors(grid, 15)

    assert neighbors.index.shape == (n, n - 1)
    assert len(leiden(union_graph(neighbors))) == n
    assert len(leiden(shared_neighbor_graph(neighbors))) == n


def test_rows_of_zeros_and_nan_have_no_direction():
    grid = to_grid([[0, 0], [np.nan, 1], [3, 4]])

    assert not grid[:1].any()
    assert np.isfinite(grid).all()


@pytest.mark.parametrize("graph_of", [union_graph, shared_neighbor_graph])
def test_graphs_are_symmetric_without_loops(vectors, graph_of):
    graph = graph_of(nearest_neighbors(to_grid(vectors[:300]), 10))

    assert abs(graph - graph.T).max() == 0
    assert graph.diagonal().sum() == 0
    assert graph.data.min() > 0


def test_neighbors_within_a_part_are_those_of_the_part_alone(vectors):
    rows = np.arange(0, 300, 2)
    grid = to_grid(vectors[:300])
    within = nearest_neighbors(grid, 299).within(rows, 9)
    alone = nearest_neighbors(grid[rows], 9)

    assert np.array_equal(within.index, alone.index)


def test_leiden_repeats_itself(vectors):
    graph = union_graph(nearest_neighbors(to_grid(vectors[:400]), 10))
    first = leiden(graph, resolution=1.5, seed=3)

    assert np.array_equal(first, leiden(graph, resolution=1.5, seed=3))
    assert leiden(graph, resolution=4.0).max() > first.max()


def test_numbering_by_appearance():
    assert number_by_appearance(np.array([7, 7, 2, 9, 2])).tolist() == [0, 0, 1, 2, 1]
