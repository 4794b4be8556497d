"""Which lines of a strip are a table, and what its rows say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from evalmine.corpus.hyphens import join_lines
from evalmine.corpus.pdf_fragments import Fragment
from evalmine.corpus.pdf_layout import Line

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")


def table_spans(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return half-open ranges of lines that form a table.

    A table has at least two lines with cells apart; up to two lines between them with one cell
    each (a wrapped cell) belong to it.
    """
    apart = [i for i, line in enumerate(lines) if _is_row(line)]
    spans: list[tuple[int, int]] = []
    for i in apart:
        if spans and i - spans[-1][1] <= 2 and _wrapped(lines[spans[-1][1] : i], lines, spans[-1]):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    found = []
    for start, end in spans:
        rows = [line for line in lines[start:end] if _is_row(line)]
        if len(rows) < 2 or not _has_gutter(rows):
            continue
        while end < len(lines) and _wrapped(lines[end : end + 1], lines, (start, end)):
            end += 1
        found.append((start, end))
    return found


def _has_gutter(rows: Sequence[Line]) -> bool:
    """Return whether gaps stand below each other, as those of justified lines do not."""
    columns = _columns([cell for row in rows for cell in row.cells])
    gaps = [two[0] - one[1] for one, two in pairwise(columns)]
    return max(gaps, default=0.0) > 0.9 * rows[0].size


def _is_row(line: Line) -> bool:
    return len(line.cells) > 1 and not _LEADER.search(line.text)


def _wrapped(between: Sequence[Line], lines: Sequence[Line], span: tuple[int, int]) -> bool:
    """Return whether lines continue a cell of the row above them."""
    above = lines[span[1] - 1]
    for line in between:
        pitch = above.y0 - line.y0
        narrow = line.x1 - line.x0 < 0.75 * max(line.right - line.left, 1.0)
        starts = [cell.x0 for row in lines[slice(*span)] for cell in row.cells]
        aligned = any(abs(line.x0 - x) < 3 for x in starts)
        if not (narrow and aligned and 0 < pitch < 1.6 * above.size):
            return False
        if abs(line.size - above.size) > 0.8:
            return False
        above = line
    return True


def table_text(lines: Sequence[Line]) -> str:
    """Return a table's rows as lines with ``" | "`` between cells."""
    cells = [cell for line in lines for cell in line.cells]
    columns = _columns(cells)
    rows: list[list[list[str]]] = []
    pitches = [one.y0 - two.y0 for one, two in pairwise(lines)]
    wraps = bool(pitches) and max(pitches) > 1.3 * max(min(pitches), 0.1)
    for i, line in enumerate(lines):
        is_new = i == 0 or not wraps or pitches[i - 1] > 1.2 * min(pitches)
        if is_new:
            rows.append([[] for _ in columns])
        for cell in line.cells:
            index = next(k for k, (x0, x1) in enumerate(columns) if x0 <= cell.x0 <= x1)
            rows[-1][index].append(cell.text)
    return "\n".join(" | ".join(join_lines(cell) for cell in row).strip(" |") for row in rows)


def _columns(cells: Sequence[Fragment]) -> list[tuple[float, float]]:
    """Return the ranges that the cells cover, left to right."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((cell.x0, cell.x1) for cell in cells):
        if columns and x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns
