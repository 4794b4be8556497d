from __future__ import annotations

import numpy as np
import pytest

from evalmine.synthesis.claims import find_claims, near_threshold


def unit(*vectors):
    array = np.array(vectors, dtype=np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


TWO_VIEWS = unit((1, 0.02), (1, 0), (1, -0.02), (0.02, 1), (0, 1), (-0.02, 1), (-0.01, 1))


def test_near_paraphrases_of_three_projects_are_a_claim():
    claims = find_claims(TWO_VIEWS, ["A", "B", "C", "D", "E", "F", "F"], threshold=0.9)
    assert [set(c.positions) for c in claims] == [{3, 4, 5, 6}, {0, 1, 2}]
    assert [c.n_projects for c in claims] == [3, 3]


def test_the_claim_of_most_projects_comes_first():
    claims = find_claims(TWO_VIEWS, ["A", "B", "C", "D", "E", "F", "G"], threshold=0.9)
    assert [c.n_projects for c in claims] == [4, 3]


def test_one_project_repeating_itself_makes_no_claim():
    assert find_claims(TWO_VIEWS, ["A", "A", "B", "D", "D", "D", "E"], threshold=0.9) == []


def test_opposite_views_stay_apart_and_a_low_bar_puts_all_together():
    ids = list("ABCDEFG")
    assert len(find_claims(TWO_VIEWS, ids, threshold=0.9)) == 2
    assert len(find_claims(TWO_VIEWS, ids, threshold=-0.1)) == 1


def test_the_most_central_segment_comes_first():
    vectors = unit((1, 0.3), (1, 0.0), (1, -0.3))
    assert find_claims(vectors, list("ABC"), threshold=0.8)[0].positions[0] == 1


def test_a_single_segment_is_a_claim_where_one_project_is_enough():
    claims = find_claims(unit((1, 0)), ["A"], threshold=0.9, min_projects=1)
    assert [(c.positions, c.n_projects) for c in claims] == [((0,), 1)]


@pytest.mark.parametrize("min_projects", [1, 3])
def test_nothing_gives_no_claims(min_projects):
    empty = np.zeros((0, 2), dtype=np.float32)
    assert find_claims(empty, [], threshold=0.9, min_projects=min_projects) == []


def test_the_order_of_rows_does_not_change_who_belongs_together():
    rng = np.random.default_rng(3)
    vectors, ids = rng.normal(size=(40, 5)), [f"P{i % 11}" for i in range(40)]
    vectors = unit(*vectors)
    groups = {frozenset(c.positions) for c in find_claims(vectors, ids, threshold=0.5)}
    order = rng.permutation(40)
    shuffled = find_claims(vectors[order], [ids[i] for i in order], threshold=0.5)
    assert {frozenset(int(order[p]) for p in c.positions) for c in shuffled} == groups
    assert groups


def test_the_bar_is_a_high_quantile_of_cosines_between_projects():
    rng = np.random.default_rng(0)
    vectors = unit(*rng.normal(size=(200, 5)))
    ids = [f"P{i % 20}" for i in range(200)]
    cosines = vectors @ vectors.T
    apart = np.array([[a != b for b in ids] for a in ids])
    exact = np.quantile(cosines[apart], 0.985)
    assert near_threshold(vectors, ids, quantile=0.985) == pytest.approx(exact, abs=0.01)
    assert near_threshold(vectors, ids) == near_threshold(vectors, ids)
    assert near_threshold(vectors, ids, quantile=0.5) < near_threshold(vectors, ids)


def test_pairs_within_one_project_say_nothing_about_the_bar():
    assert near_threshold(TWO_VIEWS, ["A"] * 7) == 0.5
    assert near_threshold(TWO_VIEWS[:2], ["A", "B"]) == 0.5


def test_identical_answers_still_count_as_the_same():
    same = unit(*[(1, 0)] * 9)
    ids = list("ABCDEFGHI")
    threshold = near_threshold(same, ids)
    assert threshold < 1
    assert find_claims(same, ids, threshold=threshold)[0].n_projects == 9
