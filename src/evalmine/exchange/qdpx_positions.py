"""Where a selection of a REFI-QDA project lies in its text.

The standard counts code points from 0 and leaves the rest open, so programs differ: whether a
line break written as CR LF counts as one or two, whether a byte order mark counts, whether
emoji count as two (UTF-16), and whether the end is the last character or the one after it.  Most
programs write the selected words as the selection's name.  They are a checksum: the way of
counting that makes most selections say what their name says is taken to be the program's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

import numpy as np
import numpy.typing as npt

from evalmine.corpus.text import normalize_text

Carry = Callable[[int], int]

_SIGNS = str.maketrans(dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‛´`", "'")
                       | dict.fromkeys("–—‑−", "-"))  # fmt: skip
_CUT = re.compile(r"\s*(?:\.\.\.|…)$")
_LONG = 30  # characters of a name that is taken for the beginning of its quote


@dataclass(frozen=True)
class Counting:
    """How a program counts positions.

    `newline` is how CR LF, or a lone LF, is counted: as in the file, as "one", or as "two".
    """

    newline: str = "file"
    utf16: bool = False
    shift: int = 0
    last: bool = False

    def __str__(self) -> str:
        said = {"one": "line breaks counted as one", "two": "line breaks counted as two"}
        parts = [said.get(self.newline, ""), "emoji counted as two" if self.utf16 else ""]
        parts += [f"positions off by {self.shift:+d}" if self.shift else ""]
        parts += ["ends included" if self.last else ""]
        return ", ".join(part for part in parts if part) or "as the standard says"


@dataclass(frozen=True)
class Place:
    """A selection as it stands in the file: positions, and its name."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Found:
    """A selection in the normalized text; `how` is "name", "moved" or "unchecked".

    ``name``: it says what its name says.  ``moved``: it was found by its name elsewhere.
    ``unchecked``: its name is not in the text, or it has none.
    """

    start: int
    end: int
    how: str


def find_places(
    raw: str, places: Sequence[Place], *, breaks_are_one: bool = False
) -> tuple[list[Found | None], Counting]:
    """Return where each selection lies in ``normalize_text(raw)``, and how they were counted.

    Parameters
    ----------
    raw : str
        The text as it stands in the file, without a byte order mark.
    places : sequence of Place
        The selections.
    breaks_are_one : bool
        What to hold likely where no name tells: that CR LF counts as one, as ATLAS.ti does.

    Returns
    -------
    (list of Found or None, Counting)
        None for a selection outside the text.
    """
    named = sum(bool(_plain(place.name)) for place in places)
    best, most = Counting(), (-1, -1)
    for counting in _countings("one" if breaks_are_one else "file"):
        spans = _spans(raw, places, counting)
        says = sum(_says(raw[s[0] : s[1]], p.name) for s, p in zip(spans, places, strict=True) if s)
        inside = sum(span is not None for span in spans)
        if (says, inside) > most:
            best, most = counting, (says, inside)
        if (says, inside) == (named, len(places)):
            break
    text = normalize_text(raw)
    loose, index = _loose(text)
    after = _carried(raw)
    found = [
        _found(after, text, loose, index, span, place)
        for span, place in zip(_spans(raw, places, best), places, strict=True)
    ]
    return found, best


def _countings(newline: str) -> list[Counting]:
    """Return every way of counting, the likely ones first."""
    ways = product(("file", "one", "two"), (False, True), (0, 1, -1), (False, True))
    made = [Counting(*way) for way in ways]
    return sorted(made, key=lambda c: (c.newline != newline) + c.utf16 + (c.shift != 0) + c.last)


def _spans(raw: str, places: Sequence[Place], counting: Counting) -> list[tuple[int, int] | None]:
    """Return the spans of the raw text that are meant by a way of counting."""
    before = _counted(raw, counting)
    spans: list[tuple[int, int] | None] = []
    for place in places:
        start, end = place.start, place.end + counting.last
        if not before[0] <= start <= end <= before[-1]:
            spans.append(None)
            continue
        a, b = np.searchsorted(before, [start, end])
        spans.append((int(a), int(b)))
    return spans


def _counted(raw: str, counting: Counting) -> npt.NDArray[np.int64]:
    """Return what the program counts before each character, and at the end."""
    codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    width = np.ones(len(codes), dtype=np.int64)
    if counting.utf16:
        width[codes > 0xFFFF] = 2
    lf, cr = codes == 10, codes == 13
    pair = np.zeros(len(codes), dtype=bool)
    pair[:-1] = cr[:-1] & lf[1:]
    if counting.newline == "one":
        width[pair] = 0
    elif counting.newline == "two":
        alone = lf.copy()
        alone[1:] &= ~pair[:-1]
        width[alone] = 2
    return np.concatenate([[0], np.cumsum(width)]) + counting.shift


def _says(quote: str, name: str) -> bool:
    """Return whether a selection says what its name says, or the name is its beginning."""
    wanted = _plain(name)
    if not wanted:
        return False
    said = _plain(quote)
    cut = _plain(_CUT.sub("", name))
    is_cut = cut != wanted or len(wanted) >= _LONG
    return said == wanted or (is_cut and len(cut) >= 3 and said.startswith(cut))


def _plain(text: str) -> str:
    return " ".join(normalize_text(text).translate(_SIGNS).split())


def _loose(text: str) -> tuple[str, list[int]]:
    """Return the text with plain signs and single blanks, and where each character was."""
    kept: list[str] = []
    index: list[int] = []
    for i, sign in enumerate(text.translate(_SIGNS)):
        if not sign.isspace():
            kept.append(sign)
            index.append(i)
        elif kept and kept[-1] != " ":
            kept.append(" ")
            index.append(i)
    return "".join(kept), index


def _found(
    after: Carry,
    text: str,
    loose: str,
    index: list[int],
    span: tuple[int, int] | None,
    place: Place,
) -> Found | None:
    at = None if span is None else (after(span[0]), after(span[1]))
    if at is not None and _says(text[at[0] : at[1]], place.name):
        return Found(*_trimmed(text, *at), "name")
    moved = _by_name(loose, index, place.name, at[0] if at else min(place.start, len(text)))
    if moved is not None:
        return Found(*moved, "moved")
    if at is None or at[0] == at[1]:
        return None
    return Found(*_trimmed(text, *at), "unchecked")


def _carried(raw: str) -> Carry:
    """Return what carries a position in the raw text over to the normalized one.

    Nothing is joined over the end of a line, so that each line is normalized on its own.
    """
    lines = [line + "\n" for line in raw.split("\n")]
    starts = [0, *accumulate(len(line) for line in lines)]
    normal = [0, *accumulate(len(normalize_text(line)) for line in lines)]

    def after(position: int) -> int:
        line = bisect_right(starts, position) - 1
        return normal[line] + len(normalize_text(raw[starts[line] : position]))

    return after


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    quote = text[start:end]
    lead = len(quote) - len(quote.lstrip())
    return (start + lead, start + len(quote.rstrip())) if quote.strip() else (start, end)


def _by_name(loose: str, index: list[int], name: str, expected: int) -> tuple[int, int] | None:
    """Return the occurrence of a name in the text that is nearest to where it should be."""
    wanted = _plain(name)
    if len(wanted) < 3:
        return None
    at = [match.start() for match in re.finditer(re.escape(wanted), loose)]
    if not at:
        return None
    nearest = min(at, key=lambda start: abs(index[start] - expected))
    return index[nearest], index[nearest + len(wanted) - 1] + 1
