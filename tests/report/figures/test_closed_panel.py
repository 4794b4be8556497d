from __future__ import annotations

from xml.etree import ElementTree

from sample_outline import sample

from evalmine.report.figures import SCALE_COLORS
from evalmine.report.panels import closed_panel_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn():
    outline = sample().outline
    return ElementTree.fromstring(closed_panel_of(outline.closed, outline, min_cell=3))


def test_all_questions_stand_in_one_drawing_with_their_numbers():
    texts = ["".join(e.itertext()) for e in drawn().findall(f"{SVG}text")]
    for summary in sample().outline.closed:
        assert summary.question in texts
    told = " ".join(texts).replace("\N{NO-BREAK SPACE}", " ")
    assert "81 % i høj eller meget høj grad (79 af 97), 67 % i 2024 (35 af 52)" in told


def test_what_the_colors_mean_is_said_once():
    root = drawn()
    legend = [e.get("fill") for e in root.findall(f"{SVG}rect")]
    assert legend == list(SCALE_COLORS)


def test_bars_keep_their_description_for_those_who_do_not_see_them():
    desc = drawn().find(f"{SVG}desc").text
    assert "I meget høj grad: 23 % (22 af 97)." in desc
    assert len(list(drawn().iter(f"{SVG}desc"))) == 1
