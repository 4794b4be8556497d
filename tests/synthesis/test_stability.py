from __future__ import annotations

import pytest

from evalmine.synthesis.learnings import find_all


def stability(evidence, **options):
    return [x.stability for x in find_all(evidence, threshold=0.9, **options).told]


def test_what_everybody_surely_says_is_always_found_again(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i], score=0.95) for i in range(10)]
    assert stability(evidence_of(said, bar=0.2)) == [1.0]


def test_three_of_thirty_is_found_where_all_three_are_drawn(say, evidence_of, sentences):
    """Four of five projects are drawn: all three of them with a chance of about one half."""
    said = [say(f"P{i}", sentences[i]) for i in range(3)]
    silent = [f"Q{i:02d}" for i in range(27)]
    (share,) = stability(evidence_of(said, silent=silent), n_resamples=400)
    exact = 24 / 30 * 23 / 29 * 22 / 28
    assert share == pytest.approx(exact, abs=0.08)


def test_a_found_claim_is_looked_for_anew(say, evidence_of, sentences, cards):
    said = [say(f"P{i}", f"{text[:-1]} i år.", themes=("T1",)) for i, text in enumerate(cards)]
    said += [say(f"Q{i}", sentences[i], (0, 1), themes=("T1",)) for i in range(6)]
    (share,) = stability(evidence_of(said), n_resamples=100)
    assert 0.3 < share < 1.0  # four say it, and with fewer than three drawn nobody does


def test_the_same_seed_gives_the_same_share(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i], score=0.8) for i in range(5)]
    evidence = evidence_of(said, bar=0.2, silent=["Q1", "Q2", "Q3"])
    assert stability(evidence, seed=4) == stability(evidence, seed=4)
    (share,) = stability(evidence, seed=4)
    assert 0 < share < 1


def test_it_may_be_left_out(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i]) for i in range(4)]
    assert stability(evidence_of(said), n_resamples=0) == [None]
