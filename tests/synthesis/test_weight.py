from __future__ import annotations

import itertools

import numpy as np
import pytest

from evalmine.synthesis.weight import (
    chance_by_project,
    clearness,
    is_clear,
    quotable_projects,
    surely,
    weigh,
)


@pytest.mark.parametrize("chances", [[], [0.3], [0.9, 0.95, 0.8, 0.2], [0.5] * 6, [1.0, 0.0, 0.7]])
def test_how_many_surely_say_it_agrees_with_counting_every_outcome(chances):
    at_least = np.zeros(len(chances) + 1)
    for outcome in itertools.product([0, 1], repeat=len(chances)):
        chance = np.prod([p if said else 1 - p for p, said in zip(chances, outcome, strict=True)])
        at_least[: sum(outcome) + 1] += chance
    for level in (0.5, 0.9, 0.99):
        assert surely(chances, level=level) == int(np.flatnonzero(at_least >= level - 1e-9).max())


def test_a_project_that_says_it_twice_is_surer_than_one_that_says_it_once(
    say, evidence_of, sentences
):
    said = [say("P0", sentences[0], score=0.5), say("P0", sentences[1], score=0.5)]
    said += [say("P1", sentences[2], score=0.5)]
    evidence = evidence_of(said)
    (theme,) = evidence.themes
    assert chance_by_project(evidence, theme, theme.rows) == {"P0": 0.75, "P1": 0.5}
    weight = weigh(evidence, theme, theme.rows)
    assert (weight.expected, weight.n_sure, weight.confidence) == (1.25, 0, 0.5)


def test_without_scores_everybody_surely_says_it(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i]) for i in range(4)])
    (theme,) = evidence.themes
    weight = weigh(evidence, theme, theme.rows)
    assert (weight.expected, weight.n_sure, weight.n_quotable) == (4.0, 4, 4)
    assert weight.confidence is None
    assert weight.reason(4) == ""
    assert weight.reason(5) == "few_sure"


@pytest.mark.parametrize(
    ("score", "bar", "clear"),
    [(0.34, 0.2, True), (0.33, 0.2, False), (0.5, 0.45, True), (0.49, 0.45, False)],
)
def test_clear_is_likelier_than_not_or_twice_the_odds_of_the_bar(
    say, evidence_of, sentences, score, bar, clear
):
    evidence = evidence_of([say("P0", sentences[0], score=score)], bar=bar)
    assert is_clear(evidence.themes[0], 0) is clear


def test_odds_of_certainty_are_finite(say, evidence_of, sentences):
    evidence = evidence_of([say("P0", sentences[0], score=1.0)], bar=0.5)
    assert 1e5 < clearness(evidence.themes[0], 0) < 1e7


def test_only_clear_sentences_that_stand_alone_can_show_it(say, evidence_of, sentences):
    said = [
        say("P0", sentences[0], score=0.9),
        say("P1", sentences[1], score=0.25),
        say("P2", "Det havde vi ikke ord for.", score=0.9),
    ]
    evidence = evidence_of(said, bar=0.2)
    (theme,) = evidence.themes
    assert quotable_projects(evidence, theme, theme.rows) == {"P0"}
