"""The map of themes as it is printed: what lies near speaks of like things."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report import svg
from evalmine.report.theme_map import place_names
from evalmine.report.words import load_words
from evalmine.synthesis.outline import MapPoint
from evalmine.synthesis.theme_map import HEIGHT, radius

_UNITS = 1000.0  # across, as `place_names` takes them
_WIDTH = 600.0  # px that it is laid out for; wider, there is more room between
_SIZE = ("print", 20.0, 22)  # of names: 12 px letters, characters of a line
_LINE_CHARACTERS = 92
_CODE, _FOUND = "#cfe3e3", svg.PAPER


def theme_map_figure(points: Sequence[MapPoint], language: str, *, key: str = "map") -> str:
    """Return circles whose area stands for projects; themes not in the codebook are open.

    A name for which there is no room without covering another is replaced by a number, and told
    below the map.

    Parameters
    ----------
    points : sequence of MapPoint
    language : str
    key : str
        Prefix of the ids inside.
    """
    words = load_words(language)
    ordered = sorted(points, key=lambda p: (-p.n_projects, p.theme_id))
    most = max((p.n_projects for p in ordered), default=1)
    circles = [
        (_UNITS * p.x, _UNITS * HEIGHT * p.y, _UNITS * radius(p.n_projects, most)) for p in ordered
    ]
    marks = [
        svg.dot(
            x / _UNITS * 100,
            _px(y),
            radius=_px(r),
            fill=_CODE if p.origin == "codebook" else _FOUND,
        )
        for p, (x, y, r) in zip(ordered, circles, strict=True)
    ]
    below: list[str] = []
    for p, (x, y, _), place in zip(
        ordered, circles, place_names([p.name for p in ordered], circles, _SIZE), strict=True
    ):
        if place is None:
            below.append(f"{len(below) + 1}\N{NO-BREAK SPACE}{p.name}")
            number = str(len(below))
            marks.append(svg.on_paper(x / 10, _px(y) + 4, number, anchor="middle", size=12))
            continue
        for i, line in enumerate(svg.wrapped(p.name, _SIZE[2])):
            baseline = _px(place.y + i * 1.15 * _SIZE[1])
            marks.append(svg.on_paper(place.x / 10, baseline, line, anchor=place.anchor, size=12))
    height = _px(_UNITS * HEIGHT) + 8
    for line in svg.wrapped(", ".join(below), _LINE_CHARACTERS) if below else ():
        height += 16
        marks.append(svg.label(0, height, line, color=svg.MUTED, size=12))
    told = [words.text("map.desc_name", name=p.name, n=p.n_projects) for p in ordered]
    return svg.figure_svg(
        marks,
        height=height + 6,
        title=words["map.title"],
        desc=f"{words['plot.map_desc']} {', '.join(told)}.",
        key=key,
    )


def _px(units: float) -> float:
    return units / _UNITS * _WIDTH
