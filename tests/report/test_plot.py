from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from sample_outline import sample

from evalmine.errors import ConfigError
from evalmine.report.plot import Plot


@pytest.fixture
def plot():
    return Plot(sample().outline)


def test_figures_show_themselves_in_a_notebook(plot):
    for figure in (plot.prevalence(), plot.prevalence(by="pool"), plot.closed(), plot.saturation()):
        assert "<svg" in figure._repr_html_() or "<table" in figure._repr_html_()


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
