"""Closed questions as stacked bars, best answer first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Final, Protocol

from evalmine.report import svg
from evalmine.report.formats import percent
from evalmine.report.words import load_words
from evalmine.synthesis.outline import ClosedSummary

SCALE_COLORS: Final = ("#0f5c63", "#7fb2b3", "#dfe3e2", "#dcb98c", "#9c5f2e")
"""Best answer to worst: petrol over grey to brown, distinct for every kind of color vision."""

_LINE_CHARACTERS = 80  # of a question in bold in 600 px
_LEGEND_CHARACTERS = 92


class DrawnRating(Protocol):
    """What a panel needs of a closed question; `ratings.Rating` has it."""

    @property
    def question(self) -> str:
        """Its wording."""

    @property
    def headline(self) -> str:
        """For example "81 % i høj eller meget høj grad"."""

    @property
    def base(self) -> str:
        """For example "79 af 97"."""

    @property
    def previous(self) -> str:
        """For example "67 % i 2024 (35 af 52)", or ""."""

    @property
    def change(self) -> str:
        """For example "+14 procentpoint siden 2024", or ""."""

    @property
    def figure(self) -> str:
        """The bar as SVG, or "" when too few answered."""


def closed_figure(
    summary: ClosedSummary,
    language: str,
    *,
    key: str,
    scale: Sequence[str] = (),
    year: str = "",
    previous_year: str = "",
) -> str:
    """Return one stacked bar, best answer first, with last year's two best answers below it.

    Parameters
    ----------
    summary : ClosedSummary
        With at least one valid answer.
    language : str
    key : str
        Prefix of the ids inside.
    scale : sequence of str
        All answers of the scale, best first, so that questions share colors; those given when
        left out.
    year, previous_year : str
    """
    words = load_words(language)
    valid = valid_answers(summary)
    total = sum(n for _, n in valid)
    marks: list[str] = []
    sentences = []
    x = 0.0
    places = list(scale) or [answer for answer, _ in valid]
    for answer, n in valid:
        share = n / total
        color = scale_color(places.index(answer), len(places))
        marks.append(svg.rect(x * 100, 0, share * 100, 24, fill=color, stroke=svg.PAPER))
        if share >= 0.08:
            ink = svg.PAPER if color in (SCALE_COLORS[0], SCALE_COLORS[-1]) else svg.INK
            marks.append(
                svg.label(
                    (x + share / 2) * 100,
                    16.5,
                    percent(share, language),
                    anchor="middle",
                    color=ink,
                )
            )
        base = words.text("list.of", n=n, total=total)
        sentences.append(f"{answer}: {percent(share, language)} ({base}).")
        x += share
    height = 24.0
    if summary.previous and summary.previous[1]:
        n, before = summary.previous
        marks.append(svg.rect(0, 29, 100 * n / before, 6, fill=svg.GREY))
        base = words.text("list.of", n=n, total=before)
        sentences.append(f"{previous_year}: {percent(n / before, language)} ({base}).")
        height = 35.0
    title = f"{summary.question} ({year})" if year else summary.question
    return svg.figure_svg(marks, height=height, title=title, desc=" ".join(sentences), key=key)


def valid_answers(summary: ClosedSummary) -> list[tuple[str, int]]:
    """Return the answers on the scale, best first, without don't-know and the like."""
    found: list[tuple[str, int]] = []
    for answer, n in summary.counts:
        if sum(m for _, m in found) >= summary.n_valid:
            break
        found.append((answer, n))
    return found


def scale_color(position: int, n_answers: int) -> str:
    """Return the color of an answer by its place among the answers, 0 being the best."""
    last = len(SCALE_COLORS) - 1
    if n_answers < 2:
        return SCALE_COLORS[0]
    return SCALE_COLORS[round(position * last / max(n_answers - 1, 1))]


def closed_panel(
    ratings: Sequence[DrawnRating],
    legends: Sequence[Sequence[tuple[str, str]]],
    language: str,
    *,
    key: str = "closed",
) -> str:
    """Return several closed questions in one drawing for a page, with what the colors mean.

    Laid out for 600 px or more.

    Parameters
    ----------
    ratings : sequence of Rating
    legends : sequence of sequence of (str, str)
        Answer and color, best first, of each scale.
    language : str
    key : str
        Prefix of the ids inside.
    """
    marks: list[str] = []
    sentences: list[str] = []
    y = 0.0
    for legend in legends:
        drawn, y = _legend(legend, y)
        marks += drawn
    for rating in ratings:
        drawn, y, desc = _rated(rating, y)
        marks += drawn
        sentences.append(desc)
    return svg.figure_svg(
        marks,
        height=y + 4,
        title=load_words(language)["section.closed"],
        desc=" ".join(sentences),
        key=key,
    )


def _legend(legend: Sequence[tuple[str, str]], y: float) -> tuple[list[str], float]:
    """Return squares of color with their answers, and the y below them."""
    marks, used = [], 0
    y += 14
    for answer, color in legend:
        if used and used + len(answer) > _LEGEND_CHARACTERS:
            used, y = 0, y + 18
        x = 100 * used / _LEGEND_CHARACTERS
        marks.append(svg.rect(x, y - 10, 1.6, 11.5, fill=color, stroke=svg.GREY))
        marks.append(svg.label(x + 2.3, y, answer, color=svg.MUTED, size=12))
        used += len(answer) + 6
    return marks, y + 6


def _rated(rating: DrawnRating, y: float) -> tuple[list[str], float, str]:
    """Return one question, the y below it, and what a screen reader says."""
    marks = []
    y += 10
    for text in svg.wrapped(rating.question, _LINE_CHARACTERS):
        y += 17
        marks.append(svg.label(0, y, text, bold=True))
    told = f"{rating.headline} ({rating.base})" if rating.base else rating.headline
    told = ", ".join(text for text in (told, rating.previous, rating.change) if text)
    for text in svg.wrapped(told, _LEGEND_CHARACTERS):
        y += 17
        marks.append(svg.label(0, y, text, color=svg.MUTED))
    desc = f"{rating.question}: {told}."
    if not rating.figure:
        return marks, y + 8, desc
    inner, height, answers = _taken_apart(rating.figure)
    y += 8
    marks.append(
        f'<svg x="0" y="{y:.0f}" width="100%" height="{height}" overflow="visible">{inner}</svg>'
    )
    return marks, y + float(height) + 6, f"{desc} {answers}"


def _taken_apart(figure: str) -> tuple[str, str, str]:
    """Return the marks of a drawing, its height and its description."""
    height = re.search(r'\bheight="([\d.]+)"', figure)
    desc = re.search(r"<desc[^>]*>(.*?)</desc>", figure, flags=re.DOTALL)
    if not height or not desc:  # pragma: no cover
        raise ValueError(f"not a drawing: {escape(figure[:80])}")
    marks = figure[desc.end() :].removesuffix("</svg>")
    return marks, height[1], unescape(desc[1])
