from __future__ import annotations

import pytest
from sample_outline import DOCUMENTS
from sample_themes import NAME, OTHER, without_codebook

from evalmine.report.word import render_docx

TITLES = {
    "da": ("Hvad projekterne skriver om", "Temaer fundet i teksterne"),
    "en": ("What the projects write about", "Themes found in the texts"),
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_themes_stand_in_for_learnings_that_are_too_few(language, read_docx):
    read = read_docx(render_docx(without_codebook(language), documents=DOCUMENTS))
    front, found = TITLES[language]
    assert (1, front) in read.headings
    at = [text for _, text in read.headings]
    assert at.index(front) < at.index(NAME) < at.index(found) < at.index(OTHER)
    assert at.count(NAME) == 1
    assert DOCUMENTS["board"] in read.styled("Quote")


def test_a_learning_found_in_a_theme_links_to_all_of_it(read_docx):
    read = read_docx(render_docx(without_codebook(), documents=DOCUMENTS))
    (line,) = (p for p in read.paragraphs if p.text.startswith("»Tavlen hænger fremme« (4 af 97"))
    assert line.style.name == "List Bullet"
    assert set(read.links) <= set(read.bookmarks)
