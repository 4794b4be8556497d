import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.tabular import find_delimiter, read_table
from evalmine.errors import InputError

HEADER = ["Projekt-id", "Beløb", "Hvad er jeres læring?"]
ANSWERS = [
    "None",
    "NA",
    "N/A",
    "-",
    "nan",
    "null",
    "Godt; men dyrt",
    'Han sagde "ja"',
    "to\nlinjer",
    "1,5",
]


def write_csv(path, rows, *, delimiter=";", encoding="cp1252"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path, sheets, merged=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        for cells in merged:
            page.merge_cells(cells)
    book.save(path)
    return path


def rows_of(table):
    return table.frame.to_numpy().tolist()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_dialect(tmp_path, delimiter, encoding):
    rows = [[f"A{i}", "385.000,00", f"{answer} på øen"] for i, answer in enumerate(ANSWERS)]
    path = write_csv(tmp_path / "a.csv", [HEADER, *rows], delimiter=delimiter, encoding=encoding)
    (table,) = read_table(path)
    assert list(table.frame.columns) == HEADER
    assert rows_of(table) == rows
    assert table.first_row == 2
    assert table.problems == ()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_answers_that_look_like_gaps_survive(tmp_path, suffix):
    rows = [[f"A{i}", None, answer] for i, answer in enumerate(ANSWERS)]
    path = tmp_path / f"a.{suffix}"
    write_csv(path, [HEADER, *rows]) if suffix == "csv" else write_xlsx(
        path, {"S": [HEADER, *rows]}
    )
    (table,) = read_table(path)
    assert rows_of(table) == rows


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.text("abcæøå ;,.\"'|\n-–?", min_size=1, max_size=40)),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_as_csv_comes_back(tmp_path_factory, answers, delimiter):
    rows = [[f"A{n}", str(n), text.strip() or "x"] for n, text in answers]
    path = write_csv(
        tmp_path_factory.mktemp("csv") / "a.csv",
        [HEADER, *rows],
        delimiter=delimiter,
        encoding="utf-8",
    )
    (table,) = read_table(path)
    assert rows_of(table) == rows


def test_delimiter_is_not_the_comma_of_the_answers():
    buffer = io.StringIO()
    rows = [HEADER] + [
        [f"A{i}", "1,5", "Først mødtes vi, så talte vi, og så var der kage"] for i in range(5)
    ]
    csv.writer(buffer, delimiter=";").writerows(rows)
    assert find_delimiter(buffer.getvalue()) == ";"


def test_excel_hint_line_names_the_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=,\nId,Svar\nA1,ja; nej\n", encoding="utf-8")
    (table,) = read_table(path)
    assert rows_of(table) == [["A1", "ja; nej"]]


def test_ragged_rows_are_listed_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Id;Beløb;Svar\nA1;1;godt\nA2;2\nA3;3;godt;men;dyrt\nA4;4;fint\n", encoding="utf-8"
    )
    (table,) = read_table(path)
    assert table.problems == (
        (3, "has 2 cells of 3: kept, the rest is empty"),
        (4, "has 5 cells where the header has 3: left out, because answers would stand under the "
            "wrong questions; quote the cells that hold the delimiter"),
    )  # fmt: skip
    assert table.unreadable == {4}
    assert rows_of(table)[1] == ["A2", "2", None]


def test_a_quotation_mark_that_is_never_closed_is_listed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Id;Svar\nA1;godt\nA2;"begyndt\nA3;fint\n', encoding="utf-8")
    (table,) = read_table(path)
    assert table.problems == (
        (3, "a quotation mark is opened and never closed: close it and read the file again"),
    )
    assert table.unreadable == {3}


def test_two_header_rows_merged_cells_dates_and_numbers(tmp_path):
    import datetime as dt

    rows = [
        ["Projekt", None, None, "Åbne spørgsmål", None],
        ["Id", "Start", "Beløb", "Hvad?", "Hvordan?"],
    ]
    rows += [["A1", dt.datetime(2024, 3, 1), 385000.5, "Vi talte sammen", None]]
    path = write_xlsx(tmp_path / "a.xlsx", {"Svar": rows}, merged=["A1:C1", "D1:E1"])
    (table,) = read_table(path)
    assert table.name == "Svar"
    assert table.first_row == 3
    assert table.groups == ("Projekt",) * 3 + ("Åbne spørgsmål",) * 2
    assert rows_of(table) == [["A1", dt.datetime(2024, 3, 1), 385000.5, "Vi talte sammen", None]]


def test_an_id_merged_over_several_rows_belongs_to_each(tmp_path):
    rows = [["Id", "Svar"], ["A1", "først"], [None, "så"], ["A2", "til sidst"]]
    (table,) = read_table(write_xlsx(tmp_path / "a.xlsx", {"S": rows}, merged=["A2:A3"]))
    assert [row[0] for row in rows_of(table)] == ["A1", "A1", "A2"]


def test_sheets_by_name_number_and_all(tmp_path):
    sheets = {"Et": [["Id", "Svar"], ["A1", "x"]], "Tom": [], "To": [["Id", "Svar"], ["B1", "y"]]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    assert [table.name for table in read_table(path)] == ["Et", "To"]
    assert rows_of(read_table(path, sheet="To")[0]) == [["B1", "y"]]
    assert rows_of(read_table(path, sheet=0)[0]) == [["A1", "x"]]
    with pytest.raises(InputError) as error:
        read_table(path, sheet="Tre")
    assert str(error.value) == "a.xlsx: has no sheet 'Tre'; its sheets are 'Et', 'Tom', 'To'"
    with pytest.raises(InputError) as error:
        read_table(path, sheet="Tom")
    assert str(error.value) == "a.xlsx, sheet 'Tom': has no rows below its header"


def test_spss_with_value_labels(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    frame = pd.DataFrame({"pid": ["A1", "A2"], "grad": [5.0, 1.0], "laering": ["At spørge", ""]})
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "a.sav"),
        column_labels=["Projekt-id", "I hvilken grad virkede det?", "Hvad er jeres læring?"],
        variable_value_labels={"grad": {5.0: "I meget høj grad", 1.0: "Slet ikke"}},
    )
    (table,) = read_table(tmp_path / "a.sav")
    assert list(table.frame.columns)[1] == "I hvilken grad virkede det?"
    assert rows_of(table) == [["A1", "I meget høj grad", "At spørge"], ["A2", "Slet ikke", None]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.xlsx",
            b"PK\x03\x04 broken",
            "a.xlsx: is not a readable workbook (damaged, or another format renamed): save it anew",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "a.xlsx: is password-protected or an old .xls: save it as .xlsx without a password",
        ),
        ("a.xls", b"x", "a.xls: .xls files are not read: save the table as .xlsx or .csv"),
        ("a.csv", b"\n\n", "a.csv: is empty: nothing to read"),
        ("a.csv", b"Id;Svar\n", "a.csv: has no rows below its header: nothing to read"),
        (
            "a.sav",
            b"nonsense",
            "a.sav: is not a readable SPSS file (damaged, or another format renamed): save it anew",
        ),
        ("a.foo", b"x", "a.foo: .foo is not a table: use .xlsx, .csv or .sav"),
    ],
)
def test_bad_tables_say_what_to_do(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        read_table(tmp_path / name)
    assert str(error.value) == message


def test_a_workbook_without_rows(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"S": [HEADER], "T": []})
    with pytest.raises(InputError) as error:
        read_table(path)
    assert str(error.value) == "a.xlsx: has no rows: every sheet is empty or only a header"
