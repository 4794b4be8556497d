"""Survey exports become tables of raw cells: xlsx, csv, SPSS and pandas frames.

Nothing is interpreted here but the header: an empty cell is a gap, while "None", "NA", "N/A",
"-" and "nan" are answers and stay strings.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.corpus.decode import decode_text
from evalmine.corpus.header import Header, find_header
from evalmine.errors import InputError, import_optional

if TYPE_CHECKING:
    import pandas as pd

TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".sav", ".xls", ".ods")
OPEN_QUOTE = "a quotation mark is opened and never closed: close it and read the file again"
_DELIMITERS = ";\t,|"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """One sheet or file of raw cells.

    Attributes
    ----------
    name : str
        Sheet name; empty for files without sheets.
    frame : pandas.DataFrame
        Object columns: strings, numbers, datetimes, None for a gap. Its index runs from 0.
    first_row : int
        The number of the first data row as a spreadsheet shows it, so that row `i` of `frame`
        is row ``first_row + i``.
    groups : tuple of str
        The group header over each column; empty strings where there is none.
    problems : tuple of (int, str)
        Row number and reason of rows that do not fit the header.
    unreadable : frozenset of int
        The row numbers among `problems` that are not in `frame` as they stand in the file.
    n_empty_at_end : int
        Rows of one quoted empty cell at the end of a csv file, which are not in `frame`.
    """

    name: str
    frame: pd.DataFrame
    first_row: int
    groups: tuple[str, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    unreadable: frozenset[int] = frozenset()
    n_empty_at_end: int = 0


def read_table(
    path: str | Path, *, sheet: str | int | None = None, encoding: str | None = None
) -> list[Table]:
    """Return the tables of a survey export, one per sheet that has rows.

    Parameters
    ----------
    path : path
        ``.xlsx``, ``.csv`` / ``.tsv`` (delimiter and encoding are found out) or ``.sav``.
    sheet : str or int, optional
        One sheet by name or by number from 0; by default every sheet with rows.
    encoding : str, optional
        The encoding of a text file, where the guess is wrong.

    Raises
    ------
    InputError
        If the file cannot be read or has no rows, or the sheet does not exist.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _read_workbook(path, sheet)
    if suffix in (".csv", ".tsv", ".txt"):
        return [_read_csv(path, encoding)]
    if suffix == ".sav":
        return [_read_spss(path)]
    if suffix in (".xls", ".ods"):
        raise InputError(path.name, f"{suffix} files are not read: save the table as .xlsx or .csv")
    raise InputError(path.name, f"{suffix or 'no suffix'} is not a table: use .xlsx, .csv or .sav")


def _read_workbook(path: Path, sheet: str | int | None) -> list[Table]:
    import zipfile

    import openpyxl

    with path.open("rb") as file:
        if file.read(4) == _OLE:
            reason = "is password-protected or an old .xls: save it as .xlsx without a password"
            raise InputError(path.name, reason)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        reason = "is not a readable workbook (damaged, or another format renamed): save it anew"
        raise InputError(path.name, reason) from error
    tables = []
    for page in _chosen_sheets(path, book, sheet):
        rows = [[_raw(cell) for cell in row] for row in page.iter_rows()]
        spread = sorted(
            (r.min_row - 1, r.max_row - 1, r.min_col - 1, r.max_col - 1)
            for r in page.merged_cells.ranges
        )
        for top, bottom, left, right in spread:  # an id merged over the rows it belongs to
            for row in range(top + 1, bottom + 1 if left == right else top):
                rows[row][left] = rows[top][left]
        table = _build(page.title, rows, spread)
        if table is not None:
            tables.append(table)
        elif sheet is not None:
            raise InputError(path.name, "has no rows below its header", f"sheet {page.title!r}")
    if not tables:
        raise InputError(path.name, "has no rows: every sheet is empty or only a header")
    return tables


def _chosen_sheets(path: Path, book: Any, sheet: str | int | None) -> list[Any]:
    pages = list(book.worksheets)
    if sheet is None:
        return [page for page in pages if page.sheet_state == "visible"] or pages
    if isinstance(sheet, int) and 0 <= sheet < len(pages):
        return [pages[sheet]]
    found = [page for page in pages if page.title == sheet]
    if not found:
        names = ", ".join(repr(page.title) for page in pages)
        raise InputError(path.name, f"has no sheet {sheet!r}; its sheets are {names}")
    return found


