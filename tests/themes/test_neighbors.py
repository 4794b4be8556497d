"""Neighbors are those of all pairs, ties included, in tiles of any size, on any machine."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes import neighbors as module
from evalmine.themes.neighbors import nearest_neighbors
from evalmine.themes.rows import grid_scale, to_grid


@pytest.fixture(scope="module")
def vectors():
    return np.random.default_rng(4).normal(size=(700, 48)).astype(np.float32)


def brute_force(grid, k):
    product = grid.astype(np.int64) @ grid.astype(np.int64).T
    rows = range(len(grid))
    index = [
        sorted((j for j in rows if j != i), key=lambda j: (-product[i, j], j))[:k] for i in rows
    ]
    cosine = np.take_along_axis(product, np.array(index), axis=1) / grid_scale(grid.shape[1]) ** 2
    return np.array(index), cosine


def use_tiles(monkeypatch, size):
    monkeypatch.setattr(module, "_ROWS_OF_ONE_TILE", size)
    monkeypatch.setattr(module, "_TILE_ROWS", size)


@pytest.mark.parametrize("tile", [4096, 256, 90])
@pytest.mark.parametrize("k", [1, 7, 60])
def test_neighbors_are_those_of_all_pairs(vectors, monkeypatch, tile, k):
    use_tiles(monkeypatch, tile)
    monkeypatch.setattr(module, "_STRIP_ROWS", 50)
    grid = to_grid(vectors[:300])
    index, cosine = brute_force(grid, k)
    found = nearest_neighbors(grid, k)

    assert np.array_equal(found.index, index)
    assert np.allclose(found.similarity, cosine)


@pytest.mark.parametrize("tile", [4096, 64])
def test_ties_go_to_the_first_row(monkeypatch, tile):
    """A few values in a few dimensions: most similarities occur many times."""
    use_tiles(monkeypatch, tile)
    grid = to_grid(np.random.default_rng(0).integers(-1, 2, size=(200, 3)))
    index, _ = brute_force(grid, 15)

    assert np.array_equal(nearest_neighbors(grid, 15).index, index)


def test_rows_that_are_all_the_same():
    index = nearest_neighbors(to_grid(np.ones((40, 3))), 3).index

    assert index[0].tolist() == [1, 2, 3]
    assert index[39].tolist() == [0, 1, 2]


@pytest.mark.parametrize("n", [1, 2, 3, 20])
def test_no_more_neighbors_than_other_rows(vectors, n):
    found = nearest_neighbors(to_grid(vectors[:n]), 30)

    assert found.index.shape == found.similarity.shape == (n, n - 1)
    assert all(sorted([i, *row]) == list(range(n)) for i, row in enumerate(found.index.tolist()))


def test_order_of_rows_does_not_matter(vectors):
    grid = to_grid(vectors)
    order = np.random.default_rng(1).permutation(len(grid))
    straight, shuffled = nearest_neighbors(grid, 12), nearest_neighbors(grid[order], 12)

    assert np.array_equal(straight.similarity[order], shuffled.similarity)
    assert [set(row) for row in straight.index[order]] == [
        set(row) for row in order[shuffled.index]
    ]


def test_edges_are_the_pairs_of_which_one_lists_the_other(vectors):
    found = nearest_neighbors(to_grid(vectors[:200]), 6)
    lists = found.index.tolist()
    expected = {(min(i, j), max(i, j)) for i, row in enumerate(lists) for j in row}
    edges = found.edges
    pairs = list(zip(edges.first.tolist(), edges.second.tolist(), strict=True))

    assert pairs == sorted(expected)
    for (i, j), rank, similarity in zip(pairs, edges.rank, edges.similarity, strict=True):
        places = [lists[a].index(b) for a, b in ((i, j), (j, i)) if b in lists[a]]
        assert rank == min(places)
        assert similarity in found.similarity[i] or similarity in found.similarity[j]


def test_no_neighbors_no_edges():
    edges = nearest_neighbors(to_grid([[1.0, 2.0]]), 5).edges

    assert len(edges.first) == len(edges.rank) == len(edges.similarity) == 0
    assert edges.n_rows == 1


def test_no_array_of_all_pairs(monkeypatch, vectors):
    """Memory holds a tile of products, never all of them."""
    use_tiles(monkeypatch, 64)
    seen = []
    best = module._best
    monkeypatch.setattr(
        module, "_best", lambda product, *rest: seen.append(product.size) or best(product, *rest)
    )
    nearest_neighbors(to_grid(vectors), 5)

    assert max(seen) <= 64 * 64
    assert sum(seen) == 700 * 700
