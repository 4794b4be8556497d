"""Differences between groups with their intervals, as a forest plot."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evalmine.report import svg
from evalmine.report.comparing import group_name
from evalmine.report.figures.axis import WIDE
from evalmine.report.formats import capitalized, number, percent, points
from evalmine.report.words import Words, load_words
from evalmine.synthesis.comparison import Comparison


def forest_figure(
    comparisons: Sequence[Comparison], language: str, *, title: str = "", key: str = "forest"
) -> str:
    """Return each difference of shares as a dot with its interval around a line at no difference.

    A clear difference, after correction for the number of comparisons, has a full dot.
    Laid out for a page, 600 px or more.

    Parameters
    ----------
    comparisons : sequence of Comparison
        Drawn in the order given.
    language : str
    title : str
    key : str
        Prefix of the ids inside.
    """
    words = load_words(language)
    reach = _reach(comparisons)
    marks: list[str] = []
    sentences: list[str] = []
    y = 34.0
    for c in comparisons:
        difference = points(c.difference, language)
        bounds = words.text(
            "plot.forest_interval",
            low=points(c.ci_low, language, unit=False),
            high=points(c.ci_high, language),
        )
        told = words.text(
            "plot.forest_row",
            a=capitalized(group_name(c.by, c.group_a, words)),
            share_a=percent(c.share_a, language),
            b=group_name(c.by, c.group_b, words) if c.group_b else words["plot.others"],
            share_b=percent(c.share_b, language),
        )
        name = f"{c.name}: {c.question}" if c.question else c.name
        label, middle, y = WIDE.row(name, told, y)
        low, high = _at(c.ci_low, reach), _at(c.ci_high, reach)
        marks += [
            *label,
            svg.line(low, middle, high, middle, color=svg.ACCENT_LIGHT, width=4),
            svg.dot(_at(c.difference, reach), middle, fill=svg.ACCENT if c.is_clear else svg.PAPER),
        ]
        sentences.append(
            words.text(
                "plot.forest_clear" if c.is_clear else "plot.forest_unclear",
                name=name,
                told=told,
                difference=difference,
                interval=bounds,
            )
        )
    ticks = (-reach, 0.0, reach)
    return svg.figure_svg(
        [
            *(svg.line(_at(t, reach), 32, _at(t, reach), y) for t in ticks),
            svg.line(_at(0, reach), 32, _at(0, reach), y, color=svg.MUTED, width=1.5),
            *_head(words),
            *marks,
            *_axis(ticks, y + 14, language),
        ],
        height=y + 22,
        title=title or words["plot.forest_title"],
        desc=" ".join(sentences),
        key=key,
    )


def _reach(comparisons: Sequence[Comparison]) -> float:
    """Return half the width of the axis: the next twenty points beyond the farthest interval."""
    ends = [abs(x) for c in comparisons for x in (c.ci_low, c.ci_high, c.difference)]
    widest = max((x for x in ends if math.isfinite(x)), default=0.2)
    return min(1.0, max(0.2, math.ceil(round(widest / 0.2, 6)) * 0.2))


def _at(difference: float, reach: float) -> float:
    return WIDE.at((min(reach, max(-reach, difference)) + reach) / (2 * reach))


def _head(words: Words) -> list[str]:
    """Return what it means to lie on either side of the middle."""
    return [
        svg.label(x, 12 + 14 * i, line, anchor=anchor, color=svg.MUTED, size=12)
        for x, anchor, key in (
            (WIDE.at(0), "start", "plot.forest_less"),
            (WIDE.at(1), "end", "plot.forest_more"),
        )
        for i, line in enumerate(svg.wrapped(words[key], 18))
    ]


def _axis(ticks: Sequence[float], y: float, language: str) -> list[str]:
    marks = []
    for tick in ticks:
        sign = "+" if tick > 0 else ""
        text = sign + number(round(100 * tick, 6), language)
        if tick == max(ticks):
            text = points(tick, language)
        x = _at(tick, max(ticks))
        marks.append(svg.label(x, y, text, anchor="middle", color=svg.MUTED, size=12))
    return marks
