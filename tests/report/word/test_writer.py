from __future__ import annotations

from xml.etree import ElementTree

import pytest

from evalmine.report import svg
from evalmine.report.word import markup
from evalmine.report.word.styles import NAMES
from evalmine.report.word.writer import Text, Writer
from evalmine.report.words import load_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WIDTH = 9000


@pytest.fixture
def pictures():
    return []


@pytest.fixture
def writer(pictures):
    return Writer(
        load_words("da"),
        style_ids={name: name.replace(" ", "") for name in NAMES},
        text_width=WIDTH,
        add_picture=lambda png: pictures.append(png) or f"rId{len(pictures)}",
        first_id=40,
    )


def parsed(writer):
    return ElementTree.fromstring(f"<x {markup.NAMESPACES}>{''.join(writer.blocks())}</x>")


def drawing(height):
    body = [svg.dot(50, 10)]
    return svg.figure_svg(body, height=height, title="Titel", desc="Beskrivelse", key="k")


def test_a_link_may_be_written_before_the_place_it_leads_to(writer):
    writer.text("Se ", Text("læringen", anchor="full L001"))
    writer.heading("Læringen", 3, anchor="full L001")
    root = parsed(writer)
    target = next(root.iter(f"{W}hyperlink")).get(f"{W}anchor")
    assert next(root.iter(f"{W}bookmarkStart")).get(f"{W}name") == target


def test_headings_with_the_same_words_are_two_places(writer):
    writer.heading("Cases", 2)
    writer.heading("Cases", 2)
    names = [e.get(f"{W}name") for e in parsed(writer).iter(f"{W}bookmarkStart")]
    assert len(set(names)) == 2


def test_numbers_begin_where_the_template_ends(writer):
    writer.heading("A", 1)
    assert next(parsed(writer).iter(f"{W}bookmarkStart")).get(f"{W}id") == "40"


def test_what_is_empty_is_not_written(writer):
    writer.text("")
    writer.table(["A"], [], caption="Ingen")
    writer.figure("", "Ingen")
    assert writer.blocks() == []


def test_columns_fill_the_page_whatever_is_in_them(writer):
    long = "Det er en meget lang tekst. " * 30
    writer.table(["Navn", "Tekst", "Antal"], [["a", long, "1"]], caption="T", n_text=2)
    widths = [int(e.get(f"{W}w")) for e in parsed(writer).iter(f"{W}gridCol")]
    assert sum(widths) == WIDTH
    assert widths[1] > widths[0] > 500
    assert widths[2] > 500


def test_no_heading_of_a_column_is_cut_in_two(writer):
    long = "Det er en meget lang tekst. " * 30
    writer.table(["Kode", "Tekst", "Tekststykker"], [["a", long, "1"]], caption="T", n_text=2)
    widths = [int(e.get(f"{W}w")) for e in parsed(writer).iter(f"{W}gridCol")]
    assert widths[2] >= 12 * 110


def test_numbers_stand_to_the_right(writer):
    writer.table(["Navn", "Antal"], [["a", "1"]], caption="T")
    cells = [c for row in parsed(writer).iter(f"{W}tr") for c in row.iter(f"{W}tc")]
    assert [c.find(f".//{W}jc") is not None for c in cells] == [False, True, False, True]


def test_a_figure_fills_the_width_and_a_tall_one_the_page(writer, pictures):
    writer.figure(drawing(300), "Bred")
    writer.figure(drawing(5000), "Høj")
    writer.figure(drawing(5000), "Høj", opens=True)
    sizes = [(int(e.get("cx")), int(e.get("cy"))) for e in parsed(writer).iter(f"{WP}extent")]
    assert sizes[0] == (WIDTH * 635, WIDTH * 635 // 2)
    assert sizes[1][1] <= 20.5 / 2.54 * 914400
    assert sizes[2][1] <= 17.4 / 2.54 * 914400
    assert abs(sizes[1][0] / sizes[1][1] - 600 / 5000) < 0.001
    assert all(png.startswith(b"\x89PNG") for png in pictures)


def test_figures_and_tables_are_counted_apart(writer):
    writer.figure(drawing(30), "En")
    writer.table(["A"], [["b"]], caption="To")
    writer.figure(drawing(40), "Tre")
    root = parsed(writer)
    captions = [
        "".join(t.text for t in p.iter(f"{W}t"))
        for p in root.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Caption"
    ]
    assert captions == ["Figur 1: En", "Tabel 1: To", "Figur 2: Tre"]


def test_the_contents_stand_where_they_were_asked_for(writer):
    writer.text("Forside")
    writer.contents()
    writer.heading("Kapitel", 1)
    writer.heading("For dybt", 3)
    blocks = writer.blocks()
    assert "Kapitel" in blocks[1]
    assert "For dybt" not in blocks[1]
    assert blocks[1].startswith("<w:sdt>")
