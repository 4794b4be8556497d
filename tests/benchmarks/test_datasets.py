import numpy as np
import pytest
from benchmarks.datasets import DataMissingError, DataSet, slug, split_name

from benchmarks import datasets


def test_a_missing_folder_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALMINE_BENCH_DATA", str(tmp_path / "nowhere"))
    assert datasets.available() == []
    with pytest.raises(DataMissingError, match=r"da_polstance.*EVALMINE_BENCH_DATA"):
        datasets.load("da_polstance")


def test_an_unknown_name_is_told_what_there_is():
    with pytest.raises(KeyError, match="us_bills_cap"):
        datasets.load("us_bills")


def test_a_set_is_read_with_its_answers_none_and_na(tmp_path, monkeypatch):
    folder = tmp_path / "safenet_lessons"
    folder.mkdir()
    rows = [
        "id,text,labels,incident",
        '1,None,Equipment|Human Factors,"  Cub  fire"',
        "2,N/A,Other,",
    ]
    (folder / "safenet_lessons.csv").write_text("\n".join([*rows, "3,x,Other,CUB FIRE"]) + "\n")
    monkeypatch.setenv("EVALMINE_BENCH_DATA", str(tmp_path))
    data = datasets.read("safenet_lessons")
    assert data.texts == ["None", "N/A", "x"]
    assert data.labels[0] == {"equipment", "human_factors"}
    assert data.groups == ["cub fire", "report 2", "cub fire"]
    assert data.truth.sum() == 4


def test_every_set_has_a_codebook_in_two_languages():
    for name in datasets.NAMES:
        book = datasets.codebook(name)
        for code in book.codes:
            assert code.definition["da"], (name, code.id)
            assert code.definition["en"], (name, code.id)


def test_labels_become_code_ids():
    assert slug("Law and Crime") == "law_and_crime"
    assert split_name("sib200_nb") == "sib200"


def test_taking_rows_keeps_everything_in_step():
    data = DataSet(
        "made_up",
        "en",
        ["a", "b"],
        ["one", "two"],
        [frozenset({"x"}), frozenset({"y"})],
        ["g", "h"],
        np.array(["development", "test"]),
        ("x", "y"),
        True,
    )
    half = data.take(data.split == "test")
    assert (half.ids, half.texts, half.groups) == (["b"], ["two"], ["h"])
    assert half.label.tolist() == ["y"]
    assert half.truth.tolist() == [[False, True]]
