"""Clusters are found, whatever the order of texts; everybody gets one."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from evalmine.errors import ConfigError
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.graph import to_grid
from evalmine.themes.model import ThemeModel
from evalmine.themes.placing import directions_of


def blobs(n_clusters=6, size=40, n_dims=32, spread=0.6, seed=0):
    rng = np.random.default_rng(seed)
    centers = rng.normal(size=(n_clusters, n_dims))
    truth = np.repeat(np.arange(n_clusters), size)
    vectors = centers[truth] + spread * rng.normal(size=(len(truth), n_dims))
    return vectors.astype(np.float32), truth


@pytest.fixture(scope="module")
def fitted():
    vectors, truth = blobs()
    return vectors, truth, GraphClusterer().fit(vectors)


def test_clusters_are_found_without_being_told_how_many(fitted):
    _, truth, clusterer = fitted

    assert adjusted_rand_score(truth, clusterer.labels_) > 0.95
    assert clusterer.labels_.min() == 0
    assert (clusterer.stability_ > 0.8).all()


def test_order_of_texts_does_not_matter(fitted):
    vectors, _, clusterer = fitted
    order = np.random.default_rng(7).permutation(len(vectors))
    shuffled = GraphClusterer().fit(vectors[order])

    assert np.array_equal(shuffled.labels_, clusterer.labels_[order])
    assert np.array_equal(shuffled.centroids_, clusterer.centroids_)
    assert np.array_equal(shuffled.stability_, clusterer.stability_)


def test_number_of_threads_does_not_matter():
    vectors, _ = blobs(spread=1.2, seed=2)
    with threadpool_limits(limits=1):
        one = GraphClusterer().fit(vectors)
    with threadpool_limits(limits=2):
        two = GraphClusterer().fit(vectors)

    assert np.array_equal(one.labels_, two.labels_)
    assert np.array_equal(one.centroids_, two.centroids_)


@pytest.mark.parametrize("n_themes", [1, 2, 5, 6, 17, 60])
def test_number_of_themes_can_be_set(n_themes):
    vectors, _ = blobs(size=20)
    labels = GraphClusterer(n_themes).fit(vectors).labels_

    assert sorted(set(labels.tolist())) == list(range(n_themes))


def test_no_more_themes_than_distinct_texts():
    assert GraphClusterer(9).fit(np.eye(4)).labels_.max() == 3


@pytest.mark.parametrize("n", [1, 2, 3, 9])
def test_a_handful_of_texts_is_one_theme(n):
    clusterer = GraphClusterer().fit(np.random.default_rng(0).normal(size=(n, 5)))

    assert clusterer.labels_.tolist() == [0] * n
    assert np.isnan(clusterer.stability_).all()


def test_three_texts_can_be_two_themes():
    labels = GraphClusterer(2).fit([[1, 0], [0.9, 0.1], [0, 1]]).labels_

    assert labels.tolist() == [0, 0, 1]


def test_identical_texts_are_one_theme():
    assert GraphClusterer().fit(np.ones((50, 8))).labels_.tolist() == [0] * 50


def test_repeated_texts_share_a_theme_and_do_not_hide_the_others(fitted):
    vectors, truth, _ = fitted
    many = np.concatenate([vectors, np.repeat(vectors[:3], 100, axis=0)])
    labels = GraphClusterer().fit(many).labels_

    assert set(labels[len(vectors) :]) == set(labels[:3])
    assert adjusted_rand_score(truth, labels[: len(vectors)]) > 0.95


def test_coarse_clusters_hold_whole_fine_ones():
    rng = np.random.default_rng(3)
    sides = np.repeat(np.eye(3), 4, axis=0) @ rng.normal(size=(3, 24)) * 3
    vectors = np.repeat(sides + rng.normal(size=sides.shape) * 0.7, 40, axis=0)
    vectors = vectors + rng.normal(size=vectors.shape) * 0.8
    clusterer = GraphClusterer().fit(vectors)
    coarse, fine = clusterer.levels_
    pairs = set(zip(fine.tolist(), coarse.tolist(), strict=True))

    assert len(set(coarse.tolist())) < len(set(fine.tolist()))
    assert len(pairs) == len(set(fine.tolist()))
    assert len(clusterer.coarse_stability_) == coarse.max() + 1


def test_new_texts_go_to_the_nearest(fitted):
    vectors, _, clusterer = fitted

    assert np.array_equal(clusterer.predict(clusterer.centroids_), np.arange(6))
    assert (clusterer.predict(vectors) == clusterer.labels_).mean() > 0.95


def test_many_texts_are_clustered_from_a_sample(monkeypatch):
    monkeypatch.setattr("evalmine.themes.sizes.MOST_TEXTS", 150)
    vectors, truth = blobs()
    labels = GraphClusterer().fit(vectors).labels_

    assert len(labels) == len(truth)
    assert adjusted_rand_score(truth, labels) > 0.95


def test_progress_reaches_its_end():
    seen: list[tuple[int, int]] = []
    vectors, _ = blobs(size=15)
    GraphClusterer(progress=lambda done, total: seen.append((done, total))).fit(vectors)

    assert seen[-1][0] == seen[-1][1] == len(seen)


@pytest.mark.parametrize(
    ("options", "vectors"),
    [
        ({"n_themes": 0}, np.eye(3)),
        ({"detail": 0.0}, np.eye(3)),
        ({"detail": float("nan")}, np.eye(3)),
        ({"n_themes": 4, "detail": 2.0}, np.eye(3)),
        ({"n_neighbors": 0}, np.eye(3)),
        ({}, np.zeros((0, 4))),
        ({}, np.zeros(4)),
    ],
)
def test_options_that_make_no_sense(options, vectors):
    with pytest.raises(ConfigError):
        GraphClusterer(**options).fit(vectors)


@pytest.mark.parametrize("n_clusters", [3, 8, 20])
@pytest.mark.parametrize("spread", [0.4, 0.8, 1.0])
def test_the_number_of_clusters_is_about_right(n_clusters, spread):
    vectors, _ = blobs(n_clusters, 800 // n_clusters, 64, spread, seed=n_clusters)

    assert n_clusters / 1.5 <= GraphClusterer().fit(vectors).n_found_ <= n_clusters * 1.5


@pytest.mark.parametrize(("n", "n_dims"), [(300, 32), (1000, 64), (800, 384)])
def test_noise_gives_few_themes(n, n_dims):
    noise = np.random.default_rng(0).normal(size=(n, n_dims))

    assert GraphClusterer().fit(noise).n_found_ <= 3


def test_every_cut_has_its_number_and_lies_within_the_coarser(fitted):
    _, _, clusterer = fitted
    most = clusterer.hierarchy_.n_pieces
    coarser = clusterer.cut(1)

    assert most >= 3 * clusterer.n_found_
    for n in range(2, most + 1):
        cut = clusterer.cut(n)
        assert len(set(zip(cut.tolist(), coarser.tolist(), strict=True))) == n
        sizes = np.bincount(cut)
        assert len(sizes) == n
        assert (np.diff(sizes) <= 0).all()
        coarser = cut
    assert np.array_equal(clusterer.cut(clusterer.n_found_), clusterer.labels_)
    for wrong in (0, most + 1):
        with pytest.raises(ConfigError, match=f"can be cut into 1 to {most}"):
            clusterer.cut(wrong)


@pytest.mark.parametrize("detail", [0.5, 2.0])
def test_detail_turns_the_dial_over_the_same_tree(fitted, detail):
    vectors, _, clusterer = fitted
    turned = GraphClusterer(detail=detail).fit(vectors)

    assert turned.n_found_ == clusterer.n_found_
    assert turned.labels_.max() + 1 == detail * clusterer.n_found_
    assert np.array_equal(turned.labels_, clusterer.cut(turned.labels_.max() + 1))
    assert len(turned.stability_) == len(turned.centroids_) == turned.labels_.max() + 1


def test_a_set_number_is_a_cut_of_the_same_tree(fitted):
    vectors, _, clusterer = fitted
    told = GraphClusterer(9).fit(vectors)

    assert told.n_found_ == clusterer.n_found_
    assert np.array_equal(told.labels_, clusterer.cut(9))


def test_vectors_without_direction_do_no_harm(fitted):
    vectors, truth, _ = fitted
    odd = np.concatenate([vectors, np.zeros((2, 32)), np.full((2, 32), np.nan)])
    labels = GraphClusterer().fit(odd).labels_

    assert len(set(labels[-4:].tolist())) == 1
    assert adjusted_rand_score(truth, labels[:-4]) > 0.95
    assert GraphClusterer().fit(np.full((20, 4), np.nan)).labels_.tolist() == [0] * 20


def test_a_sample_does_not_depend_on_the_order_of_texts(monkeypatch):
    monkeypatch.setattr("evalmine.themes.sizes.MOST_TEXTS", 150)
    vectors, _ = blobs(spread=1.0)
    order = np.random.default_rng(1).permutation(len(vectors))
    clusterer, shuffled = GraphClusterer().fit(vectors), GraphClusterer().fit(vectors[order])

    assert np.array_equal(shuffled.labels_, clusterer.labels_[order])
    assert np.array_equal(shuffled.cut(4), clusterer.cut(4)[order])


def test_new_texts_go_where_the_theme_model_puts_them():
    vectors, _ = blobs(spread=1.2)
    clusterer = GraphClusterer().fit(vectors)
    ids = tuple(str(i) for i in range(len(clusterer.centroids_)))
    directions = directions_of(to_grid(vectors), clusterer.labels_)
    model = ThemeModel(ids, clusterer.centroids_, directions=directions)
    later, _ = blobs(spread=1.6, seed=5)

    assert np.array_equal(clusterer.predict(later), model.assign(later).theme)


def test_a_fitted_clusterer_can_be_pickled(fitted):
    vectors, _, clusterer = fitted
    clusterer.progress = lambda done, total: None
    again = pickle.loads(pickle.dumps(clusterer))

    assert again.progress is None
    assert np.array_equal(again.predict(vectors), clusterer.predict(vectors))


def test_one_text_more_changes_little(fitted):
    vectors, _, clusterer = fitted
    fewer = GraphClusterer().fit(vectors[:-1])

    assert adjusted_rand_score(fewer.labels_, clusterer.labels_[:-1]) > 0.95
