"""Resamples are repeatable subsamples; what most of them agree on is kept."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from evalmine.themes.consensus import (
    SHARE_KEPT,
    agreed_clusters,
    agreement_graph,
    common_groups,
    resample,
)
from evalmine.themes.neighbors import nearest_neighbors
from evalmine.themes.partition import LEFT_OUT
from evalmine.themes.rows import to_grid

_RUN = """
import hashlib
import numpy as np
from evalmine.themes.consensus import agreed_clusters, agreement_graph, common_groups, resample
from evalmine.themes.neighbors import nearest_neighbors
from evalmine.themes.rows import distinct_rows, to_grid

rng = np.random.default_rng(5)
vectors = rng.normal(size=(9, 64))[rng.integers(0, 9, 900)] + rng.normal(size=(900, 64))
grid = to_grid(vectors)
rows = distinct_rows(grid)
near = nearest_neighbors(grid[rows.first], 20)
options = dict(resolution=1.6, n_neighbors=11, n_resamples=4, seed=0)
groups = common_groups(resample(near, share=1.0, **options))
runs = np.concatenate([resample(near, **options), resample(near, groups=groups, **options)])
labels = agreed_clusters(agreement_graph(near, runs), resolution=1.6, seed=0, groups=groups)
said = hashlib.sha256()
for array in (grid, rows.row_of, near.index, near.similarity, runs, labels):
    said.update(np.ascontiguousarray(array).tobytes())
print(said.hexdigest())
"""


@pytest.fixture(scope="module")
def blobs():
    rng = np.random.default_rng(0)
    truth = np.repeat(np.arange(6), 50)
    vectors = rng.normal(size=(6, 32))[truth] + 0.6 * rng.normal(size=(300, 32))
    return nearest_neighbors(to_grid(vectors), 20), truth


def runs_of(neighbors, n_resamples, seed=0):
    return resample(neighbors, resolution=1.6, n_neighbors=10, n_resamples=n_resamples, seed=seed)


def test_each_resample_holds_its_share_of_the_rows(blobs):
    found = runs_of(blobs[0], 5)

    assert ((found != LEFT_OUT).sum(axis=1) == round(SHARE_KEPT * 300)).all()
    assert (found != LEFT_OUT).any(axis=0).all()
    assert (found >= LEFT_OUT).all()


def test_resample_depends_on_seed_and_place_only(blobs):
    five = runs_of(blobs[0], 5)

    assert np.array_equal(runs_of(blobs[0], 2), five[:2])
    assert not np.array_equal(runs_of(blobs[0], 5, seed=1), five)


def test_clear_clusters_are_found_in_each_resample_and_by_all(blobs):
    neighbors, truth = blobs
    found = runs_of(neighbors, 8)
    graph = agreement_graph(neighbors, found)

    for labels in found:
        held = labels != LEFT_OUT
        assert adjusted_rand_score(truth[held], labels[held]) > 0.95
    assert adjusted_rand_score(truth, agreed_clusters(graph, resolution=1.6, seed=0)) > 0.98


@pytest.mark.parametrize("k", [None, 3])
def test_agreement_is_the_share_of_resamples_that_hold_both(blobs, k):
    neighbors, _ = blobs
    found = runs_of(neighbors, 7)
    graph = agreement_graph(neighbors, found, k).tocoo()

    assert graph.nnz > 0
    for i, j, share in list(zip(graph.row, graph.col, graph.data, strict=True))[::50]:
        both = (found[:, i] != LEFT_OUT) & (found[:, j] != LEFT_OUT)
        assert share == (found[both, i] == found[both, j]).mean() > 0.3
        assert j in neighbors.index[i, :k] or i in neighbors.index[j, :k]


def test_common_groups_are_together_in_all_runs():
    runs = np.array([[0, 0, 1, 1, 2, 0], [1, 1, 1, 0, 0, 2]])

    assert common_groups(runs).tolist() == [0, 0, 1, 2, 3, 4]


def test_resamples_of_groups_find_the_same_clusters(blobs):
    neighbors, truth = blobs
    whole = resample(
        neighbors, resolution=1.6, n_neighbors=10, n_resamples=4, seed=0, share=1.0, n_iterations=1
    )
    groups = common_groups(whole)
    found = resample(
        neighbors, resolution=1.6, n_neighbors=10, n_resamples=8, seed=0, groups=groups
    )
    graph = agreement_graph(neighbors, found)
    agreed = agreed_clusters(graph, resolution=1.6, seed=0, groups=groups)

    assert (whole != LEFT_OUT).all()
    assert ((found != LEFT_OUT).sum(axis=1) == round(SHARE_KEPT * 300)).all()
    assert adjusted_rand_score(truth, agreed) > 0.98


def test_progress_is_told_once_a_resample(blobs):
    told: list[int] = []
    resample(
        blobs[0],
        resolution=1.0,
        n_neighbors=5,
        n_resamples=3,
        seed=0,
        tell=lambda: told.append(1),
    )

    assert len(told) == 3


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_texts(n):
    neighbors = nearest_neighbors(to_grid(np.eye(4)[:n]), 15)
    found = runs_of(neighbors, 2)

    assert found.shape == (2, n)
    assert agreement_graph(neighbors, found).shape == (n, n)


def test_bit_for_bit_the_same_on_one_thread_and_two():
    said = set()
    for threads in ("1", "2"):
        environment = dict(os.environ, PYTHONHASHSEED=threads)
        environment |= {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        run = subprocess.run(
            [sys.executable, "-c", _RUN], env=environment, capture_output=True, check=True
        )
        said.add(run.stdout)

    assert len(said) == 1
