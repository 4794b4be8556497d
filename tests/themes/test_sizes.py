from __future__ import annotations

import numpy as np

from evalmine.themes.sizes import neighbors_for, number_borne, resamples_for, sample_of


def test_all_of_few_texts_are_clustered_and_a_sample_of_many():
    assert [sample_of(n) for n in (10, 4_000, 10_000, 1_000_000)] == [10, 4_000, 4_000, 30_000]


def test_few_texts_have_few_neighbors_and_many_texts_few_resamples():
    assert [neighbors_for(n, 15) for n in (3, 60, 400, 900, 10_000)] == [2, 5, 10, 15, 15]
    assert [resamples_for(n, 16) for n in (300, 1_250, 4_000)] == [16, 16, 8]


def test_clusters_that_do_not_come_back_are_few():
    noise = np.random.default_rng(0).integers(0, 12, size=(8, 400))
    assert number_borne(12, 12.0, noise) == 3


def test_more_clusters_than_in_the_bags_count_as_far_as_resamples_agree():
    steady = np.tile(np.arange(400) % 20, (8, 1))
    assert number_borne(20, 8.0, steady) == 20
    half = steady.copy()
    half[::2] = np.random.default_rng(0).permuted(half[::2], axis=1)
    half[::2, :300] = steady[::2, :300]
    assert 8 < number_borne(20, 8.0, half) < 20
    assert number_borne(6, 8.0, steady) == 6
