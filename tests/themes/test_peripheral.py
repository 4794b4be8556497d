"""Who lies far from every theme, and what the others weigh."""

from __future__ import annotations

import numpy as np

from evalmine.themes.graph import to_grid
from evalmine.themes.peripheral import nearness, peripheral_limit, text_weights


def test_far_is_well_below_the_median():
    nearest = np.append(np.linspace(0.7, 0.9, 40), 0.1)
    limit = peripheral_limit(nearest)

    assert 0.1 < limit < 0.7


def test_nobody_is_far_where_all_are_alike_or_few():
    assert peripheral_limit(np.full(50, 0.8)) == -1
    assert peripheral_limit(np.array([0.1, 0.8, 0.9])) == -1


def test_own_and_nearest_centroid_may_differ():
    centroids = np.eye(2, dtype=np.float32)
    grid = to_grid(np.array([[1, 0], [0.6, 0.8]], dtype=np.float32))
    own, nearest = nearness(grid, np.array([0, 0]), centroids)

    assert np.allclose(own, [1, 0.6], atol=1e-3)
    assert np.allclose(nearest, [1, 0.8], atol=1e-3)


def test_central_texts_weigh_most_and_silent_ones_nothing():
    labels = np.array([0, 0, 0, 1, 0])
    weights = text_weights(
        labels, np.array([0.5, 0.9, 0.7, 0.8, 0.99]), np.array([True] * 4 + [False])
    ).toarray()

    assert weights[:, 0].tolist() == [0.5, 1.0, 0.75, 0.0, 0.0]
    assert weights[:, 1].tolist() == [0.0, 0.0, 0.0, 1.0, 0.0]
