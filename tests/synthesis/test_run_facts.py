from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import CodeFacts, GuestSaturation, Method, Outline, PoolSection
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.run_facts import main_saturation, run_facts, run_limits
from evalmine.synthesis.support import Support

CODES = (CodeFacts("sprog", "Sprog", "", 0.5, 60, 20), CodeFacts("tid", "Tid", "", 0.5, 9, 4))
METHOD = Method(
    n_documents={"external_evaluation": 2, "self_evaluation": 40},
    questions=(("Hvad ændrede sig?", 40, 40, 0), ("Hvad lærte I?", 40, 30, 10)),
    n_segments={"boilerplate": 7, "coded": 70, "uncoded": 30},
    languages={"da": 95, "en": 5},
    masked={"E-MAIL": 3, "TELEFON": 1},
    excluded=(("a.pdf", "", "has no text layer: run OCR"), ("b.xlsx", "row 4", "kept: no id")),
    codes=CODES,
    codebook="prøve 3",
    codebook_sha256="0",
    encoder="nano (1)",
    coder="zero-shot:nano",
    versions={"evalmine": "0.1.0"},
    attributes=("pool", "region", "start", "may_quote", "n_leaders"),
    n_not_quotable=4,
)


def learning(number, n, *, n_counter=0, notes=(), stability=None, quoted=()):
    quotes = tuple(
        Quote(f"Q{s}", "L", f"{p}/d", p, s, 0, 1, "x", None, "", "da", "") for p, s in quoted
    )
    return Learning(
        f"L{number}", "Overskrift", "", "", "", "change", f"C-{number}", "Tema",
        Support(n, 40, n, n, 0.0, 1.0), (), n_counter=n_counter, notes=notes,
        stability=stability, quotes=quotes,
    )  # fmt: skip


def pool(name, n_projects):
    return PoolSection(name, n_projects, (), (), (), (), ())


@pytest.fixture
def outline():
    learnings = (
        learning(1, 20, n_counter=2, quoted=[("P1", "s1"), ("P2", "s2")], stability=0.9),
        learning(2, 5, notes=("one_pool",), quoted=[("P1", "s1"), ("P1", "s3")], stability=0.3),
    )
    themes = (
        SimpleNamespace(theme_id="G1", parent_id=None, status="found"),
        SimpleNamespace(theme_id="T1", parent_id="G1", status="found"),
        SimpleNamespace(theme_id="T2", parent_id="G1", status="rejected"),
        SimpleNamespace(theme_id="T3", parent_id=None, status="found"),
    )
    return Outline(
        "Aftryk", "da", "2025", 40, (), learnings[:1], (), (pool("Nær", 34), pool("Fjern", 6)), (),
        themes, learnings, METHOD,
    )  # fmt: skip


def with_method(outline, **changes):
    return replace(outline, method=replace(outline.method, **changes))


def test_the_facts_are_counted_from_the_run(outline):
    facts = {key: dict(values) for key, values in run_facts(outline).items()}
    assert facts["sample"] == {
        "projects": "40",
        "documents:external_evaluation": "2",
        "documents:self_evaluation": "40",
    }
    assert facts["response"] == {"n": "10", "total": "40", "question": "Hvad lærte I?"}
    assert facts["excluded"] == {"n": "1"}  # the row that was kept is not left out
    assert facts["masking"] == {"n": "4"}
    assert facts["segments_coded"] == {"segments": "107", "n": "70", "share": "0.7"}
    assert facts["extraction"] == {"n": "7"}
    assert facts["attributes"] == {"attributes:1": "region", "attributes:2": "period"}
    assert facts["themes_found"] == {"n": "2"}  # neither the group nor the rejected one
    assert facts["deviant"] == {"n": "1", "total": "2"}
    assert facts["minor"] == {"n": "1", "total": "2", "share": "0.15"}
    assert facts["not_quotable"] == {"n": "4", "total": "40"}


def test_quotes_are_counted_once_and_by_project(outline):
    assert dict(run_facts(outline)["quotes"]) == {"quotes": "3", "projects": "2"}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "coder_zero"),
        ({"coder": "trained:nano", "n_texts_by_people": 120}, "coder_trained"),
        ({"coder": "wellbeing-examples:nano"}, "coder_examples"),
        ({"n_corrected_by": 464}, "coder_zero_sample"),
        ({"coder": "wellbeing-examples:nano", "n_corrected_by": 464}, "coder_examples_sample"),
        ({"coder": "mine"}, "coder_other"),
        ({"codes": (), "coder": "none"}, "coder_none"),
    ],
)
def test_one_sentence_says_who_coded(outline, changes, key):
    facts = run_facts(with_method(outline, **changes))
    assert [k for k in facts if k.startswith("coder_")] == [key]


