import itertools

import numpy as np
import pytest
from scipy.stats import fisher_exact, mannwhitneyu

from evalmine.errors import ConfigError
from evalmine.synthesis.comparing.chance import (
    adjust,
    fisher_p,
    flip_p,
    least_paired_p,
    mcnemar_p,
    permutation_p,
    refined_permutation_p,
)


def test_fisher_of_the_lady_tasting_tea():
    """Fisher (1935): three of four cups right has a two-sided p of 0.486."""
    assert fisher_p(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
    assert fisher_p(3, 4, 0, 0) == 1.0


def test_mcnemar_counts_only_those_that_differ():
    assert mcnemar_p(6, 16) == pytest.approx(0.0525, abs=1e-4)  # Fagerland et al. (2017), ch. 8
    assert mcnemar_p(16, 6) == mcnemar_p(6, 16)
    assert mcnemar_p(0, 0) == 1.0


def test_five_pairs_cannot_be_clear_and_six_can():
    assert least_paired_p(5) == 0.0625
    assert least_paired_p(6) < 0.05


def test_holm_by_hand_and_benjamini_hochberg_of_the_published_example():
    assert adjust([0.01, 0.02, 0.03, 0.04], "holm") == pytest.approx([0.04, 0.06, 0.06, 0.06])
    # Benjamini and Hochberg (1995), section 4.1: four of the fifteen hold at 5 %, Holm keeps three
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(x <= 0.05 for x in adjust(p, "bh")) == 4
    assert sum(x <= 0.05 for x in adjust(p, "holm")) == 3
    assert max(adjust(p, "by")) <= 1
    assert adjust([]) == []


def test_an_unknown_correction_is_named():
    with pytest.raises(ConfigError, match="'fdr' is not known: choose one of bh, by, holm"):
        adjust([0.1], "fdr")


def test_without_clusters_it_is_fishers_permutation():
    having = np.array([1] * 8 + [0] * 4 + [1] * 3 + [0] * 10)
    in_a = np.array([True] * 12 + [False] * 13)
    exact = fisher_exact([[8, 4], [3, 10]]).pvalue
    assert permutation_p(having, in_a)[0, 0] == pytest.approx(exact, abs=0.01)


def test_ranks_give_the_mann_whitney_test():
    rng = np.random.default_rng(3)
    steps = rng.permutation(np.arange(40))
    in_a = np.arange(40) < 15
    expected = mannwhitneyu(steps[in_a], steps[~in_a], method="exact").pvalue
    assert permutation_p(steps, in_a)[0, 0] == pytest.approx(expected, abs=0.015)


def test_whole_clusters_change_places():
    """Six organizations, three in each group, all of A and none of B: 2 of 20 ways are as far."""
    organization = np.repeat(np.arange(6), [3, 1, 2, 2, 3, 1])
    in_a = organization < 3
    p = permutation_p(in_a, in_a, organization)[0, 0]
    exact = 2 / len(list(itertools.combinations(range(6), 3)))
    assert p == pytest.approx(exact, abs=0.01)
    assert permutation_p(in_a, in_a)[0, 0] < 0.01


def test_an_organization_in_both_groups_changes_places_with_itself():
    """Eight pairs that all went from no to yes: as likely as eight coins alike, over and under."""
    organization = np.tile(np.arange(8), 2)
    now = np.repeat([True, False], 8)
    p = permutation_p(now, now, organization)[0, 0]
    assert p == pytest.approx(2 * 0.5**8, abs=0.003)
    same = permutation_p(np.tile([1, 0] * 4, 2), now, organization)[0, 0]
    assert same == 1.0


def test_many_scores_and_groupings_at_once_are_those_one_by_one():
    rng = np.random.default_rng(0)
    scores, in_a = rng.integers(0, 2, (30, 3)), rng.random((30, 2)) < 0.4
    organization = rng.integers(0, 12, 30)
    together = permutation_p(scores, in_a, organization, n_permutations=500)
    for i, j in itertools.product(range(3), range(2)):
        alone = permutation_p(scores[:, i], in_a[:, j], organization, n_permutations=500)
        assert together[i, j] == alone[0, 0]


def test_the_seed_decides():
    scores, in_a = np.arange(30) % 7, np.arange(30) % 3 == 0
    assert permutation_p(scores, in_a) == permutation_p(scores, in_a)
    assert permutation_p(scores, in_a, seed=1) != permutation_p(scores, in_a, seed=2)


def test_sources_of_one_organization_change_places_together():
    """Nine pairs, but of three organizations: no surer than three coins."""
    p = flip_p([1] * 9, [0, 0, 0, 1, 1, 1, 2, 2, 2])
    assert p == pytest.approx(0.25, abs=0.02)
    assert flip_p([1] * 9, range(9)) == pytest.approx(2 * 0.5**9, abs=0.003)


def test_false_alarms_are_near_the_level_where_fishers_are_not():
    """Organizations with 1 to 6 projects that tend to agree, no true difference; 500 draws."""
    rng = np.random.default_rng(11)
    alarms = {"permutation": 0, "fisher": 0}
    n_draws = 500
    for draw in range(n_draws):
        sizes = rng.integers(1, 7, 36)
        organization = np.repeat(np.arange(36), sizes)
        having = rng.random(len(organization)) < rng.beta(0.5, 0.5, 36)[organization]
        in_a = organization < 18
        p = permutation_p(having, in_a, organization, n_permutations=399, seed=draw)[0, 0]
        alarms["permutation"] += p <= 0.05
        n_a, n_b = int(having[in_a].sum()), int(having[~in_a].sum())
        alarms["fisher"] += fisher_p(n_a, int(in_a.sum()), n_b, int((~in_a).sum())) <= 0.05
    assert 0.025 <= alarms["permutation"] / n_draws <= 0.08
    assert alarms["fisher"] / n_draws > 0.12


def test_false_alarms_stay_near_the_level_with_organizations_in_both_years():
    rng = np.random.default_rng(5)
    alarms, n_draws = 0, 400
    for draw in range(n_draws):
        organization = np.concatenate([np.arange(40), np.arange(20, 60)])
        having = rng.random(80) < rng.beta(0.5, 0.5, 60)[organization]
        p = permutation_p(having, np.arange(80) < 40, organization, n_permutations=399, seed=draw)[
            0, 0
        ]
        alarms += p <= 0.05
    assert 0.02 <= alarms / n_draws <= 0.08


def test_small_p_values_come_from_more_draws_and_the_others_stay():
    """The exact p of the first grouping is 2 / C(16, 8): no 9,999 draws could tell it."""
    scores = np.arange(16)
    split = scores >= 8
    mixed = scores % 2 == 0
    groupings = np.stack([split, mixed], axis=1)
    refined = refined_permutation_p(scores, groupings, scores)
    rough = permutation_p(scores, groupings, scores)[0]
    assert rough[0] >= 1e-4
    assert refined[0] == pytest.approx(2 / 12870, rel=0.35)
    assert refined[1] == rough[1]
