"""What people are given to code, and that it reads back."""

import openpyxl
import pandas as pd
import pytest

from evalmine.coding.codebook import load_codebook, parse_codebook
from evalmine.coding.people.read_codings import read_codings
from evalmine.corpus.model import Segment
from evalmine.errors import ConfigError
from evalmine.exchange.sample_file import write_sample

BOOK = parse_codebook("""
name: small
codes:
  - {id: conditions, name: {da: Vilkår, en: Conditions}, assignable: false}
  - id: trust
    name: {da: Tillid, en: Trust}
    parent: conditions
    definition: {da: Man stoler på hinanden., en: People rely on each other.}
    include: {da: [Åbenhed, Tryghed]}
  - {id: said, name: {da: Tekst, en: Text}}
  - {id: meetings, name: {da: Møder}}
  - {id: talks, name: {da: Møder}}
""")
WORDS = ["Vi gjorde det.", "=1+1 er to.", "NA", "Så gik det godt."]
SEGMENTS = [
    Segment(f"d@{i}", "d", "P1", i, i + 1, text, question="Hvorfor?" if i < 3 else "Hvordan?")
    for i, text in enumerate(WORDS)
]
SAMPLE = pd.DataFrame(
    {"segment_id": ["d@2", "d@1"], "reason": ["trust: score 0.51", "x"], "probability": [0.5, 0.5]}
)
HEADER = ["id", "projekt", "spørgsmål", "før", "tekst", "efter", "kodet af", "Tillid",
          "Tekst (said)", "Møder (meetings)", "Møder (talks)", "Ingen kode passer",
          "bemærkning"]  # fmt: skip


@pytest.fixture(params=["k.xlsx", "k.csv"])
def path(request, tmp_path):
    return write_sample(tmp_path / request.param, SAMPLE, SEGMENTS, BOOK, coder="anne")


def cells(path):
    if path.suffix == ".csv":
        frame = pd.read_csv(path, sep=";", keep_default_na=False, encoding="utf-8-sig")
        return [list(frame.columns), *frame.to_numpy().tolist()]
    page = openpyxl.load_workbook(path).worksheets[0]
    return [["" if c is None else c for c in row] for row in page.iter_rows(values_only=True)]


def test_one_row_per_text_with_its_context_and_a_column_per_code(path):
    header, *rows = cells(path)
    assert header == HEADER
    assert rows[0][:7] == ["d@2", "P1", "Hvorfor?", "=1+1 er to.", "NA", "", "anne"]
    assert rows[1][:7] == ["d@1", "P1", "Hvorfor?", "Vi gjorde det.", "=1+1 er to.", "NA", "anne"]
    assert all(cell == "" for row in rows for cell in row[7:])


def test_the_file_is_blind(path):
    content = " ".join(str(cell) for row in cells(path) for cell in row)
    assert "0.5" not in content
    assert "score" not in content


def filled(path, marks):
    """The file with x under headers, by row from 1, as a person would leave it."""
    if path.suffix == ".csv":
        header, *rows = cells(path)
        for row, name in marks:
            rows[row - 1][header.index(name)] = "x"
        pd.DataFrame(rows, columns=header).to_csv(path, sep=";", index=False)
        return path
    book = openpyxl.load_workbook(path)
    for row, name in marks:
        book.worksheets[0].cell(row + 1, HEADER.index(name) + 1).value = "x"
    book.save(path)
    return path


def test_it_reads_back(path):
    marks = [(1, "Tillid"), (1, "Tekst (said)"), (1, "Møder (talks)"), (2, "Ingen kode passer")]
    codings = read_codings(filled(path, marks), codebook=BOOK)
    assert [(c.text_id, c.text, sorted(c.codes)) for c in codings] == [
        ("d@2", "NA", ["said", "talks", "trust"]),
        ("d@1", "=1+1 er to.", []),
    ]
    assert {(c.coder, c.project_id, c.question) for c in codings} == {("anne", "P1", "Hvorfor?")}


def test_rows_that_are_not_filled_are_not_read(path):
    codings = read_codings(filled(path, [(2, "Tillid")]), codebook=BOOK)
    assert codings.text_ids == ("d@1",)
    assert any("not coded yet: row 2" in remark for remark in codings.remarks)


def test_two_coders_files_become_one_list(tmp_path):
    both = []
    for coder, column in (("anne", "Tillid"), ("bo", "Ingen kode passer")):
        path = write_sample(tmp_path / f"{coder}.xlsx", SAMPLE, SEGMENTS, BOOK, coder=coder)
        both.append(read_codings(filled(path, [(1, column), (2, column)]), codebook=BOOK))
    together = both[0] + both[1]
    assert together.coders == ("anne", "bo")
    assert together.gold().share[:, 0].tolist() == [0.5, 0.5]


def test_the_workbook_explains_the_codes_and_offers_an_x(tmp_path):
    path = write_sample(tmp_path / "k.xlsx", SAMPLE, SEGMENTS, BOOK)
    page, explained = openpyxl.load_workbook(path).worksheets
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"x"', "H2:L3")
    assert rule.showInputMessage
    assert "»Ingen kode passer«" in rule.prompt
    assert len(rule.prompt) <= 255  # Excel's limit
    assert page["H1"].comment.text == "Man stoler på hinanden."
    assert page["I1"].comment is None  # no definition
    rows = list(explained.iter_rows(values_only=True))
    assert rows[0][0].startswith("Læs teksten, og sæt x ved hver kode")
    assert rows[2] == (
        "Tillid",
        "Vilkår",
        "Man stoler på hinanden.",
        "Åbenhed\nTryghed",
        None,
        None,
    )
    assert [row[0] for row in rows[3:]] == HEADER[8:11]


def test_in_english_too(tmp_path):
    path = write_sample(tmp_path / "k.csv", SAMPLE, SEGMENTS, BOOK, language="en")
    header = cells(path)[0]
    assert header[:6] == ["id", "project", "question", "before", "text", "after"]
    assert header[7:9] == ["Trust", "Text (said)"]
    assert header[-2:] == ["No code fits", "remark"]


@pytest.mark.parametrize("name", ["wellbeing", "oecd_dac"])
def test_built_in_codebooks_read_back_in_both_languages(tmp_path, name):
    book = load_codebook(name)
    for language in ("da", "en"):
        path = write_sample(tmp_path / "k.csv", SAMPLE, SEGMENTS, book, language=language)
        header, *rows = cells(path)
        rows[0][7 : 7 + len(book.code_ids)] = ["x"] * len(book.code_ids)
        frame = pd.DataFrame(rows, columns=header)
        assert read_codings(frame, codebook=book)[0].codes == set(book.code_ids)


def test_what_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"k\.docx: a sample is written as \.xlsx or \.csv"):
        write_sample(tmp_path / "k.docx", SAMPLE, SEGMENTS, BOOK)
    with pytest.raises(ConfigError, match="segment 'd@2' of the sample is not in the corpus"):
        write_sample(tmp_path / "k.csv", SAMPLE, SEGMENTS[:1], BOOK)


def test_the_english_prompt_fits_too(tmp_path):
    path = write_sample(tmp_path / "k.xlsx", SAMPLE, SEGMENTS, BOOK, language="en")
    (rule,) = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation
    assert "“No code fits”" in rule.prompt
    assert len(rule.prompt) <= 255
