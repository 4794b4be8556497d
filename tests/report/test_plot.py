from __future__ import annotations

import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from sample_outline import sample

from evalmine.errors import ConfigError
from evalmine.report.plot import Plot
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.outline import MapPoint


@pytest.fixture
def plot():
    return Plot(sample().outline)


@pytest.fixture
def full():
    """A plot of an outline in which there is something to draw for every figure."""
    given = {
        "by": "pool", "theme_id": "t", "name": "Fælles sprog", "group_a": "Viden videre",
        "group_b": "", "n_a": 20, "total_a": 22, "n_b": 22, "total_b": 75, "difference": 0.6,
        "ci_low": 0.4, "ci_high": 0.8, "p_value": 0.01, "p_adjusted": 0.02, "effect": 1.2,
        "effect_name": "cohens_h", "test": "fisher", "n_tests": 9,
    }  # fmt: skip
    points = tuple(MapPoint(x, x, "codebook", i / 4, i / 5, 9, 9) for i, x in enumerate("abc"))
    outline = replace(sample().outline, comparisons=(Comparison(**given),), theme_map=points)
    return Plot(outline)


NAMES = (
    *("prevalence", "heat", "learnings", "closed", "saturation", "theme_map"),
    *("change", "comparison"),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_shows_itself_and_is_saved_as_svg_and_png(full, tmp_path, name):
    figure = getattr(full, name)()
    shown = figure._repr_html_()
    assert "<svg" in shown
    assert figure.title in shown.replace("&amp;", "&")
    drawing = ElementTree.parse(figure.save(tmp_path / "a.svg")).getroot()
    assert figure.title.split()[0] in "".join(drawing.itertext())
    assert figure.save(tmp_path / "a.png", width=600, scale=1).read_bytes()[:4] == b"\x89PNG"


def test_a_table_shows_itself_in_a_notebook(plot):
    assert "<table" in plot.prevalence(by="pool")._repr_html_()


def test_a_picture_is_as_wide_as_asked_for(plot, tmp_path):
    path = plot.saturation().save(tmp_path / "a.png", width=500, scale=2)
    assert struct.unpack(">I", path.read_bytes()[16:20]) == (1000,)


def test_a_size_that_makes_no_sense_is_refused(plot, tmp_path):
    with pytest.raises(ConfigError, match=r"width is 300 to 4000 pixels, scale 0\.5 to 8"):
        plot.saturation().save(tmp_path / "a.png", width=20)
    with pytest.raises(
        ConfigError, match=r"a\.gif: give the file a name that ends in \.svg, \.png"
    ):
        plot.saturation().save(tmp_path / "a.gif")


def test_what_was_not_compared_is_said(plot, full):
    rows = tuple(replace(r, previous=None) for r in sample().outline.prevalence)
    alone = Plot(replace(sample().outline, prevalence=rows))
    with pytest.raises(ConfigError, match=r"analyze\(previous=...\)"):
        alone.change()
    with pytest.raises(
        ConfigError, match="by='sektor': there is no difference to show; compared by: pool"
    ):
        full.comparison(by="sektor")
    with pytest.raises(ConfigError, match="there is no map"):
        plot.theme_map()


def test_a_saved_drawing_is_an_svg_of_fixed_width(plot, tmp_path):
    path = plot.prevalence().save(tmp_path / "a.svg")
    assert ElementTree.parse(path).getroot().get("width") == "720"


def test_a_table_is_saved_as_a_page(plot, tmp_path):
    figure = plot.prevalence(by="pool")
    assert "<table" in figure.save(tmp_path / "a.html").read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match=r"it is a table"):
        figure.save(tmp_path / "a.svg")


def test_a_closed_question_is_found_by_a_part_of_its_wording(plot):
    assert "fælles sprog" in plot.closed("FÆLLES").markup
    with pytest.raises(ConfigError, match="no answered closed question is like 'løn'"):
        plot.closed("løn")


def test_what_cannot_be_shown_says_why(plot):
    with pytest.raises(ConfigError, match="by='sector'"):
        plot.prevalence(by="sector")
    bare = replace(sample().outline, method=replace(sample().outline.method, saturation=()))
    with pytest.raises(ConfigError, match="no code was assigned"):
        Plot(bare).saturation()


def test_a_figure_is_readable_in_a_dark_notebook_and_short_in_a_terminal():
    plot = Plot(sample().outline)
    for figure in (plot.prevalence(), plot.prevalence(by="pool")):
        paper = '<div class="evalmine-figure" style="background:#fff;color:#1d2528'
        assert figure._repr_html_().startswith(paper)
        assert len(repr(figure)) < 600
        assert figure.title in repr(figure)
