"""Writes texts for people to code, without a word of what a machine thinks of them.

`evalmine.coding.people.read_codings` reads the file back, in any order and partly filled.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.coding.codebook import load_codebook
from evalmine.coding.codebook_model import Codebook, by_language
from evalmine.coding.people.code_names import NO_CODE, CodeNames
from evalmine.corpus.model import Segment
from evalmine.corpus.text import fold
from evalmine.errors import ConfigError
from evalmine.exchange.files import whole_file, write_text

if TYPE_CHECKING:
    import pandas as pd

# id, project, question, sentence before, text, sentence after, coder, remark
_HEADERS = {
    "da": ("id", "projekt", "spørgsmål", "før", "tekst", "efter", "kodet af", "bemærkning"),
    "en": ("id", "project", "question", "before", "text", "after", "coded by", "remark"),
}
_BOOK_HEADERS = {
    "da": ("kode", "gruppe", "definition", "kodes når", "kodes ikke når", "eksempler"),
    "en": ("code", "group", "definition", "applies when", "does not apply when", "examples"),
}
_SHEETS = {"da": ("Kodning", "Kodebog"), "en": ("Coding", "Codebook")}
_HOW_TO = {
    "da": "Læs teksten, og sæt x ved hver kode, der passer på den. Passer ingen, så sæt x under "
    "»Ingen kode passer«. En række uden x regnes som ikke læst. Lad id og tekst stå, som de er.",
    "en": "Read the text and put an x under each code that fits it. If none fits, put an x under "
    "“No code fits”. A row without an x counts as not read. Leave id and text as they are.",
}
_WIDTHS = {"text": 60, "context": 30, "code": 7, "meta": 16}


@dataclass(frozen=True)
class _Sheet:
    """The table to fill in: `header` and `rows` have id to coder first, the remark last."""

    header: list[str]
    rows: list[list[str]]
    n_before: int  # columns before the first code
    n_marks: int  # code columns, that for no code included


def check_sample_name(path: Path) -> None:
    """Raise ConfigError for a file that `write_sample` would not write."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise ConfigError(f"{path.name}: a sample is written as .xlsx or .csv: name one of these")


def write_sample(
    path: str | Path,
    sample: pd.DataFrame,
    segments: Sequence[Segment],
    codebook: Codebook | str | Path,
    *,
    language: str = "da",
    coder: str = "",
) -> Path:
    """Write a sample for a person to code; return the path.

    Parameters
    ----------
    path : path
        ``.xlsx`` or ``.csv``.
    sample : DataFrame
        From `draw_sample`: of it only `segment_id` and the order of the rows are used, so that
        the file is blind.  Keep the sample itself: it has the probabilities.
    segments : sequence of Segment
        All segments of the corpus, so that the sentences before and after can be shown.
    codebook : Codebook, built-in name or path
        One column per assignable code, and a sheet with the definitions.
    language : str
        Of headers, names and definitions: Danish, or else English.
    coder : str
        Who is to code; stands in each row, so that the file says whose it is.

    Raises
    ------
    ConfigError
        If the path has another suffix, or a segment id of the sample is not among the segments.
    """
    path = Path(path)
    check_sample_name(path)
    if isinstance(codebook, str | Path):
        codebook = load_codebook(codebook)
    own = "da" if language in ("da", "nb", "nn", "no", "sv") else "en"
    sheet = _sheet(sample, segments, codebook, language, own, coder)
    if path.suffix.lower() == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerows([sheet.header, *sheet.rows])
        return write_text(path, "\ufeff" + text.getvalue())  # what Excel needs to see æøå
    with whole_file(path) as part:
        _workbook(sheet, codebook, language, own).save(part)
    return path


def _sheet(
    sample: pd.DataFrame,
    segments: Sequence[Segment],
    codebook: Codebook,
    language: str,
    own: str,
    coder: str,
) -> _Sheet:
    place = {segment.segment_id: i for i, segment in enumerate(segments)}
    headers = _HEADERS[own]
    codes = _code_headers(codebook, language, own)
    rows = []
    for segment_id in sample["segment_id"]:
        if segment_id not in place:
            raise ConfigError(f"segment {segment_id!r} of the sample is not in the corpus")
        i = place[segment_id]
        segment = segments[i]
        before = _neighbor(segments, i, -1)
        after = _neighbor(segments, i, +1)
        about = [segment.segment_id, segment.project_id, segment.question or segment.heading]
        rows.append([*about, before, segment.text, after, coder, *[""] * len(codes), ""])
    return _Sheet([*headers[:7], *codes, headers[7]], rows, 7, len(codes))


