import numpy as np
import pytest

from evalmine.coding.trained.expectations import expect, judge

IDS = ["good", "poor", "rare", "one_project", "never"]


@pytest.fixture(scope="module")
def table():
    draw = np.random.default_rng(0)
    groups = [f"p{i % 20}" for i in range(400)]
    human = draw.random((400, 5)) < [0.4, 0.3, 0.0, 0.0, 0.0]
    human[:4, 2] = True
    human[::20, 3] = True
    machine = human.copy()
    machine[:, 0] ^= draw.random(400) < 0.03
    machine[:, 1] = draw.random(400) < 0.3
    return expect(human, machine, IDS, groups).set_index("code_id")


def test_verdicts(table):
    verdicts = ["alone", "needs review", "too few", "too few", "too few"]
    assert list(table.verdict) == verdicts
    assert list(table.learned_from) == ["codings", "codings", "codebook", "codings", "codebook"]
    assert table.n_projects["one_project"] == 1


def test_figures_of_a_good_code(table):
    good = table.loc["good"]
    assert good.kappa_low < good.kappa < good.kappa_high
    assert good.alpha == pytest.approx(good.kappa, abs=0.01)
    assert good.f1 == pytest.approx(
        2 * good.precision * good.recall / (good.precision + good.recall)
    )
    assert good.prevalence_human == pytest.approx(good.n / 400)


def test_what_cannot_be_said_is_nan(table):
    assert np.isnan(table.loc["never", ["precision", "recall", "f1", "kappa"]].astype(float)).all()


def test_another_bar(table):
    assert list(judge(table, 0.99).verdict[:2]) == ["needs review", "needs review"]
    assert judge(table, 0.6).equals(table)


def test_a_lucky_estimate_with_a_wide_interval_does_not_run_alone(table):
    wide = table.assign(kappa=0.7, kappa_low=0.35, n=10, n_projects=5)
    assert set(judge(wide).verdict) == {"needs review"}
    assert set(judge(wide.assign(kappa_low=0.45)).verdict) == {"alone"}
