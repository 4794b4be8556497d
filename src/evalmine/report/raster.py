"""Figures as PNG pictures: offline, with fonts of our own, the same bytes on every machine.

The one file that imports resvg.  Letters are Roboto (Apache-2.0), which lies in `fonts/`, so that a
machine without fonts draws what any other does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from evalmine.report.standalone import WIDTH, fixed_width

_FONTS = tuple(
    str(Path(__file__).resolve().parent / "fonts" / f"Roboto-{weight}.ttf")
    for weight in ("Regular", "Bold")
)
_OURS: Final = (
    (0x0000, 0x058F),  # Latin, phonetic, Greek, Cyrillic
    (0x1D00, 0x20CF),  # more of them, punctuation, currencies
    (0x2100, 0x218F),
    (0x2200, 0x22FF),
)
"""Ranges of characters that Roboto has letters for; a few in them it lacks."""

MAX_PIXELS: Final = 50_000_000
"""Pictures with more are refused: four bytes each must lie in memory."""


def picture(markup: str, *, width: int = WIDTH, scale: float = 2) -> bytes:
    """Return a drawing as a PNG picture on white.

    Parameters
    ----------
    markup : str
        A drawing as the functions in `figures`, or `standalone.framed`, return it.
    width : int
        Width in pixels that a drawing without one is laid out for.
    scale : float
        Pixels of the picture for each pixel of the drawing; 2 prints well on paper.

    Returns
    -------
    bytes
        The same for the same input, with one exception: letters that Roboto lacks (Chinese or
        Arabic names, emoji) are taken from the machine's fonts where it has them.

    Raises
    ------
    ValueError
        If the picture would have more than `MAX_PIXELS`.

    Notes
    -----
    Drawn by resvg (https://github.com/linebender/resvg), which renders the same pixels on all
    platforms.
    """
    import resvg_py

    drawing = fixed_width(markup, width)
    high = float(drawing.split(' height="', 1)[1].split('"', 1)[0])
    wide = float(drawing.split(' width="', 1)[1].split('"', 1)[0])
    if wide * high * scale**2 > MAX_PIXELS:
        size = f"{wide * scale:.0f} x {high * scale:.0f} pixels"
        raise ValueError(f"a picture of {size} is too large: give a smaller width or scale")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            background="#ffffff",
            zoom=scale,
            skip_system_fonts=has_our_letters(drawing),
            font_files=list(_FONTS),
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    )


def has_our_letters(text: str) -> bool:
    """Return whether Roboto has letters for all characters of a text.

    Examples
    --------
    >>> has_our_letters("Fælles sprog – ≥3, Ж, Ω"), has_our_letters("健康")
    (True, False)
    """
    return all(any(low <= ord(c) <= high for low, high in _OURS) for c in text)
