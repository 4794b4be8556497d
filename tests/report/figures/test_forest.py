from __future__ import annotations

from xml.etree import ElementTree

from evalmine.report import svg
from evalmine.report.figures import forest_figure
from evalmine.synthesis.comparison import Comparison

SVG = "{http://www.w3.org/2000/svg}"


def comparison(difference, p, **changes):
    given = {
        "by": "pool", "theme_id": "t", "name": "Fælles sprog", "group_a": "Ledelse tæt på",
        "group_b": "", "n_a": 20, "total_a": 31, "n_b": 22, "total_b": 66,
        "difference": difference, "ci_low": difference - 0.15, "ci_high": difference + 0.15,
        "p_value": p, "p_adjusted": p, "effect": 0.6, "effect_name": "cohens_h",
        "test": "fisher", "n_tests": 12,
    }  # fmt: skip
    return Comparison(**(given | changes))


def drawn(*comparisons):
    return ElementTree.fromstring(forest_figure(comparisons, "da"))


def dots(root):
    return list(root.iter(f"{SVG}circle"))


def test_no_difference_lies_in_the_middle_of_the_axis_and_more_to_the_right():
    less, none, more = (
        float(d.get("cx")[:-1]) for d in dots(drawn(*(comparison(x, 1) for x in (-0.3, 0, 0.3))))
    )
    assert none == 60
    assert round(more - none, 6) == round(none - less, 6) > 0


def test_only_clear_differences_have_a_full_dot():
    root = drawn(comparison(0.3, 0.01), comparison(0.3, 0.2))
    assert [d.get("fill") for d in dots(root)] == [svg.ACCENT, svg.PAPER]


def test_the_whisker_is_the_interval_on_the_same_axis():
    root = drawn(comparison(0.25, 0.01))
    line = next(e for e in root.iter(f"{SVG}line") if e.get("stroke-width") == "4")
    x = float(dots(root)[0].get("cx")[:-1])
    low, high = float(line.get("x1")[:-1]), float(line.get("x2")[:-1])
    assert abs((x - low) - (high - x)) < 0.02
    assert round((high - low) / 38 * 2 * 0.4, 3) == 0.3  # the axis reaches 40 points


def test_what_it_shows_is_told_with_its_interval_and_whether_it_is_clear():
    desc = drawn(comparison(0.31, 0.01)).find(f"{SVG}desc").text
    assert desc == (
        "Fælles sprog: Ledelse tæt på: 65 %, de øvrige: 33 %. Forskel +31 procentpoint "
        "(+16 til +46 procentpoint), tydelig."
    )
    assert "kan være tilfældig" in drawn(comparison(0.31, 0.3)).find(f"{SVG}desc").text


def test_an_interval_that_reaches_the_end_stays_on_the_axis():
    root = drawn(comparison(0.95, 0.01, ci_high=1.4))
    xs = [float(e.get(k)[:-1]) for e in root.iter(f"{SVG}line") for k in ("x1", "x2")]
    assert max(xs) <= 79
