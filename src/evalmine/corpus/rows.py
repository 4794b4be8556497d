"""One text per row: what the single-purpose commands (code, themes, encode) read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalmine.corpus.cells import cell_text
from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import Segment, is_missing
from evalmine.corpus.non_answers import is_non_answer
from evalmine.corpus.tabular import OPEN_QUOTE, Table, read_table
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_ID_NAMES = ("id", "text_id", "segment_id", "document_id", "response_id", "answer_id", "case_id")
_TEXT_NAMES = ("text", "tekst", "texts", "tekster", "answer", "svar", "response", "segment")


@dataclass(frozen=True)
class RowTexts:
    """The texts of a table, one per row, in the order of the file.

    Attributes
    ----------
    ids : tuple of str
        As they stand in the file, leading zeros included; row numbers from 1 without an id column.
    texts : tuple of str
        Normalized, identifiers masked; empty where the row has none.
    remarks : tuple of str
        What was guessed, and rows that could not be read as they stand.
    questions : tuple of str
        What each text answers; empty where no column of questions was named.
    projects : tuple of str
        Whose text it is; empty where no column of projects was named.
    id_column : str
        Where the ids come from; "" where they are row numbers.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    id_column: str = ""

    @property
    def says_something(self) -> tuple[bool, ...]:
        """Whether each text is more than empty, "-", "N/A" or "ingen bemærkninger"."""
        return tuple(not is_non_answer(text) for text in self.texts)


def read_texts(
    path: str | Path,
    *,
    text: str = "",
    id_column: str | None = "",
    question: str = "",
    project: str = "",
    mask: bool = True,
) -> RowTexts:
    """Return the ids and texts of a table, one pair per row, in the order of the file.

    Parameters
    ----------
    path : path
        csv, xlsx or sav.
    text : str
        Column of the texts; when not given, a column named like one, or the one with the longest
        cells.
    id_column : str or None
        Column of the ids; when not given, a column named like one, else row numbers from 1.
        ``None`` does not look for ids.
    question : str
        Column of the questions that the texts answer; none when not given.
    project : str
        Column that says which project a text comes from; none when not given.
    mask : bool
        Whether CPR numbers, e-mail and web addresses and telephone numbers are masked.

    Raises
    ------
    InputError
        If the file or a column is missing, several sheets could be meant, or an id is empty or
        occurs twice.

    Notes
    -----
    A row with an empty text is kept, so that rows can be matched by position. So is one with more
    cells than the header, with an empty text, since it cannot be told which cell is the text.
    With an id column, rows without any cell are not rows.
    """
    path = Path(path)
    table = _one_table(path, text)
    remarks = [f"{path.name}, row {n}: {_of_row(n, why, table)}" for n, why in table.problems]
    frame = table.frame
    ids_from = _id_column(frame, id_column, text, path)
    column = _wanted(frame, text, path) if text else _guessed(frame, ids_from, path)
    if not text or id_column == "":
        told = f'ids from "{ids_from}"' if ids_from else "row numbers as ids"
        told = f'texts from column "{column}"' + (f", {told}" if id_column is not None else "")
        remarks.insert(0, f"{path.name}: {told}")
    if ids_from:
        frame = frame.dropna(how="all")
    texts = [
        "" if table.first_row + i in table.unreadable else cell_text(cell)
        for i, cell in _cells(frame[column])
    ]
    asked, whose = (
        [cell_text(cell) for _, cell in _cells(frame[_wanted(frame, name, path)])] if name else []
        for name in (question, project)
    )
    if frame.shape[1] == 1:  # with more columns an empty text has an id beside it
        texts += [""] * table.n_empty_at_end
    if mask:
        texts = [mask_identifiers(t).text for t in texts]
    ids = [str(i) for i in range(1, len(texts) + 1)]
    if ids_from:
        ids = _checked_ids(frame[ids_from], table.first_row, path)
    return RowTexts(tuple(ids), tuple(texts), tuple(remarks), tuple(asked), tuple(whose), ids_from)


