"""A sequence of dataclass records that shows itself as a table in a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
_MAX_ROWS = 20
_MAX_LIST = 90


class Records(Sequence[T]):
    """An immutable list of records: index it for one, call `to_df` for a pandas frame.

    Parameters
    ----------
    records : iterable
        Instances of one frozen dataclass.
    columns : sequence of str
        The columns of the frame, in order; each is an attribute of the record.
    row : callable, optional
        Turns a record into a mapping where plain attributes do not do.
    """

    def __init__(
        self,
        records: Iterable[T],
        columns: Sequence[str],
        row: Callable[[T], dict[str, Any]] | None = None,
    ) -> None:
        self._records = tuple(records)
        self._columns = tuple(columns)
        self._row = row

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Records[T]: ...
    def __getitem__(self, index: int | slice) -> T | Records[T]:
        if isinstance(index, slice):
            return Records(self._records[index], self._columns, self._row)
        return self._records[index]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[T]:
        return iter(self._records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and self._records == other._records

    def __hash__(self) -> int:
        return hash(self._records)

    def to_df(self) -> pd.DataFrame:
        """Return a frame with one row per record; an empty one keeps its columns."""
        import pandas as pd

        row = self._row or (lambda record: {c: getattr(record, c) for c in self._columns})
        return pd.DataFrame([row(r) for r in self._records], columns=list(self._columns))

    def __repr__(self) -> str:
        if not self._records:
            return f"no rows ({', '.join(self._columns)})"
        shown = self[:_MAX_ROWS].to_df().map(_shown)
        rest = self._rest()
        table = str(shown.to_string(max_colwidth=60, line_width=160))
        return f"{table}\n{rest}" if rest else table

    def _repr_html_(self) -> str:
        if not self._records:
            return f"<p>{escape(repr(self))}</p>"
        left = 'style="text-align:left;vertical-align:top"'
        head = "".join(f"<th {left}>{escape(name)}</th>" for name in ("", *self._columns))
        body = "".join(
            f"<tr><th>{i}</th>"
            + "".join(f"<td {left}>{escape(_shown(cell))}</td>" for cell in cells)
            + "</tr>"
            for i, cells in enumerate(self[:_MAX_ROWS].to_df().itertuples(index=False, name=None))
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}<p>{escape(self._rest())}</p>" if self._rest() else table

    def _rest(self) -> str:
        """Return what a shortened table leaves out and where it is, "" for a short one."""
        n = len(self)
        return f"{_MAX_ROWS} of {n} rows; .to_df() holds all" if n > _MAX_ROWS else ""


def _shown(cell: object) -> str:
    """Return a cell as a reader wants it: no NaN, two decimals, a tuple as a short list."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.2f}"
    if isinstance(cell, tuple | list):
        listed = ", ".join(map(_shown, cell))
        return listed if len(listed) <= _MAX_LIST else listed[: _MAX_LIST - 1] + "…"
    return str(cell)


def fields_of(cls: type) -> tuple[str, ...]:
    """Return the field names of a dataclass, in order."""
    return tuple(field.name for field in dataclasses.fields(cls))
