"""Tables of human codings, in every layout people keep them in."""

import openpyxl
import pandas as pd
import pytest

from evalmine.coding.codebook import parse_codebook
from evalmine.coding.people.read_codings import read_codings
from evalmine.errors import InputError

BOOK = parse_codebook(
    """
name: small
codes:
  - id: conditions
    name: {da: Vilkår, en: Conditions}
    assignable: false
  - id: trust
    name: {da: Tillid, en: Trust}
    parent: conditions
  - id: own_time
    name: {da: Egen tid, en: Time of one's own}
    parent: conditions
  - id: meetings
    name: {da: Møder, en: Meetings}
  - id: talks
    name: {da: Møder, en: Talks}
"""
)
A, B, C = "Vi stoler på hinanden.", "Der var ikke tid.", "NA"


def written(tmp_path, content, name="koder.csv"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def codes_of(codings):
    return {c.text_id: sorted(c.codes) for c in codings}


def refusal(*args, **kwargs):
    with pytest.raises(InputError) as caught:
        read_codings(*args, **kwargs)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("mark", ["trust;own_time", "Tillid | EGEN TID", "Trust\nTime of one's own",
                                  "own time; trust;", "Tillid, Egen tid",
                                  "Tillid (trust);x (own_time)"])  # fmt: skip
def test_a_column_of_codes(mark):
    frame = pd.DataFrame({"id": ["a", "b"], "Tekst": [A, B], "Koder": [mark, None]})
    codings = read_codings(frame, codebook=BOOK)
    assert codes_of(codings) == {"a": ["own_time", "trust"], "b": []}
    assert codings.code_ids == BOOK.code_ids
    assert codings[0].text == A


@pytest.mark.parametrize(("yes", "no"), [("x", None), ("1", "0"), (1, 0), (1.0, 0.0), ("ja", "nej"),
                                         (True, False), ("TRUE", "FALSE"), ("✓", "-")])  # fmt: skip
def test_a_column_per_code(yes, no):
    frame = pd.DataFrame(
        {"Tekst": [A, B], "Tillid": [yes, no], "own_time": [no, yes], "Vurdering": [3, 4]},
        dtype=object,
    )
    codings = read_codings(frame, codebook=BOOK)
    assert codes_of(codings) == {"1": ["trust"], "2": ["own_time"]}
    assert "not used" in codings.remarks[0]
    assert '"Vurdering"' in codings.remarks[0]


def test_codes_over_numbered_columns():
    frame = pd.DataFrame({"tekst": [A, B], "Kode 1": ["Tillid", "-"], "Kode 2": ["Egen tid", None]})
    codings = read_codings(frame, codebook=BOOK)
    assert codes_of(codings) == {"1": ["own_time", "trust"], "2": []}


def test_names_with_commas_are_names():
    book = parse_codebook(
        "name: x\ncodes:\n  - {id: a, name: {da: 'Ro, tid'}}\n  - {id: b, name: B}"
    )
    frame = pd.DataFrame({"tekst": [A], "koder": ["ro, tid|b"]})
    assert codes_of(read_codings(frame, codebook=book)) == {"1": ["a", "b"]}


def test_a_long_table_with_texts():
    frame = pd.DataFrame(
        {
            "id": [7, 7, 8, 8],
            "text": [A, A, B, B],
            "code": ["trust", "Meetings", "trust", "own_time"],
            "assigned": [1, 0, "nej", "0"],
        }
    )
    assert codes_of(read_codings(frame, codebook=BOOK)) == {"7": ["trust"], "8": []}


def test_a_long_table_with_a_row_per_assignment(tmp_path):
    path = written(tmp_path, "tekst_id,kode\na,Tillid\na,Egen tid\nb,\n")
    texts = pd.DataFrame({"id": ["a", "b", "c"], "svar": [A, B, C], "projekt": ["p1", "p2", "p3"]})
    codings = read_codings(path, codebook=BOOK, texts=texts)
    assert codes_of(codings) == {"a": ["own_time", "trust"], "b": []}
    assert [(c.text, c.project_id) for c in codings] == [(A, "p1"), (B, "p2")]


def test_scores_count_from_a_half():
    frame = pd.DataFrame({"id": ["a", "a"], "text": [A, A], "code": ["trust", "own_time"],
                          "score": [0.5, 0.49]})  # fmt: skip
    assert codes_of(read_codings(frame, codebook=BOOK)) == {"a": ["trust"]}


def test_a_score_beside_a_list_of_codes_is_something_else():
    frame = pd.DataFrame({"text": [A], "codes": ["trust"], "score": [0.1]})
    assert codes_of(read_codings(frame, codebook=BOOK)) == {"1": ["trust"]}


def test_roles_are_found_by_their_danish_names():
    frame = pd.DataFrame(
        {"Nr.": [1], "Projekt-id": ["p1"], "Spørgsmål": ["Hvorfor?"], "Svar": [A],
         "Koder": ["anne"], "Kode": ["Tillid"], "Aspekt": ["change"]}
    )  # fmt: skip
    (coding,) = read_codings(frame, codebook=BOOK)
    assert (coding.text_id, coding.project_id, coding.question) == ("1", "p1", "Hvorfor?")
    assert (coding.coder, coding.codes, coding.aspect) == ("anne", {"trust"}, "change")


def test_koder_is_the_coder_where_there_is_a_column_per_code():
    frame = pd.DataFrame({"tekst": [A], "koder": ["bo"], "Tillid": ["x"]})
    (coding,) = read_codings(frame, codebook=BOOK)
    assert (coding.coder, coding.codes) == ("bo", {"trust"})


def test_columns_can_be_named():
    frame = pd.DataFrame({"q1": [A], "text": ["not this"], "c": ["Tillid"], "who": ["bo"]})
    (coding,) = read_codings(frame, codebook=BOOK, text="q1", codes="c", coder="who", id="")
    assert (coding.text, coding.coder, coding.text_id) == (A, "bo", "1")
    marks = pd.DataFrame({"text": [A], "Tillid": ["x"], "Egen tid": ["x"]})
    only = read_codings(marks, codebook=BOOK, codes=["Tillid"])
    assert only[0].codes == {"trust"}
    assert refusal(frame, text="q2").startswith("data frame: there is no column 'q2'; the columns")


def test_without_a_codebook_the_codes_found_become_the_codes():
    frame = pd.DataFrame({"text": [A, B, C], "codes": ["God ide;None", "god  ide", "NA"]})
    codings = read_codings(frame)
    assert codings.code_ids == ("God ide", "NA", "None")
    assert codings[2].codes == {"NA"}
    marks = pd.DataFrame({"text": [A, B], "Zebra": ["x", None], "Abe": [None, "x"], "Nr": [1, 2]})
    assert read_codings(marks).code_ids == ("Zebra", "Abe")


def test_none_and_na_are_answers(tmp_path):
    path = written(tmp_path, "id,text,codes\na,NA,trust\nb,None,-\nc,nan,ingen\n")
    codings = read_codings(path, codebook=BOOK)
    assert [c.text for c in codings] == ["NA", "None", "nan"]
    assert [sorted(c.codes) for c in codings] == [["trust"], [], []]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ("tilid", "code 'tilid' is not in the codebook; did you mean 'tillid'?"),
        (
            "qqq",
            "code 'qqq' is not in the codebook; the codes are trust, own_time, meetings, talks",
        ),
        ("Vilkår", "'Vilkår' is a group of codes: write one of trust, own_time"),
        ("møder", "'møder' is the name of meetings, talks: write the id"),
    ],
)
def test_a_code_that_cannot_be_told_is_refused_with_its_row(tmp_path, codes, told):
    path = written(tmp_path, f"tekst;koder\n{A};trust\n{B};{codes}\n", "k.csv")
    said = refusal(path, codebook=BOOK, codes="koder")
    assert said == f"k.csv, row 3: {told}"


