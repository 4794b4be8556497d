from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evalmine.coding.coder import CodingResult
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.corpus.model import Project
from evalmine.errors import InputError
from evalmine.synthesis.estimation.correct import Correction
from evalmine.synthesis.estimation.fill import (
    corrected_learning,
    corrected_outline,
    corrected_theme,
    prepare_correction,
    with_estimates,
)
from evalmine.synthesis.estimation.sample import people_sample
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Method, Outline
from evalmine.synthesis.prevalence import prevalence_rows
from evalmine.synthesis.support import support_of

N = 30  # projects, each with three sentences on changes and one on what stood in the way


@pytest.fixture
def evidence(say, evidence_of, sentences):
    """The machine gives C-sprog to a sentence of the first twenty projects, and T1 to all."""
    said = []
    for p in range(N):
        for i in range(4):
            themes = ("C-sprog", "T1") if p < 20 and i == p % 3 else ("T1",)
            aspect = "barrier" if i == 3 else "change"
            said.append(say(f"P{p:02d}", f"{sentences[i]} {p}", themes=themes, aspect=aspect))
    pools = {f"P{p:02d}": {"pool": "Viden" if p % 2 else "Nærhed"} for p in range(N)}
    return evidence_of(said, attributes=pools)


@pytest.fixture
def correction(evidence):
    """People read everything of the first 24 projects and found the code in just ten."""
    (theme,) = [t for t in evidence.themes if t.theme_id == "C-sprog"]
    assigned = np.zeros((len(evidence.segments), 1), dtype=bool)
    assigned[list(theme.rows)] = True
    coding = CodingResult(("sprog",), assigned.astype(np.float32), assigned, "zero-shot", "0")
    found = {evidence.segments[r].segment_id for r in theme.rows[:10]}
    human = HumanCodings(
        [
            HumanCoding(s.segment_id, s.text, frozenset({"sprog"} & _if(s.segment_id in found)))
            for s in evidence.segments
            if s.project_id < "P24"
        ],
        ["sprog"],
    )
    return Correction(people_sample(evidence.segments, coding, human))


def _if(condition):
    return {"sprog"} if condition else set()


def test_codings_of_other_texts_are_refused_and_a_few_of_them_told(evidence, caplog):
    one = evidence.segments[0]
    none = np.zeros((len(evidence.segments), 1), dtype=bool)
    coding = CodingResult(("sprog",), none.astype(np.float32), none, "zero-shot", "0")
    given = evidence.corpus, evidence.segments, coding, None
    strange = HumanCoding("X1", "En helt anden tekst", frozenset({"sprog"}))
    with pytest.raises(InputError, match="none of the 1 coded texts is in this material"):
        prepare_correction(*given, HumanCodings([strange], ["sprog"]))
    known = HumanCoding(one.segment_id, one.text, frozenset({"sprog"}))
    prepare_correction(*given, HumanCodings([strange, known], ["sprog"]))
    assert "1 texts are not in this material" in caplog.text


def test_the_method_says_by_how_many_texts_the_counts_are_corrected(correction, evidence, caplog):
    row = prevalence_rows(evidence)[0]
    plain = Outline(
        "", "da", "", N, (), (), (), (), (row,), (), (),
        Method({}, (), {}, {}, {}, (), (), "", "", "", "", {}),
    )  # fmt: skip
    assert corrected_outline(plain, evidence, correction).method.n_corrected_by == 96
    assert not caplog.text
    few = replace(
        correction.sample,
        rows=correction.sample.rows[:3],
        truth=correction.sample.truth[:3],
        whole=np.zeros(N, dtype=bool),
    )
    uncorrected = corrected_outline(plain, evidence, Correction(few))
    assert uncorrected.method.n_corrected_by == 0
    assert "counts are not corrected: nobody told how the texts were drawn" in caplog.text


def learning_of(evidence, aspect="change", scope="", theme_id="C-sprog", segments=None):
    (theme,) = [t for t in evidence.themes if t.theme_id == theme_id]
    inside = {p for p, pool in evidence.pool_of.items() if scope in ("", pool)}
    rows = [
        r
        for r in theme.rows
        if evidence.segments[r].aspect == aspect and evidence.segments[r].project_id in inside
    ][:segments]
    support = support_of(evidence.members(rows), inside)
    ids = tuple(evidence.segments[r].segment_id for r in rows)
    return Learning("L001", "", "", scope, "", aspect, theme_id, "", support, ids)


def test_a_machine_that_sees_too_much_is_corrected_down(evidence, correction):
    found = corrected_theme("C-sprog", correction)
    assert found.estimate.method == "projects"
    assert found.estimate.n_people == 24
    assert 0.3 < found.estimate.share < 0.42  # 10 of 24; the machine says 20 of 30
    assert found.estimate.ci_high < 20 / 30


def test_rows_carry_the_corrected_share_beside_the_count(evidence, correction):
    (row,) = prevalence_rows(evidence, correction=correction)
    assert (row.n_projects, row.n_asked) == (20, 30)
    assert row.estimate == corrected_theme("C-sprog", correction).estimate
    (plain,) = prevalence_rows(evidence)
    assert plain == replace(row, estimate=None)


def test_learnings_are_returned_with_their_corrected_share(evidence, correction):
    learning = learning_of(evidence)
    (filled,) = with_estimates([learning], evidence, correction)
    assert filled.estimate == corrected_theme("C-sprog", correction).estimate
    assert replace(filled, estimate=None) == learning


def test_a_pool_is_corrected_among_its_own_projects(evidence, correction):
    found = corrected_learning(learning_of(evidence, scope="Viden"), evidence, correction)
    assert found.estimate.n_people == 12
    assert 0.25 < found.estimate.share < 0.55


def test_what_counts_another_set_of_projects_is_not_corrected(evidence, correction):
    part = learning_of(evidence, segments=5)
    assert corrected_learning(part, evidence, correction).reason == "part_of_a_code"
    of_words = learning_of(evidence, theme_id="T1")
    assert corrected_learning(of_words, evidence, correction).reason == "not_in_codebook"
    assert with_estimates([part, of_words], evidence, correction) == [part, of_words]


def test_projects_of_one_organization_widen_the_interval_of_a_row(evidence):
    owned = replace(
        evidence.corpus,
        projects=tuple(
            Project(p.project_id, p.title, {**p.attributes, "organization": f"O{i // 5}"})
            for i, p in enumerate(evidence.corpus.projects)
        ),
    )
    (alone,) = prevalence_rows(evidence)
    (together,) = prevalence_rows(replace(evidence, corpus=owned))
    assert together.ci_low < alone.ci_low
    assert together.ci_high > alone.ci_high
    assert together.n_projects == alone.n_projects
