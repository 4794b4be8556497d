"""A figure of the report as a file of its own: a fixed width, and nothing that only browsers know.

Word, Inkscape and LibreOffice do not all follow widths in per cent, drawings inside drawings, white
edges behind letters (`paint-order`) or lines that keep their width when stretched.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html import escape
from typing import Final

from evalmine.report import svg

WIDTH: Final = 720
"""Pixels that the figures are laid out for; a page of A4 at 96 dots per inch, less its margins."""

FONT: Final = "Roboto, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

_SVG = "{http://www.w3.org/2000/svg}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ACROSS = frozenset({"x", "x1", "x2", "cx", "width"})
_MARGIN = 16.0
_TITLE_CHARACTERS, _NOTE_CHARACTERS = 86, 112  # of a line at 16 and at 12 px in 720 px


def fixed_width(markup: str, width: int = WIDTH) -> str:
    """Return a drawing with every measure in pixels.

    Parameters
    ----------
    markup : str
        As the functions in `figures` return it.
    width : int
        Of the drawing, in pixels; its height and letters stay as they are.
    """
    root = ET.fromstring(markup)
    height = root.get("height", "0")
    wide = _pixels(root.get("width", "100%"), width)
    attributes = {name: value for name, value in root.attrib.items() if name != "font-family"}
    attributes |= {
        "width": _digits(wide),
        "height": height,
        "viewBox": f"0 0 {_digits(wide)} {height}",
        "font-family": FONT,
    }
    inside = "".join(_element(child, wide) for child in root)
    return f'<svg xmlns="http://www.w3.org/2000/svg"{_written(attributes)}>{inside}</svg>'


def framed(markup: str, *, width: int = WIDTH, title: str = "", note: str = "") -> str:
    """Return a drawing of fixed width with a margin, its title above and a note below it.

    Parameters
    ----------
    markup : str
        As the functions in `figures` return it.
    width : int
        Of the whole, in pixels.
    title, note : str
        Plain text; the title that only a screen reader would find, when left out.
    """
    root = ET.fromstring(fixed_width(markup, round(width - 2 * _MARGIN)))
    high = float(root.get("height", "0"))
    name = root.find(f"{_SVG}title")
    heading = title or (name.text if name is not None else "") or ""
    scale = width / WIDTH
    lines: list[str] = []
    y = _MARGIN
    for text in svg.wrapped(heading, max(12, round(_TITLE_CHARACTERS * scale))):
        y += 20
        lines.append(_line(y, text, 16, svg.INK, bold=True))
    y += 12
    told = "".join(_element(root[i], width) for i in range(2))  # title and description
    inside = "".join(_element(child, width) for child in root[2:])
    body = f'<g transform="translate({_digits(_MARGIN)} {_digits(y)})">{inside}</g>'
    y += high
    if note:
        y += 10
        for text in svg.wrapped(note, max(12, round(_NOTE_CHARACTERS * scale))):
            y += 16
            lines.append(_line(y, text, 12, svg.MUTED))
    y += _MARGIN
    kept = {k: v for k, v in root.attrib.items() if k not in ("width", "height", "viewBox")}
    size = {"width": str(width), "height": _digits(y), "viewBox": f"0 0 {width} {_digits(y)}"}
    paper = f'<rect width="{width}" height="{_digits(y)}" fill="{svg.PAPER}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{_written({**kept, **size})}>'
        f"{told}{paper}{body}{''.join(lines)}</svg>"
    )


def told_in_words(markup: str) -> tuple[str, str]:
    """Return the title and the description of a drawing."""
    root = ET.fromstring(markup)
    found = (root.find(f"{_SVG}{name}") for name in ("title", "desc"))
    title, desc = ("" if e is None else e.text or "" for e in found)
    return title, desc


def height_of(markup: str) -> float:
    """Return the height of a drawing in pixels."""
    return float(ET.fromstring(markup).get("height", "0"))


def _line(y: float, text: str, size: int, color: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{_digits(_MARGIN)}" y="{_digits(y)}" fill="{color}" '
        f'font-size="{size}"{weight}>{escape(text)}</text>'
    )


def _element(element: ET.Element, width: float) -> str:
    """Return an element and all inside it with widths in pixels of a drawing so wide."""
    tag = element.tag.removeprefix(_SVG)
    if tag == "svg":
        return _unfolded(element, width)
    attributes = {
        name: _digits(_pixels(value, width)) if name in _ACROSS and value.endswith("%") else value
        for name, value in element.attrib.items()
    }
    if attributes.pop("paint-order", ""):
        return _edge_below(tag, attributes, element, width)
    return _tagged(tag, attributes, _inside(element, width))


def _inside(element: ET.Element, width: float) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_element(child, width) + escape(child.tail or "", quote=False))
    return "".join(parts)


def _edge_below(tag: str, attributes: dict[str, str], element: ET.Element, width: float) -> str:
    """Return the letters twice: first their white edge, then themselves."""
    stroke = {k: v for k, v in attributes.items() if k.startswith("stroke")}
    plain = {k: v for k, v in attributes.items() if k not in stroke}
    letters = _inside(element, width)
    below = re.sub(r' fill="[^"]*"', "", letters)  # or the edge would have the letters' color
    hidden = {**plain, **stroke, "fill": stroke["stroke"], "aria-hidden": "true"}
    return _tagged(tag, hidden, below) + _tagged(tag, plain, letters)


def _unfolded(element: ET.Element, width: float) -> str:
    """Return a drawing inside the drawing as a group; a stretched one with its points moved."""
    x, y = (_pixels(element.get(name, "0"), width) for name in ("x", "y"))
    box = element.get("viewBox")
    if not box:
        inside = "".join(_element(child, width) for child in element)
        return f'<g transform="translate({_digits(x)} {_digits(y)})">{inside}</g>'
    columns, rows = (float(n) for n in box.split()[2:])
    across = _pixels(element.get("width", "100%"), width) / columns
    down = _pixels(element.get("height", "0"), width) / rows

    def moved(match: re.Match[str]) -> str:
        return f"{_digits(x + across * float(match[1]))},{_digits(y + down * float(match[2]))}"

    return "".join(_stretched(child, moved, (x, y, across, down)) for child in element)


def _stretched(
    element: ET.Element,
    moved: Callable[[re.Match[str]], str],
    place: tuple[float, float, float, float],
) -> str:
    tag = element.tag.removeprefix(_SVG)
    attributes = {k: v for k, v in element.attrib.items() if k != "vector-effect"}
    if "points" in attributes:
        attributes["points"] = re.sub(r"([-\d.]+),([-\d.]+)", moved, attributes["points"])
        return _tagged(tag, attributes, "")
    x, y, across, down = place
    moves = f"translate({_digits(x)} {_digits(y)}) scale({across:.6g} {down:.6g})"
    return f'<g transform="{moves}">{_tagged(tag, attributes, "")}</g>'


def _pixels(value: str, width: float) -> float:
    return float(value[:-1]) * width / 100 if value.endswith("%") else float(value)


def _tagged(tag: str, attributes: dict[str, str], inside: str) -> str:
    return f"<{tag}{_written(attributes)}>{inside}</{tag}>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(_pairs(attributes))


def _pairs(attributes: dict[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f' {name.replace(_XML, "xml:")}="{escape(value)}"'


def _digits(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