def _neighbor(segments: Sequence[Segment], i: int, step: int) -> str:
    """Return the sentence beside one, of the same answer to the same question."""
    if not 0 <= i + step < len(segments):
        return ""
    one, other = segments[i], segments[i + step]
    same = (one.document_id, one.question) == (other.document_id, other.question)
    return other.text if same else ""


def _code_headers(codebook: Codebook, language: str, own: str) -> list[str]:
    """Return a header per code that reads back as that code, and the one for no code."""
    names = CodeNames(codebook)
    taken = {fold(header) for header in _HEADERS[own]}
    found = []
    for code in codebook.assignable:
        name = code.name_in(language)
        try:
            is_clear = names.find(name) == code.id
        except LookupError:
            is_clear = False
        if not is_clear or fold(name) in taken or names.says_none(name):
            name = f"{name} ({code.id})"
        found.append(name)
    return [*found, by_language(NO_CODE, language)]


def _workbook(sheet: _Sheet, codebook: Codebook, language: str, own: str) -> Any:
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    page = book.active
    page.title, book_title = _SHEETS[own]
    for values in (sheet.header, *sheet.rows):
        _append(page, values)
    _make_easy_to_fill(page, sheet, _HOW_TO[own])
    _define_in_headers(page, sheet, codebook, language)
    explained = book.create_sheet(book_title)
    for values in _explained(codebook, language, own):
        _append(explained, values)
    for cell in explained[2]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (28, 20, 50, 40, 40, 50), strict=True):
        explained.column_dimensions[letter].width = width
    for row in explained.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.row > 1, vertical="top")
    explained.freeze_panes = "B3"
    return book


def _append(page: Any, values: Sequence[str]) -> None:
    page.append(["" if v is None else v for v in values])
    for cell in page[page.max_row]:
        if cell.data_type == "f":  # what people wrote is text, also where it begins with "="
            cell.data_type = "s"


def _define_in_headers(page: Any, sheet: _Sheet, codebook: Codebook, language: str) -> None:
    """Show a code's definition where the mouse rests on its name."""
    from openpyxl.comments import Comment

    for j, code in enumerate(codebook.assignable):
        if definition := code.definition_in(language):
            header = page.cell(1, sheet.n_before + 1 + j)
            header.comment = Comment(definition, "evalmine", height=160, width=320)


def _make_easy_to_fill(page: Any, sheet: _Sheet, how_to: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    n_columns, last_row = len(sheet.header), max(len(sheet.rows) + 1, 2)
    marks = range(sheet.n_before + 1, sheet.n_before + sheet.n_marks + 1)
    for column in range(1, n_columns + 1):
        kind = "code" if column in marks else {5: "text", 3: "context", 4: "context",
                                               6: "context"}.get(column, "meta")  # fmt: skip
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS[kind]
        header = page.cell(1, column)
        header.font = Font(bold=True)
        turned = 90 if column in marks else 0
        header.alignment = Alignment(wrap_text=True, vertical="bottom", textRotation=turned)
    line = Side(style="hair")
    for row in page.iter_rows(min_row=2, max_row=last_row, max_col=n_columns):
        for cell in row:
            is_mark = cell.column in marks
            cell.alignment = Alignment(wrap_text=not is_mark, vertical="top",
                                       horizontal="center" if is_mark else None)  # fmt: skip
            cell.border = Border(bottom=line, left=line if is_mark else None)
    page.row_dimensions[1].height = 150
    page.freeze_panes = page.cell(2, 6)  # ids, context and text stay in sight
    # Excel shows the prompt beside the chosen cell, and cuts what is longer than 255 characters.
    only_x = DataValidation(
        type="list", formula1='"x"', allow_blank=True, showInputMessage=True, prompt=how_to
    )
    only_x.add(f"{get_column_letter(marks[0])}2:{get_column_letter(marks[-1])}{last_row}")
    page.add_data_validation(only_x)


def _explained(codebook: Codebook, language: str, own: str) -> list[list[str]]:
    """Return the rows of the sheet that explains the codes."""
    rows = [[_HOW_TO[own]], list(_BOOK_HEADERS[own])]
    headers = _code_headers(codebook, language, own)
    for code, header in zip(codebook.assignable, headers, strict=False):
        parents = codebook.parents(code.id)
        rows.append(
            [
                header,
                parents[0].name_in(language) if parents else "",
                code.definition_in(language),
                *(
                    "\n".join(by_language(lines, language, ()))
                    for lines in (code.include, code.exclude, code.examples)
                ),
            ]
        )
    return rows
