"""One year beside the one before: two dots for each theme, and by how much they differ."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report import svg
from evalmine.report.figures.axis import QUARTERS, WIDE, grid, share_axis, share_of
from evalmine.report.formats import percent, points
from evalmine.report.words import load_words
from evalmine.synthesis.outline import PrevalenceRow


def change_figure(
    rows: Sequence[PrevalenceRow],
    language: str,
    *,
    year: str,
    previous_year: str,
    key: str = "change",
) -> str:
    """Return last year's share as an open dot and this year's as a full one, for each theme.

    Laid out for a page, 600 px or more.

    Parameters
    ----------
    rows : sequence of PrevalenceRow
        Those without last year's numbers are left out; drawn from the largest rise to the largest
        fall.
    language : str
    year, previous_year : str
    key : str
        Prefix of the ids inside.
    """
    words = load_words(language)
    at = WIDE.at
    both = [r for r in rows if r.previous and r.previous[1] and r.n_asked]
    ordered = sorted(both, key=lambda r: (-round(_change(r), 6), r.theme_id))
    marks: list[str] = []
    sentences = [words.text("plot.change_desc", year=year, previous_year=previous_year)]
    y = 6.0
    for row in ordered:
        n_then, asked_then = row.previous or (0, 0)
        n_now, asked_now = row.beside_last_year
        now, then = share_of(n_now, asked_now), share_of(n_then, asked_then)
        told = words.text(
            "plot.change_row",
            then=percent(then, language),
            now=percent(now, language),
            change=points(now - then, language),
        )
        label, middle, y = WIDE.row(row.name, told, y)
        marks += label
        marks.append(svg.line(at(then), middle, at(now), middle, color=svg.ACCENT_LIGHT, width=4))
        marks.append(svg.dot(at(then), middle, fill=svg.PAPER, stroke=svg.MUTED))
        marks.append(svg.dot(at(now), middle))
        counts = {
            "before": words.text("list.of", n=n_then, total=asked_then),
            "base": words.text("list.of", n=n_now, total=asked_now),
        }
        sentences.append(words.text("plot.change_told", name=row.name, told=told, **counts))
    return svg.figure_svg(
        [
            *grid([at(t) for t in QUARTERS], y),
            *marks,
            *share_axis(y + 14, language, WIDE),
        ],
        height=y + 22,
        title=words.text("plot.change_title", year=year, previous_year=previous_year),
        desc=" ".join(sentences),
        key=key,
    )


def _change(row: PrevalenceRow) -> float:
    n, asked = row.previous or (0, 0)
    return share_of(*row.beside_last_year) - share_of(n, asked)
