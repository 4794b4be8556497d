"""A sequence of dataclass records that shows itself as a table in a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


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
        return repr(self.to_df()) if self._records else f"no rows ({', '.join(self._columns)})"

    def _repr_html_(self) -> str:
        return str(self.to_df().to_html(max_rows=20, index=False))


def fields_of(cls: type) -> tuple[str, ...]:
    """Return the field names of a dataclass, in order."""
    return tuple(field.name for field in dataclasses.fields(cls))
