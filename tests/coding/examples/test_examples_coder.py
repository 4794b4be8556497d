"""The coder that ships, as a user meets it."""

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from evalmine.coding.aspect.aspects import aspect_of_question
from evalmine.coding.choose import choose_coder
from evalmine.coding.examples.examples_coder import text_evidence
from evalmine.embeddings import embed
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

TEXTS = [
    "Der var ganske enkelt aldrig tid; alle løb stærkt fra morgen til aften.",
    "Nu står det som fast punkt på dagsordenen hver første mandag.",
    "Kaffen var god.",
    "Our manager came along on every night shift and listened.",
    "Chaufførerne gad ikke endnu et projekt og blev hjemme i protest.",
]


@pytest.fixture(scope="module")
def coder():
    return choose_coder()


def test_plain_sentences_get_the_code_they_speak_of(coder):
    found = coder.code(TEXTS).to_df([str(i) for i in range(len(TEXTS))])
    best = found[found.assigned].sort_values("score").groupby("segment_id").code_id.last()
    assert best.to_dict() == {
        "0": "busyness",
        "1": "structures",
        "3": "leadership",
        "4": "resistance",
    }


def test_it_says_what_it_is_and_claims_no_comparison_with_people(coder):
    assert coder.name == "wellbeing-examples:e5-small-nordic"
    assert coder.code(TEXTS[:1]).coder == coder.name
    assert coder.expectations is None
    assert repr(coder) == (
        "ExamplesCoder(wellbeing-examples:e5-small-nordic, codebook 'wellbeing')"
    )


def test_a_score_depends_on_its_own_text_alone_and_on_no_thread(coder):
    together = coder.score(TEXTS)
    vectors = embed(TEXTS, coder.encoder)
    for i, text in enumerate(TEXTS):
        assert (coder.score([text]) == together[i]).all()
        assert (coder.score([text], embeddings=vectors[i : i + 1]) == together[i]).all()
    for n_threads in (1, 2):
        with threadpool_limits(n_threads):
            assert (coder.score(TEXTS * 40)[-len(TEXTS) :] == together).all()


def test_a_known_aspect_speaks_for_codes_that_speak_to_it(coder):
    text = ["Vi havde ikke tid, men lederen var med."]
    at = {code: i for i, code in enumerate(coder.code_ids)}
    unknown, barrier, mechanism = (
        coder.score(text, aspects=[aspect])[0] for aspect in ("", "barrier", "mechanism")
    )
    assert barrier[at["busyness"]] > unknown[at["busyness"]] > mechanism[at["busyness"]]
    assert mechanism[at["leadership"]] > unknown[at["leadership"]] > barrier[at["leadership"]]
    assert (unknown == coder.score(text)[0]).all()


def test_at_most_three_codes_from_one_threshold(coder):
    coded = coder.code([" ".join(TEXTS)])
    assert coded.assigned.sum() <= 3
    assert len(set(coder.thresholds)) == 1
    assert not coded.assigned[coded.scores < coder.thresholds[0]].any()


def test_evidence_is_the_value_and_its_distance_to_the_best_other(coder):
    values = np.arange(21.0)[None]
    value, margin = text_evidence(values, coder.codebook, None)
    assert (value == values).all()
    assert margin[0, 20] == 1
    assert margin[0, 0] == -20


def test_what_does_not_belong_together_is_refused_in_one_line(coder):
    with pytest.raises(ConfigError, match="reads words too: give texts beside the embeddings"):
        coder.score(embeddings=np.zeros((1, 384), dtype=np.float32))
    with pytest.raises(ConfigError, match=r"embeddings have shape \(1, 4\), but e5-small-nordic"):
        coder.score(TEXTS[:1], embeddings=np.zeros((1, 4)))
    with pytest.raises(ConfigError, match="1 texts but 2 vectors"):
        coder.score(TEXTS[:1], embeddings=np.zeros((2, 384)))


@pytest.mark.slow
def test_a_high_score_is_mostly_right_on_the_half_it_was_calibrated_on(coder):
    """Sample texts validate nothing; but a weight lost, or a wrong sign, shows."""
    gold = pd.read_csv(
        resource_path("corpora", "aftryk-2025", "gold.csv"), keep_default_na=False, dtype=str
    )
    half = gold[gold.split == "development"]
    truth = np.array([[c in row.split(";") for c in coder.code_ids] for row in half.codes])
    aspects = [aspect_of_question(question) for question in half.question]
    coded = coder.code(list(half.text), aspects=aspects)
    high = coded.scores >= 0.6
    assert high.sum() >= 40
    assert truth[high].mean() >= 0.7
    assert truth[coded.assigned].mean() >= 0.5
    assert truth.mean() == pytest.approx(coded.scores.mean(), rel=0.15)


def test_no_text_gives_no_row(coder):
    assert coder.score([]).shape == (0, 21)
