from __future__ import annotations

import openpyxl
import pytest

from evalmine.corpus.rows import read_texts, texts_as_segments
from evalmine.errors import InputError


def written(tmp_path, content, name="t.csv"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def workbook(tmp_path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def test_ids_are_text_as_they_stand_in_the_file(tmp_path):
    rows = read_texts(written(tmp_path, "id,tekst\n007,godt gået\n7,fint nok\n1e3,ja tak\n"))
    assert rows.ids == ("007", "7", "1e3")


def test_numbers_as_ids_in_a_workbook_have_no_decimals(tmp_path):
    path = workbook(tmp_path, Ark1=[("id", "tekst"), (1, "godt gået"), (2.0, "fint nok")])
    assert read_texts(path).ids == ("1", "2")


def test_empty_texts_and_na_stay_in_their_rows(tmp_path):
    rows = read_texts(written(tmp_path, "id,tekst\na,NA\nb,\nc,None\nd,et møde\ne,\n"))
    assert rows.texts == ("NA", "", "None", "et møde", "")
    assert rows.says_something == (False, False, False, True, False)


def test_a_single_column_keeps_its_quoted_empty_rows(tmp_path):
    rows = read_texts(written(tmp_path, 'tekst\n"et møde"\n""\n"to møder"\n""\n""\n\n'))
    assert rows.texts == ("et møde", "", "to møder", "", "")
    assert rows.ids == ("1", "2", "3", "4", "5")


def test_with_ids_a_row_without_any_cell_is_no_row(tmp_path):
    rows = read_texts(written(tmp_path, "id,tekst\na,et møde\n,\n\nb,to møder\n"))
    assert rows.ids == ("a", "b")


def test_identifiers_are_masked(tmp_path):
    path = written(tmp_path, "id,tekst\na,Skriv til post@firma.example\n")
    assert read_texts(path).texts == ("Skriv til [E-MAIL]",)
    assert read_texts(path, mask=False).texts == ("Skriv til post@firma.example",)


def test_long_ids_are_not_taken_for_the_texts(tmp_path):
    path = written(tmp_path, f"id,besked\n{'a' * 36},godt\n{'b' * 36},fint\n")
    assert read_texts(path).texts == ("godt", "fint")


def test_a_column_named_as_text_comes_before_a_longer_one(tmp_path):
    path = written(tmp_path, "id;Tekst;note\n1;kort;en meget lang bemærkning om noget andet\n")
    rows = read_texts(path)
    assert rows.texts == ("kort",)
    assert rows.remarks == ('t.csv: texts from column "Tekst", ids from "id"',)


def test_named_columns_are_taken_without_a_word(tmp_path):
    path = written(tmp_path, "nr,a,b\nx1,kort,en længere tekst\n")
    rows = read_texts(path, text="a", id_column="nr")
    assert (rows.ids, rows.texts, rows.remarks) == (("x1",), ("kort",), ())


def test_without_an_id_column_rows_are_numbered_and_that_is_said(tmp_path):
    rows = read_texts(written(tmp_path, "a,b\nkort,en længere tekst\n"))
    assert rows.ids == ("1",)
    assert rows.remarks == ('t.csv: texts from column "b", row numbers as ids',)


def test_of_two_id_columns_the_one_without_repeats_is_taken(tmp_path):
    path = written(tmp_path, "case_id,segment_id,tekst\nP,s1,et møde\nP,s2,to møder\n")
    assert read_texts(path).ids == ("s1", "s2")


def test_ids_are_not_looked_at_when_nobody_wants_them(tmp_path):
    path = written(tmp_path, "id,tekst\n1,et møde\n1,to møder\n")
    assert read_texts(path, id_column=None).texts == ("et møde", "to møder")


def test_a_row_that_does_not_fit_the_header_is_kept_empty_and_told(tmp_path):
    rows = read_texts(written(tmp_path, "id,tekst\n1,et møde\n2,to, tre møder\n3,fire møder\n"))
    assert rows.ids == ("1", "2", "3")
    assert rows.texts == ("et møde", "", "fire møder")
    assert rows.remarks[1].startswith("t.csv, row 3: has 3 cells where the header has 2: text left")


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("id,tekst\n1,a b\n1,c d\n", {}, "t.csv, row 3: id '1' stands in row 2 too"),
        ("id,tekst\n1,a b\n,c d\n", {}, "t.csv, row 3: has no id"),
        ("id,tekst\n1,a b\n", {"text": "svar"}, "no column 'svar'; the columns are: id, tekst"),
        ("id,tekst\n1,a b\n", {"id_column": "nr"}, "no column 'nr'; the columns are: id, tekst"),
        ('id,tekst\n1,"a b\n2,c d\n', {}, "row 2: a quotation mark is opened and never closed"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path, content, options, message):
    with pytest.raises(InputError) as error:
        read_texts(written(tmp_path, content), **options)
    assert message in str(error.value)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(InputError, match="does not exist: check the path"):
        read_texts(tmp_path / "mangler.csv")
    with pytest.raises(InputError, match=r"is a folder: name the \.csv"):
        read_texts(tmp_path)


def test_of_several_sheets_the_one_with_the_column_is_read(tmp_path):
    path = workbook(
        tmp_path,
        Forklaring=[("navn", "betydning"), ("a", "noget om kolonnerne")],
        Svar=[("id", "svar"), ("1", "et møde")],
    )
    assert read_texts(path, text="svar").texts == ("et møde",)
    with pytest.raises(InputError, match="on the sheets 'Forklaring', 'Svar'"):
        read_texts(path)


def test_segments_sort_as_the_rows_do():
    segments = texts_as_segments(["a"] * 12)
    assert [s.segment_id for s in segments] == sorted(s.segment_id for s in segments)
    assert segments[9].segment_id == "09"
