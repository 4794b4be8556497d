"""The few SVG elements the figures are drawn with; the same input gives the same bytes.

Figures have no fixed width: x positions are per cent of it, y positions are pixels, so that text
keeps its size on a telephone.  Curves lie in a nested drawing that is stretched (`stretched`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

INK: Final = "#1d2528"
MUTED: Final = "#5c676b"
RULE: Final = "#d9dedd"
GREY: Final = "#9aa5a8"
ACCENT: Final = "#0f5c63"
ACCENT_LIGHT: Final = "#7fb2b3"
PAPER: Final = "#ffffff"

FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def figure_svg(
    body: Sequence[str], *, height: float, title: str, desc: str, key: str, width: str = "100%"
) -> str:
    """Return a complete SVG element that a screen reader can name and describe.

    Parameters
    ----------
    body : sequence of str
        Elements, drawn in order.
    height : float
        In pixels.
    title, desc : str
        Plain text; escaped here.
    key : str
        Prefix of the ids inside; unique in the page.
    width : str
        Of the drawing; per cent or pixels.
    """
    name = escape(key)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" '
        f'height="{_digits(height)}" aria-labelledby="{name}-t {name}-d" '
        f'font-family="{FONT}" font-size="13" fill="{INK}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>'
        f"{''.join(body)}</svg>"
    )


def line(x1: float, y1: float, x2: float, y2: float, *, color: str = RULE, width: float = 1) -> str:
    """Return a straight line; x in per cent, y in pixels."""
    return (
        f'<line x1="{_digits(x1)}%" y1="{_digits(y1)}" x2="{_digits(x2)}%" y2="{_digits(y2)}" '
        f'stroke="{color}" stroke-width="{_digits(width)}"/>'
    )


def rect(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "") -> str:
    """Return a rectangle; x and width in per cent, y and height in pixels."""
    edge = f' stroke="{stroke}"' if stroke else ""
    return (
        f'<rect x="{_digits(x)}%" y="{_digits(y)}" width="{_digits(width)}%" '
        f'height="{_digits(height)}" fill="{fill}"{edge}/>'
    )


def dot(x: float, y: float, *, radius: float = 5, fill: str = ACCENT, stroke: str = ACCENT) -> str:
    """Return a dot; x in per cent, y in pixels."""
    return (
        f'<circle cx="{_digits(x)}%" cy="{_digits(y)}" r="{_digits(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="2"/>'
    )


def label(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    color: str = INK,
    size: float = 13,
    bold: bool = False,
) -> str:
    """Return one line of text; x in per cent, y (the baseline) in pixels."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{_digits(x)}%" y="{_digits(y)}" text-anchor="{anchor}" fill="{color}" '
        f'font-size="{_digits(size)}"{weight}>{escape(words)}</text>'
    )


def on_paper(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    color: str = INK,
    size: float = 13,
) -> str:
    """Return one line of text with a white edge, so that lines do not run through it."""
    return (
        f'<text x="{_digits(x)}%" y="{_digits(y)}" text-anchor="{anchor}" '
        f'fill="{color}" font-size="{_digits(size)}" stroke="{PAPER}" stroke-width="4" '
        'paint-order="stroke" stroke-linejoin="round">'
        f"{escape(words)}</text>"
    )


def stretched(body: Sequence[str], *, y: float, height: float, columns: float, rows: float) -> str:
    """Return a nested drawing whose units, `columns` by `rows`, fill the whole width."""
    return (
        f'<svg x="0" y="{_digits(y)}" width="100%" height="{_digits(height)}" '
        f'viewBox="0 0 {_digits(columns)} {_digits(rows)}" preserveAspectRatio="none">'
        f"{''.join(body)}</svg>"
    )


def polyline(points: Sequence[tuple[float, float]], *, color: str) -> str:
    """Return a curve for a `stretched` drawing; its line keeps its width."""
    return (
        f'<polyline points="{_points(points)}" fill="none" stroke="{color}" stroke-width="2" '
        'vector-effect="non-scaling-stroke"/>'
    )


def polygon(points: Sequence[tuple[float, float]], *, fill: str) -> str:
    """Return an area for a `stretched` drawing."""
    return f'<polygon points="{_points(points)}" fill="{fill}"/>'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_digits(x)},{_digits(y)}" for x, y in points)


def wrapped(text: str, width: int) -> list[str]:
    r"""Return the lines of a label of at most `width` characters; a longer word stays whole.

    A number and its per cent sign stay together.

    Examples
    --------
    >>> wrapped("fra 20 % til 42 %", 8)
    ['fra 20\xa0%', 'til 42\xa0%']
    """
    import textwrap

    kept = re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)
    return textwrap.wrap(kept, width, break_long_words=False) or [""]


def _digits(value: float) -> str:
    """Return a number for an attribute: at most two decimals, no trailing zeros, never -0."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
