from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sample_outline import DOCUMENTS, POOLS, quote, sample

from evalmine.errors import QuoteError
from evalmine.report.html import render_html
from evalmine.report.word import render_docx
from evalmine.synthesis.outline import MapPoint

FOLDER = Path(__file__).resolve().parents[1]


def render(outline, **given):
    return render_docx(outline, documents=DOCUMENTS, **given)


def test_headings_are_real_nest_without_gaps_and_begin_with_the_front_page(danish):
    levels = [level for level, _ in danish.headings]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    first = [text for level, text in danish.headings if level == 1]
    assert first[0] == "Det, vi har lært på tværs"
    assert [text for text in first if text in dict(POOLS)] == [pool for pool, _ in POOLS]
    assert first[-1] == "Metode og materiale"


def test_every_quote_of_the_front_page_stands_there_to_the_letter(danish):
    central = danish.styled("Intense Quote")
    for learning in sample().outline.front:
        assert learning.statement_quotes[0].text in central


def test_quotes_are_followed_by_whose_they_are(danish):
    paragraphs = danish.paragraphs
    found = 0
    for quoted, source in pairwise(paragraphs):
        if quoted.style.name in ("Quote", "Intense Quote"):
            assert source.style.name == "Evalmine Citatkilde"
            assert source.text.startswith("(")
            found += 1
    assert found > 10


def test_a_quote_over_several_lines_and_with_markup_in_it_is_unchanged(danish):
    quoted = danish.styled("Quote") + danish.styled("Intense Quote")
    assert DOCUMENTS["colors"] in quoted
    assert DOCUMENTS["hostile"] in quoted


def test_words_left_out_at_the_edge_are_marked_and_the_cut_is_not():
    cut = quote("board", "L002-Q0", start=11, end=29, cut_before=True, cut_after=True)
    made = sample()
    first, second, *rest = made.outline.front
    front = (first, replace(second, statement_quotes=(cut,), statement=cut.text), *rest)
    content = render(replace(made.outline, front=front, learnings=front))
    assert f"[…] {cut.text} […]" in docx_texts(content, "Intense Quote")


def docx_texts(content, style):
    import io

    import docx

    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return [p.text for p in paragraphs if p.style.name == style]


def test_a_quote_that_is_not_in_its_document_is_never_printed():
    made = sample()
    changed = dict(DOCUMENTS) | {"leader": "Da lederen sagde det højt, turde vi."}
    with pytest.raises(QuoteError, match="L002-Q0"):
        render_docx(made.outline, documents=changed)


def test_characters_that_xml_forbids_are_left_out(read_docx):
    made = sample()
    front = (
        replace(made.outline.front[0], headline="Før\x00 og\x0b efter"),
        *made.outline.front[1:],
    )
    read = read_docx(render(replace(made.outline, front=front)))
    assert (2, "Før og efter") in read.headings


def test_a_foreign_quote_is_spelled_in_its_own_language_and_the_rest_in_danish(danish):
    english = next(p for p in danish.paragraphs if p.text == DOCUMENTS["english"])
    assert 'w:lang w:val="en"' in english._p.xml or 'w:lang w:val="en-GB"' in english._p.xml
    danish_quote = next(p for p in danish.paragraphs if p.text == DOCUMENTS["board"])
    assert "w:lang" not in danish_quote._p.xml
    styles = danish.part("word/styles.xml")
    defaults = styles[styles.index("<w:docDefaults>") : styles.index("</w:docDefaults>")]
    assert 'w:lang w:val="da-DK"' in defaults


def test_captions_are_numbered_by_word_and_in_order(danish):
    captions = danish.styled("Caption")
    figures = [c for c in captions if c.startswith("Figur ")]
    assert [int(c.split()[1].rstrip(":")) for c in figures] == list(range(1, len(figures) + 1))
    fields = [i for i in danish.instructions if i.startswith("SEQ")]
    assert len(fields) == len(captions)
    assert fields.count("SEQ Figur \\* ARABIC") == len(figures)


def test_every_figure_says_in_words_what_it_shows(danish):
    told = danish.alt_texts
    assert len(told) == len([c for c in danish.styled("Caption") if c.startswith("Figur ")])
    assert all(title and len(description) > 20 for title, description in told)
    assert any("Fælles sprog og åben dialog: 61 af 97 projekter, 53-72 %." in d for _, d in told)


