"""Fragments of a page become lines in reading order: running headers out, columns one by one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evalmine.corpus.pdf_fragments import Fragment, PdfPage

_MARGIN = 0.1  # running headers and footers stand in this share of the page's height
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:side|page|sida|s\.|p\.)?\s*#(?:\s*(?:/|af|of|av|\|)\s*#)?[-–—|\s]*", re.IGNORECASE
)
_ITEM_MARK = re.compile(r"(?:[•‣▪●○◦■□–—−*-]|[o]|\(?(?:\d{1,2}|[a-zA-Z])[.)])")


@dataclass(frozen=True)
class Line:
    """One line of a column; `cells` are its parts with wide gaps between them."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: float
    italic: float
    page: int
    cells: tuple[Fragment, ...] = ()
    left: float = 0.0  # edges of the column it stands in
    right: float = 0.0

    @property
    def size(self) -> float:
        """Height of its letters, a measure of the font size."""
        return self.y1 - self.y0


def without_furniture(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages without running headers, running footers and page numbers.

    Furniture is what stands in the top or bottom tenth and comes back at the same height, figures
    apart, on three pages (two in a document of up to four), and whatever shares its line; and a
    page number that is the outermost line.
    """
    seen: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for fragment in page.fragments:
            if _in_margin(page, fragment):
                seen[_pattern(fragment)].append((page.number, fragment.y0))
    needed = 2 if len(pages) <= 4 else 3
    cleaned = []
    for page in pages:
        heights = [
            f.y0
            for f in page.fragments
            if _in_margin(page, f)
            and (_comes_back(seen[_pattern(f)], f, needed) or _is_outer_number(page, f))
        ]
        kept = tuple(
            f
            for f in page.fragments
            if not (_in_margin(page, f) and any(abs(f.y0 - y) < 2.5 for y in heights))
        )
        cleaned.append(replace(page, fragments=kept))
    return cleaned


def _in_margin(page: PdfPage, fragment: Fragment) -> bool:
    middle = (fragment.y0 + fragment.y1) / 2 / page.height
    return middle < _MARGIN or middle > 1 - _MARGIN


def _pattern(fragment: Fragment) -> str:
    return " ".join(re.sub(r"\d+", "#", fragment.text).split()).casefold()


def _comes_back(places: list[tuple[int, float]], fragment: Fragment, needed: int) -> bool:
    pattern = _pattern(fragment)
    if sum(c.isalpha() for c in pattern) < 3 and not _PAGE_NUMBER.fullmatch(pattern):
        return False
    return len({page for page, y in places if abs(y - fragment.y0) < 4}) >= needed


def _is_outer_number(page: PdfPage, fragment: Fragment) -> bool:
    if not _PAGE_NUMBER.fullmatch(_pattern(fragment)):
        return False
    heights = [f.y0 for f in page.fragments if f.text.strip()]
    return fragment.y0 <= min(heights) + 2 or fragment.y0 >= max(heights) - 2


def reading_order(page: PdfPage) -> list[list[Line]]:
    """Return the lines of a page, one list per strip of a column, in the order they are read."""
    fragments = [f for f in page.fragments if f.text.strip()]
    return [_lines(strip, page.number) for strip in _strips(fragments) if strip]


def _strips(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Return the fragments column by column; what runs across the columns parts them."""
    gutter = find_gutter(fragments)
    if gutter is None:
        return [fragments]
    across = sorted((f for f in fragments if f.x0 < gutter < f.x1), key=lambda f: -f.y0)
    bands: defaultdict[int, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        if not fragment.x0 < gutter < fragment.x1:
            bands[sum(f.y0 > fragment.y0 for f in across)].append(fragment)
    strips: list[list[Fragment]] = []
    block: list[Fragment] = []
    for i in range(len(across) + 1):
        if bands[i]:
            strips.append(block)
            strips += _strips([f for f in bands[i] if f.x1 <= gutter])
            strips += _strips([f for f in bands[i] if f.x0 >= gutter])
            block = []
        block += across[i : i + 1]
    return [*strips, block]


def find_gutter(fragments: Sequence[Fragment]) -> float | None:
    """Return the middle of the white strip between two columns, or None for one column.

    A column has at least four lines that mostly fill it; so the columns of a table, whose cells
    are short, are none.
    """
    if len(fragments) < 8:
        return None
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    best: tuple[float, float, float] | None = None
    edges = sorted({round(f.x0, 1) for f in fragments})
    for edge in edges:
        if not left + 0.2 * (right - left) < edge < left + 0.8 * (right - left):
            continue
        scored = _score_gutter(fragments, edge - 1.0, left, right)
        if scored is not None and (best is None or scored < best):
            best = scored
    return None if best is None else best[2]


def _score_gutter(
    fragments: Sequence[Fragment], edge: float, left: float, right: float
) -> tuple[float, float, float] | None:
    """Return (lines across, minus width, middle) of the gutter that ends at an edge."""
    before = [f for f in fragments if f.x1 <= edge]
    after = [f for f in fragments if f.x0 >= edge]
    n_across = len(fragments) - len(before) - len(after)
    if len(before) < 4 or len(after) < 4 or n_across > 0.4 * len(fragments):
        return None
    width = min(f.x0 for f in after) - max(f.x1 for f in before)
    size = Counter(round(f.size, 1) for f in fragments).most_common(1)[0][0]
    if width < 0.6 * size:
        return None
    if not (_fills(before, edge - left) and _fills(after, right - edge)):
        return None
    beside = _n_beside(before, after)
    if beside < 3:
        return None
    return n_across, -width, edge - width / 2


def _fills(fragments: list[Fragment], width: float) -> bool:
    """Return whether lines fill a column and hold words rather than figures."""
    filled = sum(f.x1 - f.x0 for f in fragments) / len(fragments) / max(width, 1.0)
    letters = sum(c.isalpha() for f in fragments for c in f.text) / len(fragments)
    if letters <= 15 or filled <= 0.25:
        return False
    return filled > 0.55 or find_gutter(fragments) is not None  # or they are two columns more


def _n_beside(before: list[Fragment], after: list[Fragment]) -> int:
    low, high = min(f.y0 for f in after), max(f.y1 for f in after)
    return sum(low <= f.y0 <= high for f in before)


def _lines(fragments: list[Fragment], page: int) -> list[Line]:
    """Return the lines of one strip, top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-(f.y0 + f.y1) / 2, f.x0)):
        if rows and _on_row(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    lines = [_line(sorted(row, key=lambda f: f.x0), page) for row in rows]
    return [replace(line, left=left, right=right) for line in lines if line.text]


def _on_row(row: list[Fragment], fragment: Fragment) -> bool:
    main = max(row, key=lambda f: f.size)
    small, large = sorted((main, fragment), key=lambda f: f.size)
    overlap = min(main.y1, fragment.y1) - max(main.y0, fragment.y0)
    raised = small.size < 0.87 * large.size and small.text.strip().isdigit()
    if overlap < (0.15 if raised else 0.5) * small.size:
        return False
    if raised:  # it may stand in a gap of the line
        return True
    return all(f.x1 <= fragment.x0 + 1 or fragment.x1 <= f.x0 + 1 for f in row)


def _line(row: list[Fragment], page: int) -> Line:
    main = max(row, key=lambda f: len(f.text))
    kept = [f for i, f in enumerate(row) if i == 0 or not _is_note_mark(row[i - 1], f, main)]
    text, cells, start = kept[0].text, [], kept[0]
    for one, next_one in pairwise(kept):
        gap = next_one.x0 - one.x1
        space = " " if gap > 0.15 * main.size else ""
        if gap > 1.3 * main.size and not _ITEM_MARK.fullmatch(text.strip()):
            cells.append(replace(start, x1=one.x1))
            start = next_one
        elif start is not next_one:
            start = replace(start, text=start.text + space + next_one.text, x1=next_one.x1)
        text += space + next_one.text
    cells.append(replace(start, x1=kept[-1].x1))
    n = sum(len(f.text) for f in kept)
    return Line(
        " ".join(text.split()),
        kept[0].x0,
        main.y0,
        kept[-1].x1,
        main.y1,
        sum(f.bold * len(f.text) for f in kept) / n,
        sum(f.italic * len(f.text) for f in kept) / n,
        page,
        tuple(cells),
    )


def _is_note_mark(before: Fragment, fragment: Fragment, main: Fragment) -> bool:
    """Return whether a fragment is the raised number of a footnote, and not that of "m²"."""
    raised = fragment.size < 0.87 * main.size and fragment.y0 > main.y0 + 0.1 * main.size
    mark = re.fullmatch(r"[\d*†,\s]{1,7}", fragment.text)
    unit = re.search(r"(?<![^\W\d_])[ckdm]?m$", before.text.strip())
    return bool(raised and mark and not unit)
