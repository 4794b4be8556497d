import numpy as np
import pytest

from evalmine.coding.trained.cross_validation import coding_groups, grouped_folds


@pytest.fixture(scope="module")
def sample():
    draw = np.random.default_rng(1)
    groups = [f"project {i}" for i in draw.integers(0, 30, 300)]
    marks = draw.random((300, 4)) < [0.5, 0.2, 0.1, 0.03]
    return groups, marks


def test_a_group_is_never_parted(sample):
    groups, marks = sample
    folds = grouped_folds(groups, marks)
    assert set(folds) == {0, 1, 2, 3, 4}
    for group in set(groups):
        assert len({int(f) for f, g in zip(folds, groups, strict=True) if g == group}) == 1


def test_texts_and_codes_are_spread_evenly(sample):
    groups, marks = sample
    folds = grouped_folds(groups, marks)
    positives = np.array([marks[folds == f].sum(axis=0) for f in range(5)])
    assert (positives[:, :2].min(axis=0) > 0.8 * positives[:, :2].mean(axis=0)).all()
    assert (positives[:, 3] > 0).sum() >= 4
    assert np.bincount(folds).min() > 40


def test_order_of_the_texts_does_not_matter(sample):
    groups, marks = sample
    folds = grouped_folds(groups, marks)
    shuffled = np.random.default_rng(2).permutation(300)
    again = grouped_folds([groups[i] for i in shuffled], marks[shuffled])
    assert (again == folds[shuffled]).all()


def test_seed_moves_groups_that_are_alike():
    groups, marks = [f"p{i}" for i in range(20)], np.ones((20, 1), bool)
    first, second = (grouped_folds(groups, marks, seed=s) for s in (0, 1))
    assert (first != second).any()
    assert (np.bincount(first) == 4).all()


def test_fewer_groups_than_folds():
    assert sorted(set(grouped_folds(["a", "b", "a"], np.zeros((3, 1), bool)))) == [0, 1]


def test_texts_without_a_project_stay_with_their_repetitions():
    groups = coding_groups(["", "", ""], ["Ja.", "Nej.", "Ja."])
    assert groups[0] == groups[2] != groups[1]


def test_two_projects_are_too_few_to_learn_from_one_and_check_on_the_other():
    assert len(set(coding_groups(["a", "a", "b"], ["x", "y", "z"]))) == 3
    assert len(set(coding_groups(["a", "b", "c"], ["x", "x", "x"]))) == 3
