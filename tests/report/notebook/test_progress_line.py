"""The line under a cell: there while it works, gone afterwards, and only in a notebook."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from evalmine.report.notebook import progress_line
from evalmine.report.notebook.progress_line import ProgressLine, in_notebook


class Cell:
    """Stands in for the output of a cell."""

    def __init__(self):
        self.shown = []

    def display(self, bundle, **_):
        self.shown.append(bundle)
        return SimpleNamespace(update=self.display)


@pytest.fixture
def cell(monkeypatch):
    made, seconds = Cell(), iter(range(1000))
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=made.display))
    monkeypatch.setattr(progress_line, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    return made


def test_it_says_what_is_done_and_is_gone_at_the_end(cell):
    line = ProgressLine("da", last="learnings")
    for stage, done, total in (
        ("codebook", 0, 1),
        ("embed", 40, 200),
        ("learnings", 0, 1),
        ("learnings", 1, 1),
    ):
        line(stage, done, total)
    assert [bundle["text/plain"] for bundle in cell.shown] == [
        "evalmine: Læser kodebogen …",
        "evalmine: Læser sætningerne, 40 af 200 …",
        "evalmine: Samler læringer …",
        "",
    ]
    assert "Læser kodebogen" in cell.shown[0]["text/html"]
    assert cell.shown[-1]["text/html"] == ""


def test_a_stage_nobody_named_is_told_too(cell):
    ProgressLine("en", last="learnings")("polish", 0, 1)
    assert cell.shown[0]["text/plain"] == "evalmine: Working …"


def test_hundreds_of_updates_a_second_are_not_sent(cell, monkeypatch):
    monkeypatch.setattr(progress_line, "time", SimpleNamespace(monotonic=lambda: 5.0))
    line = ProgressLine("da", last="learnings")
    for done in range(100):
        line("embed", done, 200)
    line("code", 0, 1)
    assert len(cell.shown) == 2


def test_scripts_and_terminals_see_nothing(cell, monkeypatch):
    for ipython in (None, SimpleNamespace(get_ipython=lambda: None)):
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        assert not in_notebook()
        ProgressLine("da", last="learnings")("embed", 1, 2)
    terminal = SimpleNamespace(get_ipython=lambda: SimpleNamespace())
    monkeypatch.setitem(sys.modules, "IPython", terminal)
    assert not in_notebook()
    assert not cell.shown
