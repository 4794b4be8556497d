from __future__ import annotations

import pytest

from evalmine.corpus.read import read
from evalmine.report.reasons import told_place, told_reason
from evalmine.report.words import load_words

DA = load_words("da")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("kept: no project id, called R0007", "Rækken har intet projektnummer og kaldes R0007."),
        (
            "kept without a value: 12 answers are on no known scale ('ja')",
            "12 svar ligger ikke på en kendt skala og tælles ikke med i andelene.",
        ),
        ("something nobody foresaw", "Teknisk bemærkning: something nobody foresaw"),
    ],
)
def test_a_reason_is_told_in_the_language_of_the_report(reason, told):
    assert told_reason(reason, DA) == told


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("row 44", "række 44"),
        ("page 3", "side 3"),
        ("header", "overskriftsrækken"),
        ("sheet 'row A', row 2", "ark 'row A', række 2"),
        ("column page 2", "kolonne page 2"),
        ("", ""),
    ],
)
def test_a_place_is_told_without_touching_the_names_in_it(location, told):
    assert told_place(location, DA) == told


def test_what_the_reader_says_of_a_folder_and_a_broken_file_has_danish_words(tmp_path):
    (tmp_path / "README.md").write_text("Om filerne.", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "svar.csv").write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "rapport.pdf").write_bytes(b"no pdf")
    (tmp_path / "note.txt").write_text("Vi lærte meget af det hele i år.", encoding="utf-8")
    (tmp_path / "film.mov").write_bytes(b"x")
    reasons = [told_reason(e.reason, DA) for e in read(str(tmp_path)).excluded]
    assert len(reasons) == 4
    assert not any(r.startswith("Teknisk") for r in reasons), reasons
