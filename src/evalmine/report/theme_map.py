"""The theme map of the report: a drawing that reads without a script, and what the script adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from evalmine.report import svg
from evalmine.report.formats import joined, number
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import MapPoint, Outline, PrevalenceRow
from evalmine.synthesis.theme_map import HEIGHT, radius

LEAST_THEMES: Final = 3
"""Fewer themes make no map."""

_WIDTH = 1000  # units of the drawing; a column of text is some 700 px wide, a telephone 350
_SIZES = (("wide", 18.0, 22), ("narrow", 34.0, 16))  # name, size of letters, characters of a line
_LETTER = 0.58  # width of a letter, as a share of its size
_N_NAMED = 5  # in the description of the drawing


@dataclass(frozen=True)
class Spot:
    """One theme on the map, with what is told of it."""

    point: MapPoint
    base: str  # "61 af 97"
    projects: str  # "61 af 97 projekter"
    keywords: str
    origin: str  # in words
    pools: tuple[tuple[str, int, int], ...]
    links: tuple[tuple[str, str, str], ...]  # anchor, headline, base


@dataclass(frozen=True)
class ThemeMap:
    """The drawing as SVG, the spots for a table, and the data of the script."""

    drawing: str
    caption: str
    spots: tuple[Spot, ...]
    pools: tuple[str, ...]
    has_both: bool  # codes and themes found
    most: int

    @property
    def data(self) -> list[dict[str, Any]]:
        """What the script shows of each spot, in the order of the drawing."""
        return [
            {
                "name": spot.point.name,
                "origin": spot.point.origin,
                "from": spot.origin,
                "base": spot.base,
                "projects": spot.projects,
                "n": spot.point.n_projects,
                "keywords": spot.keywords,
                "pools": [list(pool) for pool in spot.pools],
                "links": [list(link) for link in spot.links],
                "x": spot.point.x,
                "y": spot.point.y,
            }
            for spot in self.spots
        ]


def draw_theme_map(outline: Outline, words: Words, anchors: Mapping[str, str]) -> ThemeMap | None:
    """Return the map of an outline, None when there are too few themes for one.

    Parameters
    ----------
    outline : Outline
    words : Words
    anchors : mapping of str to str
        Where each learning is told, by its id.
    """
    points = outline.theme_map
    if len(points) < LEAST_THEMES:
        return None
    rows = {row.theme_id: row for row in outline.prevalence}
    spots = tuple(_spot(p, rows.get(p.theme_id), outline, words, anchors) for p in points)
    has_both = len({p.origin for p in points}) > 1
    return ThemeMap(
        drawing=_drawing(points, words),
        caption=words["map.caption" if has_both else "map.caption_found"]
        if outline.method.codes
        else words["map.caption_found"],
        spots=spots,
        pools=tuple(s.pool for s in outline.pools) if len(outline.pools) > 1 else (),
        has_both=has_both,
        most=max(p.n_projects for p in points),
    )


def _spot(
    point: MapPoint,
    row: PrevalenceRow | None,
    outline: Outline,
    words: Words,
    anchors: Mapping[str, str],
) -> Spot:
    total = row.n_asked if row else outline.n_projects
    own: list[Learning] = [x for x in outline.learnings if x.theme_id == point.theme_id]
    links = tuple(
        (
            anchors[x.learning_id],
            x.headline,
            words.text("list.of_projects", n=x.n_projects, total=x.n_asked),
        )
        for x in own
        if anchors.get(x.learning_id)
    )
    return Spot(
        point=point,
        base=words.text("list.of", n=point.n_projects, total=total),
        projects=words.text("list.of_projects", n=point.n_projects, total=total),
        keywords=", ".join(point.keywords),
        origin=words["map.codebook" if point.origin == "codebook" else "map.inductive"],
        pools=row.by_pool if row else (),
        links=links,
    )


def _drawing(points: Sequence[MapPoint], words: Words) -> str:
    n_most = max(p.n_projects for p in points)
    circles = [
        (p.x * _WIDTH, p.y * HEIGHT * _WIDTH, radius(p.n_projects, n_most) * _WIDTH) for p in points
    ]
    names = {size: place_names([p.name for p in points], circles, size) for size in _SIZES}
    spots = []
    for i, (point, circle) in enumerate(zip(points, circles, strict=True)):
        labels = [
            _label(names[size][i], point.name, circle, size, is_placed=names[size][i] is not None)
            for size in _SIZES
        ]
        spots.append(
            f'<g class="spot {"code" if point.origin == "codebook" else "found"}" data-spot="{i}">'
            f'<circle cx="{circle[0]:.1f}" cy="{circle[1]:.1f}" r="{circle[2]:.1f}"/>'
            f"{''.join(labels)}</g>"
        )
    named = joined(
        [
            words.text("map.desc_name", name=p.name, n=number(p.n_projects, words.language))
            for p in points[:_N_NAMED]
        ],
        words.language,
    )
    desc = words.text("map.desc", n=len(points), names=named)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" '
        f'viewBox="0 0 {_WIDTH} {HEIGHT * _WIDTH:.0f}" aria-labelledby="map-t map-d" '
        f'font-family="{svg.FONT}"><title id="map-t">{escape(words["map.title"])}</title>'
        f'<desc id="map-d">{escape(desc)}</desc>{"".join(spots)}</svg>'
    )


@dataclass(frozen=True)
class NamePlace:
    """Where a name stands: x, the baseline of its first line, and which end x is."""

    x: float
    y: float
    anchor: str  # start, middle, end


def place_names(
    names: Sequence[str],
    circles: Sequence[tuple[float, float, float]],
    size: tuple[str, float, int],
) -> list[NamePlace | None]:
    """Return a place for each name at which it touches no circle and no other name, or None.

    Names are placed in the order given, beside, above or below their circle.

    Parameters
    ----------
    names : sequence of str
    circles : sequence of (x, y, radius)
    size : (str, float, int)
        Name of the size, height of its letters, and characters of a line.
    """
    _, letter, width = size
    taken: list[tuple[float, float, float, float]] = []
    places: list[NamePlace | None] = []
    for name, circle in zip(names, circles, strict=True):
        lines = svg.wrapped(name, width)
        options = [
            place
            for place in _options(circle, len(lines), letter)
            if _fits(_box(place, lines, letter), circles, taken)
        ]
        places.append(options[0] if options else None)
        if options:
            taken.append(_box(options[0], lines, letter))
    return places


def _options(circle: tuple[float, float, float], n_lines: int, letter: float) -> list[NamePlace]:
    """Return the places beside a circle that a name may stand at, best first."""
    x, y, r = circle
    gap, height = letter * 0.35, n_lines * letter * 1.12
    middle = y - height / 2 + letter * 0.85
    above, below = y - r - gap - height + letter * 0.85, y + r + gap + letter * 0.8
    return [
        NamePlace(x + r + gap, middle, "start"),
        NamePlace(x - r - gap, middle, "end"),
        NamePlace(x, below, "middle"),
        NamePlace(x, above, "middle"),
        NamePlace(x + r * 0.7, below - r * 0.2, "start"),
        NamePlace(x - r * 0.7, below - r * 0.2, "end"),
        NamePlace(x + r * 0.7, above + r * 0.2, "start"),
        NamePlace(x - r * 0.7, above + r * 0.2, "end"),
    ]


def _box(
    place: NamePlace, lines: Sequence[str], letter: float
) -> tuple[float, float, float, float]:
    width = max(len(line) for line in lines) * letter * _LETTER
    left = place.x - {"start": 0.0, "middle": width / 2, "end": width}[place.anchor]
    top = place.y - letter * 0.85
    return left, top, left + width, top + len(lines) * letter * 1.12


def _fits(
    box: tuple[float, float, float, float],
    circles: Sequence[tuple[float, float, float]],
    taken: Sequence[tuple[float, float, float, float]],
) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > _WIDTH or bottom > HEIGHT * _WIDTH:
        return False
    if any(left < o[2] and right > o[0] and top < o[3] and bottom > o[1] for o in taken):
        return False
    for x, y, r in circles:
        near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
        if (near_x - x) ** 2 + (near_y - y) ** 2 < r * r:
            return False
    return True


def _label(
    place: NamePlace | None,
    name: str,
    circle: tuple[float, float, float],
    size: tuple[str, float, int],
    *,
    is_placed: bool,
) -> str:
    """Return a name as SVG text; one without a place is shown when its circle is pointed at."""
    kind, letter, width = size
    lines = svg.wrapped(name, width)
    if place is None:
        x, y, r = circle
        is_right = x > _WIDTH * 0.6
        place = NamePlace(x - r - 6 if is_right else x + r + 6, y, "end" if is_right else "start")
    spans = " ".join(  # a screen reader must not run two lines together
        f'<tspan x="{place.x:.1f}" y="{place.y + i * letter * 1.12:.1f}">{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    classes = f"name {kind}" + ("" if is_placed else " spare")
    return (
        f'<text class="{classes}" font-size="{letter:.0f}" text-anchor="{place.anchor}" '
        f'aria-hidden="true">{spans}</text>'
    )
