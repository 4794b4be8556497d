"""What the registry remembers of a theme, a group, and of who lies where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Vector = tuple[int, ...]
Members = Mapping[str, tuple[str, ...]]
"""Sorted segment ids by theme; ``T07>T03`` holds segments of line T07 that show under T03."""

NO_VECTOR: Vector = ()


@dataclass(frozen=True)
class Entry:
    """A theme as the registry keeps it.

    A theme has two sides. Its *line* is what the machine follows from run to run; the theme is
    what people see, after their decisions. They differ only where people merged or split: the
    line of a theme that was merged away is followed all the same, so that undoing brings it back.

    Parameters
    ----------
    theme_id : str
        ``T01``, ``T02`` ...
    name, keywords : str, tuple of str
        The machine's.
    segments_by_run : mapping of str to int
        Segments of the theme in the runs that found it.
    centroid : tuple of int
        Of the theme, on the grid of `to_grid`; () before its first segment.
    floor : float
        Cosine to the centroid above which a text is within its reach.
    line_centroid, line_floor : tuple of int, float
        Of the line. For a part of a split, the center by which segments are dealt: it is drawn
        once and stays, so that dealing depends on a text alone.
    n_in_line : int
        Segments of the line in the latest run; 0 if it was not found.
    successor : str
        Line that took over most of it when it was lost; "" if there is none.
    parent : str
        The theme that people split, for one of its parts; "" otherwise. A part has no line.
    is_held_by_pin : bool
        Whether only a person's decision kept it in the latest run.
    """

    theme_id: str
    name: str = ""
    keywords: tuple[str, ...] = ()
    segments_by_run: Mapping[str, int] = field(default_factory=dict)
    centroid: Vector = NO_VECTOR
    floor: float = 0.0
    line_centroid: Vector = NO_VECTOR
    line_floor: float = 0.0
    n_in_line: int = 0
    successor: str = ""
    parent: str = ""
    is_held_by_pin: bool = False


@dataclass(frozen=True)
class GroupEntry:
    """A group of themes: ``G1``, ``G2`` ..., with the themes it held when last seen."""

    group_id: str
    name: str = ""
    keywords: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    first_run: str = ""
    last_run: str = ""
    is_found: bool = False


@dataclass(frozen=True)
class RegisteredTheme:
    """A theme of the registry, to be read.

    Parameters
    ----------
    theme_id, name : str
        The id, and the person's name for it or else the machine's.
    named_by : str
        Who named it; "" for the machine.
    keywords : tuple of str
        As of the latest run that found it.
    status : str
        "found" in the latest run; "pinned": only a decision keeps it; "rejected"; "dormant": not
        in the latest run; "merged" or "split" by people; "new": a part that waits for a run.
    pinned : bool
        Whether a person pinned it.
    first_run, last_run : str
        Between which runs it was found.
    segments_by_run : mapping of str to int
        Segments in each run that found it.
    successors : tuple of str
        Where to look instead: what it was merged into, split into or taken over by.
    """

    theme_id: str
    name: str
    named_by: str
    keywords: tuple[str, ...]
    status: str
    pinned: bool
    first_run: str
    last_run: str
    segments_by_run: Mapping[str, int]
    successors: tuple[str, ...]


_ID = re.compile(r"[TG][0-9]+")


def number_of(theme_id: str) -> tuple[int, str]:
    """Return what ids are sorted by: T2 stands before T10."""
    return (int(theme_id[1:]), theme_id[0]) if _ID.fullmatch(theme_id) else (-1, theme_id)


def theme_id_of(number: int) -> str:
    """Return ``T01``, ``T12``, ``T123``."""
    return f"T{number:02d}"


def side_of(line: str, theme: str) -> str:
    """Return the key under which segments of a line that show under a theme are kept."""
    return theme if line == theme else f"{line}>{theme}"


def line_and_theme(side: str) -> tuple[str, str]:
    """Return the line and the theme of a key of `side_of`."""
    line, _, theme = side.partition(">")
    return line, theme or line


def members_of(sides: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return segment ids by key, keys and ids sorted, from pairs (key, segment id)."""
    found: dict[str, list[str]] = {}
    for side, segment_id in sides:
        found.setdefault(side, []).append(segment_id)
    order = sorted(found, key=lambda side: tuple(map(number_of, line_and_theme(side))))
    return {side: tuple(sorted(found[side])) for side in order}