def texts_as_segments(
    texts: Sequence[str],
    ids: Sequence[str] = (),
    projects: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> list[Segment]:
    """Return each text as a segment of its own document.

    Parameters
    ----------
    texts : sequence of str
    ids : sequence of str, optional
        Of the segments; row numbers when not given.
    projects : sequence of str, optional
        Where they come from; each is a project of its own when not given. A text whose project
        is empty is one as well.
    languages : sequence of str, optional
        Of the texts; not known when not given.
    """
    width = len(str(len(texts)))
    unknown = [""] * len(texts)
    named = ids or [f"{i:0{width}d}" for i in range(len(texts))]
    return [
        Segment(own, own, project or f"({own})", 0, len(text), text, language=language)
        for own, project, language, text in zip(
            named, projects or unknown, languages or unknown, texts, strict=True
        )
    ]


def _one_table(path: Path, text: str) -> Table:
    if not path.exists():
        raise InputError(str(path), "does not exist: check the path")
    if path.is_dir():
        raise InputError(str(path), "is a folder: name the .csv, .xlsx or .sav file in it")
    try:
        tables = read_table(path)
    except OSError as error:
        reason = f"cannot be opened ({error.strerror or error}): check the file"
        raise InputError(str(path), reason) from error
    with_column = [t for t in tables if text in t.frame.columns]
    tables = with_column or tables
    if len(tables) > 1:
        names = ", ".join(repr(t.name) for t in tables)
        reason = f"texts could be on the sheets {names}: save the one that is meant as a file"
        raise InputError(path.name, reason)
    for number, reason in tables[0].problems:
        if reason == OPEN_QUOTE:  # the rows below it are inside its cell
            raise InputError(path.name, reason, f"row {number}")
    return tables[0]


def _of_row(number: int, reason: str, table: Table) -> str:
    if number in table.unreadable:
        return reason.replace("left out, because", "text left empty, because")
    return reason


def _wanted(frame: pd.DataFrame, column: str, path: Path) -> str:
    if column in frame.columns:
        return column
    reason = f"there is no column {column!r}; the columns are: {', '.join(map(str, frame.columns))}"
    raise InputError(path.name, reason)


def _id_column(frame: pd.DataFrame, column: str | None, text: str, path: Path) -> str:
    """Return the column of the ids, "" for none; of several the first whose cells all differ."""
    if column is None:
        return ""
    if column:
        return _wanted(frame, column, path)
    names = [str(c) for c in frame.columns if _is_named(c, _ID_NAMES) and c != text]
    if not names or frame.shape[1] == 1:
        return ""
    return next((c for c in names if frame[c].is_unique and frame[c].notna().all()), names[0])


def _guessed(frame: pd.DataFrame, ids_from: str, path: Path) -> str:
    """Return the column with the most text among those named like one, or among all."""
    left = [str(c) for c in frame.columns if c != ids_from]
    left = [c for c in left if not _is_named(c, _ID_NAMES)] or left
    if not left:
        raise InputError(path.name, "there is no column of texts beside the ids: add one")
    named = [c for c in left if _is_named(c, _TEXT_NAMES)]
    lengths = {c: sum(len(str(v)) for v in frame[c] if not is_missing(v)) for c in named or left}
    return max(lengths, key=lambda c: lengths[c])


def _is_named(column: object, names: Sequence[str]) -> bool:
    return str(column).strip().casefold() in names


def _checked_ids(cells: pd.Series, first_row: int, path: Path) -> list[str]:
    remedy = f'every row of column "{cells.name}" needs an id of its own; name another with --id'
    seen: dict[str, int] = {}
    for i, cell in _cells(cells):
        row = first_row + i
        own = cell if isinstance(cell, str) else cell_text(cell)
        if not own:
            raise InputError(path.name, f"has no id: {remedy}", f"row {row}")
        if own in seen:
            reason = f"id {own!r} stands in row {seen[own]} too: {remedy}"
            raise InputError(path.name, reason, f"row {row}")
        seen[own] = row
    return list(seen)


def _cells(column: pd.Series) -> list[tuple[int, object]]:
    return list(zip(column.index.tolist(), column.tolist(), strict=True))
