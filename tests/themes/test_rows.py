"""The grid is exact, distinct rows have an order of their own, the nearest is the nearest."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes import rows
from evalmine.themes.rows import distinct_rows, grid_scale, lots, nearest_rows, to_grid


@pytest.fixture(scope="module")
def vectors():
    return np.random.default_rng(4).normal(size=(500, 48)).astype(np.float32)


def test_products_on_the_grid_have_no_rounding_error():
    """The longest sums: many dimensions, vectors that point the same way."""
    vector = np.full((1, 4096), 1.0) + np.random.default_rng(0).normal(size=(20, 4096)) / 50
    grid = to_grid(vector)
    exact = grid.astype(np.int64) @ grid.astype(np.int64).T

    assert np.array_equal((grid @ grid.T).astype(np.int64), exact)
    assert exact.max() < rows.EXACT_BELOW


def test_cosines_on_the_grid_are_close(vectors):
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    grid = to_grid(vectors)
    error = grid @ grid.T / grid_scale(48) ** 2 - unit @ unit.T

    assert error.std() < 2e-4
    assert np.abs(error).max() < 1e-3


def test_length_does_not_matter(vectors):
    assert np.array_equal(to_grid(vectors * 8), to_grid(vectors))


@pytest.mark.parametrize("row", [[0.0, 0.0], [np.nan, 1.0], [1.0, np.inf], [1e200, 1e200]])
def test_a_row_without_direction_is_zeros(row):
    grid = to_grid([row, [3.0, 4.0]])

    assert not grid[0].any()
    assert grid[1].tolist() == np.rint(np.array([0.6, 0.8]) * grid_scale(2)).tolist()


def test_a_row_gets_the_same_numbers_wherever_it_stands(vectors, monkeypatch):
    whole = to_grid(vectors)
    strided = to_grid(np.asfortranarray(vectors[3::7]))
    monkeypatch.setattr(rows, "_BLOCK_ROWS", 61)

    assert np.array_equal(strided, whole[3::7])
    assert np.array_equal(to_grid(vectors), whole)
    assert np.array_equal(to_grid(vectors, dtype=np.int16), whole)


def test_distinct_rows_are_all_rows_once(vectors):
    grid = to_grid(vectors)[np.random.default_rng(0).integers(0, 80, 500)]
    found = distinct_rows(grid)

    assert len(found.first) == len(np.unique(grid, axis=0))
    assert np.array_equal(grid[found.first][found.row_of], grid)
    assert found.counts.tolist() == np.bincount(found.row_of).tolist()
    assert all((found.row_of[:at] != found.row_of[at]).all() for at in found.first)


def test_order_of_distinct_rows_hangs_on_their_content(vectors, monkeypatch):
    grid = to_grid(vectors)
    order = np.random.default_rng(1).permutation(500)
    first = grid[distinct_rows(grid).first]

    assert np.array_equal(first, grid[order][distinct_rows(grid[order]).first])
    assert np.array_equal(first, grid[distinct_rows(grid.astype(np.int16)).first])
    assert not np.array_equal(first, grid[distinct_rows(grid, seed=1).first])
    monkeypatch.setattr(rows, "_BLOCK_ROWS", 61)
    assert np.array_equal(first, grid[distinct_rows(grid).first])


def test_first_distinct_rows_are_a_fair_sample_that_new_rows_hardly_change(vectors):
    many = np.random.default_rng(2).normal(size=(4040, 24)) + 0.5
    grid = to_grid(many)
    before = distinct_rows(grid[:4000]).first[:1000]
    after = distinct_rows(grid).first[:1000]
    gap = grid[before].mean(axis=0) - grid.mean(axis=0)

    assert len(np.intersect1d(before, after)) > 970
    assert np.abs(gap / (grid.std(axis=0) / np.sqrt(1000))).max() < 4


def test_rows_with_the_same_key_are_still_told_apart(vectors, monkeypatch):
    monkeypatch.setattr(
        rows, "_keys", lambda grid, seed: (np.abs(grid[:, 0]) // 200).astype(np.uint64)
    )
    grid = to_grid(vectors)[np.random.default_rng(0).integers(0, 80, 500)]
    found = distinct_rows(grid)
    again = distinct_rows(grid[::-1])

    assert len(found.first) == len(np.unique(grid, axis=0))
    assert np.array_equal(grid[found.first][found.row_of], grid)
    assert np.array_equal(grid[found.first], grid[::-1][again.first])


def test_nearest_center_in_blocks(vectors, monkeypatch):
    grid = to_grid(vectors)
    centers = grid[[5, 9, 5, 70]]
    product = grid.astype(np.int64) @ centers.astype(np.int64).T
    monkeypatch.setattr(rows, "_BLOCK_ROWS", 61)
    index, cosine = nearest_rows(grid.astype(np.int16), centers)

    assert np.array_equal(index, product.argmax(axis=1))
    assert index[5] == 0
    assert np.allclose(cosine, product.max(axis=1) / grid_scale(48) ** 2)


def test_a_lot_depends_on_the_row_only():
    grid = to_grid(np.random.default_rng(4).normal(size=(500, 9)))
    some, every = distinct_rows(grid[:495]), distinct_rows(grid)
    drawn = {
        tuple(grid[i]): lot for i, lot in zip(every.first, lots(every.keys, 1, 2), strict=True)
    }

    assert len(set(drawn.values())) == 500
    for i, lot in zip(some.first, lots(some.keys, 1, 2), strict=True):
        assert drawn[tuple(grid[i])] == lot
    assert not np.array_equal(lots(every.keys, 1, 2), lots(every.keys, 1, 3))
