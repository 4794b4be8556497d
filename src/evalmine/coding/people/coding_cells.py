"""What one row of a table of human codings says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from evalmine.coding.people.code_names import CodeNames
from evalmine.corpus.cells import cell_text, parse_number, parse_yes_no

EmptyMeans = Literal["unread", "none"]
_PARTS = re.compile(r"[;|\n]")
_TICKS = frozenset("✓✔☑v+")
_CROSSED_OUT = frozenset("-–—☐✗")


def mark(cell: object) -> bool | None:
    """Return True for x, xx, 1, ja, ✓ ..., False for 0, nej, - ..., None for anything else."""
    text = cell_text(cell)
    if text.casefold() in _TICKS or set(text.casefold()) == {"x"}:
        return True
    if text in _CROSSED_OUT:
        return False
    return parse_yes_no(text)


def codes_in_cell(
    cell: object, names: CodeNames, empty: EmptyMeans | None
) -> frozenset[str] | None:
    """Return the ids of the codes in a cell like ``a;b``, None for a row nobody has read.

    Parameters
    ----------
    cell : object
        Codes parted by ``;``, ``|`` or newlines, or by commas where every part is a code.
    names : CodeNames
    empty : {"unread", "none"} or None
        What an empty cell says; by default that no code applies.

    Raises
    ------
    LookupError
        For a code that is not known; the message says which is nearest.
    """
    parts = [p.strip() for p in _PARTS.split(cell_text(cell)) if p.strip()]
    if not parts:
        return None if empty == "unread" else frozenset()
    return frozenset(c for part in parts for c in _codes_called(part, names))


def _codes_called(part: str, names: CodeNames) -> list[str]:
    if names.says_none(part):
        return []
    if code_id := names.find(part):
        return [code_id]
    listed, unknown = _parted_by_commas(part.split(","), names)
    if listed and not unknown:
        return [names.find(p) for p in listed]
    wrong = unknown[0] if listed else part
    raise LookupError(f"code {wrong!r} is not in the codebook{names.hint(wrong)}")


def _parted_by_commas(parts: Sequence[str], names: CodeNames) -> tuple[list[str], list[str]]:
    """Return the codes in a list, and what is none; a code's own name may have commas."""
    listed: list[str] = []
    unknown: list[str] = []
    start = 0
    while start < len(parts):
        ends = range(len(parts), start, -1)  # the longest name first
        end = next((e for e in ends if names.is_code(",".join(parts[start:e]).strip())), 0)
        if end:
            listed.append(",".join(parts[start:end]).strip())
        elif parts[start].strip():
            unknown.append(parts[start].strip())
        start = end or start + 1
    return listed, unknown


def is_assigned(cell: object) -> bool:
    """Return whether a long table's row says that the code applies; a score counts from a half.

    Raises
    ------
    LookupError
        If the cell is neither.
    """
    number = parse_number(cell)
    if number is not None:
        return number >= 0.5
    said = mark(cell)
    if said is None and cell_text(cell):
        raise LookupError(f"{cell_text(cell)!r} is neither yes nor no: write 1 or 0")
    return bool(said)


def codes_in_marks(
    cells: Sequence[tuple[object, str, str]], empty: EmptyMeans | None
) -> frozenset[str] | None:
    """Return the ids of the codes whose columns are marked, None for a row nobody has read.

    Parameters
    ----------
    cells : sequence of (cell, column, code id)
        The column that says that no code applies has the code id "".
    empty : {"unread", "none"} or None
        What a row without any mark says; by default that nobody has read it.

    Raises
    ------
    LookupError
        For a cell that is no mark, and for a row that has codes and says that none applies.
    """
    marks: dict[str, bool] = {}
    for cell, column, code_id in cells:
        if not cell_text(cell):
            continue
        said = mark(cell)
        if said is None:
            reason = f"{cell_text(cell)!r} under {column!r} is neither yes nor no"
            raise LookupError(f"{reason}: write x, or leave it empty")
        marks[code_id] = marks.get(code_id, False) or said
    none = marks.pop("", False)
    codes = frozenset(code_id for code_id, said in marks.items() if said)
    if codes and none:
        raise LookupError(f"it is marked {min(codes)!r} and that no code applies: keep one")
    if marks or none:
        return codes
    return frozenset() if empty == "none" else None
