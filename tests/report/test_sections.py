from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import DOCUMENTS, pool_section, sample

from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.sections import (
    breakdown_tables,
    fact_rows,
    parts_of,
    scale_sentences,
    without_shared_notes,
)
from evalmine.report.telling import Teller
from evalmine.report.words import load_words
from evalmine.synthesis.outline import Fact

DA, EN = load_words("da"), load_words("en")


def test_one_sentence_says_how_much_the_report_rests_on():
    told = scale_sentences(sample().outline, DA)
    assert told[0].startswith("97 projekter i 3 puljer har fortalt")
    assert told[1] == (
        "Rapporten bygger på 97 selvevalueringer, 7 eksterne evalueringer og 1 læringsnotat."
    )


def test_one_pool_is_not_counted():
    outline = sample().outline
    told = scale_sentences(replace(outline, pools=outline.pools[:1]), EN)
    assert told[0].startswith("97 projects have told us")


def test_facts_that_are_not_known_are_left_out():
    facts = [Fact("amount", 1_500_000), Fact("n_staff", float("nan")), Fact("n_leaders", 1)]
    assert fact_rows(facts, DA) == [("1,5 mio. kr.", "bevilget"), ("1", "leder nået")]


def test_breakdowns_hide_small_cells():
    sector, region = breakdown_tables(pool_section(0), DA, min_cell=3)
    assert sector.title == "Sektor"
    assert sector.rows == (("Sundhed og pleje", "22"), ("Undervisning", "≥3"), ("Kultur", "<3"))
    assert sector.rest == ""
    assert region.rows == (("Nord", "22"), ("Syd", "14"))
    assert region.rest == "Færre end 3 projekter hver: Øst, Vest."


@pytest.mark.parametrize(("levels", "told"), [(("A", "A", "A"), ""), (("A", "B", "A"), "A")])
def test_a_level_that_all_of_a_pool_has_is_not_said_of_each_learning(levels, told):
    section = pool_section(0)
    parts = tuple(
        replace(part, learnings=(replace(part.learnings[0], level=level),))
        for part, level in zip(section.parts, levels, strict=True)
    )
    anchors = Anchors()
    teller = Teller(DA, Citer(DOCUMENTS, DA, anchors, context=0), anchors, min_cell=3)
    found = parts_of(replace(section, parts=parts), DA, teller, explained=set())
    assert found[0].stories[0].level == told


def test_a_note_that_all_of_a_pool_carry_is_said_once_of_the_pool():
    section = pool_section(0)
    notes = (("one_level", "one_voice"), ("one_level",), ("only_self", "one_level"))
    told = tuple(
        replace(part, learnings=(replace(part.learnings[0], notes=own),))
        for part, own in zip(section.parts, notes, strict=True)
    )
    anchors = Anchors()
    teller = Teller(DA, Citer(DOCUMENTS, DA, anchors, context=0), anchors, min_cell=3)
    parts = parts_of(replace(section, parts=told), DA, teller, explained=set())
    kept, shared = without_shared_notes(parts)
    assert shared == ("Læringen hviler på projekter på ét niveau.",)
    left = [story.notes for part in kept for story in part.stories]
    assert left == [
        ("Over halvdelen af tekststykkerne kommer fra ét projekt.",),
        (),
        ("Læringen hviler alene på selvevalueringer.",),
    ]
    assert without_shared_notes(parts[:1]) == (parts[:1], ())
