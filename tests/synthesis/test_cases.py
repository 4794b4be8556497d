from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evalmine.errors import ConfigError
from evalmine.synthesis.cases import choose_cases
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import check_quote
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.support import support_of

PLACES = {
    "P0": ("Nord", "Skole", "Kommune"),
    "P1": ("Nord", "Skole", "Kommune"),
    "P2": ("Nord", "Skole", "Kommune"),
    "P3": ("Syd", "Industri", "Privat"),
    "P4": ("Øst", "Sundhed", "Region"),
}
SECOND = (
    "Skemaet for vagterne bliver nu lagt tre måneder frem i tiden.",
    "Kalenderen i køkkenet viser alle, hvornår der er ro på kontoret.",
    "Lederen spærrer en time hver onsdag til samtaler med de nye.",
    "Pauserne er blevet længere, og ingen spiser ved skærmen mere.",
    "Holdet mødes ti minutter før vagten og fordeler dagens opgaver.",
)


def attributes(**more):
    return {
        p: {"pool": "Nærhed", "region": r, "sector": s, "organization_type": o, **more.get(p, {})}
        for p, (r, s, o) in PLACES.items()
    }


def learning_of(evidence, theme_id, aspect="change", **changes):
    """The learning that all segments of a theme support."""
    theme = next(t for t in evidence.themes if t.theme_id == theme_id)
    rows = [r for r in theme.rows if evidence.segments[r].aspect == aspect]
    made = Learning(
        f"{theme_id}-{aspect}",
        theme.name,
        "",
        "",
        "",
        aspect,
        theme_id,
        theme.name,
        support_of(evidence.members(rows), evidence.pool_of),
        tuple(evidence.segments[r].segment_id for r in rows),
    )
    return replace(made, **changes)


@pytest.fixture
def pool_of(say, evidence_of, sentences):
    """Evidence and two learnings that all five projects carry, each with a sentence of its own."""

    def build(**more):
        said = [say(f"P{i}", sentences[i], themes=("C-sprog",)) for i in range(5)]
        said += [say(f"P{i}", SECOND[i], themes=("C-tid",)) for i in range(5)]
        evidence = evidence_of(said, attributes=attributes(**more))
        return evidence, [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]

    return build


def chosen(cases):
    return [c.project_id for c in cases]


def test_cases_differ_in_region_and_sector(pool_of):
    cases = choose_cases(*pool_of(), pool="Nærhed", n_cases=3)
    assert chosen(cases) == ["P0", "P3", "P4"]
    assert len({c.region for c in cases}) == len({c.sector for c in cases}) == 3


def test_a_case_has_the_facts_of_its_project(pool_of):
    facts = {"amount": 385000, "n_employees": 84, "start": "2024-03-01", "end": "2025-06-30"}
    case, other = choose_cases(*pool_of(P0={**facts, "organization": "Alslevbro Skole"}))
    assert (case.project_id, case.title) == ("P0", "Projekt P0")
    assert (case.organization, case.organization_type) == ("Alslevbro Skole", "Kommune")
    assert case.learnings == ("Sprog", "Tid")
    assert (case.amount, case.n_employees) == (385000.0, 84.0)
    assert (case.start, case.end) == ("2024-03-01", "2025-06-30")
    assert other.amount is None


def test_what_is_to_be_hidden_is_not_told_nor_given_as_a_reason(pool_of):
    facts = {"amount": 385000, "n_employees": 84, "start": "2024-03-01", "organization": "Skolen"}
    hidden = ["amount", "n_employees", "period", "region"]
    case = choose_cases(*pool_of(P0=facts, P3={"n_employees": 900}), hide=hidden)[0]
    assert (case.amount, case.n_employees, case.start, case.region) == (None, None, "", "")
    assert case.organization == "Skolen"
    assert {"only_region", "only_size"}.isdisjoint(dict(case.reasons))
    assert "only_sector" in dict(case.reasons)


def test_reasons_say_what_it_carries_and_how_it_differs(pool_of):
    cases = choose_cases(*pool_of(P0={"n_employees": 8}, P3={"n_employees": 300}), n_cases=2)
    assert chosen(cases) == ["P0", "P3"]
    assert cases[0].reasons == (
        ("carries", "2/2"),
        ("only_region", "Nord"),
        ("only_sector", "Skole"),
        ("only_organization_type", "Kommune"),
        ("only_size", "0-9"),
    )


