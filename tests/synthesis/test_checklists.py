from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from evalmine.synthesis.checklists import STANDARDS, fill_checklist, with_checklist
from evalmine.synthesis.outline import CodeFacts, Method, Outline

EMPTY = Method({}, (), {}, {}, {}, (), (), "", "", "", "", {})


def outline_of(**changes):
    method = replace(EMPTY, **changes)
    return Outline("", "da", "", 3, (), (), (), (), (), (), (), method)


@pytest.fixture
def items():
    code = CodeFacts("sprog", "Sprog", "", 0.5, 5, 2)
    outline = outline_of(
        n_documents={"self_evaluation": 3},
        questions=(("Hvad lærte I?", 3, 3, 0),),
        codes=(code,),
        codebook="prøve 3",
        coder="zero-shot:nano",
        n_segments={"coded": 5},
    )
    return {(i.standard, i.number): i for i in fill_checklist(outline)}


def test_every_item_of_the_three_standards_is_there_in_order(items):
    assert Counter(standard for standard, _ in items) == {"COREQ": 32, "SRQR": 21, "ENTREQ": 21}
    for standard, n in zip(STANDARDS, (32, 21, 21), strict=True):
        numbers = [number for s, number in items if s == standard]
        assert numbers == [str(i) for i in range(1, n + 1)]


def test_what_the_run_knows_is_filled_in(items):
    size = items["COREQ", "12"]
    assert (size.status, size.answers) == ("filled", ("answer.sample",))
    assert ("answer.sample/documents:self_evaluation", "3") in size.values


def test_what_a_person_must_add_to_is_partly_filled(items):
    assert items["COREQ", "17"].status == "partly"
    assert items["COREQ", "17"].answers == ("answer.questions",)


@pytest.mark.parametrize("number", ["2", "5", "8", "28"])
def test_the_team_and_its_relations_are_for_a_person(items, number):
    assert items["COREQ", number].status == "person"
    assert items["COREQ", number].answers == ()


@pytest.mark.parametrize(
    ("standard", "number"), [("COREQ", "1"), ("COREQ", "19"), ("ENTREQ", "3"), ("ENTREQ", "6")]
)
def test_interviews_and_literature_searches_do_not_apply(items, standard, number):
    assert items[standard, number].status == "not_applicable"


def test_an_item_whose_facts_are_missing_goes_to_a_person():
    items = {(i.standard, i.number): i for i in fill_checklist(outline_of())}
    assert items["COREQ", "12"].status == "person"  # no documents
    assert items["COREQ", "31"].status == "person"  # no front page


def test_limitations_are_those_of_the_run():
    outline = outline_of(
        n_documents={"self_evaluation": 3}, n_not_quotable=1, n_segments={"coded": 2}
    )
    items = {(i.standard, i.number): i for i in fill_checklist(outline)}
    limits = items["SRQR", "19"]
    assert "limit.not_quotable" in limits.answers
    assert ("limit.not_quotable/n", "1") in limits.values


def test_one_of_several_sentences_is_taken(items):
    coding = items["ENTREQ", "17"].answers
    assert "answer.coder_zero" in coding
    assert "answer.coder_none" not in coding
    assert "answer.segments_coded" in coding
    assert "answer.segments" not in coding


def test_the_checklist_travels_with_the_method(items):
    outline = with_checklist(outline_of())
    assert outline.method.checklist == fill_checklist(outline)
    assert len(outline.method.checklist) == len(items)
