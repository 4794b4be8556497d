"""Records that show themselves in a notebook: one as it is told, many as a table."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
_MAX_ROWS = 20
_MAX_LIST = 90
_ROOM = ((150, ";min-width:24em"), (30, ";min-width:15em"))  # from so many characters
_LEFT = "text-align:left;vertical-align:top"


class Display(Protocol):
    """Tells a record in full; what it needs for that, such as the texts, it holds itself."""

    def html(self, record: Any) -> str:
        """Return the record as HTML without scripts."""

    def text(self, record: Any) -> str:
        """Return the record as lines of text."""


class Shown:
    """A frozen dataclass with one line for lists, told in full once it has a display.

    A class says what its line is: ``class Theme(Shown, line="{x.theme_id}: {x.name}")``, and leaves
    ``__repr__`` to this one by ``@dataclass(frozen=True, repr=False)``.  `with_display` gives a
    record a display; two records are equal whatever they are shown by.
    """

    _line: ClassVar[str] = ""

    def __init_subclass__(cls, *, line: str = "", **others: Any) -> None:
        super().__init_subclass__(**others)
        cls._line = line or cls._line

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._line.format(x=self)})"

    def __str__(self) -> str:
        display: Display | None = self.__dict__.get("_display")
        return display.text(self) if display else repr(self)

    def _repr_html_(self) -> str | None:  # None: a notebook prints the line
        display: Display | None = self.__dict__.get("_display")
        return display.html(self) if display else None

    def __getstate__(self) -> dict[str, Any]:  # a display holds all texts: not for a pickle
        return {name: value for name, value in self.__dict__.items() if name != "_display"}


ShownRecord = TypeVar("ShownRecord", bound=Shown)


def with_display(record: ShownRecord, display: Display, **changes: Any) -> ShownRecord:
    """Return the same record, with a display; `changes` replace fields by records that have one."""
    told = dataclasses.replace(record, **changes) if changes else copy.copy(record)  # type: ignore[type-var]
    object.__setattr__(told, "_display", display)
    return told


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
    shown : sequence of str, optional
        Columns of the table that is shown, where the frame has more than a reader wants to see.
    """

    def __init__(
        self,
        records: Iterable[T],
        columns: Sequence[str],
        row: Callable[[T], dict[str, Any]] | None = None,
        *,
        shown: Sequence[str] = (),
    ) -> None:
        self._records = tuple(records)
        self._columns = tuple(columns)
        self._row = row
        self._shown = tuple(shown) or self._columns

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Records[T]: ...
    def __getitem__(self, index: int | slice) -> T | Records[T]:
        if isinstance(index, slice):
            return self._some(self._records[index])
        return self._records[index]

    def _some(self, records: Iterable[T]) -> Records[T]:
        return Records(records, self._columns, self._row, shown=self._shown)

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

    def find(self, text: str) -> Records[T]:
        """Return the records that hold these words in a column that is shown, whatever the case.

        Examples
        --------
        >>> people = Records([2 + 1j, 3 + 0j], ("real", "imag"))
        >>> len(people.find("2.0"))
        1
        """
        wanted = " ".join(text.casefold().split())
        rows = self.to_df()[list(self._shown)].itertuples(index=False, name=None)
        return self._some(
            record
            for record, cells in zip(self._records, rows, strict=True)
            if any(wanted in " ".join(_whole(cell).casefold().split()) for cell in cells)
        )

    def __repr__(self) -> str:
        if not self._records:
            return f"no rows ({', '.join(self._shown)})"
        shown = self._shown_frame().map(_shown)
        rest = self._rest()
        table = str(shown.to_string(max_colwidth=60, line_width=160))
        return f"{table}\n{rest}" if rest else table

    def _repr_html_(self) -> str:
        if not self._records:
            return f"<p>{escape(repr(self))}</p>"
        frame = self._shown_frame().map(_shown)
        styles = [f'style="{_LEFT}{_room(frame[c].str.len().max())}"' for c in frame.columns]
        index = f'style="{_LEFT}"'
        head = "".join(
            f"<th {style}>{escape(name)}</th>"
            for name, style in zip(("", *self._shown), (index, *styles), strict=True)
        )
        body = "".join(
            f"<tr><th {index}>{i}</th>"
            + "".join(
                f"<td {style}>{escape(cell)}</td>"
                for cell, style in zip(cells, styles, strict=True)
            )
            + "</tr>"
            for i, cells in enumerate(frame.itertuples(index=False, name=None))
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}<p>{escape(self._rest())}</p>" if self._rest() else table

    def _shown_frame(self) -> pd.DataFrame:
        return self._some(self._records[:_MAX_ROWS]).to_df()[list(self._shown)]

    def _rest(self) -> str:
        """Return what a shortened table leaves out and where it is, "" for a short one."""
        n = len(self)
        return f"{_MAX_ROWS} of {n} rows; .to_df() holds all" if n > _MAX_ROWS else ""


def _room(n_characters: int) -> str:
    """Return how wide a column of so long texts is at least."""
    return next((width for least, width in _ROOM if n_characters >= least), "")


def _whole(cell: object) -> str:
    """Return a cell as text to search in."""
    return " ".join(map(_whole, cell)) if isinstance(cell, tuple | list) else str(cell)


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
