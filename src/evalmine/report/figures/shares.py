"""Shares of projects as dots with intervals: how common a theme is, how many bear a learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalmine.report import svg
from evalmine.report.figures.axis import NARROW, QUARTERS, WIDE, Layout, grid, share_axis, share_of
from evalmine.report.formats import interval
from evalmine.report.words import load_words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import PrevalenceRow


@dataclass(frozen=True)
class ShareRow:
    """One dot: n of the projects asked, with the interval of the share.

    `previous` is last year's (n, asked), and an open dot is something not known beforehand.
    """

    name: str
    n: int
    asked: int
    low: float
    high: float
    is_open: bool = False
    previous: tuple[int, int] | None = None


def prevalence_figure(
    rows: Sequence[PrevalenceRow],
    language: str,
    *,
    key: str = "prevalence",
    is_wide: bool = False,
) -> str:
    """Return dots with intervals, the share of the projects that speak of each theme.

    A theme found in the texts has an open dot; last year's share is a grey tick.

    Parameters
    ----------
    rows : sequence of PrevalenceRow
        Drawn in the order of their shares, the largest on top.
    language : str
    key : str
        Prefix of the ids inside.
    is_wide : bool
        Laid out for a page, 600 px or more, in place of a telephone.
    """
    shares = [
        ShareRow(
            row.name,
            row.n_projects,
            row.n_asked,
            row.ci_low,
            row.ci_high,
            row.origin != "codebook",
            row.previous,
        )
        for row in rows
    ]
    ordered = sorted(shares, key=lambda r: -share_of(r.n, r.asked))
    title = load_words(language)["overview.prevalence_title"]
    layout = WIDE if is_wide else NARROW
    return _drawn(ordered, language, title=title, key=key, layout=layout)


def learnings_figure(
    learnings: Sequence[Learning],
    language: str,
    *,
    key: str = "learnings",
) -> str:
    """Return dots with intervals, the share of the projects asked that carry each learning.

    Laid out for a page, 600 px or more.

    Parameters
    ----------
    learnings : sequence of Learning
        Drawn in the order of their shares, the largest on top.
    language : str
    key : str
        Prefix of the ids inside.
    """
    shares = [
        ShareRow(x.headline, x.n_projects, x.n_asked, x.support.ci_low, x.support.ci_high)
        for x in learnings
    ]
    ordered = sorted(shares, key=lambda r: -share_of(r.n, r.asked))
    title = load_words(language)["plot.learnings_title"]
    return _drawn(ordered, language, title=title, key=key, layout=WIDE)


def _drawn(rows: Sequence[ShareRow], language: str, *, title: str, key: str, layout: Layout) -> str:
    words = load_words(language)
    marks: list[str] = []
    sentences: list[str] = []
    y = 6.0
    for row in rows:
        base = words.text("list.of", n=row.n, total=row.asked)
        bounds = interval(row.low, row.high, language)
        label, middle, y = layout.row(row.name, f"{base} · {bounds}", y)
        marks += [*label, *_whisker(row, middle, layout)]
        counts = {"n": row.n, "total": row.asked, "interval": bounds}
        sentences.append(words.text("overview.prevalence_desc", name=row.name, **counts))
    return svg.figure_svg(
        [
            *grid([layout.at(t) for t in QUARTERS], y),
            *marks,
            *share_axis(y + 14, language, layout),
        ],
        height=y + 22,
        title=title,
        desc=" ".join(sentences),
        key=key,
    )


def _whisker(row: ShareRow, y: float, layout: Layout) -> list[str]:
    if not row.asked:
        return []
    at = layout.at
    marks = [svg.line(at(row.low), y, at(row.high), y, color=svg.ACCENT_LIGHT, width=4)]
    if row.previous and row.previous[1]:
        then = at(row.previous[0] / row.previous[1])
        marks.append(svg.line(then, y - 8, then, y + 8, color=svg.MUTED, width=2.5))
    x = at(share_of(row.n, row.asked))
    return [*marks, svg.dot(x, y, fill=svg.PAPER if row.is_open else svg.ACCENT)]
