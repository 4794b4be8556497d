"""A refit is asked for when new texts do not fit, and not because they are few."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.drift import drift
from evalmine.themes.drift_tests import fisher_tail, mix_change, tends_lower, wilson
from evalmine.themes.graph import to_grid
from evalmine.themes.model import ThemeModel
from evalmine.themes.partition import centroids_of
from evalmine.themes.piles import find_pile
from evalmine.themes.reference import reference_of

N_DIMS = 40
N_THEMES = 4


def texts(n, rng, center=None, spread=0.16):
    """Return vectors around the themes' centers, or around one of their own."""
    labels = rng.integers(N_THEMES, size=n)
    middle = np.eye(N_THEMES, N_DIMS)[labels] if center is None else np.eye(N_DIMS)[center]
    return middle + spread * rng.normal(size=(n, N_DIMS)), labels


@pytest.fixture(scope="module")
def model():
    vectors, labels = texts(400, np.random.default_rng(0))
    grid = to_grid(vectors)
    centroids = centroids_of(grid, labels, np.ones(400))
    ids = tuple(f"T0{i}" for i in range(N_THEMES))
    bare = ThemeModel(ids, centroids)
    below = float(np.quantile(bare.assign(vectors).highest, 0.03))
    return ThemeModel(ids, centroids, {}, below, reference_of(grid, labels, below))


def check(model, vectors, n_projects=6):
    projects = [f"p{i % n_projects}" for i in range(len(vectors))]
    return drift(model, model.assign(vectors), vectors, projects=projects)


@pytest.mark.parametrize("n", [1, 30, 300])
def test_texts_of_the_same_kind_rarely_raise_alarm(model, n):
    rng = np.random.default_rng(n)
    alarms = [check(model, texts(n, rng)[0]).refit_due for _ in range(100)]

    assert sum(alarms) <= 5


def test_a_new_topic_is_found_and_told(model):
    rng = np.random.default_rng(1)
    old, _ = texts(60, rng)
    new, _ = texts(12, rng, center=20)
    found = check(model, np.vstack([old, new]))

    assert found.refit_due
    assert found.reasons[0] == "new theme"
    assert len(set(range(60, 72)) & set(found.pile.rows)) >= 6
    assert len(found.pile.rows) <= 14
    n = len(found.pile.rows)
    assert found.sentence("da").startswith(
        f"Temaerne bør findes igen: {n} segmenter fra 6 projekter ligger langt fra alle temaer, "
        "men tæt på hinanden, måske et nyt tema"
    )
    assert found.sentence("en").startswith(f"Find themes again: {n} segments from 6 projects lie")


def test_a_new_topic_of_one_project_is_not_a_theme(model):
    new, _ = texts(12, np.random.default_rng(1), center=20)
    found = check(model, new, n_projects=1)

    assert "new theme" not in found.reasons


def test_peripheral_texts_of_all_kinds_are_no_new_theme_but_a_reason(model):
    found = check(model, np.eye(N_DIMS)[6:36])

    assert found.n_peripheral == 30
    assert "new theme" not in found.reasons
    assert found.reasons[0] == "peripheral"
    assert "100% of 30 new segments are peripheral (95% interval 89-100%)" in found.sentence("en")


def test_texts_that_lie_farther_out(model):
    found = check(model, texts(200, np.random.default_rng(2), spread=0.2)[0])

    assert "farther" in found.reasons
    assert found.chance_farther > 0.6


def test_all_texts_in_one_theme(model):
    new, _ = texts(100, np.random.default_rng(3), center=2)
    found = check(model, new)

    assert found.reasons == ("mix",)
    assert "andele har flyttet sig" in found.sentence("da")


def test_a_handful_says_nothing(model):
    found = check(model, np.eye(N_DIMS)[6:10])

    assert not found.refit_due
    assert found.sentence("en") == "4 new segments are too few to say whether the themes still fit."
    assert "for få" in check(model, np.zeros((0, N_DIMS))).sentence("da")


def test_all_is_well_in_words(model):
    found = check(model, texts(100, np.random.default_rng(4))[0])

    assert found.sentence("da").startswith("Temaerne passer stadig på 100 nye segmenter: ")
    assert found.sentence("xx") == found.sentence("da")


def test_order_does_not_matter(model):
    rng = np.random.default_rng(5)
    vectors = np.vstack([texts(80, rng)[0], texts(15, rng, center=30)[0]])
    order = rng.permutation(len(vectors))
    projects = np.array([f"p{i % 6}" for i in range(len(vectors))])
    first = drift(model, model.assign(vectors), vectors, projects=projects.tolist())
    moved = vectors[order]
    second = drift(model, model.assign(moved), moved, projects=projects[order].tolist())

    assert first.sentence("da") == second.sentence("da")
    assert sorted(first.pile.rows) == sorted(order[list(second.pile.rows)].tolist())


def test_without_a_reference_nothing_is_claimed(model):
    bare = ThemeModel(model.theme_ids, model.centroids)
    found = check(bare, np.eye(N_DIMS)[6:36])

    assert not found.refit_due


def test_piles_need_texts_near_each_other():
    scattered = to_grid(np.eye(30))
    near = to_grid(np.eye(30)[:1] + 0.05 * np.random.default_rng(0).normal(size=(8, 30)))

    assert find_pile(scattered, np.zeros(30), 0.5).rows == ()
    assert find_pile(near, np.zeros(8), 0.5).rows == tuple(range(8))
    assert find_pile(near, np.ones(8), 0.5).rows == ()  # nearer to a theme than to each other
    assert find_pile(near, np.zeros(8), 0.5, ["a"] * 4 + ["b"] * 4).n_projects == 2
    assert find_pile(near[:1], np.zeros(1), 0.5).rows == ()


def test_fisher_agrees_with_scipy():
    from scipy.stats import fisher_exact

    for k, n, k_before, n_before in [(3, 20, 10, 300), (0, 5, 2, 40), (40, 300, 90, 2000)]:
        table = [[k, n - k], [k_before, n_before - k_before]]
        expected = fisher_exact(table, alternative="greater").pvalue
        assert fisher_tail(k, n, k_before, n_before) == pytest.approx(expected, rel=1e-6)
    assert fisher_tail(0, 0, 3, 10) == 1.0


def test_mann_whitney_agrees_with_scipy():
    from scipy.stats import mannwhitneyu

    rng = np.random.default_rng(0)
    new, old = rng.integers(0, 12, size=60), rng.integers(1, 14, size=300)
    expected = mannwhitneyu(new, old, alternative="less", method="asymptotic", use_continuity=False)
    chance, p = tends_lower(np.bincount(new, minlength=20), np.bincount(old, minlength=20))

    assert p == pytest.approx(expected.pvalue, rel=1e-9)
    assert chance == pytest.approx(1 - expected.statistic / (60 * 300))
    assert tends_lower(np.zeros(3, int), np.ones(3, int)) == (0.5, 1.0)
    assert tends_lower(np.array([0, 4]), np.array([0, 9]))[1] == 1.0


def test_chi_square_agrees_with_scipy():
    from scipy.stats import chi2_contingency

    new, old = np.array([30, 20, 10]), np.array([100, 120, 110])
    moved, p = mix_change(new, old)

    assert p == pytest.approx(chi2_contingency([new, old], correction=False).pvalue)
    assert moved == pytest.approx(0.5 - 100 / 330)
    assert mix_change(np.array([1, 2]), np.array([50, 60]))[1] == 1.0  # too few to say
    assert mix_change(np.zeros(2, int), np.ones(2, int)) == (0.0, 1.0)


def test_interval_of_a_share():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