def test_a_misspelled_column_among_columns_of_codes_is_refused():
    frame = pd.DataFrame({"tekst": [A], "Tillid": ["x"], "Egn tid": [None]})
    frame.loc[0, "Egn tid"] = "x"
    assert refusal(frame, codebook=BOOK) == (
        "data frame, column 'Egn tid': no code is called that; did you mean 'egen tid'?"
    )


def test_what_is_no_mark_is_refused():
    frame = pd.DataFrame({"tekst": [A, B], "Tillid": ["x", "måske"]})
    assert refusal(frame, codebook=BOOK) == (
        "data frame, row 2: 'måske' under 'Tillid' is neither yes nor no: "
        "write x, or leave it empty"
    )


def test_an_empty_row_of_marks_is_unread_unless_it_says_none():
    frame = pd.DataFrame(
        {"id": list("abc"), "tekst": [A, B, C], "Tillid": ["x", None, None],
         "Ingen kode passer": [None, "x", None]}
    )  # fmt: skip
    codings = read_codings(frame, codebook=BOOK)
    assert codes_of(codings) == {"a": ["trust"], "b": []}
    assert "data frame: left out, not coded yet: row 3" in codings.remarks
    everything = read_codings(frame, codebook=BOOK, empty_means="none")
    assert codes_of(everything) == {"a": ["trust"], "b": [], "c": []}
    frame.loc[0, "Ingen kode passer"] = "x"
    assert "it is marked 'trust' and that no code applies" in refusal(frame, codebook=BOOK)


