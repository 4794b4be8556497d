from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from evalmine.synthesis.claims import alike_pairs, find_claims, near_threshold

SAME = "Kortene ligger fast på bordet."


def unit(*vectors):
    array = np.array(vectors, dtype=np.float64)
    return (array / np.linalg.norm(array, axis=1, keepdims=True)).astype(np.float32)


TWO_VIEWS = unit((1, 0.02), (1, 0), (1, -0.02), (0.02, 1), (0, 1), (-0.02, 1), (-0.01, 1))


def alike(vectors, words=None, texts=None, threshold=0.9):
    words = sparse.csr_matrix(unit(*(words or [(1, 0)] * len(vectors))).astype(np.float64))
    return alike_pairs(vectors, words, texts or [SAME] * len(vectors), threshold=threshold)


def claims_of(vectors, project_ids, **options):
    return find_claims(alike(vectors), project_ids, **options)


def test_near_paraphrases_of_three_projects_are_a_claim():
    claims = claims_of(TWO_VIEWS, ["A", "B", "C", "D", "E", "F", "F"])
    assert [set(c.positions) for c in claims] == [{3, 4, 5, 6}, {0, 1, 2}]
    assert [c.n_projects for c in claims] == [3, 3]


def test_the_claim_of_most_projects_comes_first():
    claims = claims_of(TWO_VIEWS, ["A", "B", "C", "D", "E", "F", "G"])
    assert [c.n_projects for c in claims] == [4, 3]


def test_one_project_repeating_itself_makes_no_claim():
    assert claims_of(TWO_VIEWS, ["A", "A", "B", "D", "D", "D", "E"]) == []


def test_near_vectors_without_shared_words_do_not_say_the_same():
    vectors, words = unit(*[(1, 0)] * 3), [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert find_claims(alike(vectors, words), list("ABC")) == []


def test_shared_words_without_near_vectors_do_not_say_the_same():
    vectors = unit((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert find_claims(alike(vectors, threshold=0.6), list("ABC")) == []


@pytest.mark.parametrize(
    ("other", "n_claims"),
    [("Kortene ligger ikke fast på bordet.", 0), ("Kortene ligger altid fast på bordet.", 1)],
)
def test_a_denial_does_not_say_the_same(other, n_claims):
    vectors = unit(*[(1, 0)] * 3)
    pairs = alike(vectors, texts=[SAME, SAME, other])
    assert len(find_claims(pairs, list("ABC"))) == n_claims


def test_the_sentence_that_stands_for_a_claim_is_like_every_other():
    """A chain of neighbors is no claim: A is like B and B like C, but A and C are not alike."""
    chain = unit(*((np.cos(a), np.sin(a)) for a in (0, 0.4, 0.8, 1.2)))
    (claim,) = find_claims(alike(chain, threshold=0.9), list("ABCD"))
    assert (claim.positions[0], len(claim.positions)) in {(1, 3), (2, 3)}


def test_copied_texts_count_as_one_wording():
    vectors = unit(*[(1, 0)] * 4)
    said = ["x", "x", "x", "y"]
    assert claims_of(vectors, list("ABCD"), wordings=said) == []
    assert len(claims_of(vectors, list("ABCD"), wordings=["x", "z", "x", "y"])) == 1


def test_only_some_segments_may_stand_for_a_claim_and_some_are_absent():
    vectors, ids = unit(*[(1, 0)] * 4), list("ABCD")
    (claim,) = claims_of(vectors, ids, may_stand=np.array([False, False, True, False]))
    assert claim.positions[0] == 2
    (claim,) = claims_of(vectors, ids, present=np.array([True, True, True, False]))
    assert set(claim.positions) == {0, 1, 2}


def test_chances_follow_likeness_and_faint_likeness_counts_apart():
    lengths = (1.0, 1.0, 0.9, 0.8, 0.55, 0.45)  # cosine of the words with the first
    words = [(x, np.sqrt(1 - x * x) * (i == 2), np.sqrt(1 - x * x) * (i == 3),
              np.sqrt(1 - x * x) * (i == 4), np.sqrt(1 - x * x) * (i == 5))
             for i, x in enumerate(lengths)]  # fmt: skip
    vectors = unit(*[(1, 0)] * 4, (0.62, np.sqrt(1 - 0.62**2)), (1, 0))
    (claim,) = find_claims(alike(vectors, words, threshold=0.6), list("ABCDEF"))
    assert set(claim.positions) == {0, 1, 2, 3, 5}
    assert claim.chances[0] == 1.0
    assert list(claim.chances) == sorted(claim.chances, reverse=True)
    assert claim.chances[-1] > 0.5
    ((faint, chance),) = claim.perhaps
    assert faint == 4
    assert 0.2 < chance < 0.5


def test_nothing_gives_no_claims():
    assert find_claims(sparse.csr_matrix((0, 0)), []) == []


def test_the_order_of_rows_does_not_change_who_belongs_together():
    rng = np.random.default_rng(3)
    vectors, ids = unit(*rng.normal(size=(60, 4))), [f"P{i % 17}" for i in range(60)]
    groups = {frozenset(c.positions) for c in find_claims(alike(vectors, threshold=0.7), ids)}
    order = rng.permutation(60)
    pairs = alike(vectors[order], threshold=0.7)
    shuffled = find_claims(pairs, [ids[i] for i in order])
    assert {frozenset(int(order[p]) for p in c.positions) for c in shuffled} == groups
    assert groups


def test_the_bar_is_a_high_quantile_of_cosines_between_projects():
    rng = np.random.default_rng(0)
    vectors = unit(*rng.normal(size=(200, 12)))
    ids = [f"P{i % 20}" for i in range(200)]
    cosines = vectors @ vectors.T
    apart = np.array([[a != b for b in ids] for a in ids])
    exact = np.quantile(cosines[apart], 0.99)
    assert 0.6 < exact < 0.7
    assert near_threshold(vectors, ids, quantile=0.99) == pytest.approx(exact, abs=0.01)
    assert near_threshold(vectors, ids) == near_threshold(vectors, ids)


def test_the_bar_never_falls_below_what_says_the_same():
    assert near_threshold(TWO_VIEWS, ["A"] * 7) == 0.6
    assert near_threshold(TWO_VIEWS[:2], ["A", "B"]) == 0.6
    assert near_threshold(TWO_VIEWS, list("ABCDEFG"), quantile=0.01) == 0.6


def test_many_that_say_the_same_do_not_raise_the_bar_above_themselves():
    same = unit(*[(1, 0)] * 9)
    threshold = near_threshold(same, list("ABCDEFGHI"))
    assert threshold == 0.7
    assert find_claims(alike(same, threshold=threshold), list("ABCDEFGHI"))[0].n_projects == 9
