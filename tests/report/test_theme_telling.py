from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from sample_outline import DOCUMENTS, FakeTheme, quote, sample
from sample_themes import NAME, OTHER, story, without_codebook

import evalmine.report
from evalmine.errors import QuoteError
from evalmine.report.words import load_words


def rendered(outline):
    return evalmine.report.render_html(outline, documents=DOCUMENTS)


def part(html, name):
    """Return a section of the page up to the next one of the same level."""
    return html.split(f'id="{name}"')[1].split("\n</section>")[0]


@pytest.mark.parametrize(
    ("language", "title", "count"),
    [
        ("da", "Hvad projekterne skriver om", "40 af 97 projekter skriver om det."),
        ("en", "What the projects write about", "40 of 97 projects write about it."),
    ],
)
def test_the_front_page_tells_themes_as_subjects_where_learnings_are_too_few(
    language, title, count, read_page
):
    html = rendered(without_codebook(language))
    front = part(html, "front")
    assert f"<h2>{title}</h2>" in front
    assert f'<a href="#front">{title}</a>' in html
    assert count in read_page(html).text
    assert DOCUMENTS["board"] in front
    assert DOCUMENTS["evening"] in front
    assert OTHER not in front


def test_learnings_stand_under_the_theme_they_were_found_in_and_lead_to_where_they_are_told():
    html = rendered(without_codebook())
    link = re.search(r'<a href="#([^"]+)">»Tavlen hænger fremme«</a>', part(html, "front"))
    assert link is not None
    assert f'id="{link[1]}"' in html


def test_a_theme_told_on_the_front_page_is_only_pointed_to_later_the_others_are_folded():
    themes = part(rendered(without_codebook()), "themes")
    assert re.search(rf'<p class="told"><a href="#theme-T1">{NAME}</a>', themes)
    assert re.search(rf'<details id="theme-T2"><summary>{OTHER} ', themes)
    assert load_words("da").label("note", "one_voice") in themes


def test_the_passages_of_a_theme_can_be_opened_and_what_is_hidden_is_counted():
    html = rendered(without_codebook())
    assert 'data-learning="theme-T1"' in html
    data = json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1]
    )
    told = data["evidence"]["learnings"]["theme-T1"]
    assert (told["title"], told["hidden"], told["beyond"]) == (NAME, 1, 0)
    assert [len(segments) for _, segments in told["groups"]] == [2]


def test_with_a_codebook_only_the_themes_of_the_table_are_told_and_folded():
    outline = sample().outline
    loose = [replace(story(), theme_id=f"T{i}", name=f"Ukendt {i}") for i in range(3)]
    themes = tuple(FakeTheme(s.theme_id, s.name, (), 9, status="found") for s in loose[:2])
    html = rendered(replace(outline, themes=themes, theme_stories=tuple(loose)))
    assert html.count('<details id="theme-T') == 2
    assert "Ukendt 2" not in html
    assert "som ingen kode forklarer" in html
    assert "Hvad projekterne skriver om" not in html


def test_a_quote_of_a_theme_that_is_not_in_its_document_is_never_printed():
    wrong = replace(quote("board", "T1-Q0"), text="Noget andet.")
    outline = without_codebook()
    with pytest.raises(QuoteError):
        rendered(replace(outline, theme_stories=(story(quotes=(wrong,)),), front_themes=()))


def test_a_pool_tells_what_its_projects_write_about_with_a_quote_of_its_own():
    pool = part(rendered(without_codebook("en")), "pool-1")
    assert "What most projects of the pool write about" in pool
    assert f'<a href="#theme-T1">{NAME}</a></strong> <span class="count">30 of 44 projects' in pool
    assert DOCUMENTS["words"][:23] in pool
    assert "write about" not in part(rendered(without_codebook("en")), "pool-2")


def test_a_learning_that_nobody_worded_is_listed_by_its_theme():
    outline = without_codebook("en")
    weak = replace(outline.learnings[0], learning_id="W001", headline="", headline_by="")
    html = rendered(replace(outline, weak=(replace(weak, theme_name=NAME, reason="no_headline"),)))
    assert f"Without a headline, in the theme “{NAME}”" in part(html, "weak")