def test_without_a_codebook_nothing_is_said_of_codes(outline):
    facts = run_facts(with_method(outline, codes=(), codebook=""))
    assert "approach_inductive" in facts
    assert "derivation_none" in facts
    assert "segments" in facts
    assert {"codebook", "derivation", "agreement_none", "segments_coded"}.isdisjoint(facts)


def test_what_is_whole_is_said_too(outline):
    facts = run_facts(with_method(outline, excluded=(), masked={}, questions=METHOD.questions[:1]))
    assert {"excluded_none", "masking_none", "response_full"} <= facts.keys()


def test_projects_that_were_never_asked_about_quotes_are_told_of(outline):
    assert "quoting_unasked" not in run_facts(outline)
    assert "quoting_unasked" in run_facts(with_method(outline, attributes=("region",)))


def guest(unit="code", reached=(6.0, 4.0, 9.0), **changes):
    made = GuestSaturation(unit, 4, 2, 0.05, (0, 0, 0), reached, n_read=40, n_met=2)
    return replace(made, **changes)


def test_saturation_is_told_of_codes_at_base_4_and_run_2(outline):
    others = (guest("theme"), guest(base_size=5), guest(read_by="document"), guest(threshold=0.0))
    method = replace(METHOD, guest=(*others, guest()))
    assert main_saturation(method) == guest()
    facts = dict(run_facts(with_method(outline, guest=method.guest))["saturation"])
    assert (facts["n"], facts["low"], facts["high"], facts["total"]) == ("6.0", "4.0", "9.0", "40")
    assert (facts["base"], facts["run"], facts["share"]) == ("4", "2", "0.05")


def test_saturation_that_is_the_same_in_nearly_all_orders_has_no_band(outline):
    facts = run_facts(with_method(outline, guest=(guest(reached=(4.0, 4.0, 4.0)),)))
    assert dict(facts["saturation_same"])["n"] == "4.0"
    assert "saturation" not in facts


def test_what_is_no_year_is_not_told_as_one(outline):
    assert dict(run_facts(outline)["year"]) == {"year": "2025"}
    assert "year" not in run_facts(replace(outline, year="115"))


def test_saturation_that_was_not_reached_or_cannot_be_judged_is_said(outline):
    unsaturated = with_method(outline, guest=(guest(reached=None),))
    assert "saturation_not" in run_facts(unsaturated)
    assert dict(run_limits(unsaturated)["limit.unsaturated"]) == {"unit": "code", "share": "0.05"}
    assert "saturation_small" in run_facts(outline)
    assert "limit.unsaturated" not in run_limits(outline)


def test_limits_come_from_the_counts(outline):
    limits = {key: dict(values) for key, values in run_limits(outline).items()}
    assert limits == {
        "limit.self_report": {"n": "2", "total": "42"},
        "limit.non_response": {"n": "10", "total": "40", "question": "Hvad lærte I?"},
        "limit.left_out": {"n": "1"},
        "limit.not_quotable": {"n": "4", "total": "40"},
        "limit.languages": {"share": "0.05", "languages:en": "5"},
        "limit.small_pools": {"names:1": "Fjern", "n": "10"},
        "limit.one_coder": {},
        "limit.coverage": {"share": "0.3"},
        "limit.one_sided": {"n": "1", "total": "2"},
        "limit.unstable": {"n": "1", "total": "2"},
    }


@pytest.mark.parametrize(("n_silent", "is_told"), [(9, False), (10, True)])
def test_a_tenth_without_an_answer_is_a_limit(outline, n_silent, is_told):
    questions = (("Hvad?", 100, 100 - n_silent, n_silent),)
    limits = run_limits(with_method(outline, questions=questions))
    assert ("limit.non_response" in limits) is is_told


def test_without_external_evaluations_it_says_so(outline):
    limits = run_limits(with_method(outline, n_documents={"self_evaluation": 40}))
    assert "limit.only_self_report" in limits
    assert "limit.self_report" not in limits


def test_a_run_without_blemish_has_no_limits_of_its_own(outline):
    clean = replace(
        outline,
        learnings=outline.learnings[:1],
        pools=outline.pools[:1],
        method=replace(
            METHOD,
            n_documents={"external_evaluation": 20, "self_evaluation": 40},
            questions=(),
            n_segments={"coded": 90, "uncoded": 10},
            languages={"da": 99, "en": 1},
            excluded=(),
            codes=(replace(CODES[0], n_coded=40, verdict="alone"),),
            n_not_quotable=0,
        ),
    )
    assert run_limits(clean) == {}


def test_codes_below_the_bar_are_a_limit_once_people_have_coded(outline):
    codes = (replace(CODES[0], n_coded=9, verdict="needs review"), CODES[1])
    limits = run_limits(with_method(outline, codes=codes))
    assert dict(limits["limit.below_bar"]) == {"n": "1", "total": "2"}
    assert "limit.one_coder" not in limits
