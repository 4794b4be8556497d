"""Reads how much confidence people have in each learning, from a sheet that they filled in.

Columns: ``learning_key``, ``level``, and, where wanted, ``headline``, ``rationale``,
``judged_by``; English or Danish, as the workbook's sheet *CERQual* has them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from evalmine.errors import InputError
from evalmine.synthesis.cerqual import LEVELS, Judgment

_NAMES: Final = {
    "learning_key": ("learning_key", "læringsnøgle", "key", "nøgle"),
    "level": ("level", "niveau", "confidence", "tillid"),
    "rationale": ("rationale", "begrundelse"),
    "judged_by": ("judged_by", "judged by", "vurderet af", "vurderet_af"),
    "headline": ("headline", "læring", "learning", "overskrift"),
}
_LEVELS: Final = {
    **{level: level for level in LEVELS},
    "very low": "very_low",
    "høj": "high",
    "moderat": "moderate",
    "lav": "low",
    "meget lav": "very_low",
    "meget_lav": "very_low",
}
_SHEET = "CERQual"
_ADVICE = "write high, moderate, low or very_low (høj, moderat, lav, meget lav)"


def read_judgments(path: str | Path) -> tuple[Judgment, ...]:
    """Return the judgments in an .xlsx, .csv or .yaml file; rows without a level are left out.

    A YAML file is a list of mappings with the same names.  Where a learning is judged twice, the
    last one holds.

    Parameters
    ----------
    path : str or Path
        Of a workbook, its sheet *CERQual* is read, or its only sheet.

    Raises
    ------
    InputError
        One line that names the file, the row, what is wrong and what to do.

    Examples
    --------
    >>> read_judgments("vurderinger.txt")
    Traceback (most recent call last):
        ...
    evalmine.errors.InputError: vurderinger.txt: it is no .xlsx, .csv or .yaml file; save it as one
    """
    path = Path(path)
    readers = {".xlsx": _workbook, ".csv": _csv, ".yaml": _yaml, ".yml": _yaml}
    if path.suffix.lower() not in readers:
        raise InputError(path.name, "it is no .xlsx, .csv or .yaml file; save it as one")
    if not path.is_file():
        raise InputError(str(path), "there is no such file; check the path")
    found = [
        judgment
        for place, row in readers[path.suffix.lower()](path)
        if (judgment := _judgment(row, path.name, place)) is not None
    ]
    return tuple(found)


def _judgment(row: Mapping[str, str], source: str, place: str) -> Judgment | None:
    level = row.get("level", "").casefold()
    if not level:
        return None
    if level not in _LEVELS:
        near = difflib.get_close_matches(level, list(_LEVELS), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; {_ADVICE}"
        raise InputError(source, f"{row['level']!r} is no level{hint}", location=place)
    if not row.get("learning_key"):
        reason = "a level is set but learning_key is empty; copy the key of the learning there"
        raise InputError(source, reason, location=place)
    return Judgment(
        row["learning_key"],
        _LEVELS[level],
        row.get("rationale", ""),
        row.get("judged_by", ""),
        row.get("headline", ""),
    )


def _yaml(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(path.name, "it is not YAML in UTF-8; mend or export it anew") from error
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise InputError(path.name, "it is no list of judgments; begin each with '- learning_key:'")
    for number, row in enumerate(content, start=1):
        yield f"entry {number}", _named(row)


def _csv(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    import csv

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    _check_columns(reader.fieldnames or [], path.name)
    for row in reader:
        yield f"row {reader.line_num}", _named(row)


def _workbook(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    import pandas as pd

    try:
        sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=object)
    except Exception as error:  # openpyxl raises what the zip, the XML and the cells raise
        raise InputError(path.name, "it cannot be opened; save it as .xlsx again") from error
    if _SHEET not in sheets and len(sheets) != 1:
        reason = f"it has no sheet {_SHEET!r}; name the sheet with the judgments so"
        raise InputError(path.name, reason)
    sheet = sheets.get(_SHEET, next(iter(sheets.values())))
    cells = sheet.to_numpy().tolist()
    # A sheet may begin with a title: the header is the first row with a column of ours.
    top = next((i for i, row in enumerate(cells) if "learning_key" in _named_cells(row)), None)
    if top is None:
        raise InputError(path.name, _missing("learning_key"))
    _check_columns([str(cell) for cell in cells[top]], path.name)
    for number, row in enumerate(cells[top + 1 :], start=top + 2):
        yield f"row {number}", _named(dict(zip(cells[top], row, strict=True)))


def _named_cells(row: list[Any]) -> set[str]:
    return set(_named({str(cell): "x" for cell in row}))


def _named(row: Mapping[Any, Any]) -> dict[str, str]:
    """Return a row with our names for its columns, cells as text."""
    told: dict[str, str] = {}
    for column, cell in row.items():
        for name, words in _NAMES.items():
            if str(column).strip().casefold() in words and name not in told:
                told[name] = "" if cell is None or cell != cell else str(cell).strip()
    return told


def _check_columns(columns: Any, source: str) -> None:
    there = _named(dict.fromkeys(columns, ""))
    for name in ("learning_key", "level"):
        if name not in there:
            raise InputError(source, _missing(name))


def _missing(name: str) -> str:
    danish = _NAMES[name][1]
    return f"there is no column {name!r} ({danish!r}); export the sheet anew or add it"
