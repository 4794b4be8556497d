"""Agreement against scikit-learn; merging and dissolving keep what they should."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from evalmine.themes.graph import nearest_neighbors, to_grid, union_graph
from evalmine.themes.partition import (
    LEFT_OUT,
    adjusted_rand,
    centered,
    centroids_of,
    cluster_stability,
    dissolve_small,
    group_stability,
    refined,
    smoothed,
)


def test_adjusted_rand_is_that_of_scikit_learn():
    rng = np.random.default_rng(1)
    first, second = rng.integers(0, 4, 200), rng.integers(0, 6, 200)

    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))
    assert adjusted_rand(first, first) == 1


def test_rows_left_out_do_not_count():
    first, second = np.array([0, 0, 1, 1, 1]), np.array([1, 1, 0, 0, LEFT_OUT])

    assert adjusted_rand(first, second) == 1


def test_stability_tells_a_cluster_that_returns_from_one_that_does_not():
    labels = np.array([0, 0, 0, 1, 1, 1, 2, 2])
    resamples = np.array([[0, 0, 0, 1, 1, 2, 2, 1], [1, 1, 1, 0, 2, 2, 0, LEFT_OUT]])
    stability = cluster_stability(labels, resamples)

    assert stability[0] == 1
    assert stability[1:].max() < 0.8


def test_a_group_is_stable_when_its_parts_change_inside_it():
    groups = np.array([0, 0, 0, 0, 1, 1])
    resamples = np.array([[0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 3, 3]])

    assert group_stability(groups, resamples).tolist() == [1, 1]
    assert cluster_stability(groups, resamples)[0] < 1


def test_no_resamples_no_stability():
    assert np.isnan(cluster_stability(np.array([0, 0]), np.zeros((0, 2), np.int64))).all()


def test_small_clusters_go_to_the_nearest():
    grid = to_grid([[1, 0], [1, 0.1], [0, 1], [0.1, 1], [0.9, 0.2]])
    labels = np.array([0, 0, 1, 1, 2])

    assert dissolve_small(grid, labels, np.ones(5), 2).tolist() == [0, 0, 1, 1, 0]
    assert dissolve_small(grid, labels, np.ones(5), 99).tolist() == [0] * 5


def test_a_row_that_stands_for_many_pulls_the_centroid():
    grid = to_grid([[1, 0], [0, 1]])
    centroid = centroids_of(grid, np.array([0, 0]), np.array([3.0, 1.0]))

    assert centroid[0].tolist() == pytest.approx([3 / 10**0.5, 1 / 10**0.5])


def test_what_all_rows_share_is_taken_off():
    rng = np.random.default_rng(0)
    shared = np.array([5.0, 0, 0, 0])
    grid = to_grid(rng.normal(size=(300, 4)) + shared)
    moved = centered(grid)
    mean = moved.mean(axis=0) / np.sqrt((moved**2).sum(axis=1)).mean()

    assert np.abs(mean).max() < 0.1
    assert np.array_equal(centered(np.repeat(grid, 2, axis=0))[::2], moved)
    assert not centered(grid[:1]).any()


def test_neighbors_draw_a_row_towards_them():
    rng = np.random.default_rng(0)
    truth = np.repeat([0, 1], 40)
    grid = centered(to_grid(rng.normal(size=(2, 16))[truth] + rng.normal(size=(80, 16))))
    near = smoothed(grid, union_graph(nearest_neighbors(grid, 8)))

    def spread(rows):
        return 1 - np.linalg.norm(rows[truth == 0].mean(axis=0)) / np.linalg.norm(rows[0])

    assert spread(near) < spread(grid)


def test_refining_brings_a_stray_row_home():
    grid = to_grid([[1, 0], [1, 0.1], [1, 0.2], [0, 1], [0.1, 1], [0.2, 1]])
    labels = refined(grid, np.array([0, 0, 1, 1, 1, 1]), 3)

    assert labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert refined(grid, labels, 3).tolist() == labels.tolist()
    assert refined(grid, np.array([0, 0, 0, 1, 1, 2]), 0).tolist() == [0, 0, 0, 1, 1, 2]