def test_what_the_chosen_share_is_no_reason(pool_of):
    cases = choose_cases(*pool_of(P3={"region": "Nord"}, P4={"region": "Nord"}), n_cases=2)
    assert all("only_region" not in dict(c.reasons) for c in cases)


def test_quotes_of_a_case_are_its_own_words_one_per_learning(pool_of):
    evidence, learnings = pool_of()
    for case in choose_cases(evidence, learnings, n_cases=5):
        assert [q.quote_id for q in case.quotes] == [
            f"CASE-{case.project_id}-Q1",
            f"CASE-{case.project_id}-Q2",
        ]
        for quote in case.quotes:
            assert quote.project_id == case.project_id
            check_quote(quote, evidence.corpus.document_by_id[quote.document_id].text)


def test_who_said_no_or_nothing_is_no_case_where_others_were_asked(pool_of):
    asked = {p: {"may_quote": "Ja"} for p in PLACES}
    asked |= {"P0": {"may_quote": False}, "P3": {"may_quote": "Nej"}, "P4": {"may_quote": None}}
    assert chosen(choose_cases(*pool_of(**asked), n_cases=5)) == ["P1", "P2"]


def test_where_nobody_was_asked_any_project_may_be_a_case(pool_of):
    assert len(choose_cases(*pool_of(), n_cases=5)) == 5


def test_cases_of_a_pool_come_from_the_pool(pool_of):
    evidence, learnings = pool_of(P4={"pool": "Viden"})
    assert chosen(choose_cases(evidence, learnings, pool="Viden")) == ["P4"]
    assert len(choose_cases(evidence, learnings, pool="Nærhed", n_cases=9)) == 4


def test_a_project_with_only_one_sentence_that_stands_alone_is_no_case(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i]) for i in range(3)]
    said += [say("P0", SECOND[0], themes=("C-tid",))]
    said += [say("P1", "Det virkede, fordi de andre også gjorde det.", themes=("C-tid",))]
    evidence = evidence_of(said)
    learnings = [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]
    assert chosen(choose_cases(evidence, learnings)) == ["P0"]


def test_one_sentence_that_carries_two_learnings_is_one_quote(say, evidence_of, sentences):
    both = ("C-sprog", "C-tid")
    evidence = evidence_of([say("P0", sentences[0], themes=both)])
    learnings = [learning_of(evidence, t) for t in both]
    assert choose_cases(evidence, learnings) == ()


def test_the_scarce_learning_keeps_its_only_sentence(say, evidence_of, sentences):
    both = ("C-sprog", "C-tid")
    said = [say("P0", sentences[0], themes=both), say("P0", sentences[1], (0.6, 0.8))]
    evidence = evidence_of(said)
    learnings = [learning_of(evidence, t) for t in both]
    (case,) = choose_cases(evidence, learnings)
    assert {q.text for q in case.quotes} == {sentences[0], sentences[1]}


def test_a_quote_that_the_pool_has_printed_is_left_for_another(say, evidence_of, sentences):
    said = [say("P0", s) for s in sentences[:2]] + [say("P0", SECOND[0], themes=("C-tid",))]
    evidence = evidence_of(said)
    printed = cut_quote(evidence, 0, learning_id="L1", number=1)
    learnings = [
        learning_of(evidence, "C-sprog", quotes=(printed,)),
        learning_of(evidence, "C-tid"),
    ]
    (case,) = choose_cases(evidence, learnings)
    assert {q.text for q in case.quotes} == {sentences[1], SECOND[0]}


def test_what_the_coder_is_much_less_sure_of_carries_nothing(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i]) for i in range(2)]
    said += [say(f"P{i}", SECOND[i], themes=("C-tid",)) for i in range(2)]
    evidence = evidence_of(said)
    sure = {r: 0.9 if evidence.segments[r].project_id == "P0" else 0.5 for r in range(4)}
    themes = [replace(t, scores={r: sure[r] for r in t.rows}) for t in evidence.themes]
    evidence = replace(evidence, themes=themes)
    learnings = [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]
    assert chosen(choose_cases(evidence, learnings)) == ["P0"]