def test_an_empty_cell_of_codes_says_none_unless_told_otherwise():
    frame = pd.DataFrame({"tekst": [A, B], "koder": ["trust", ""]})
    codings = read_codings(frame, codebook=BOOK)
    assert len(codings) == 2
    assert "data frame: rows without a code count as read, no code applies: 1" in codings.remarks
    assert len(read_codings(frame, codebook=BOOK, empty_means="unread")) == 1


def test_rows_without_text_are_listed():
    frame = pd.DataFrame({"id": [1, 2, 3], "tekst": [A, None, " "], "koder": ["trust"] * 3})
    codings = read_codings(frame, codebook=BOOK)
    assert "data frame: left out without a text: 2 rows (2, 3)" in codings.remarks
    assert len(codings) == 1


def test_ids_stand_for_one_text_each(tmp_path):
    frame = pd.DataFrame({"id": ["r1", "r1"], "tekst": [A, B], "koder": ["trust", "trust"]})
    assert refusal(frame, codebook=BOOK).startswith(
        "data frame, row 2: id 'r1' stands in row 1 beside another text: every text needs an id"
    )
    assert read_codings(frame, codebook=BOOK, id="").text_ids == ("1", "2")
    path = written(tmp_path, f"id,tekst,koder\n,{A},trust\n", "k.csv")
    assert "k.csv, row 2: has no id" in refusal(path, codebook=BOOK)


def test_without_ids_the_same_text_of_two_coders_is_one_text():
    frame = pd.DataFrame(
        {"tekst": ["Ja", "Ja", "Ja", A, A], "coder": ["x", "x", "y", "y", "x"],
         "koder": ["trust", "", "trust", "own_time", "trust"]}
    )  # fmt: skip
    codings = read_codings(frame, codebook=BOOK, codes="koder")
    assert [(c.text_id, c.coder) for c in codings] == [
        ("1", "x"), ("2", "x"), ("1", "y"), ("4", "y"), ("4", "x")
    ]  # fmt: skip


def test_identifiers_are_masked_as_in_reading():
    frame = pd.DataFrame({"tekst": ["Skriv til a@b.example"], "koder": ["trust"]})
    assert read_codings(frame, codebook=BOOK)[0].text == "Skriv til [E-MAIL]"
    assert "@" in read_codings(frame, codebook=BOOK, mask=False)[0].text


def test_the_sheet_with_codings_is_found(tmp_path):
    book = openpyxl.Workbook()
    about, sheet = book.active, book.create_sheet("Kodning")
    about.append(("kode", "definition"))
    about.append(("trust", "Man stoler på hinanden"))
    sheet.append(("id", "tekst", "Tillid"))
    sheet.append((1, A, "x"))
    book.save(tmp_path / "k.xlsx")
    assert codes_of(read_codings(tmp_path / "k.xlsx", codebook=BOOK)) == {"1": ["trust"]}


def test_what_is_missing_is_told(tmp_path):
    assert refusal(tmp_path / "nej.csv").endswith("nej.csv: does not exist: check the path")
    frame = pd.DataFrame({"id": ["a"], "tekst": [A]})
    assert refusal(frame, codebook=BOOK) == (
        "data frame: there is no column of codes, and no column called like a code of the "
        "codebook; name it with codes; columns: id, tekst"
    )
    only_ids = pd.DataFrame({"id": ["a"], "code": ["trust"]})
    assert "no column of texts" in refusal(only_ids, codebook=BOOK)


