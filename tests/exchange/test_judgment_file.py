from __future__ import annotations

import pandas as pd
import pytest

from evalmine.errors import InputError
from evalmine.exchange.judgment_file import read_judgments
from evalmine.synthesis.cerqual import Judgment

HIGH = Judgment("C-spread/came_about", "high", "Mange kilder", "Mette", "Erfaringer er spredt")


def written(tmp_path, text, name="vurderinger.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_is_read_in_danish_and_english(tmp_path):
    danish = (
        "Læringsnøgle;Læring;Niveau;Begrundelse;Vurderet af\n"
        "C-spread/came_about;Erfaringer er spredt;Høj;Mange kilder;Mette\n"
        "C-turnover/hindered;Udskiftning;;;\n"
    )
    assert read_judgments(written(tmp_path, danish)) == (HIGH,)
    english = "learning_key,level\nC-a/matters,very low\n"
    assert read_judgments(written(tmp_path, english)) == (Judgment("C-a/matters", "very_low"),)


def test_a_yaml_list_is_read(tmp_path):
    text = "- learning_key: C-a/matters\n  level: moderat\n  judged_by: Mette\n"
    path = written(tmp_path, text, "vurderinger.yaml")
    assert read_judgments(path) == (Judgment("C-a/matters", "moderate", judged_by="Mette"),)


def test_the_sheet_of_a_workbook_is_read_below_its_title(tmp_path):
    path = tmp_path / "aftryk.xlsx"
    cells = [
        ["Udfyld de gule felter.", None, None],
        ["læringsnøgle", "niveau", "begrundelse"],
        ["C-a/matters", "lav", None],
        ["C-b/matters", None, "Ikke set på endnu"],
    ]
    with pd.ExcelWriter(path) as book:
        pd.DataFrame([["x"]]).to_excel(book, sheet_name="Citater", index=False, header=False)
        pd.DataFrame(cells).to_excel(book, sheet_name="CERQual", index=False, header=False)
    assert read_judgments(path) == (Judgment("C-a/matters", "low"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "learning_key,level\nC-a,hig\n",
            "v.csv, row 2: 'hig' is no level; did you mean 'high'?",
        ),
        (
            "learning_key,level\nC-a,high\nC-b,7\n",
            "v.csv, row 3: '7' is no level; write high, moderate, low or very_low "
            "(høj, moderat, lav, meget lav)",
        ),
        (
            "learning_key,level\n,low\n",
            "v.csv, row 2: a level is set but learning_key is empty; "
            "copy the key of the learning there",
        ),
        (
            "headline,level\nx,low\n",
            "v.csv: there is no column 'learning_key' ('læringsnøgle'); "
            "export the sheet anew or add it",
        ),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_remedy(tmp_path, text, message):
    with pytest.raises(InputError) as told:
        read_judgments(written(tmp_path, text, "v.csv"))
    assert str(told.value) == message


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(InputError, match=r"v\.yaml: it is no list of judgments"):
        read_judgments(written(tmp_path, "level: high\n", "v.yaml"))
    with pytest.raises(InputError, match=r"v\.xlsx: it cannot be opened; save it as \.xlsx again"):
        read_judgments(written(tmp_path, "x", "v.xlsx"))
    with pytest.raises(InputError, match="there is no such file; check the path"):
        read_judgments(tmp_path / "none.csv")
