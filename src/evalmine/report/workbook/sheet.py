"""A sheet before it is a file: columns with a heading and a width, rows of plain cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["text", "number", "share", "choice"]
Cell = str | int | float | None

LONGEST_CELL: Final = 32_767
"""Characters that Excel takes in one cell."""
MOST_ROWS: Final = 1_048_576
MOST_LINKS: Final = 65_530
"""Links that Excel takes in one sheet."""


@dataclass(frozen=True)
class Link:
    """A cell that leads to a row (counted from 0 below the heading) of another sheet."""

    text: str
    sheet: str  # key of the sheet
    row: int


@dataclass(frozen=True)
class Column:
    """One column: the heading as it is read back by, its width in characters, and what it holds.

    `choices` are what a person may choose from in a cell that is to be filled in.
    """

    name: str
    width: int = 14
    kind: Kind = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table of the workbook.

    Parameters
    ----------
    key : str
        What links and tests know it by.
    name : str
        On its tab; at most 31 characters.
    columns : tuple of Column
    rows : tuple of tuple
        Text, numbers, `Link` or None; as many cells as there are columns.
    lead : str
        A sentence above the heading that says how to read it, or "".
    fixed : int
        Columns on the left that stay when one scrolls.
    """

    key: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | Link, ...], ...]
    lead: str = ""
    fixed: int = 1
    hidden: tuple[str, ...] = field(default=())  # names of columns that are folded away

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                message = f"sheet {self.key}: a row has {len(row)} cells, not {len(self.columns)}"
                raise ValueError(message)
