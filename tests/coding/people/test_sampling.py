import hashlib

import numpy as np
import pandas as pd
import pytest

from evalmine.coding.coder import CodingResult
from evalmine.coding.people.sampling import draw_sample, strata_by_code
from evalmine.errors import ConfigError

N, CODES = 300, ["trust", "time", "rare"]
IDS = [f"s{i}" for i in range(N)]
GROUPS = [f"p{i // 10}" for i in range(N)]
SCORES = np.random.default_rng(7).random((N, 3)) * [1, 1, 0.6]
STRATEGIES = ["uncertain", "random", "rare", "stratified"]


def drawn(strategy, n=24, **more):
    settings = {"segment_ids": IDS, "groups": GROUPS, "code_ids": CODES, **more}
    return draw_sample(SCORES, strategy=strategy, n=n, **settings)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_order_of_the_rows_does_not_matter(strategy):
    order = np.random.default_rng(1).permutation(N)
    shuffled = draw_sample(
        SCORES[order], strategy=strategy, n=24, segment_ids=[IDS[i] for i in order],
        groups=[GROUPS[i] for i in order], code_ids=CODES,
    )  # fmt: skip
    pd.testing.assert_frame_equal(drawn(strategy), shuffled)
    assert shuffled.segment_id.is_unique
    assert len(shuffled) == 24


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_what_is_coded_already_is_not_drawn(strategy):
    first = drawn(strategy)
    second = drawn(strategy, exclude=set(first.segment_id))
    assert not set(first.segment_id) & set(second.segment_id)
    everything = drawn(strategy, n=10_000, exclude=set(first.segment_id))
    assert len(everything) == N - 24


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_scores_come_from_a_result_just_as_well(strategy):
    result = CodingResult(tuple(CODES), SCORES, SCORES >= 0.5, "x", "", (0.5, 0.5, 0.5))
    given = draw_sample(result, strategy=strategy, n=24, segment_ids=IDS, groups=GROUPS)
    pd.testing.assert_frame_equal(given, drawn(strategy))


def test_a_random_sample_has_equal_and_known_probabilities():
    sample = drawn("random")
    assert (sample.probability == 24 / N).all()
    assert sample.weight.sum() == pytest.approx(N)
    assert set(drawn("random", seed=1).segment_id) != set(sample.segment_id)
    hits = sum("s5" in set(drawn("random", n=60, seed=seed).segment_id) for seed in range(200))
    assert 25 <= hits <= 55  # 40 expected, 5.7 its standard deviation


def test_strata_get_as_many_each_and_small_ones_all():
    strata = ["small"] * 5 + ["middle"] * 95 + ["large"] * 200
    sample = drawn("stratified", n=45, strata=strata)
    assert sample.reason.value_counts().to_dict() == {
        "stratum large": 20, "stratum middle": 20, "stratum small": 5
    }  # fmt: skip
    by_stratum = sample.groupby("reason").weight.agg(["sum", "first"])
    assert by_stratum["sum"].to_dict() == pytest.approx(
        {"stratum large": 200, "stratum middle": 95, "stratum small": 5}
    )
    assert by_stratum["first"]["stratum small"] == 1


def test_without_strata_the_rarest_assigned_code_is_one():
    assigned = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]], dtype=bool)
    assert strata_by_code(assigned, CODES) == ["time", "trust", "-", "rare"]
    reasons = set(drawn("stratified", thresholds=[0.5, 0.5, 0.5]).reason)
    assert reasons == {"stratum -", "stratum rare", "stratum time", "stratum trust"}


def test_uncertain_texts_lie_near_a_threshold_of_every_code():
    limits = [0.5, 0.3, 0.2]
    sample = drawn("uncertain", thresholds=limits)
    assert sample.code_id.value_counts().to_dict() == dict.fromkeys(CODES, 8)
    rows = [IDS.index(i) for i in sample.segment_id]
    columns = [CODES.index(c) for c in sample.code_id]
    gaps = np.abs(SCORES - limits)[rows, columns]
    assert gaps.max() < 0.05
    assert sample.probability.isna().all()
    score = SCORES[rows[0], columns[0]]
    code, limit = CODES[columns[0]], limits[columns[0]]
    assert sample.reason[0] == f"{code}: score {score:.2f}, threshold {limit:.2f}"


