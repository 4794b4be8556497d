import sys

import pytest

from benchmarks import __main__ as command
from benchmarks import datasets, render, running


def measure(name):
    if name == "gone":
        raise datasets.DataMissingError("gone: no such folder")
    return {"f1": 1.0}


def test_a_set_that_is_not_there_is_said_and_skipped(capsys):
    found = running.over_sets(["here", "gone"], measure)
    assert found == {"sets": {"here": {"f1": 1.0}}, "skipped": ["gone"]}
    assert "skipped: gone: no such folder" in capsys.readouterr().err


class Part:
    """Stands for a part's module."""

    def __init__(self, names):
        self.names = names

    def measure(self):
        return running.over_sets(self.names, measure)


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(render, "README", tmp_path / "README.md")
    return tmp_path / "results"


def test_a_part_writes_its_figures_with_versions_and_encoder(results, monkeypatch):
    monkeypatch.setitem(sys.modules, "benchmarks.zero_shot", Part(["here"]))
    command.main(["zero_shot"])
    text = (results / "zero_shot.json").read_text(encoding="utf-8")
    for word in ('"f1": 1.0', '"numpy"', '"scikit-learn"', '"cores"', '"e5-small-nordic"'):
        assert word in text


def test_results_are_left_when_a_set_is_missing(results, monkeypatch):
    monkeypatch.setitem(sys.modules, "benchmarks.zero_shot", Part(["here", "gone"]))
    command.main(["zero_shot"])
    assert list(results.iterdir()) == []


def test_an_unknown_part_is_told_what_there_is(results):
    with pytest.raises(SystemExit, match="single_label"):
        command.main(["zeroshot"])
