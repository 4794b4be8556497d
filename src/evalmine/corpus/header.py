"""Where the header of a table is: title lines above it, one or two rows, merged group headers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evalmine.corpus.cells import cell_text

_GENERIC = frozenset(
    (  # what survey tools write below a question
        "open-ended response",
        "response",
        "other (please specify)",
        "svar",
        "åbent svar",
        "fritekst",
        "fritekstsvar",
    )
)


@dataclass(frozen=True)
class Header:
    """Rows ``start`` to ``end`` (half-open) of a sheet are its header.

    `names` has one unique name per column, `groups` the group header over it or "".
    """

    start: int
    end: int
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()


def find_header(
    rows: Sequence[Sequence[Any]], spread: Sequence[tuple[int, int, int, int]] = ()
) -> Header | None:
    """Return the header of a sheet, or None for a sheet without cells.

    Parameters
    ----------
    rows : sequence of sequences
        Raw cells, None for a gap.
    spread : sequence of (first row, last row, first column, last column)
        Merged cells, from 0, ends included.

    Notes
    -----
    A header has two rows if the first leaves columns without a name and the second names them all,
    or if the first has merged cells over several columns. Not recognized: three or more levels.
    """
    filled = max((_last_filled(row) for row in rows), default=0)
    start = _first_header_row(rows, filled)
    if start is None:
        return None
    width = min(filled, max(len(row) for row in rows[start : start + 2]))
    top = _filled(rows, spread, start, width)
    if start + 1 >= len(rows):
        return Header(start, start + 1, _unique([cell_text(c) for c in top], ()))
    below = _filled(rows, spread, start + 1, width)
    if start + 2 < len(rows) and _is_import_row(rows[start + 2]):
        return Header(start, start + 3, _unique([_one_line(c) for c in below], ()))
    merged = any(r0 <= start <= r1 and c1 > c0 and r1 - r0 < 2 for r0, r1, c0, c1 in spread)
    if not _is_second_row(rows[start], below, width, merged):
        width = min(filled, len(rows[start]))
        top = top[:width]
        return Header(start, start + 1, _unique([_one_line(c) for c in top], ()))
    groups = _forward(top)
    names, over = [], []
    for upper, lower, group in zip(top, below, groups, strict=True):
        name = _one_line(lower)
        if not name or (name.casefold() in _GENERIC and upper is not None):
            names.append(_one_line(upper))
            over.append("")
        else:
            names.append(name)
            over.append("" if group == name else group)
    return Header(start, start + 2, _unique(names, over), tuple(over))


def _first_header_row(rows: Sequence[Sequence[Any]], width: int) -> int | None:
    """Return the first row that is more than a title above the table."""
    for i, row in enumerate(rows):
        n_filled = sum(cell is not None for cell in row)
        if n_filled == 0:
            continue
        following = (sum(cell is not None for cell in later) for later in rows[i + 1 : i + 6])
        is_title = n_filled == 1 and width > 2 and max(following, default=0) > width / 2
        if not is_title:
            return i
    return None


def _filled(
    rows: Sequence[Sequence[Any]],
    spread: Sequence[tuple[int, int, int, int]],
    index: int,
    width: int,
) -> list[Any]:
    """Return one row with merged cells filled from their first cell, padded to the width."""
    row = [*rows[index][:width], *[None] * (width - len(rows[index]))]
    for r0, r1, c0, c1 in spread:
        if r0 <= index <= r1 and c0 < len(rows[r0]):
            for column in range(c0, min(c1 + 1, width)):
                row[column] = rows[r0][c0]
    return row


def _is_second_row(top: Sequence[Any], below: Sequence[Any], width: int, merged: bool) -> bool:
    names = [cell for cell in below if cell is not None]
    if not names or not all(isinstance(cell, str) and not _is_value(cell) for cell in names):
        return False
    gaps = [i for i in range(width) if i >= len(top) or top[i] is None]
    if len(gaps) < (1 if merged else 2):
        return False
    if any(below[i] is None for i in gaps):
        return False
    pairs = [(g, c) for g, c in zip(_forward(top), below, strict=False) if c is not None]
    generic = sum(cell.strip().casefold() in _GENERIC for cell in names)
    return len(set(pairs)) > len(pairs) / 2 or generic > len(names) / 2


def _is_value(text: str) -> bool:
    return bool(re.fullmatch(r"[\d\s.,:/-]+", text))


def _is_import_row(row: Sequence[Any]) -> bool:
    """Return whether a row is the line of import ids that Qualtrics puts under its header."""
    cells = [str(cell) for cell in row if cell is not None]
    return bool(cells) and all(cell.startswith('{"ImportId"') for cell in cells)


def _forward(top: Sequence[Any]) -> list[str]:
    """Return the group over each column: a name reaches up to the next one."""
    groups, current = [], ""
    for cell in top:
        current = current if cell is None else _one_line(cell)
        groups.append(current)
    return groups


def _unique(names: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
    """Return the names with what tells equal ones apart: the group, then a number."""
    counts = Counter(names)
    made: list[str] = []
    for i, name in enumerate(names):
        name = name or f"Column {_letters(i)}"
        if counts[name] > 1 and groups and groups[i]:
            name = f"{groups[i]}: {name}"
        n, free = 2, name
        while free in made:
            free, n = f"{name} ({n})", n + 1
        made.append(free)
    return tuple(made)


def _letters(index: int) -> str:
    """Return a column's letters as spreadsheets show them."""
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _last_filled(row: Sequence[Any]) -> int:
    return max((i + 1 for i, cell in enumerate(row) if cell is not None), default=0)


def _one_line(cell: Any) -> str:
    if isinstance(cell, dt.datetime):
        return cell_text(cell)
    return " ".join(cell_text(cell).split())