def test_the_coder_of_a_file_can_be_named():
    frame = pd.DataFrame({"tekst": [A], "koder": ["trust"]})
    assert read_codings(frame, codebook=BOOK, coded_by="anne").coders == ("anne",)


def test_several_sheets_of_codings_are_told_apart_by_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Anne"
    book.create_sheet("Bo")
    for sheet, mark in zip(book.worksheets, ("x", "0"), strict=True):
        sheet.append(("id", "tekst", "Tillid"))
        sheet.append((1, A, mark))
    book.save(tmp_path / "k.xlsx")
    said = refusal(tmp_path / "k.xlsx", codebook=BOOK)
    assert said == "k.xlsx: codings could be on the sheets 'Anne', 'Bo': say which with sheet"
    assert read_codings(tmp_path / "k.xlsx", codebook=BOOK, sheet="Bo")[0].codes == set()


def test_a_row_with_too_many_cells_is_listed(tmp_path):
    path = written(tmp_path, f"id;tekst;koder\n1;{A};trust\n2;b;c;trust\n3;{B};\n", "k.csv")
    codings = read_codings(path, codebook=BOOK)
    assert codings.text_ids == ("1", "3")
    assert any(remark.startswith("k.csv, row 3: has 4 cells") for remark in codings.remarks)


def test_an_open_quotation_mark_is_refused(tmp_path):
    path = written(tmp_path, f'id;tekst;koder\n1;"{A};trust\n2;{B};trust\n', "k.csv")
    assert "a quotation mark is opened and never closed" in refusal(path, codebook=BOOK)


def test_a_table_of_texts_needs_ids_and_texts():
    frame = pd.DataFrame({"id": ["a"], "code": ["trust"]})
    texts = pd.DataFrame({"x": ["a"]})
    assert refusal(frame, codebook=BOOK, texts=texts) == (
        "data frame: its table of texts needs a column of ids and one of texts"
    )


def test_a_wrong_answer_in_a_long_table_is_refused():
    frame = pd.DataFrame({"id": ["a"], "text": [A], "code": ["trust"], "assigned": ["måske"]})
    assert refusal(frame, codebook=BOOK) == (
        "data frame, row 1: 'måske' is neither yes nor no: write 1 or 0"
    )


def test_a_codebook_can_be_named():
    frame = pd.DataFrame({"tekst": [A], "koder": ["Psykologisk tryghed"]})
    assert read_codings(frame, codebook="wellbeing")[0].codes == {"psychological_safety"}


def test_a_project_file_is_no_table(tmp_path):
    path = written(tmp_path, "PK", "p.qdpx")
    assert "read it with read_qdpx" in refusal(path)


def test_codes_that_nobody_could_give_are_named():
    frame = pd.DataFrame({"tekst": [A, B], "Tillid": ["x", ""], "Talks": ["", "xx"]})
    codings = read_codings(frame, codebook=BOOK)
    assert [sorted(c.codes) for c in codings] == [["trust"], ["talks"]]
    told = "data frame: codes without a column count as not given: own_time, meetings"
    assert told in codings.remarks


def test_columns_of_codes_are_named_as_they_are_called():
    frame = pd.DataFrame({"tekst": [A], "koder": ["trust"]})
    assert 'data frame: columns: text "tekst"; codes "koder"' in read_codings(frame).remarks
    many = pd.DataFrame({"tekst": [A], **{f"Kode {name}": ["x"] for name in "abcd"}})
    assert 'codes "Kode a", "Kode b" to "Kode d" (4 columns)' in read_codings(many).remarks[0]


def test_a_table_nobody_has_marked_says_what_to_do():
    frame = pd.DataFrame({"tekst": [A, B], "Tillid": ["", ""], "Talks": ["", ""]})
    assert "mark the codes of each text, or that none applies" in refusal(frame, codebook=BOOK)


def test_a_column_koder_without_a_known_code_is_told():
    frame = pd.DataFrame({"tekst": [A, B], "koder": ["Anden bog", "Slet ikke"]})
    assert 'no code of the codebook stands in "koder"' in refusal(frame, codebook=BOOK)
