"""What a chapter of the appendix is made of; HTML and Word give it form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table; `n_text` columns hold text, the rest are numbers and stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_text: int = 1


@dataclass(frozen=True)
class Chapter:
    """One part of the appendix; what is empty is not printed."""

    title: str
    lead: tuple[str, ...] = ()
    table: Table | None = None
    figure: str = ""
    caption: str = ""
    remarks: tuple[str, ...] = ()
    folded: str = ""  # summary line under which a long table is folded away

    @property
    def has_content(self) -> bool:
        """Whether it says anything beyond its title."""
        has_rows = self.table is not None and bool(self.table.rows)
        return bool(self.lead or self.remarks or self.figure or has_rows)
