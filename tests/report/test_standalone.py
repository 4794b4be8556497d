from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from sample_outline import closed_questions, method, prevalence_rows

from evalmine.report import figures, svg
from evalmine.report.standalone import fixed_width, framed, told_in_words

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = {
    "prevalence": figures.prevalence_figure(prevalence_rows(), "da"),
    "closed": figures.closed_figure(closed_questions()[0], "da", key="c"),
    "saturation": figures.saturation_figure(method().saturation, "da"),
    "units": figures.unit_bar(61, 97, "da", key="u"),
}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_file_has_pixels_only_and_nothing_that_word_does_not_know(name):
    drawing = fixed_width(DRAWINGS[name], 720)
    root = ElementTree.fromstring(drawing)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    measures = [v for e in root.iter() for k, v in e.attrib.items() if k in ("x", "cx", "width")]
    assert not [m for m in measures if "%" in m]
    assert len(list(root.iter(f"{SVG}svg"))) == 1, "no drawing inside the drawing"
    assert not re.search(r"paint-order|vector-effect|var\(|system-ui|<style", drawing)


def test_places_are_those_of_the_share():
    row = figures.ShareRow("Halvdelen", 50, 100, 0.4, 0.6)
    assert row.n / row.asked == 0.5
    drawing = svg.figure_svg([svg.dot(50, 10)], height=20, title="t", desc="d", key="k")
    circle = ElementTree.fromstring(fixed_width(drawing, 300)).find(f"{SVG}circle")
    assert circle.get("cx") == "150"


def test_a_stretched_curve_is_drawn_in_its_place_with_its_own_line_width():
    curve = svg.polyline([(0, 1000), (500, 0)], color=svg.ACCENT)
    body = [svg.stretched([curve], y=30, height=200, columns=1000, rows=1000)]
    drawing = svg.figure_svg(body, height=240, title="t", desc="d", key="k")
    line = next(ElementTree.fromstring(fixed_width(drawing, 600)).iter(f"{SVG}polyline"))
    assert line.get("points") == "0,230 300,30"
    assert line.get("stroke-width") == "2"


def test_the_white_edge_of_letters_lies_below_them():
    drawing = svg.figure_svg([svg.on_paper(0, 9, "æ & ø")], height=9, title="t", desc="d", key="k")
    edge, letters = ElementTree.fromstring(fixed_width(drawing)).findall(f"{SVG}text")
    assert (edge.get("fill"), edge.get("stroke")) == (svg.PAPER, svg.PAPER)
    assert (letters.get("stroke"), letters.text) == (None, "æ & ø")


def test_a_framed_figure_shows_its_title_and_note_inside_its_own_size():
    drawing = framed(DRAWINGS["closed"], width=720, title="Titel & mere", note="En note. " * 30)
    root = ElementTree.fromstring(drawing)
    texts = ["".join(e.itertext()) for e in root.findall(f"{SVG}text")]
    assert texts[0] == "Titel & mere"
    assert len(texts) > 2
    assert all(float(e.get("y")) < float(root.get("height")) for e in root.findall(f"{SVG}text"))
    assert told_in_words(drawing) == told_in_words(DRAWINGS["closed"])


def test_without_a_title_the_one_for_screen_readers_is_shown():
    root = ElementTree.fromstring(framed(DRAWINGS["saturation"]))
    assert root.find(f"{SVG}text").text == "Koder mødt efter antal læste projekter"
