from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from types import SimpleNamespace

import numpy as np
import pandas as pd

from evalmine.coding.codebook_model import Codebook
from evalmine.corpus.model import Exclusion
from evalmine.synthesis.method import PACKAGES, describe_method, package_versions
from evalmine.synthesis.outline import CodeFacts

CODEBOOK = Codebook.model_validate(
    {
        "name": "prøve",
        "version": "3",
        "codes": [
            {"id": "sprog", "name": {"da": "Fælles sprog"}, "definition": {"da": "Ord for det."}},
            {"id": "tid", "name": {"da": "Tid"}},
        ],
    }
)
ENCODER = SimpleNamespace(name="lexical", revision="1")


def method_of(say, evidence_of, sentences, expectations=None):
    evidence = evidence_of(
        [
            say("P1", sentences[0]),
            say("P1", "Skriv til [E-MAIL] eller ring på [TELEFON] eller [TELEFON]."),
            say("P2", sentences[1], kind="external_evaluation"),
        ],
        silent=["P3"],
    )
    empty = replace(
        evidence.segments[0], segment_id="x", project_id="P3", text="-", status="non_answer"
    )
    left_out = Exclusion("b.pdf", "page 3", "no text")
    corpus = replace(evidence.corpus, excluded=(left_out,))
    coding = SimpleNamespace(
        code_ids=("sprog", "tid"),
        assigned=np.array([[True, False], [True, False], [True, False]]),
        coder="zero-shot:lexical",
    )
    coder = SimpleNamespace(
        codebook=CODEBOOK, encoder=ENCODER, thresholds=(0.5, 0.25), expectations=expectations
    )
    return describe_method(corpus, [*evidence.segments, empty], coding, coder, language="da")


def test_everything_in_the_appendix_is_counted(say, evidence_of, sentences):
    method = method_of(say, evidence_of, sentences)
    assert method.n_documents == {"external_evaluation": 1, "self_evaluation": 2}
    assert method.n_segments == {"coded": 3, "non_answer": 1}
    assert method.languages == {"da": 3}
    assert method.masked == {"E-MAIL": 1, "TELEFON": 2}
    assert method.excluded == (("b.pdf", "page 3", "no text"),)


def test_questions_are_counted_by_project(say, evidence_of, sentences):
    method = method_of(say, evidence_of, sentences)
    assert method.questions == (("Hvad vil I sige om change?", 2, 1, 1),)


def test_codes_are_counted_by_segment_and_by_project(say, evidence_of, sentences):
    method = method_of(say, evidence_of, sentences)
    assert method.codes == (
        CodeFacts("sprog", "Fælles sprog", "Ord for det.", 0.5, 3, 2),
        CodeFacts("tid", "Tid", "", 0.25, 0, 0),
    )
    assert not method.is_measured
    assert [p.n_projects for p in method.saturation] == [1, 2]
    assert method.saturation[-1].median == 1


def test_agreement_with_people_stands_beside_the_code(say, evidence_of, sentences):
    found = {"precision": 0.8, "recall": 0.5, "f1": 0.6, "kappa": 0.7, "kappa_low": 0.4}
    row = {"code_id": "sprog", "n": 12, **found, "kappa_high": float("nan"), "verdict": "alone"}
    method = method_of(say, evidence_of, sentences, pd.DataFrame([row]))
    language, time = method.codes
    assert (language.n_coded, language.kappa, language.kappa_high) == (12, 0.7, None)
    assert (language.verdict, time.verdict, method.is_measured) == ("alone", "not measured", True)


def test_versions_and_hashes_travel_with_it(say, evidence_of, sentences):
    method = method_of(say, evidence_of, sentences)
    assert (method.codebook, method.codebook_sha256) == ("prøve 3", CODEBOOK.sha256)
    assert (method.encoder, method.coder) == ("lexical (1)", "zero-shot:lexical")
    assert method.versions == package_versions()


def test_a_package_that_is_not_installed_is_a_dash(monkeypatch):
    assert package_versions()["numpy"] == version("numpy")
    monkeypatch.setattr("evalmine.synthesis.method.PACKAGES", (*PACKAGES, "findes-slet-ikke"))
    assert package_versions()["findes-slet-ikke"] == "-"


def test_saturation_is_told_for_codes_and_themes_by_project_and_document(
    say, evidence_of, sentences
):
    evidence = evidence_of([say(f"P{i}", sentences[i % 10]) for i in range(8)])
    content = list(evidence.segments)
    coding = SimpleNamespace(
        code_ids=("sprog",), assigned=np.ones((8, 1), dtype=bool), coder="zero-shot:lexical"
    )
    coder = SimpleNamespace(
        codebook=CODEBOOK, encoder=ENCODER, thresholds=(0.5,), expectations=None
    )
    members = [
        SimpleNamespace(theme_id=f"T{i}", segment_id=s.segment_id, peripheral=i == 7)
        for i, s in enumerate(content)
    ]
    themes = [
        SimpleNamespace(theme_id=f"T{i}", status="rejected" if i == 6 else "found")
        for i in range(8)
    ]
    found = SimpleNamespace(themes=themes, members=members)
    method = describe_method(evidence.corpus, content, coding, coder, language="da", found=found)
    told = {(g.unit, g.read_by): g.n_met for g in method.guest}
    assert told == {
        ("code", "project"): 1,
        ("code", "document"): 1,
        ("theme", "project"): 6,  # one was rejected, and one is far from what its theme says
        ("theme", "document"): 6,
    }
    assert {g.n_read for g in method.guest} == {8}


def test_without_a_codebook_no_codebook_is_named(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0])])
    book = SimpleNamespace(name="none", version="", codes=(), sha256="0" * 64)
    coding = SimpleNamespace(code_ids=(), assigned=np.zeros((1, 0), dtype=bool), coder="none")
    coder = SimpleNamespace(codebook=book, encoder=ENCODER, thresholds=(), expectations=None)
    method = describe_method(evidence.corpus, evidence.segments, coding, coder, language="da")
    assert (method.codes, method.codebook, method.codebook_sha256) == ((), "", "")
    assert method.saturation == ()


def test_who_may_not_be_quoted_and_what_is_known_of_projects_is_counted(
    say, evidence_of, sentences
):
    attributes = {
        "P0": {"may_quote": "Nej", "region": "Fyn"},
        "P1": {"may_quote": True, "region": "Fyn", "sector": "Skole"},
        "P2": {"sector": None},
        "P3": {"region": "Vest"},
    }
    evidence = evidence_of([say(f"P{i}", sentences[i]) for i in range(4)], attributes=attributes)
    coding = SimpleNamespace(
        code_ids=("sprog",), assigned=np.ones((4, 1), dtype=bool), coder="trained:lexical"
    )
    learned = SimpleNamespace(n_texts=120)
    coder = SimpleNamespace(
        codebook=CODEBOOK, encoder=ENCODER, thresholds=(0.5,), expectations=None, learned=learned
    )
    method = describe_method(evidence.corpus, evidence.segments, coding, coder, language="da")
    assert (method.n_not_quotable, method.n_texts_by_people) == (1, 120)
    assert method.attributes == ("region", "may_quote")
