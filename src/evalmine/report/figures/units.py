"""A bar with one tick per project."""

from __future__ import annotations

from evalmine.report import svg
from evalmine.report.words import load_words

_MAX_UNITS = 160  # beyond so many projects a bar of single ticks would blur


def unit_bar(n: int, total: int, language: str, *, key: str) -> str:
    """Return a bar with one tick per project asked, the first n in the accent color."""
    words = load_words(language)
    if total <= 0:
        return ""
    dashes = ' stroke-dasharray="0.7 0.3"' if total <= _MAX_UNITS else ""
    bars = [
        f'<path d="M0 5H{length}" stroke="{color}" stroke-width="10" fill="none"{dashes}/>'
        for length, color in ((total, "#d5dbda"), (n, svg.ACCENT))
        if length
    ]
    return svg.figure_svg(
        [svg.stretched(bars, y=0, height=10, columns=total, rows=10)],
        height=10,
        title=words.text("learning.unit_title", n=n, total=total),
        desc=words.text("learning.unit_desc", n=n, total=total),
        key=key,
        width=str(max(24, min(6 * total, 420))),
    )
