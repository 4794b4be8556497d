"""More clusters in the texts, a finer cut; a description is shortest at the planted partition."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.fineness import N_BAGS, description_length, fineness
from evalmine.themes.graph import nearest_neighbors, union_graph
from evalmine.themes.rows import to_grid


def planted(n_clusters, size, spread=0.8, seed=0):
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(n_clusters), size)
    noise = spread * rng.normal(size=(len(truth), 48))
    return to_grid(rng.normal(size=(n_clusters, 48))[truth] + noise), truth


@pytest.mark.parametrize("n_clusters", [2, 5, 12, 30])
def test_as_fine_as_the_texts_are(n_clusters):
    grid, _ = planted(n_clusters, 600 // n_clusters)

    assert n_clusters / 1.5 < fineness(grid).n_clusters < n_clusters * 1.5


def test_the_planted_partition_describes_best():
    grid, truth = planted(6, 50)
    graph = union_graph(nearest_neighbors(grid, 9))
    best = description_length(graph, truth)

    assert best < description_length(graph, truth // 2)
    assert best < description_length(graph, truth * 2 + np.arange(300) % 2)
    assert best < description_length(graph, np.random.default_rng(0).permutation(truth))


def test_seed_and_rows_decide():
    grid, _ = planted(5, 40)

    assert fineness(grid, seed=3) == fineness(grid, seed=3)


def test_it_tells_how_far_it_is():
    told: list[int] = []
    fineness(planted(3, 20)[0], tell=lambda: told.append(1))

    assert len(told) == N_BAGS
