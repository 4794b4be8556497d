"""New texts go where texts like them went, exactly and in any order."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_limits

from evalmine.themes import placing
from evalmine.themes.graph import to_grid
from evalmine.themes.placing import directions_of, place


def texts(n, seed=0):
    """Return vectors of two themes that differ in one direction and vary widely in another."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    vectors = 0.1 * rng.normal(size=(n, 12))
    vectors[:, 0] += 1
    vectors[:, 1] += np.where(labels == 0, 0.25, -0.25)
    vectors[:, 2] += 0.8 * rng.normal(size=n)
    return to_grid(vectors), labels


def test_what_varies_in_every_theme_does_not_decide():
    grid, labels = texts(60)
    later, truth = texts(400, seed=1)
    found = place(later, directions_of(grid, labels))

    assert (found == truth).mean() > 0.95


def test_order_and_threads_do_not_matter():
    grid, labels = texts(500)
    order = np.random.default_rng(2).permutation(len(grid))
    with threadpool_limits(limits=1):
        one = directions_of(grid, labels)
    with threadpool_limits(limits=2):
        two = directions_of(grid[order], labels[order])

    assert np.array_equal(one, two)


def test_order_does_not_matter_where_only_some_texts_are_looked_at(monkeypatch):
    monkeypatch.setattr(placing, "_MOST_TEXTS", 100)
    grid, labels = texts(500)
    order = np.random.default_rng(2).permutation(len(grid))

    assert np.array_equal(directions_of(grid, labels), directions_of(grid[order], labels[order]))


def test_a_text_that_stands_for_three_counts_three_times():
    grid, labels = texts(40)
    counts = np.where(np.arange(40) < 10, 3.0, 1.0)
    copied = np.repeat(np.arange(40), counts.astype(int))

    weighted = directions_of(grid, labels, counts)
    assert np.array_equal(weighted, directions_of(grid[copied], labels[copied]))


def test_products_have_no_rounding_error():
    grid, labels = texts(60)
    directions = directions_of(grid, labels)
    exact = grid.astype(np.int64) @ directions.astype(np.int64).T

    assert np.array_equal((grid @ directions.T).astype(np.int64), exact)
    assert np.abs(exact).max() < 2**24


def test_one_theme_and_copies_of_one_text():
    grid, _ = texts(6)

    assert place(grid, directions_of(grid, np.zeros(6, dtype=np.int64))).tolist() == [0] * 6
    copies = to_grid(np.repeat(np.eye(12)[:2], 3, axis=0))
    assert place(copies, directions_of(copies, np.repeat([0, 1], 3))).tolist() == [0] * 3 + [1] * 3
