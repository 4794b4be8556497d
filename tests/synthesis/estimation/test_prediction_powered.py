from __future__ import annotations

import numpy as np
import pytest

from evalmine.synthesis.estimation.intervals import wilson_interval
from evalmine.synthesis.estimation.prediction_powered import prediction_powered_share


def test_the_share_is_moved_by_what_the_machine_finds_more_of_elsewhere():
    truth, predicted = [1, 1, 0, 0, 1, 0, 0, 0], [1, 1, 1, 0, 1, 0, 0, 0]
    rest = [1] * 60 + [0] * 20
    found = prediction_powered_share(truth, predicted, rest)
    # By hand: cov 0.1875 / var 0.25 / (1 + 8 / 80) = 0.6818; 0.375 + 0.6818 * (0.75 - 0.5).
    assert found.power == pytest.approx(0.681818, abs=1e-6)
    assert found.share == pytest.approx(0.375 + 0.681818 * 0.25, abs=1e-6)


def test_a_machine_that_knows_nothing_is_not_listened_to():
    truth, predicted = [1, 0, 1, 0], [1, 1, 0, 0]
    found = prediction_powered_share(truth, predicted, [1] * 50)
    assert (found.power, found.share) == (0.0, 0.5)


def test_where_people_coded_all_the_machine_is_not_asked():
    found = prediction_powered_share([1, 0, 0, 1] * 10, [0] * 40, [])
    assert (found.power, found.share) == (0.0, 0.5)
    assert found.interval == pytest.approx(wilson_interval(20, 40), abs=0.02)


def test_twenty_projects_without_an_error_do_not_prove_that_there_are_none():
    truth = [1] * 8 + [0] * 12
    low, high = prediction_powered_share(truth, truth, [1] * 400 + [0] * 600).interval
    assert high - low > wilson_interval(408, 1020)[1] - wilson_interval(408, 1020)[0] + 0.05


def test_projects_of_one_organization_make_it_wider():
    truth, predicted, rest = [1, 1, 0, 0] * 6, [1, 1, 1, 0] * 6, [1, 0] * 40
    alone = prediction_powered_share(truth, predicted, rest).interval
    pairs = prediction_powered_share(
        truth, predicted, rest, clusters=[i // 2 for i in range(24)]
    ).interval
    assert pairs[0] < alone[0]
    assert pairs[1] > alone[1]


def test_one_coded_project_is_refused():
    with pytest.raises(ValueError) as error:
        prediction_powered_share([1], [1], [0, 1])
    assert str(error.value) == "1 coded projects, 1 predictions: give two or more, paired"


@pytest.mark.parametrize(
    ("share", "found_if_there", "found_if_not", "n_coded"),
    [(0.4, 0.95, 0.5, 30), (0.6, 0.5, 0.05, 30), (0.15, 0.9, 0.2, 40)],
)
def test_the_interval_covers_where_the_machine_errs_as_it_likes(
    share, found_if_there, found_if_not, n_coded
):
    rng = np.random.default_rng(7)
    ours = naive = 0
    for _ in range(800):
        truth = rng.random(97) < share
        machine = rng.random(97) < np.where(truth, found_if_there, found_if_not)
        low, high = prediction_powered_share(
            truth[:n_coded], machine[:n_coded], machine[n_coded:]
        ).interval
        ours += low <= share <= high
        low, high = wilson_interval(int(machine.sum()), 97)
        naive += low <= share <= high
    assert naive / 800 < 0.35
    assert 0.93 <= ours / 800 <= 0.98
