from __future__ import annotations

import pytest

from evalmine.report.estimates import (
    corrected_phrase,
    estimate_sentence,
    no_estimate_sentence,
    quantity_phrase,
)
from evalmine.report.words import load_words
from evalmine.synthesis.estimation.correct import REASONS
from evalmine.synthesis.support import Estimate

BY_PEOPLE = Estimate(0.48, 0.39, 0.57, "segments", 230)


def test_the_count_stands_first_and_what_people_coded_corrects_it():
    assert estimate_sentence(61, 97, (0.53, 0.72), "da", estimate=BY_PEOPLE) == (
        "61 af 97 projekter (63 %, 95 %-interval 53-72 %); rettet for maskinens fejl anslået 48 % "
        "(39-57 %) ud fra 230 tekststykker, som mennesker har kodet"
    )
    assert estimate_sentence(61, 97, (0.53, 0.72), "en", estimate=BY_PEOPLE) == (
        "61 of 97 projects (63%, 95% interval 53-72%); corrected for the machine's errors an "
        "estimated 48% (39-57%), from 230 segments coded by people"
    )


def test_without_people_only_the_count_is_told():
    told = estimate_sentence(61, 97, (0.53, 0.72), "da")
    assert told == "61 af 97 projekter (63 %, 95 %-interval 53-72 %)"


def test_whole_projects_are_told_as_projects():
    by_projects = Estimate(0.5, 0.4, 0.6, "projects", 31)
    assert corrected_phrase(by_projects, "en").endswith("from 31 projects coded by people")


def test_nobody_asked_has_no_share():
    assert estimate_sentence(0, 0, (0.0, 1.0), "da") == "ingen projekter er blevet spurgt"
    assert quantity_phrase(0, 0, "da") == "ingen"


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.0, "anslået enkelte"), (0.31, "anslået mange"), (0.62, "anslået en stor del"),
     (1.0, "anslået næsten alle")],
)  # fmt: skip
def test_the_word_follows_the_corrected_share_and_is_hedged(share, word):
    estimate = Estimate(share, 0.0, 1.0, "segments", 230)
    assert quantity_phrase(97, 97, "da", estimate=estimate) == word


def test_without_a_correction_the_word_follows_the_count():
    assert quantity_phrase(97, 97, "da") == "alle"
    assert quantity_phrase(61, 97, "en") == "a large share"


def test_every_reason_that_can_be_given_has_a_sentence():
    prefix = "estimate.reason."
    told = [k.removeprefix(prefix) for k in load_words("da").keys if k.startswith(prefix)]
    assert sorted(REASONS) == told
    for reason in REASONS:
        assert no_estimate_sentence(reason, "da").endswith(".")
    assert no_estimate_sentence("", "da") == ""
