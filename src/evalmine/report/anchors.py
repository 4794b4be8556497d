"""Ids inside the page: each is used once, and learnings and quotes keep their own."""

from __future__ import annotations

import re


class Anchors:
    """Hands out ids that are unique in one page; the second of a name gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, name: str) -> str:
        """Return an id made of the letters, digits, dots and hyphens of a name.

        Examples
        --------
        >>> anchors = Anchors()
        >>> anchors.new("P1-L003"), anchors.new("P1-L003"), anchors.new('a "b"')
        ('P1-L003', 'P1-L003-2', 'a-b')
        """
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "x"
        anchor, n = base, 1
        while anchor in self._taken:
            n += 1
            anchor = f"{base}-{n}"
        self._taken.add(anchor)
        return anchor
