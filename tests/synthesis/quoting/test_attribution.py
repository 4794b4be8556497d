from __future__ import annotations

from dataclasses import replace

import pytest

from evalmine.synthesis.quoting.attribution import K_PROJECTS, attribution


def pool_of(say, evidence_of, sentences, n_self, n_reports=0, **options):
    said = [say(f"P{i}", sentences[i]) for i in range(n_self)]
    said += [say(f"P{i}", sentences[9], kind="external_evaluation") for i in range(n_reports)]
    attributes = {f"P{i}": {"pool": "Trivsel i fællesskab"} for i in range(n_self)}
    return evidence_of(said, attributes=attributes, **options)


def test_the_pool_is_named_only_where_enough_projects_share_it(say, evidence_of, sentences):
    few = pool_of(say, evidence_of, sentences, K_PROJECTS - 1)
    assert attribution(few, 0) == "citat fra selvevaluering"
    enough = pool_of(say, evidence_of, sentences, K_PROJECTS)
    assert attribution(enough, 0) == "citat fra selvevaluering, Trivsel i fællesskab"
    assert attribution(enough, 0, k=K_PROJECTS + 1) == "citat fra selvevaluering"


def test_the_pool_is_not_named_where_few_of_its_projects_have_a_report(say, evidence_of, sentences):
    evidence = pool_of(say, evidence_of, sentences, K_PROJECTS + 1, n_reports=K_PROJECTS - 1)
    found = {attribution(evidence, r) for r in range(len(evidence.segments))}
    assert found == {
        "citat fra selvevaluering, Trivsel i fællesskab",
        "uddrag fra ekstern evaluering",
    }


def test_the_page_is_told_only_where_the_pool_is(say, evidence_of, sentences):
    evidence = pool_of(say, evidence_of, sentences, K_PROJECTS)
    paged = replace(evidence, segments=[replace(s, page=12) for s in evidence.segments])
    assert attribution(paged, 0) == "citat fra selvevaluering, Trivsel i fællesskab, s. 12"
    assert attribution(paged, 0, k=6) == "citat fra selvevaluering"


def test_the_attribution_follows_the_language_of_the_report(say, evidence_of, sentences):
    english = pool_of(say, evidence_of, sentences, K_PROJECTS, language="en")
    assert attribution(english, 0) == "quote from self-evaluation, Trivsel i fællesskab"
    other = pool_of(say, evidence_of, sentences, K_PROJECTS, language="nb")
    assert attribution(other, 0).startswith("quote from self-evaluation")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "deltagercitat i ekstern evaluering"),
        ("en", "participant quoted in external evaluation"),
    ],
)
def test_a_participant_is_told_from_the_evaluator(say, evidence_of, sentences, language, words):
    evidence = evidence_of([say("P1", sentences[0], kind="external_evaluation")], language=language)
    assert attribution(evidence, 0, voice="participant") == words
    assert attribution(evidence, 0, voice="evaluator") != words
