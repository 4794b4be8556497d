from __future__ import annotations

import random
from dataclasses import replace

from evalmine.synthesis.cases import choose_cases
from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.quotes import check_quote

PLACES = {
    "P0": ("Nord", "Skole", "Kommune"),
    "P1": ("Nord", "Skole", "Kommune"),
    "P2": ("Nord", "Skole", "Kommune"),
    "P3": ("Syd", "Industri", "Privat"),
    "P4": ("Øst", "Sundhed", "Region"),
}


def attributes(**more):
    return {
        p: {"pool": "Nærhed", "region": r, "sector": s, "organization_type": o, **more.get(p, {})}
        for p, (r, s, o) in PLACES.items()
    }


def evidence_and_learnings(say, evidence_of, sentences, given):
    said = [say(f"P{i}", sentences[i], (1, 0.01 * i)) for i in range(5)]
    said += [say(f"P{i}", sentences[5 + i], (0, 1), themes=("C-tid",)) for i in range(3)]
    evidence = evidence_of(said, attributes=given)
    return evidence, find_learnings(evidence, threshold=0.9)


def test_cases_differ_in_region_and_sector(say, evidence_of, sentences):
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, attributes())
    cases = choose_cases(evidence, learnings, pool="Nærhed", n_cases=3)
    assert [c.project_id for c in cases] == ["P0", "P3", "P4"]
    assert len({c.region for c in cases}) == len({c.sector for c in cases}) == 3


def test_the_richest_project_comes_first_with_what_it_learned(say, evidence_of, sentences):
    facts = {"amount": 385000, "n_employees": 84, "start": "2024-03-01", "end": "2025-06-30"}
    given = attributes(P0={**facts, "organization": "Alslevbro Skole"})
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, given)
    case = choose_cases(evidence, learnings)[0]
    assert (case.project_id, case.title, case.organization) == (
        "P0",
        "Projekt P0",
        "Alslevbro Skole",
    )
    assert case.learnings == ("Sprog", "Tid")
    assert (case.amount, case.n_employees) == (385000.0, 84.0)
    assert (case.start, case.end) == ("2024-03-01", "2025-06-30")
    assert choose_cases(evidence, learnings)[1].amount is None


def test_quotes_of_a_case_are_its_own_words(say, evidence_of, sentences):
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, attributes())
    for case in choose_cases(evidence, learnings, n_cases=5):
        assert case.quotes
        assert [q.quote_id for q in case.quotes] == [
            f"CASE-{case.project_id}-Q{i}" for i in range(1, len(case.quotes) + 1)
        ]
        for quote in case.quotes:
            assert quote.project_id == case.project_id
            check_quote(quote, evidence.corpus.document_by_id[quote.document_id].text)


def test_who_said_no_is_no_case(say, evidence_of, sentences):
    given = attributes(P0={"may_quote": False}, P3={"may_quote": "Nej"})
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, given)
    cases = choose_cases(evidence, learnings, n_cases=5)
    assert [c.project_id for c in cases] == ["P1", "P4", "P2"]


def test_cases_of_a_pool_come_from_the_pool(say, evidence_of, sentences):
    given = attributes(P4={"pool": "Viden"})
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, given)
    assert [c.project_id for c in choose_cases(evidence, learnings, pool="Viden")] == ["P4"]
    assert len(choose_cases(evidence, learnings, pool="Nærhed", n_cases=9)) == 4


def test_without_learnings_there_are_no_cases(say, evidence_of, sentences):
    evidence, _ = evidence_and_learnings(say, evidence_of, sentences, attributes())
    assert choose_cases(evidence, []) == ()


def test_the_order_of_projects_does_not_change_the_cases(say, evidence_of, sentences):
    evidence, learnings = evidence_and_learnings(say, evidence_of, sentences, attributes())
    expected = choose_cases(evidence, learnings, n_cases=3)
    projects = list(evidence.corpus.projects)
    random.Random(5).shuffle(projects)
    shuffled = replace(evidence, corpus=replace(evidence.corpus, projects=tuple(projects)))
    assert choose_cases(shuffled, learnings, n_cases=3) == expected
