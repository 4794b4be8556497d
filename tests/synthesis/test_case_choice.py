from __future__ import annotations

import random
from itertools import combinations

import pytest

from evalmine.synthesis.case_choice import Candidate, best_subset, richness, size_band, worth


def candidate(project_id, carries="", region="", sector=""):
    return Candidate(
        project_id, frozenset(int(c) for c in carries), {"region": region, "sector": sector}
    )


def ids(chosen):
    return [c.project_id for c in chosen]


def test_what_two_carry_together_counts_and_not_what_each_carries():
    rich = [candidate("A", "0123"), candidate("B", "0123"), candidate("C", "45")]
    assert ids(best_subset(rich, [1.0] * 6, n=2)) == ["A", "C"]


def test_a_learning_that_many_projects_support_weighs_more():
    rare, common = candidate("A", "01"), candidate("B", "2")
    assert ids(best_subset([rare, common], [0.1, 0.1, 0.9], n=1)) == ["B"]


def test_of_equally_rich_projects_those_that_differ_are_chosen():
    alike = [candidate(p, "01", region="Nord", sector="Skole") for p in "ABC"]
    other = candidate("D", "01", region="Syd", sector="Skole")
    assert ids(best_subset([*alike, other], [1.0, 1.0], n=2)) == ["A", "D"]


def test_coverage_and_spread_count_the_same():
    chosen = [
        candidate("A", "0", region="Nord", sector="Skole"),
        candidate("B", "1", region="Nord", sector="Industri"),
    ]
    assert worth(chosen, [1.0, 1.0, 2.0], ["region", "sector"]) == 0.5 + 0.5
    assert worth(chosen[:1], [1.0, 1.0, 2.0]) == 0.25


def test_an_unknown_value_differs_from_nothing():
    known, unknown = candidate("A", "0", region="Nord"), candidate("B", "0")
    assert worth([known, unknown], [1.0], ["region"]) == 1.0
    assert worth([known, candidate("C", "0", region="Syd")], [1.0], ["region"]) == 2.0


def test_a_trait_that_only_one_project_has_a_value_for_does_not_count_against_it():
    told = Candidate("A", frozenset({0}), {"region": "Nord", "size": "10-49"})
    others = [candidate(p, "0", region="Syd") for p in "BC"]
    assert ids(best_subset([*others, told], [1.0], n=2)) == ["A", "B"]


def test_ties_go_to_the_first_ids_in_any_order_of_the_candidates():
    alike = [candidate(p, "0") for p in "DBCA"]
    for seed in range(5):
        random.Random(seed).shuffle(alike)
        assert ids(best_subset(alike, [1.0], n=3)) == ["A", "B", "C"]


def many_candidates(n, seed=7):
    rng = random.Random(seed)
    return [
        candidate(
            f"P{i:02}",
            "".join(rng.sample("0123456789", 4)),
            region=rng.choice("NSØV"),
            sector=rng.choice("abcdef"),
        )
        for i in range(n)
    ]


def test_the_choice_is_the_best_of_all_combinations_of_the_richer_half():
    many, weights, known = many_candidates(28), [0.1 * i for i in range(10)], ["region", "sector"]
    richer = sorted(many, key=lambda c: (-richness(c, weights), c.project_id))[:14]
    best = max(worth(c, weights, known) for c in combinations(richer, 3))
    assert worth(best_subset(many, weights, n=3), weights, known) == best


def test_what_differs_but_has_little_to_tell_is_not_compared():
    poor_but_different = candidate("A", "", region="Syd")
    rich = [candidate(f"P{i:02}", "0", region="Nord") for i in range(12)]
    assert "A" not in ids(best_subset([poor_but_different, *rich], [1.0], n=2))
    assert "A" in ids(best_subset([poor_but_different, *rich[:5]], [1.0], n=2))  # of six, all


def test_at_most_thirty_are_compared():
    rich = [candidate(f"P{i:02}", "0", region="Nord") for i in range(70)]
    other = candidate("P30a", "0", region="Syd")
    assert "P30a" not in ids(best_subset([*rich, other], [1.0], n=2))
    other = candidate("P28a", "0", region="Syd")
    assert "P28a" in ids(best_subset([*rich, other], [1.0], n=2))


def test_what_a_person_fixed_stays_and_the_rest_is_chosen_to_go_with_it():
    fixed = candidate("Z", "0", region="Nord")
    free = [candidate("A", "01", region="Nord"), candidate("B", "01", region="Syd")]
    assert ids(best_subset(free, [1.0, 1.0], n=2, fixed=[fixed])) == ["Z", "B"]
    assert ids(best_subset([*free, fixed], [1.0, 1.0], n=1, fixed=[fixed])) == ["Z"]


def test_nobody_to_choose_from_gives_nobody():
    assert best_subset([], [1.0], n=3) == ()


@pytest.mark.parametrize(("n", "band"), [(0, "0-9"), (49, "10-49"), (50, "50-249"), (9e4, "250+")])
def test_bands_of_size(n, band):
    assert size_band(n) == band
