"""The figures of the report: inline SVG and one table, self-contained, readable at phone width."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from evalmine.report import svg
from evalmine.report.formats import interval, number, percent
from evalmine.report.words import load_words
from evalmine.synthesis.outline import ClosedSummary, PrevalenceRow, SaturationPoint

SCALE_COLORS: Final = ("#0f5c63", "#7fb2b3", "#dfe3e2", "#dcb98c", "#9c5f2e")
"""Best answer to worst: petrol over grey to brown, distinct for every kind of color vision."""

HEAT: Final = ((0.75, "#2f7d83"), (0.5, "#6fa8ab"), (0.25, "#a9cccd"), (0.1, "#d3e5e5"))
"""Least share, and the shade from there on; dark text reads on all but the first."""

_LABEL_CHARACTERS, _LINE_CHARACTERS = 46, 51  # of bold and of mixed text in a telephone's 340 px
_LEFT, _SPAN = 1.5, 97.0  # where a share of 0 lies and how far it is to 1, in per cent
_MAX_UNITS = 160  # beyond so many projects a bar of single ticks would blur


def prevalence_figure(
    rows: Sequence[PrevalenceRow], language: str, *, key: str = "prevalence"
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
    """
    words = load_words(language)
    ordered = sorted(rows, key=lambda r: -_share(r.n_projects, r.n_asked))
    marks: list[str] = []
    sentences: list[str] = []
    y = 6.0
    for row in ordered:
        base = words.text("list.of", n=row.n_projects, total=row.n_asked)
        bounds = interval(row.ci_low, row.ci_high, language)
        label, y = _label_lines(row.name, f"{base} · {bounds}", y)
        marks += [*label, *_whisker(row, y + 10)]
        sentences.append(
            words.text(
                "overview.prevalence_desc",
                name=row.name,
                n=row.n_projects,
                total=row.n_asked,
                interval=bounds,
            )
        )
        y += 30
    grid = [svg.line(_at(t), 0, _at(t), y, color=svg.RULE) for t in (0, 0.25, 0.5, 0.75, 1)]
    return svg.figure_svg(
        [*grid, *marks, *_share_axis(y + 14, language)],
        height=y + 22,
        title=words["overview.prevalence_title"],
        desc=" ".join(sentences),
        key=key,
    )


def _label_lines(name: str, counts: str, y: float) -> tuple[list[str], float]:
    """Return the label and its counts, on one line where they fit, and the y below them."""
    lines = svg.wrapped(name, _LABEL_CHARACTERS)
    texts = []
    for text in lines[:-1]:
        y += 16
        texts.append(_on_paper(escape(text), y))
    y += 16
    muted = f'<tspan fill="{svg.MUTED}" font-size="12" font-weight="400">{escape(counts)}</tspan>'
    last = escape(lines[-1])
    if len(lines[-1]) + len(counts) <= _LINE_CHARACTERS:
        texts.append(_on_paper(f"{last}  {muted}", y))
    else:
        texts.append(_on_paper(last, y))
        y += 15
        texts.append(_on_paper(muted, y))
    return texts, y


def _on_paper(marked_up: str, y: float) -> str:
    """Return label text with a white edge, so that the grid does not run through it."""
    return (
        f'<text x="0" y="{y:.0f}" font-weight="600" xml:space="preserve" stroke="{svg.PAPER}" '
        f'stroke-width="5" paint-order="stroke" stroke-linejoin="round">{marked_up}</text>'
    )


def _whisker(row: PrevalenceRow, y: float) -> list[str]:
    if not row.n_asked:
        return []
    fill = svg.ACCENT if row.origin == "codebook" else svg.PAPER
    x = _at(_share(row.n_projects, row.n_asked))
    marks = [svg.line(_at(row.ci_low), y, _at(row.ci_high), y, color=svg.ACCENT_LIGHT, width=4)]
    if row.previous and row.previous[1]:
        then = _at(row.previous[0] / row.previous[1])
        marks.append(svg.line(then, y - 8, then, y + 8, color=svg.MUTED, width=2.5))
    return [*marks, svg.dot(x, y, fill=fill)]


def _share_axis(y: float, language: str) -> list[str]:
    ends = {0.0: "start", 1.0: "end"}
    return [
        svg.label(
            0 if t == 0 else 100 if t == 1 else _at(t),
            y,
            percent(t, language),
            anchor=ends.get(t, "middle"),
            color=svg.MUTED,
            size=12,
        )
        for t in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]


def heat_table(rows: Sequence[PrevalenceRow], language: str) -> str:
    """Return an HTML table, themes by pools, shaded by the share of the pool's projects.

    A table and not a drawing: names of any length wrap, and every cell can be read aloud.  Small
    counts are not hidden: that a project wrote about a theme is what the quotes show anyway.
    """
    words = load_words(language)
    pools = list(dict.fromkeys(pool for row in rows for pool, _, _ in row.by_pool))
    head = "".join(f'<th scope="col">{escape(pool)}</th>' for pool in pools)
    lines = [f'<tr><th scope="col">{escape(words["attribute.theme"])}</th>{head}</tr>']
    for row in sorted(rows, key=lambda r: -_share(r.n_projects, r.n_asked)):
        counts = {pool: (n, total) for pool, n, total in row.by_pool}
        cells = "".join(_heat_cell(*counts.get(pool, (0, 0)), language) for pool in pools)
        lines.append(f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>')
    return (
        f'<table class="heat"><thead>{lines[0]}</thead><tbody>{"".join(lines[1:])}</tbody></table>'
    )


def _heat_cell(n: int, total: int, language: str) -> str:
    share = _share(n, total)
    color = next((c for least, c in HEAT if total and share >= least), svg.PAPER)
    text = svg.PAPER if color == HEAT[0][1] else svg.INK
    base = load_words(language).text("list.of", n=n, total=total)
    value = percent(n / total, language) if total else load_words(language)["number.none"]
    return f'<td style="background:{color};color:{text}">{value} <small>{escape(base)}</small></td>'


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
            *_saturation_axes(n_last, top, above, height, language),
        ],
        height=above + height + 40,
        title=words["method.saturation_title"],
        desc=desc,
        key=key,
    )


def _saturation_axes(
    n_last: int, top: float, above: float, height: float, language: str
) -> list[str]:
    words = load_words(language)
    base = above + height
    marks = [svg.line(0, base, 100, base, color=svg.GREY)]
    for step in _round_steps(top):
        y = base - height * step / top
        marks.append(svg.line(0, y, 100, y))
        marks.append(svg.label(0, y - 4, number(step, language), color=svg.MUTED, size=12))
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


def unit_bar(n: int, total: int, language: str, *, key: str) -> str:
    """Return a bar with one tick per project asked, the first n in the accent color."""
    words = load_words(language)
    if total <= 0:
        return ""
    dashes = ' stroke-dasharray="0.7 0.3"' if total <= _MAX_UNITS else ""
    bars = [
        f'<path d="M0 5H{length}" stroke="{color}" stroke-width="10" fill="none"{dashes}/>'
        for length, color in ((total, "#d5dbda"), (n, svg.ACCENT))
        if length
    ]
    return svg.figure_svg(
        [svg.stretched(bars, y=0, height=10, columns=total, rows=10)],
        height=10,
        title=words.text("learning.unit_title", n=n, total=total),
        desc=words.text("learning.unit_desc", n=n, total=total),
        key=key,
        width=str(max(24, min(6 * total, 420))),
    )


def _at(share: float) -> float:
    return _LEFT + _SPAN * min(1.0, max(0.0, share))


def _share(n: int, total: int) -> float:
    return n / total if total else 0.0
