"""Reads what people coded from csv, xlsx, SPSS and data frames, however they laid it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.people.code_names import CodeNames
from evalmine.coding.people.coding_cells import (
    EmptyMeans,
    codes_in_cell,
    codes_in_marks,
    is_assigned,
)
from evalmine.coding.people.coding_columns import CodingColumns, find_columns
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.corpus.cells import cell_text, plain_frame
from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.tabular import OPEN_QUOTE, Table, read_table
from evalmine.corpus.text import fold
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_HOW_TO_MARK = (
    "; mark the codes of each text, or that none applies; where an empty row says that none does, "
    'say so with empty "none"'
)


@dataclass(frozen=True)
class _Row:
    """One row as it stands: `codes` is None where nobody has coded it yet.

    `number` is that of the spreadsheet, `place` counts the rows below the header from 1.
    """

    number: int
    place: int
    codes: frozenset[str] | None
    cells: dict[str, str]

    def __getitem__(self, role: str) -> str:
        return self.cells[role]


def read_codings(
    source: str | Path | pd.DataFrame,
    *,
    codebook: Codebook | str | Path | None = None,
    texts: str | Path | pd.DataFrame | None = None,
    text: str | None = None,
    id: str | None = None,
    project: str | None = None,
    codes: str | Sequence[str] | None = None,
    coder: str | None = None,
    question: str | None = None,
    aspect: str | None = None,
    coded_by: str = "",
    empty_means: EmptyMeans | None = None,
    sheet: str | int | None = None,
    mask: bool = True,
) -> HumanCodings:
    """Return the human codings in a table.

    Three layouts are read: a column `codes` with ``a;b`` (or ``|`` or a line each, or columns
    "Kode 1", "Kode 2"); one column per code with marks (1/0, x, ja/nej, true/false, ✓); and a long
    table with a row per text and code, with ``assigned`` beside it or without.

    Parameters
    ----------
    source : path or DataFrame
        csv, xlsx, sav, or a frame with the same columns.
    codebook : Codebook, built-in name or path, optional
        Codes are then recognized by id and by name in any language, in any case, and unknown ones
        refused.  Without it, the codes that are found become the codes.
    texts : path or DataFrame, optional
        Where the texts are when `source` has only ids and codes; has ids, texts, and perhaps
        projects and questions.
    text, id, project, coder, question, aspect : str, optional
        Columns; guessed by their Danish or English names if left out.  ``""`` says that there is
        none.
    codes : str or sequence of str, optional
        The column of codes, or the columns that are one code each.
    coded_by : str
        The coder of rows that name none; the name of the file if left out.
    empty_means : {"unread", "none"}, optional
        What a row without any code says: that nobody has read it, or that no code applies.  If
        left out, an empty cell in a `codes` column means none, while in a table with a column
        per code an empty row is unread (a 0, or an x under "Ingen kode passer", says none).
    sheet : str or int, optional
        Sheet of a workbook, where several could be meant.
    mask : bool
        Whether CPR numbers, e-mail and web addresses and telephone numbers in the texts are
        masked, as `evalmine.read` does.

    Returns
    -------
    HumanCodings
        Its `remarks` name the columns that were guessed or not used, and every row left out.

    Raises
    ------
    InputError
        One line naming file, row and remedy: a code that is not in the codebook, a mark that is
        neither yes nor no, no texts, a missing id, one id for two texts.

    Notes
    -----
    Without ids, a text is known by its row, counted from 1 below the header; where there are
    coders, the same text read by each of them is one text, and its second occurrence with the same
    coder another.  A table with a column of codes per coder is read once for each, with `codes`
    and `coded_by`, and added up.
    """
    book = load_codebook(codebook) if isinstance(codebook, str | Path) else codebook
    names = CodeNames(book)
    given = {
        role: column
        for role, column in (
            ("text", text), ("id", id), ("project", project), ("coder", coder),
            ("question", question), ("aspect", aspect),
        )
        if column is not None
    }  # fmt: skip
    file = "data frame" if not isinstance(source, str | Path) else Path(source).name
    table, columns = _table(source, names, given, codes, sheet, file, bool(texts is not None))
    rows = list(_rows(table, columns, names, file, empty_means))
    if isinstance(source, str | Path):  # two files are two people, not one who changed their mind
        coded_by = coded_by or Path(source).stem
    remarks = [_of_columns(columns, given, codes, file), _without_column(columns, names, file)]
    remarks += [f"{file}, row {n}: {reason}" for n, reason in table.problems]
    if texts is not None:
        rows = _with_texts(rows, texts, given, file)
    rows, more = _usable(rows, file, columns, empty_means)
    ids = _ids(rows, columns, file)
    codings = [
        HumanCoding(
            text_id=own,
            text=mask_identifiers(row["text"]).text if mask else row["text"],
            codes=row.codes or frozenset(),
            coder=row["coder"] or coded_by,
            project_id=row["project"],
            question=row["question"],
            aspect=row["aspect"],
        )
        for own, row in zip(ids, rows, strict=True)
    ]
    code_ids = names.code_ids if book else _in_order(columns, names)
    return HumanCodings(codings, code_ids, [r for r in (*remarks, *more) if r])


def _table(
    source: str | Path | pd.DataFrame,
    names: CodeNames,
    given: dict[str, str],
    codes: str | Sequence[str] | None,
    sheet: str | int | None,
    file: str,
    texts_elsewhere: bool,
) -> tuple[Table, CodingColumns]:
    """Return the table that holds codings, with its columns."""
    tables = _tables(source, sheet)
    lone = len(tables) == 1
    if not lone:  # a sheet without the columns that were named is not meant
        named = {*given.values(), *([codes] if isinstance(codes, str) else codes or ())} - {""}
        tables = [t for t in tables if named <= {str(c) for c in t.frame.columns}]
    found = [(t, find_columns(t.frame, names, given, codes, file, guess_text=lone)) for t in tables]
    fitting = [(t, c) for t, c in found if c.has_codes and (c.text or (texts_elsewhere and c.id))]
    if len(fitting) > 1:
        sheets = ", ".join(repr(t.name) for t, _ in fitting)
        raise InputError(file, f"codings could be on the sheets {sheets}: say which with sheet")
    if not fitting:
        raise InputError(file, _what_is_missing(found, names))
    return fitting[0]


def _tables(source: str | Path | pd.DataFrame, sheet: str | int | None) -> list[Table]:
    if not isinstance(source, str | Path):
        return [Table("", plain_frame(source), 1)]
    path = Path(source)
    if not path.is_file():
        what = "is a folder: name the file in it" if path.is_dir() else "does not exist"
        raise InputError(str(path), what if path.is_dir() else f"{what}: check the path")
    if path.suffix.lower() == ".qdpx":
        raise InputError(path.name, "is a REFI-QDA project: read it with read_qdpx")
    tables = read_table(path, sheet=sheet)
    for number, reason in tables[0].problems:
        if reason == OPEN_QUOTE:  # the rows below it are inside its cell
            raise InputError(path.name, reason, f"row {number}")
    return tables


def _what_is_missing(found: list[tuple[Table, CodingColumns]], names: CodeNames) -> str:
    if found and not any(c.has_codes for _, c in found):
        columns = ", ".join(str(c) for c in found[0][0].frame.columns)
        what = "a column of codes, and no column called like a code of the codebook"
        if names.codebook is None:
            what = "a column of codes, and no columns of marks"
        elif fold(found[0][1].coder) == "koder":
            return 'no code of the codebook stands in "koder": use its ids or names'
        return f"there is no {what.removeprefix('a ')}; name it with codes; columns: {columns}"
    return "there is no column of texts: name it with text, or give the texts in a table of theirs"


def _rows(
    table: Table, columns: CodingColumns, names: CodeNames, file: str, empty: EmptyMeans | None
) -> Iterator[_Row]:
    roles = ("text", "id", "project", "coder", "question", "aspect")
    for i, row in enumerate(table.frame.to_dict("records")):
        number = table.first_row + i
        if number in table.unreadable or not any(cell_text(c) for c in row.values()):
            continue
        cells = {
            role: cell_text(row[column]) if (column := getattr(columns, role)) else ""
            for role in roles
        }
        try:
            if columns.codes:
                cell = "\n".join(cell_text(row[column]) for column in columns.codes)
                found = codes_in_cell(cell, names, empty)
                if columns.assigned and found and not is_assigned(row[columns.assigned]):
                    found = frozenset()
            else:
                marks = [(row[column], column, code) for column, code in columns.all_marks]
                found = codes_in_marks(marks, empty)
        except LookupError as error:
            raise InputError(file, str(error.args[0]), f"row {number}") from None
        yield _Row(number, i + 1, found, cells)


def _with_texts(
    rows: list[_Row], texts: str | Path | pd.DataFrame, given: dict[str, str], file: str
) -> list[_Row]:
    """Return the rows with text, project and question from the table of texts, by id."""
    (table, *_) = _tables(texts, None)
    known = {str(c) for c in table.frame.columns}
    here = {role: c for role, c in given.items() if c in known and role not in ("coder", "aspect")}
    columns = find_columns(table.frame, CodeNames(), here, (), "texts")
    if not columns.id or not columns.text:
        raise InputError(file, "its table of texts needs a column of ids and one of texts")
    about: dict[str, dict[str, str]] = {}
    for row in table.frame.to_dict("records"):
        cells = {
            role: cell_text(row[column])
            for role in ("text", "project", "question")
            if (column := getattr(columns, role))
        }
        about.setdefault(cell_text(row[columns.id]), cells)
    return [
        replace(
            row, cells={**row.cells, **{k: v for k, v in about.get(row["id"], {}).items() if v}}
        )
        for row in rows
    ]


def _usable(
    rows: list[_Row], file: str, columns: CodingColumns, empty: EmptyMeans | None
) -> tuple[list[_Row], list[str]]:
    """Return the rows that have a text and were read, and a line for those that were left out."""
    silent = [r for r in rows if not r["text"]]
    unread = [r for r in rows if r["text"] and r.codes is None]
    usable = [r for r in rows if r["text"] and r.codes is not None]
    remarks = []
    if silent:
        remarks.append(f"{file}: left out without a text: {_numbers(silent)}")
    if unread:
        remarks.append(f"{file}: left out, not coded yet: {_numbers(unread)}")
    n_none = sum(not r.codes for r in usable)
    if n_none and columns.codes and empty is None:
        remarks.append(f"{file}: rows without a code count as read, no code applies: {n_none}")
    if not usable:
        reason = "; ".join(r.removeprefix(f"{file}: ") for r in remarks) or "no rows"
        raise InputError(file, f"{reason}{_HOW_TO_MARK if unread else ''}")
    return usable, remarks


def _numbers(rows: list[_Row]) -> str:
    shown = ", ".join(str(r.number) for r in rows[:20])
    more = f" and {len(rows) - 20} more" if len(rows) > 20 else ""
    return f"row {shown}" if len(rows) == 1 else f"{len(rows)} rows ({shown}{more})"


def _ids(rows: list[_Row], columns: CodingColumns, file: str) -> list[str]:
    if columns.id:
        return _checked_ids(rows, columns.id, file)
    first: dict[tuple[str, str, int], str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    ids = []
    for row in rows:
        key = row["coder"], row["project"], row["text"]
        seen[key] = nth = seen.get(key, 0) + 1
        own = str(row.place)
        ids.append(first.setdefault((*key[1:], nth), own) if columns.coder else own)
    return ids


def _checked_ids(rows: list[_Row], column: str, file: str) -> list[str]:
    first: dict[str, _Row] = {}
    for row in rows:
        if not row["id"]:
            reason = f'has no id: fill column "{column}", or name another with id'
            raise InputError(file, reason, f"row {row.number}")
        known = first.setdefault(row["id"], row)
        if known["text"] != row["text"]:
            reason = (
                f"id {row['id']!r} stands in row {known.number} beside another text: every text "
                f'needs an id of its own; name another column than "{column}", or ""'
            )
            raise InputError(file, reason, f"row {row.number}")
    return [row["id"] for row in rows]


def _in_order(columns: CodingColumns, names: CodeNames) -> tuple[str, ...]:
    """Return codes found without a codebook: in the order of their columns, or sorted."""
    of_columns = tuple(dict.fromkeys(code_id for _, code_id in columns.per_code))
    return of_columns or names.code_ids


def _of_columns(
    columns: CodingColumns, given: dict[str, str], codes: str | Sequence[str] | None, file: str
) -> str:
    """Say which columns were guessed, and which are not used."""
    roles = ("text", "id", "project", "coder", "question", "aspect")
    guessed = [f'{r} "{c}"' for r in roles if r not in given and (c := getattr(columns, r))]
    if codes is None:
        guessed.append(f"codes {_shown(columns.codes or [c for c, _ in columns.per_code])}")
    said = f"columns: {'; '.join(guessed)}" if guessed else ""
    if columns.unused:
        unused = ", ".join(f'"{c}"' for c in columns.unused)
        said = f"{said}; not used: {unused}" if said else f"columns not used: {unused}"
    return f"{file}: {said}" if said else ""


def _shown(columns: Sequence[str]) -> str:
    quoted = [f'"{column}"' for column in columns]
    if len(quoted) <= 3:
        return ", ".join(quoted)
    return f"{quoted[0]}, {quoted[1]} to {quoted[-1]} ({len(quoted)} columns)"


def _without_column(columns: CodingColumns, names: CodeNames, file: str) -> str:
    """Name the codes of the codebook that have no column: nobody could give them."""
    if names.codebook is None or not columns.per_code:
        return ""
    given = {code_id for _, code_id in columns.per_code}
    missing = [code_id for code_id in names.code_ids if code_id not in given]
    if not missing:
        return ""
    return f"{file}: codes without a column count as not given: {', '.join(missing)}"
