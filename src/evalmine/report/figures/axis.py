"""What figures with a share on the axis have in common: places, labels, whiskers, the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from evalmine.report import svg
from evalmine.report.formats import percent

QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)

_LABEL_CHARACTERS, _LINE_CHARACTERS = 46, 51  # of bold and of mixed text in a telephone's 340 px
_NAME_CHARACTERS, _COUNT_CHARACTERS = 32, 18  # beside the axis, in 600 px


@dataclass(frozen=True)
class Layout:
    """Where the axis lies: its left end and its length, in per cent of the width."""

    left: float
    span: float
    is_wide: bool = False

    def at(self, share: float) -> float:
        """Return where a share lies, in per cent; beyond 0 to 1 at the end.

        Examples
        --------
        >>> NARROW.at(0), NARROW.at(0.5), NARROW.at(3)
        (1.5, 50.0, 98.5)
        """
        return self.left + self.span * min(1.0, max(0.0, share))

    def row(self, name: str, counts: str, y: float) -> tuple[list[str], float, float]:
        """Return a row's words, the y of its marks, and where the next row begins.

        The words stand above the marks, or where there is room on either side of them.
        """
        if not self.is_wide:
            marks, y = label_lines(name, counts, y)
            return marks, y + 10, y + 30
        names = svg.wrapped(name, _NAME_CHARACTERS)
        numbers = svg.wrapped(counts, _COUNT_CHARACTERS)
        height = 15.0 * max(len(names), len(numbers)) + 14
        middle = y + height / 2
        marks = [
            svg.label(0, middle + 4.5 + 15 * (i - (len(names) - 1) / 2), text, bold=True)
            for i, text in enumerate(names)
        ]
        right = self.left + self.span + 2.5
        marks += [
            svg.label(
                right,
                middle + 4.5 + 15 * (i - (len(numbers) - 1) / 2),
                text,
                color=svg.MUTED,
                size=12,
            )
            for i, text in enumerate(numbers)
        ]
        return marks, middle, y + height


NARROW: Final = Layout(1.5, 97.0)
"""Words above the marks: for a telephone."""

WIDE: Final = Layout(41.0, 38.0, is_wide=True)
"""Names to the left and counts to the right: for a page, 600 px or more."""


def share_of(n: int, total: int) -> float:
    """Return n / total, 0 where nobody was asked."""
    return n / total if total else 0.0


def label_lines(name: str, counts: str, y: float) -> tuple[list[str], float]:
    """Return the label and its counts, on one line where they fit, and the y below them."""
    lines = svg.wrapped(name, _LABEL_CHARACTERS)
    texts = []
    for text in lines[:-1]:
        y += 16
        texts.append(_on_paper(escape(text), y))
    y += 16
    last, told = escape(lines[-1]), _muted(counts, gap=5)
    if len(lines[-1]) + len(counts) <= _LINE_CHARACTERS:
        return [*texts, _on_paper(f"{last} {told}", y)], y
    texts.append(_on_paper(last, y))
    for text in svg.wrapped(counts, _LINE_CHARACTERS):
        y += 15
        texts.append(_on_paper(_muted(text), y))
    return texts, y


def _muted(text: str, gap: int = 0) -> str:
    shift = f' dx="{gap}"' if gap else ""
    style = f'fill="{svg.MUTED}" font-size="12" font-weight="400"'
    return f"<tspan {style}{shift}>{escape(text)}</tspan>"


def _on_paper(marked_up: str, y: float) -> str:
    """Return label text with a white edge, so that the grid does not run through it."""
    return (
        f'<text x="0" y="{y:.0f}" font-weight="600" stroke="{svg.PAPER}" '
        f'stroke-width="5" paint-order="stroke" stroke-linejoin="round">{marked_up}</text>'
    )


def grid(places: Sequence[float], height: float) -> list[str]:
    """Return thin upright lines at places given in per cent."""
    return [svg.line(x, 0, x, height, color=svg.RULE) for x in places]


def share_axis(y: float, language: str, layout: Layout = NARROW) -> list[str]:
    """Return the quarters from 0 to 100 % as text with the baseline at y."""
    ends = {} if layout.is_wide else {0.0: (0.0, "start"), 1.0: (100.0, "end")}
    marks = []
    for t in QUARTERS:
        x, anchor = ends.get(t, (layout.at(t), "middle"))
        text = percent(t, language)
        marks.append(svg.label(x, y, text, anchor=anchor, color=svg.MUTED, size=12))
    return marks
