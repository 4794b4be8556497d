from __future__ import annotations

from xml.etree import ElementTree

from evalmine.report import svg
from evalmine.report.figures import theme_map_figure
from evalmine.synthesis.outline import MapPoint

SVG = "{http://www.w3.org/2000/svg}"


def point(name, x, y, n=10, origin="codebook"):
    return MapPoint(name, name, origin, x, y, n, n)


def drawn(*points):
    return ElementTree.fromstring(theme_map_figure(points, "da"))


def test_the_area_stands_for_projects():
    large, small = drawn(point("A", 0.2, 0.2, 80), point("B", 0.8, 0.8, 20)).iter(f"{SVG}circle")
    ratio = float(large.get("r")) / float(small.get("r"))
    assert 1.9 < ratio < 2.1


def test_themes_from_the_texts_are_open():
    fills = [
        c.get("fill")
        for c in drawn(point("A", 0.2, 0.2), point("B", 0.8, 0.8, 5, "inductive")).iter(
            f"{SVG}circle"
        )
    ]
    assert fills[0] != svg.PAPER == fills[1]


def test_a_name_without_room_gets_a_number_and_is_told_below():
    crowd = [point(f"Et langt navn på tema {i}", 0.5, 0.5 + i / 50, 20 - i) for i in range(9)]
    root = drawn(*crowd)
    shown = " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    shown = shown.replace("\N{NO-BREAK SPACE}", " ")
    assert all(f"tema {i}" in shown for i in range(9))
    assert "1 Et langt navn" in shown


def test_the_description_names_all_themes_with_their_projects():
    desc = drawn(point("A", 0.2, 0.2, 80), point("B", 0.8, 0.8, 20)).find(f"{SVG}desc").text
    assert "A (80 projekter), B (20 projekter)." in desc
