from __future__ import annotations

from dataclasses import replace

import pytest

from evalmine.synthesis.drilldown import quotable_evidence
from evalmine.synthesis.learning import Facet, Learning
from evalmine.synthesis.quoting.features import with_picks
from evalmine.synthesis.quoting.picks import QuotePick, QuotePicks
from evalmine.synthesis.support import Support


@pytest.fixture
def made(say, evidence_of, sentences):
    said = [say(project, sentences[i]) for i, project in enumerate("ABCD")]
    evidence = evidence_of(said, attributes={"B": {"may_quote": False}})
    theme = replace(evidence.themes[0], scores={0: 0.5, 1: 0.9, 2: 0.8, 3: 0.6})
    evidence = replace(evidence, themes=[theme])
    ids = [s.segment_id for s in evidence.segments]
    learning = Learning(
        *("L001", "H", "", "", "", "change", "C-sprog", "Sprog"),
        Support(3, 4, 3, 3, 0.0, 1.0),
        tuple(ids[:3]),
    )
    return evidence, learning, ids


def test_the_surest_come_first_and_who_may_not_be_quoted_is_left_out(made):
    evidence, learning, ids = made
    found = quotable_evidence(evidence, [learning])
    assert [q.segment_id for q in found] == [ids[2], ids[0]]
    assert {q.learning_id for q in found} == {"L001"}


def test_every_segment_is_the_cut_of_its_document(made):
    evidence, learning, _ = made
    for quote in quotable_evidence(evidence, [learning]):
        document = evidence.corpus.document_by_id[quote.document_id]
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.sha256 == document.sha256


def test_counter_evidence_and_other_sides_come_along_once(made):
    evidence, learning, ids = made
    side = Facet("barrier", "H2", learning.support, (ids[3], ids[0]))
    told = replace(learning, segment_ids=(ids[0],), counter_ids=(ids[2], ids[0]), facets=(side,))
    assert [q.segment_id for q in quotable_evidence(evidence, [told])] == [ids[2], ids[3], ids[0]]


def test_each_learning_has_its_own(made):
    evidence, learning, _ = made
    found = quotable_evidence(evidence, [learning, replace(learning, learning_id="P1-L001")])
    assert [q.learning_id for q in found] == ["L001"] * 2 + ["P1-L001"] * 2
    assert len({q.quote_id for q in found}) == 4


def test_what_a_person_vetoed_is_not_listed(made):
    evidence, learning, ids = made
    segment = evidence.segments[2]
    veto = QuotePick(segment.document_id, "veto", segment.start, segment.end, segment.text)
    vetoed = with_picks(evidence, QuotePicks((veto,)))
    assert [q.segment_id for q in quotable_evidence(vetoed, [learning])] == [ids[0]]
