from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from sample_outline import closed_questions, method, prevalence_rows

from evalmine.report import figures, svg
from evalmine.synthesis.outline import ClosedSummary, PrevalenceRow, SaturationPoint

SVG = "{http://www.w3.org/2000/svg}"


def drawings():
    return {
        "prevalence": figures.prevalence_figure(prevalence_rows(), "da"),
        "closed": figures.closed_figure(closed_questions()[0], "da", key="c", previous_year="2024"),
        "saturation": figures.saturation_figure(method().saturation, "da"),
        "units": figures.unit_bar(61, 97, "da", key="u"),
    }


@pytest.mark.parametrize("name", ["prevalence", "closed", "saturation", "units"])
def test_every_drawing_is_an_image_with_a_title_and_a_description(name):
    root = ElementTree.fromstring(drawings()[name])
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text
    assert desc.text


@pytest.mark.parametrize("name", ["prevalence", "closed", "saturation", "units"])
def test_drawings_are_the_same_bytes_each_time_and_fetch_nothing(name):
    drawing = drawings()[name]
    assert drawing == drawings()[name]
    assert not re.search(r"href|url\(|gradient|@import|<script|<style", drawing, re.IGNORECASE)
    assert not re.search(r"\d\.\d{3}", drawing), "coordinates have at most two decimals"


@pytest.mark.parametrize("name", ["prevalence", "saturation", "closed"])
def test_text_is_never_smaller_than_twelve_pixels(name):
    sizes = re.findall(r'font-size="([\d.]+)"', drawings()[name])
    assert min(float(s) for s in sizes) >= 12


def test_the_description_reads_out_every_number_of_the_prevalence_figure():
    desc = ElementTree.fromstring(drawings()["prevalence"]).find(f"{SVG}desc").text
    assert "Fælles sprog og åben dialog: 61 af 97 projekter, 53-72 %." in desc
    assert desc.count("projekter") == len(prevalence_rows())


def test_the_dot_lies_on_the_scale_and_inside_its_interval():
    row = PrevalenceRow("t", "Halvdelen", "codebook", 50, 100, 0.4, 0.6, ())
    root = ElementTree.fromstring(figures.prevalence_figure([row], "da"))
    assert root.find(f"{SVG}circle").get("cx") == "50%"
    thick = next(e for e in root.iter(f"{SVG}line") if e.get("stroke-width") == "4")
    assert float(thick.get("x1")[:-1]) < 50 < float(thick.get("x2")[:-1])


def test_themes_from_the_texts_have_an_open_dot():
    fills = [
        e.get("fill") for e in ElementTree.fromstring(drawings()["prevalence"]).iter(f"{SVG}circle")
    ]
    assert fills == [svg.ACCENT] * 3 + [svg.PAPER] * 2


def test_a_theme_nobody_was_asked_about_has_a_label_and_no_dot():
    row = PrevalenceRow("t", "Ingen", "codebook", 0, 0, 0.0, 1.0, (("A", 0, 0),), (0, 0))
    root = ElementTree.fromstring(figures.prevalence_figure([row], "da"))
    assert root.find(f"{SVG}circle") is None
    assert "<td" in (table := figures.heat_table([row], "da"))
    assert "–" in table


def test_long_names_are_wrapped_to_a_telephones_width():
    row = PrevalenceRow("t", "et langt navn " * 8, "codebook", 1, 9, 0.0, 0.4, ())
    root = ElementTree.fromstring(figures.prevalence_figure([row], "da"))
    assert max(len("".join(e.itertext())) for e in root.iter(f"{SVG}text")) <= 48


def test_the_stacked_bar_fills_the_width_and_shows_last_year():
    root = ElementTree.fromstring(drawings()["closed"])
    widths = [float(e.get("width")[:-1]) for e in root.iter(f"{SVG}rect")]
    assert sum(widths[:-1]) == pytest.approx(100, abs=0.05)
    assert widths[-1] == pytest.approx(100 * 35 / 52, abs=0.01)
    assert "2024: 67 % (35 af 52)." in root.find(f"{SVG}desc").text


def test_answers_that_are_off_the_scale_are_not_in_the_bar():
    summary = ClosedSummary("Q", (("Ja", 3), ("Nej", 2), ("Ved ikke", 4)), 3, 5)
    assert figures.valid_answers(summary) == [("Ja", 3), ("Nej", 2)]


def test_the_unit_bar_has_one_tick_per_project_until_they_would_blur():
    few = ElementTree.fromstring(figures.unit_bar(3, 44, "da", key="u"))
    assert few.find(f"{SVG}svg").get("viewBox") == "0 0 44 10"
    assert "stroke-dasharray" in figures.unit_bar(3, 44, "da", key="u")
    assert "stroke-dasharray" not in figures.unit_bar(3, 400, "da", key="u")
    assert len(list(few.iter(f"{SVG}path"))) == 2
    assert figures.unit_bar(0, 0, "da", key="u") == ""


def test_a_curve_of_one_project_or_no_codes_can_be_drawn():
    for points in ([SaturationPoint(1, 0, 0, 0)], [SaturationPoint(1, 3, 3, 3)]):
        ElementTree.fromstring(figures.saturation_figure(points, "en"))


def test_hostile_names_are_escaped_in_every_figure():
    bad = "<script>\"&'"
    row = PrevalenceRow("t", bad, "codebook", 3, 9, 0.1, 0.5, ((bad, 1, 3), ("B", 2, 6)))
    closed = figures.closed_figure(ClosedSummary(bad, ((bad, 5),), 5, 5), "da", key="c")
    for markup in (figures.prevalence_figure([row], "da"), figures.heat_table([row], "da"), closed):
        ElementTree.fromstring(markup)
        assert "<script" not in markup


def test_shades_and_scale_colors_carry_readable_text():
    def luminance(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a, b):
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for i, color in enumerate(figures.SCALE_COLORS):
        assert contrast(color, svg.PAPER if i in (0, 4) else svg.INK) >= 4.5
    for i, (_, color) in enumerate(figures.HEAT):
        assert contrast(color, svg.INK if i else svg.PAPER) >= 4.5
    assert contrast(svg.MUTED, svg.PAPER) >= 4.5