def test_the_contents_are_a_field_with_the_headings_and_how_to_update_it(danish):
    assert 'TOC \\o "1-2" \\h \\z \\u' in danish.instructions
    assert "w:updateFields" in danish.part("word/settings.xml")
    body = danish.part("word/document.xml")
    contents = body[body.index("<w:sdt>") : body.index("</w:sdt>")]
    entries = re.findall(r'w:val="toc(\d)"/?>.*?<w:t xml:space="preserve">([^<]*)', contents)
    shown = [(str(level), text) for level, text in danish.headings if level <= 2]
    assert entries == shown
    assert "Opdater felt" in contents


def test_links_lead_to_bookmarks_and_bookmarks_are_unique(danish):
    assert danish.links
    assert set(danish.links) <= set(danish.bookmarks)
    assert len(set(danish.bookmarks)) == len(danish.bookmarks)
    assert all(len(name) <= 40 for name in danish.bookmarks)


def test_each_learning_of_the_front_page_links_to_all_of_it(danish):
    link = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hyperlink"
    links = [p for p in danish.paragraphs if p.text == "Læs hele læringen"]
    assert len(links) == len(sample().outline.front)
    for paragraph, learning in zip(links, sample().outline.front, strict=True):
        target = next(paragraph._p.iter(link)).get(link.replace("hyperlink", "anchor"))
        holder = next(p for p in danish.paragraphs if f'w:name="{target}"' in p._p.xml)
        assert holder.text == learning.headline
        assert holder.style.name == "Heading 3"


def test_tables_repeat_their_heads_and_say_what_they_are(danish):
    tables = [t for t in danish.document.tables if t.style.name == "Evalmine Tabel"]
    assert len(tables) > 8
    for table in tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblCaption" in table._tbl.xml


def test_all_learnings_stand_in_one_table_with_their_counts(danish):
    table = next(t for t in danish.document.tables if t.cell(0, 0).text == "Læring")
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [row[0] for row in rows] == [x.headline for x in sample().outline.learnings]
    assert rows[2][2:] == ["38 af 97", "30-49 %", "4"]


def test_counts_are_those_of_the_html(danish, read_page, squeeze):
    made = sample()
    page = read_page(render_html(made.outline, documents=made.documents))
    for told in danish.styled("Evalmine Optælling"):
        sentence = told.split(" (95 %")[0]
        assert squeeze(sentence) in page.text


def test_small_cells_are_hidden_here_too(danish):
    cells = {c.text for t in danish.document.tables for row in t.rows for c in row.cells}
    assert "Kultur" in cells
    assert "<3" in cells


def test_the_same_input_gives_the_same_bytes_in_another_process():
    code = (
        f"import sys,hashlib;sys.path.insert(0,{str(FOLDER)!r});"
        "from sample_outline import sample;from evalmine.report.word import render_docx;"
        "s=sample();c=render_docx(s.outline,documents=s.documents);"
        "print(hashlib.sha256(c).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(told) == 1


def test_the_file_bears_no_date_and_says_what_it_is(danish):
    properties = danish.document.core_properties
    assert properties.title == sample().outline.title
    assert properties.language == "da-DK"
    assert properties.created.year == properties.modified.year == 1980


def test_pages_are_numbered_in_the_footer(danish):
    footer = danish.document.sections[0].footer
    xml = footer._element.xml
    assert " PAGE " in xml
    assert " NUMPAGES " in xml
    assert "Side" in footer.paragraphs[0].text


def test_in_english_words_and_spelling_are_english(read_docx):
    made = sample("en")
    read = read_docx(render_docx(made.outline, documents=made.documents))
    assert read.styled("Caption")[0].startswith("Figure 1: ")
    assert 'w:lang w:val="en-GB"' in read.part("word/styles.xml")
    assert read.document.core_properties.language == "en-GB"


def test_an_outline_without_anything_is_still_a_document(read_docx):
    made = sample()
    bare = replace(
        made.outline,
        front=(),
        closed=(),
        pools=(),
        prevalence=(),
        themes=(),
        learnings=(),
        notes=(),
    )
    texts = [p.text for p in read_docx(render(bare)).paragraphs]
    assert any("ingen læring" in text for text in texts)


def test_a_map_is_there_when_the_outline_has_one(read_docx):
    made = sample()
    places = (("a", 0.1, 0.2), ("b", 0.5, 0.9), ("c", 0.9, 0.5))
    points = tuple(MapPoint(k, f"Tema {k}", "codebook", x, y, 9, 9) for k, x, y in places)
    read = read_docx(render(replace(made.outline, theme_map=points)))
    assert any(title == "Temakort" for title, _ in read.alt_texts)