def test_a_large_pool_has_three_cases_and_a_small_one_two(say, evidence_of, sentences):
    def build(n):
        said = [say(f"P{i:02}", sentences[i % 10]) for i in range(n)]
        said += [say(f"P{i:02}", SECOND[i % 5], themes=("C-tid",)) for i in range(n)]
        evidence = evidence_of(said)
        return evidence, [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]

    assert [len(choose_cases(*build(n))) for n in (19, 20)] == [2, 3]


def test_a_person_names_cases_and_the_rest_is_chosen_to_go_with_them(pool_of):
    cases = choose_cases(*pool_of(), picks=["P1"], n_cases=2)
    assert chosen(cases) == ["P1", "P3"]
    assert cases[0].reasons[0] == ("picked", "")
    assert "picked" not in dict(cases[1].reasons)


@pytest.mark.parametrize(
    ("pick", "message"),
    [
        ("P9", "cases: there is no project 'P9': use an id of table projects"),
        (
            "P3",
            "cases: 'P3' has not said yes to being quoted (may_quote), and a case names its "
            "project: take it off the list, or correct the answer when they agree",
        ),
    ],
)
def test_a_pick_that_cannot_be_is_said(pool_of, pick, message):
    evidence, learnings = pool_of(P3={"may_quote": "nej"})
    with pytest.raises(ConfigError) as error:
        choose_cases(evidence, learnings, pool="Nærhed", picks=[pick])
    assert str(error.value) == message


def test_what_cannot_be_hidden_is_said(pool_of):
    with pytest.raises(ConfigError) as error:
        choose_cases(*pool_of(), hide=["amout"])
    assert str(error.value) == (
        "hide_in_cases: 'amout' is not known: use one of amount, n_employees, organization, "
        "organization_type, period, region, sector"
    )


def test_a_quote_from_the_front_page_is_left_for_another(say, evidence_of, sentences):
    said = [say("P0", s) for s in sentences[:2]] + [say("P0", SECOND[0], themes=("C-tid",))]
    evidence = evidence_of(said)
    front = cut_quote(evidence, 0, learning_id="L1", number=1)
    learnings = [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]
    (case,) = choose_cases(evidence, learnings, printed=[front])
    assert {q.text for q in case.quotes} == {sentences[1], SECOND[0]}


def test_projects_with_words_of_their_own_left_go_before_those_that_were_quoted(pool_of, sentences):
    evidence, learnings = pool_of()
    rows = [r for r, s in enumerate(evidence.segments) if s.project_id in ("P0", "P3", "P4")]
    front = [cut_quote(evidence, r, learning_id="L1", number=n) for n, r in enumerate(rows)]
    assert chosen(choose_cases(evidence, learnings, printed=front, n_cases=2)) == ["P1", "P2"]
    assert chosen(choose_cases(evidence, learnings, printed=front, n_cases=3)) == ["P0", "P3", "P4"]


def test_a_printed_quote_is_taken_where_there_is_no_other(say, evidence_of, sentences):
    evidence = evidence_of([say("P0", sentences[0]), say("P0", SECOND[0], themes=("C-tid",))])
    front = cut_quote(evidence, 0, learning_id="L1", number=1)
    learnings = [learning_of(evidence, t) for t in ("C-sprog", "C-tid")]
    (case,) = choose_cases(evidence, learnings, printed=[front])
    assert {q.text for q in case.quotes} == {sentences[0], SECOND[0]}


def test_without_learnings_there_are_no_cases(pool_of):
    evidence, _ = pool_of()
    assert choose_cases(evidence, []) == ()


def test_the_order_of_projects_does_not_change_the_cases(pool_of):
    evidence, learnings = pool_of()
    expected = choose_cases(evidence, learnings, n_cases=3)
    projects = list(evidence.corpus.projects)
    random.Random(5).shuffle(projects)
    shuffled = replace(evidence, corpus=replace(evidence.corpus, projects=tuple(projects)))
    assert choose_cases(shuffled, learnings, n_cases=3) == expected