def test_no_project_gets_more_than_twice_its_share():
    scores = np.where(np.array(GROUPS) == "p3", 0.5, SCORES[:, 0])[:, None]
    sample = draw_sample(scores, strategy="uncertain", n=30, segment_ids=IDS, groups=GROUPS)
    per_project = sample.segment_id.map(dict(zip(IDS, GROUPS, strict=True))).value_counts()
    assert per_project["p3"] == per_project.max() == 2
    free = draw_sample(scores, strategy="uncertain", n=30, segment_ids=IDS)
    assert set(free.segment_id) >= {f"s{i}" for i in range(30, 40)}


def test_of_texts_that_say_the_same_one_is_drawn():
    texts = [f"Sætning {i // 3}" for i in range(N)]
    sample = drawn("uncertain", n=60, texts=[t.upper() if i % 2 else t
                                             for i, t in enumerate(texts)])  # fmt: skip
    rows = [IDS.index(i) for i in sample.segment_id]
    assert len({texts[i] for i in rows}) == 60
    vectors = np.random.default_rng(2).normal(size=(N // 3, 16)).repeat(3, axis=0)
    vectors += np.random.default_rng(3).normal(scale=0.02, size=vectors.shape)
    sample = drawn("rare", n=60, embeddings=vectors)
    assert len({IDS.index(i) // 3 for i in sample.segment_id}) == 60


def test_texts_that_are_alike_come_last():
    topic = np.random.default_rng(2).normal(size=(3, 16))[np.arange(N) % 3]
    vectors = topic + np.random.default_rng(3).normal(scale=0.3, size=topic.shape)
    few = drawn("uncertain", n=3, embeddings=vectors)
    assert {IDS.index(i) % 3 for i in few.segment_id} == {0, 1, 2}
    assert len(drawn("uncertain", n=30, embeddings=vectors)) == 30


def test_where_texts_have_one_code_the_two_best_decide():
    scores = np.full((N, 3), 0.1)
    scores[:, 0] = 0.9
    scores[:5, 1] = 0.88
    scores[5:8] = [0.1, 0.32, 0.3]
    sample = draw_sample(scores, strategy="uncertain", n=8, segment_ids=IDS, exclusive=True)
    assert set(sample.segment_id) == {f"s{i}" for i in range(8)}
    told = dict(zip(sample.segment_id, sample.reason, strict=True))
    assert told["s6"] == "1: score 0.32, next best 0.02 below"


def test_rare_codes_are_filled_up_first():
    sample = drawn("rare", n=20, n_coded={"trust": 100, "time": 12, "rare": 2})
    assert sample.code_id.value_counts().to_dict() == {"rare": 15, "time": 5}
    rows = [IDS.index(i) for i in sample.segment_id[sample.code_id == "rare"]]
    assert SCORES[rows, 2].min() > np.sort(SCORES[:, 2])[-40]
    assert sample.reason[sample.code_id == "time"].str.endswith("human codings 12").all()


def test_the_order_of_a_sample_tells_nothing():
    sample = drawn("uncertain", seed=4)
    keys = [hashlib.sha256(f"4:{i}".encode()).digest() for i in sample.segment_id]
    assert keys == sorted(keys)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ConfigError, match="strategy 'best' is not known: use uncertain, random"):
        drawn("best")
    with pytest.raises(ConfigError, match="a sample of 0 texts cannot be drawn"):
        drawn("random", n=0)
    with pytest.raises(ValueError, match="no match"):
        drawn("random", segment_ids=IDS[:-1])
    with pytest.raises(ValueError, match="segment ids must differ"):
        drawn("random", segment_ids=["s"] * N)
