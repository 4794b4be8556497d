"""How many codes are met as projects are read: the curve and its band."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report import svg
from evalmine.report.formats import number
from evalmine.report.words import load_words
from evalmine.synthesis.outline import SaturationPoint


def saturation_figure(
    points: Sequence[SaturationPoint], language: str, *, key: str = "saturation"
) -> str:
    """Return the curve of codes met by projects read, with the band of 90 % of the orders."""
    words = load_words(language)
    ordered = sorted(points, key=lambda p: p.n_projects)
    n_last = max(p.n_projects for p in ordered)
    top = max(1.0, *(p.high for p in ordered))
    above, height = 32.0, 220.0  # room for the name of the axis, and the plot

    def spot(n_projects: float, codes: float) -> tuple[float, float]:
        return 1000 * n_projects / n_last, 1000 * (1 - codes / top)

    band = [spot(p.n_projects, p.high) for p in ordered]
    band += [spot(p.n_projects, p.low) for p in reversed(ordered)]
    curve = [spot(p.n_projects, p.median) for p in ordered]
    plot = [svg.polygon(band, fill="#d3e5e5"), svg.polyline(curve, color=svg.ACCENT)]
    last = ordered[-1]
    desc = words.text(
        "method.saturation_desc",
        n=last.n_projects,
        median=number(last.median, language),
        low=number(last.low, language),
        high=number(last.high, language),
    )
    return svg.figure_svg(
        [
            svg.stretched(plot, y=above, height=height, columns=1000, rows=1000),
            *_axes(n_last, top, above, height, language),
        ],
        height=above + height + 40,
        title=words["method.saturation_title"],
        desc=desc,
        key=key,
    )


def _axes(n_last: int, top: float, above: float, height: float, language: str) -> list[str]:
    words = load_words(language)
    base = above + height
    marks = [svg.line(0, base, 100, base, color=svg.GREY)]
    for step in _round_steps(top):
        y = base - height * step / top
        marks.append(svg.line(0, y, 100, y))
        marks.append(svg.on_paper(0, y - 4, number(step, language), color=svg.MUTED, size=12))
    for step in _round_steps(n_last):
        x = 100 * step / n_last
        anchor = "end" if x > 95 else "middle"
        text = number(step, language)
        marks.append(svg.label(x, base + 16, text, anchor=anchor, color=svg.MUTED, size=12))
    marks.append(svg.label(0, 12, words["method.saturation_y"], color=svg.MUTED, size=12))
    x_name = words["method.saturation_x"]
    marks.append(svg.label(100, base + 34, x_name, anchor="end", color=svg.MUTED, size=12))
    return marks


def _round_steps(top: float) -> list[int]:
    """Return two to five round numbers above 0 and up to `top`."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500):
        if top / step <= 5:
            return list(range(step, int(top) + 1, step))
    return [int(top)]