def _raw(cell: Any) -> Any:
    """Return a cell's value; an Excel error (#REF!, #N/A) is a gap."""
    value = cell.value
    if cell.data_type == "e" or (isinstance(value, str) and not value.strip()):
        return None
    return value


def _read_csv(path: Path, encoding: str | None) -> Table:
    text = decode_text(path.read_bytes(), path.name, encoding=encoding)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if hint := re.fullmatch(r"sep=(.)\s*", first):
        delimiter, text = hint[1], rest
    text = text.replace("\x00", "")
    delimiter = delimiter or find_delimiter(text)
    limit = csv.field_size_limit(sys.maxsize)
    try:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        open_quote = _ends_in_quote(text, delimiter)
    finally:
        csv.field_size_limit(limit)
    cells = [[cell if cell.strip() else None for cell in row] for row in rows]
    table = _build("", cells, ())
    if table is None:
        what = "is empty" if not text.strip() else "has no rows below its header"
        raise InputError(path.name, f"{what}: nothing to read")
    n_empty = sum(row == [""] for row in takewhile(lambda row: row in ([], [""]), reversed(rows)))
    table = replace(table, n_empty_at_end=n_empty)
    if open_quote:
        last = len(cells)
        problems = (*(p for p in table.problems if p[0] != last), (last, OPEN_QUOTE))
        unreadable = table.unreadable | {last}
        return replace(table, problems=problems, unreadable=unreadable)
    return table


def find_delimiter(text: str) -> str:
    """Return the delimiter that gives the most rows of one width: ``;``, tab, comma or ``|``."""
    sample = text[:200_000]
    best, best_score = ";", 0.0
    for delimiter in _DELIMITERS:
        rows = [r for r, _ in zip(_quiet_rows(sample, delimiter), range(200), strict=False)]
        widths = Counter(len(row) for row in rows if row)
        wide = {width: n for width, n in widths.items() if width > 1}
        if not wide:
            continue
        width = max(wide, key=lambda w: (wide[w], w))
        score = wide[width] / sum(widths.values()) * (1.0 + min(width, 100) / 1000)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _quiet_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:  # the sample is cut inside a quoted cell, or the delimiter is wrong
        return


def _ends_in_quote(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _read_spss(path: Path) -> Table:
    pyreadstat = import_optional("pyreadstat", "spss")
    try:
        frame, about = pyreadstat.read_sav(str(path), apply_value_formats=True)
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        reason = "is not a readable SPSS file (damaged, or another format renamed): save it anew"
        raise InputError(path.name, reason) from error
    labels = about.column_names_to_labels
    names = [labels.get(name) or name for name in frame.columns]
    rows = [names, *frame.astype(object).to_numpy().tolist()]
    if len(rows) == 1:
        raise InputError(path.name, "has no rows below its header: nothing to read")
    return _frame_of("", [[_gap(c) for c in row] for row in rows], Header(0, 1, tuple(names)))


def _gap(value: Any) -> Any:
    empty = value is None or value != value or (isinstance(value, str) and not value.strip())
    return None if empty else value


def _build(
    name: str, rows: list[list[Any]], spread: Sequence[tuple[int, int, int, int]]
) -> Table | None:
    header = find_header(rows, spread)
    if header is None or all(cell is None for row in rows[header.end :] for cell in row):
        return None
    return _frame_of(name, rows, header)


def _frame_of(name: str, rows: list[list[Any]], header: Header) -> Table:
    import pandas as pd

    width, kept, problems, unreadable = len(header.names), [], [], set()
    for number, row in enumerate(rows[header.end :], start=header.end + 1):
        extra = [cell for cell in row[width:] if cell is not None]
        cells = row[:width] + [None] * (width - len(row))
        blank = all(cell is None for cell in row)
        if extra:
            reason = (
                f"has {len(row)} cells where the header has {width}: left out, because answers "
                "would stand under the wrong questions; quote the cells that hold the delimiter"
            )
            problems.append((number, reason))
            unreadable.add(number)
        elif len(row) < width and not blank:
            problems.append((number, f"has {len(row)} cells of {width}: kept, the rest is empty"))
        kept.append(cells)
    while kept and all(cell is None for cell in kept[-1]):
        kept.pop()
    frame = pd.DataFrame(kept, columns=list(header.names), dtype=object)
    groups = header.groups or ("",) * width
    return Table(name, frame, header.end + 1, groups, tuple(problems), frozenset(unreadable))
