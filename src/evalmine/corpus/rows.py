"""One text per row: what the single-purpose commands (code, themes, encode) read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalmine.corpus.model import Segment, is_missing
from evalmine.corpus.tabular import read_table
from evalmine.corpus.text import normalize_text
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_ID_NAMES = ("id", "text_id", "segment_id", "document_id", "response_id", "answer_id", "case_id")


def read_texts(path: Path, *, text: str = "", id_column: str = "") -> tuple[list[str], list[str]]:
    """Return the ids and normalized texts of a table, one pair per row, in the order of the file.

    Parameters
    ----------
    path : Path
        csv, xlsx or sav.
    text : str
        Column of the texts; the column with the longest cells when not given.
    id_column : str
        Column of the ids; a column named like one when not given, else row numbers from 1.

    Raises
    ------
    InputError
        If a column is missing, or an id occurs twice.

    Notes
    -----
    A row with an empty text is kept, so that rows can be matched by position.
    """
    frame = read_table(path)[0].frame
    column = _wanted(frame, text, path) if text else _longest(frame, path)
    texts = [normalize_text("" if is_missing(v) else str(v)).strip() for v in frame[column]]
    if not id_column:
        names = [c for c in frame.columns if str(c).strip().casefold() in _ID_NAMES]
        id_column = next((c for c in names if frame[c].is_unique and c != column), "")
    if not id_column:
        return [str(i) for i in range(1, len(texts) + 1)], texts
    ids = [str(v) for v in frame[_wanted(frame, id_column, path)]]
    if len(set(ids)) < len(ids):
        twice = next(i for n, i in enumerate(ids) if i in ids[:n])
        raise InputError(path.name, f"id {twice!r} occurs twice: make ids unique or leave --id out")
    return ids, texts


def texts_as_segments(texts: Sequence[str]) -> list[Segment]:
    """Return each text as a segment of its own document and project, numbered by row."""
    width = len(str(len(texts)))
    return [
        Segment(f"{i:0{width}d}", f"{i:0{width}d}", f"{i:0{width}d}", 0, len(text), text)
        for i, text in enumerate(texts)
    ]


def _wanted(frame: pd.DataFrame, column: str, path: Path) -> str:
    if column in frame.columns:
        return column
    reason = f"there is no column {column!r}; the columns are: {', '.join(map(str, frame.columns))}"
    raise InputError(path.name, reason)


def _longest(frame: pd.DataFrame, path: Path) -> str:
    lengths = {c: sum(len(str(v)) for v in frame[c] if not is_missing(v)) for c in frame.columns}
    if not lengths:
        raise InputError(path.name, "the table has no columns")
    return str(max(lengths, key=lambda c: lengths[c]))
