from __future__ import annotations

import pytest

from evalmine.synthesis.learnings import find_learnings


def notes(evidence):
    (learning,) = find_learnings(evidence, threshold=0.9)
    return learning.notes


def everyone(say, sentences, n=4, **options):
    return [say(f"P{i}", sentences[i], **options) for i in range(n)]


@pytest.mark.parametrize("role", ["pool", "sector", "level"])
def test_resting_on_one_of_several_is_noted(say, evidence_of, sentences, role):
    attributes = {f"P{i}": {role: "a"} for i in range(4)}
    said = everyone(say, sentences)
    assert notes(evidence_of(said, attributes=attributes)) == ()  # there is but one
    attributes["Q1"] = {role: "b"}
    assert notes(evidence_of(said, attributes=attributes, silent=["Q1"])) == (f"one_{role}",)
    attributes["P3"] = {role: "b"}
    assert notes(evidence_of(said, attributes=attributes, silent=["Q1"])) == ()


def report(say, project, text, **options):
    return say(project, text, kind="external_evaluation", **options)


def elsewhere(say, sentences):
    """A second evaluation, which says nothing of the theme."""
    return report(say, "R1", sentences[9], themes=("C-andet",))


def test_what_only_projects_or_only_reports_say_is_noted(say, evidence_of, sentences):
    other = elsewhere(say, sentences)
    assert notes(evidence_of([*everyone(say, sentences), other])) == ("only_self",)
    said = [report(say, f"P{i}", sentences[i]) for i in range(4)]
    assert notes(evidence_of(said)) == ()  # there is nothing but reports
    own = say("Q1", sentences[8], themes=("C-andet",))
    assert notes(evidence_of([*said, own])) == ("only_reports",)


def test_what_one_evaluator_says_is_noted(say, evidence_of, sentences):
    said = everyone(say, sentences)
    said += [report(say, "E1", sentences[4]), report(say, "E1", sentences[5])]
    assert notes(evidence_of(said)) == ()  # there is but one evaluation
    said.append(elsewhere(say, sentences))
    assert notes(evidence_of(said)) == ("one_evaluator",)
    assert notes(evidence_of([*said, report(say, "E2", sentences[6])])) == ()
    same = {name: {"evaluator": "Kobberpilen"} for name in ("E1", "E2")}
    said.append(report(say, "E2", sentences[6]))
    assert notes(evidence_of(said, attributes=same)) == ("one_evaluator",)
