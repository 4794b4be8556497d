from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worlds import World, draw, true_shares

from evalmine.synthesis.estimation.correct import Correction, correct_prevalence
from evalmine.synthesis.estimation.intervals import wilson_interval

N_WORLDS = 100


def covered(world, n_worlds=N_WORLDS, **how):
    """Return how often the naive and the corrected interval hold the true share, and refusals."""
    rng = np.random.default_rng(2)
    share, of_segments = true_shares(world)
    naive = ours = segments = refused = 0
    for _ in range(n_worlds):
        drawn = draw(world, rng, **how)
        low, high = wilson_interval(int(drawn.machine.sum()), world.n_projects)
        naive += low <= share <= high
        found = correct_prevalence(Correction(drawn.sample), "c")
        if found.estimate is None:
            refused += 1
            continue
        ours += found.estimate.ci_low <= share <= found.estimate.ci_high
        if found.segments is not None:
            segments += found.segments.ci_low <= of_segments <= found.segments.ci_high
    n = n_worlds - refused
    return naive / n_worlds, ours / n, segments / n, refused


# A machine that gives the code too often, and one that gives it too rarely; a code in four of ten
# projects; projects whose segments are much alike; a machine that hardly sees.
@pytest.mark.parametrize(
    ("world", "how"),
    [
        (World(bias=0.6), {}),
        (World(bias=-0.6), {}),
        (World(level=-3.2, bias=1.2), {}),
        (World(spread=1.0), {}),
        (World(noise=2.0), {}),
        (World(level=-2.6, bias=0.9), {"design": "answers", "n": 4}),
    ],
    ids=["over", "under", "rare", "clustered", "poor", "answers"],
)
def test_a_sample_of_segments_corrects_the_share_of_projects(world, how):
    naive, ours, segments, refused = covered(world, **how)
    assert naive < 0.6
    assert 0.91 <= ours <= 0.99  # 100 draws: 95 % give or take 2.2
    assert segments >= 0.9
    assert refused < 0.1 * N_WORLDS


@pytest.mark.parametrize("world", [World(bias=0.6), World(bias=-0.6, level=-1.8)])
def test_whole_projects_correct_the_share_of_projects(world):
    naive, ours, _, refused = covered(world, n_worlds=400, design="whole", n=30)
    assert naive < 0.6
    assert 0.92 <= ours <= 0.98
    assert refused == 0


@pytest.fixture
def drawn():
    return draw(World(), np.random.default_rng(4))


def test_what_people_read_is_counted_and_named(drawn):
    found = correct_prevalence(Correction(drawn.sample), "c")
    assert (found.estimate.method, found.estimate.n_people, found.reason) == ("segments", 230, "")
    assert found.check.method == "misclassification"
    whole = draw(World(), np.random.default_rng(4), design="whole", n=25)
    estimate = correct_prevalence(Correction(whole.sample), "c").estimate
    assert (estimate.method, estimate.n_people) == ("projects", 25)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"reason": "no_design"}, "no_design"),
        ({"reason": "no_probabilities"}, "no_probabilities"),
        ({"reason": "learned_from_these"}, "learned_from_these"),
        ({"known": np.array([False])}, "code_not_coded"),
    ],
)
def test_without_what_it_takes_nothing_is_corrected_and_the_reason_told(drawn, change, reason):
    found = correct_prevalence(Correction(replace(drawn.sample, **change)), "c")
    assert (found.estimate, found.reason) == (None, reason)


def test_whole_projects_need_no_design_but_a_coder_that_did_not_see_them():
    whole = draw(World(), np.random.default_rng(4), design="whole", n=25).sample
    without = replace(whole, reason="no_design", weights=np.zeros(0))
    assert correct_prevalence(Correction(without), "c").estimate is not None
    seen = replace(without, reason="learned_from_these")
    assert correct_prevalence(Correction(seen), "c").reason == "learned_from_these"


def test_too_small_a_sample_corrects_nothing():
    few = draw(World(), np.random.default_rng(4), n=49).sample
    assert correct_prevalence(Correction(few), "c").reason == "too_few_texts"
    rare = draw(World(level=-5.0), np.random.default_rng(4)).sample
    assert correct_prevalence(Correction(rare), "c").reason == "too_few_marked"
    assert correct_prevalence(Correction(few), "nobody").reason == "not_in_codebook"


def test_projects_that_were_asked_and_said_nothing_count(drawn):
    sample = drawn.sample
    here = correct_prevalence(Correction(sample), "c").estimate
    silent = [f"S{i}" for i in range(97)]
    with_silent = correct_prevalence(
        Correction(sample), "c", base=[*sample.project_ids, *silent]
    ).estimate
    assert with_silent.share == pytest.approx(here.share / 2, abs=1e-8)


def test_fewer_segments_that_count_mean_fewer_projects(drawn):
    sample = drawn.sample
    everything = correct_prevalence(Correction(sample), "c").estimate
    domain = np.arange(len(sample.projects)) % 3 == 0
    third = correct_prevalence(Correction(sample), "c", domain=domain).estimate
    assert third.share < everything.share - 0.1
    nothing = correct_prevalence(
        Correction(sample), "c", domain=np.zeros(len(sample.projects), dtype=bool)
    ).estimate
    assert (nothing.share, nothing.ci_low) == (0.0, 0.0)


def test_weights_that_the_machines_code_explains_change_nothing(drawn):
    """Half of what has the code read, and a hundredth of the rest: the scores know that."""
    sample = drawn.sample
    marked = sample.assigned[sample.rows, 0]
    uneven = replace(sample, weights=np.where(marked, 0.2, 1.5))
    evened = correct_prevalence(Correction(uneven), "c").estimate
    assert evened == correct_prevalence(Correction(sample), "c").estimate


def test_a_project_in_which_people_found_it_has_it_for_certain(drawn):
    sample = drawn.sample
    hit = sample.project_ids[sample.projects[sample.rows[sample.truth[:, 0]][0]]]
    assert correct_prevalence(Correction(sample), "c", base=[hit]).estimate.share == 1.0


def test_organizations_with_several_projects_make_it_wider(drawn):
    sample = drawn.sample
    alone = correct_prevalence(Correction(sample), "c").estimate
    owners = {p: f"O{i // 8}" for i, p in enumerate(sample.project_ids)}
    together = correct_prevalence(Correction(sample, owners), "c").estimate
    assert together.share == alone.share
    assert together.ci_high - together.ci_low > alone.ci_high - alone.ci_low


def test_the_order_of_what_people_read_changes_nothing(drawn):
    sample = drawn.sample
    order = np.random.default_rng(1).permutation(len(sample.rows))
    mixed = replace(
        sample,
        rows=sample.rows[order],
        truth=sample.truth[order],
        weights=sample.weights[order],
    )
    assert correct_prevalence(Correction(mixed), "c") == correct_prevalence(Correction(sample), "c")
