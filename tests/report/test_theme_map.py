from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from sample_outline import map_points, rich_sample

from evalmine.report.theme_map import draw_theme_map, place_names
from evalmine.report.words import load_words

DA = load_words("da")
WIDE = ("wide", 18.0, 22)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn():
    return draw_theme_map(rich_sample().outline, DA, {"L001": "L001"})


def test_every_theme_is_told_with_its_words_pools_and_learnings(drawn):
    first = drawn.data[0]
    assert (first["name"], first["base"], first["keywords"]) == (
        "Fælles sprog",
        "61 af 97",
        "ord, sprog",
    )
    assert first["from"] == "Fra kodebogen"
    assert first["links"] == [
        ["L001", rich_sample().outline.front[0].headline, "61 af 97 projekter"]
    ]
    assert first["pools"][0] == ["Trivsel i fællesskab", 28, 44]
    assert [x["n"] for x in drawn.data] == [61, 44, 14, 0]


def test_a_learning_that_is_told_nowhere_is_not_linked_to():
    drawn = draw_theme_map(rich_sample().outline, DA, {"L001": ""})
    assert drawn.data[0]["links"] == []


def test_the_drawing_can_be_read_aloud_without_a_script(drawn):
    root = ElementTree.fromstring(drawn.drawing)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert desc.text.startswith(
        "4 temaer som cirkler på et kort. Flest projekter: Fælles sprog (61"
    )


def test_larger_circles_have_more_projects_and_themes_found_are_open(drawn):
    root = ElementTree.fromstring(drawn.drawing)
    spots = root.findall(f"{SVG}g")
    radii = [float(s.find(f"{SVG}circle").get("r")) for s in spots]
    assert radii == sorted(radii, reverse=True)
    assert [s.get("class") for s in spots] == ["spot code"] * 2 + ["spot found"] * 2


def test_names_that_have_room_stand_beside_their_circles(drawn):
    root = ElementTree.fromstring(drawn.drawing)
    names = [t for t in root.iter(f"{SVG}text") if t.get("class") == "name wide"]
    assert [" ".join("".join(t.itertext()).split()) for t in names][:2] == [
        "Fælles sprog",
        "Ledelse",
    ]


def test_names_touch_neither_circles_nor_each_other():
    circles = [(500.0, 360.0, 30.0), (500.0, 425.0, 30.0), (565.0, 360.0, 30.0)]
    names = ["Et langt navn på et tema", "Et andet navn", "Et tredje navn"]
    places = place_names(names, circles, WIDE)
    assert places[0] is not None
    assert places[0].anchor == "end"  # to the right and below there are circles
    crowd = [(500.0, 360.0, 30.0)] * 60
    assert sum(p is not None for p in place_names(["Navn"] * 60, crowd, WIDE)) < 9


def test_a_name_that_would_leave_the_drawing_is_not_placed_there():
    (right,) = place_names(["Navnet er langt"], [(960.0, 360.0, 20.0)], WIDE)
    assert right.anchor == "end"
    assert place_names(["Navn " * 300], [(500.0, 360.0, 20.0)], WIDE) == [None]


def test_two_themes_make_no_map():
    outline = replace(rich_sample().outline, theme_map=map_points()[:2])
    assert draw_theme_map(outline, DA, {}) is None


def test_hostile_names_stay_words():
    points = tuple(replace(p, name='<b>"&') for p in map_points())
    drawn = draw_theme_map(replace(rich_sample().outline, theme_map=points), DA, {})
    root = ElementTree.fromstring(drawn.drawing)
    assert '<b>"&' in {" ".join("".join(t.itertext()).split()) for t in root.iter(f"{SVG}text")}


def test_without_codes_nothing_is_said_of_a_codebook():
    outline = rich_sample().outline
    method = replace(outline.method, codes=())
    drawn = draw_theme_map(replace(outline, method=method), DA, {})
    assert "kodebog" not in drawn.caption.lower()
