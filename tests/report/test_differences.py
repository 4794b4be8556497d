from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

import evalmine.report
from evalmine.report.comparing import comparison_sentence
from evalmine.report.differences import difference_section
from evalmine.report.words import load_words
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparison import Comparison

DA = load_words("da")
ONE = Comparison(
    *("pool", "C-sprog", "Fælles sprog", "Viden videre", "", 14, 22, 20, 75),
    *(0.37, 0.13, 0.58, 0.002, 0.01, 0.75, "cohens_h", "fisher", 1),
)


def compared(n=1, **family):
    many = tuple(replace(ONE, name=f"Tema {i}", p_value=i / 1000) for i in range(n))
    outline = sample().outline
    families = (Family("pool", "themes", many, min_group=5, **family),)
    return replace(outline, comparisons=many, comparison_families=families)


def test_a_difference_is_one_sentence_under_its_own_heading(read_page):
    made = sample()
    page = read_page(evalmine.report.render_html(compared(), documents=made.documents))
    assert "Forskelle" in page.headings
    assert comparison_sentence(replace(ONE, name="Tema 0", p_value=0.0), DA) in page.text
    assert "#differences" in page.links


def test_where_nothing_was_compared_there_is_no_section(read_page):
    page = read_page(evalmine.report.render_html(sample().outline, documents=sample().documents))
    assert "Forskelle" not in page.headings
    assert difference_section(sample().outline, DA) is None


def test_the_clearest_stand_open_and_the_others_are_folded():
    section = difference_section(compared(11), DA)
    assert (len(section.sentences), len(section.more)) == (8, 3)
    assert "»Tema 0«" in section.sentences[0]


def test_comparisons_that_found_nothing_are_told_as_well():
    outline = replace(compared(), comparisons=())
    section = difference_section(outline, DA)
    assert section.sentences == ()
    assert "1 sammenligning" in section.lead


@pytest.mark.parametrize("twice", [1, 2])
def test_who_was_left_out_is_said_once(twice):
    outline = compared(left_out=(("Kultur", 2),))
    outline = replace(outline, comparison_families=outline.comparison_families * twice)
    notes = [n for n in difference_section(outline, DA).notes if "Kultur (<3)" in n]
    assert len(notes) == 1
