from __future__ import annotations

from xml.etree import ElementTree

from sample_outline import prevalence_rows

from evalmine.report import svg
from evalmine.report.figures import change_figure

SVG = "{http://www.w3.org/2000/svg}"


def drawn(language="da"):
    return ElementTree.fromstring(
        change_figure(prevalence_rows(), language, year="2025", previous_year="2024")
    )


def texts(root):
    return [
        "".join(e.itertext()).replace("\N{NO-BREAK SPACE}", " ") for e in root.iter(f"{SVG}text")
    ]


def test_only_themes_with_last_years_numbers_are_drawn_the_largest_rise_first():
    names = [t for t in texts(drawn()) if t.startswith(("Fælles", "Ledelse", "Udskiftning"))]
    assert names == ["Fælles sprog og åben dialog", "Ledelse, der går forrest"]


def test_the_open_dot_is_last_year_and_the_full_one_this():
    dots = list(drawn().iter(f"{SVG}circle"))
    assert [d.get("fill") for d in dots[:2]] == [svg.PAPER, svg.ACCENT]
    then, now = (float(d.get("cx")[:-1]) for d in dots[:2])
    assert round((now - then) / 38, 3) == round(61 / 97 - 24 / 52, 3)


def test_changes_are_told_in_points_and_counts():
    desc = drawn().find(f"{SVG}desc").text
    assert "fra 46 % til 63 %, +17 procentpoint (24 af 52, 61 af 97)." in desc
    assert "from 46% to 63%, +17 percentage points" in drawn("en").find(f"{SVG}desc").text
