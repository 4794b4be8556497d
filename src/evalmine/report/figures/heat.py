"""Themes by grant pools, shaded by the share of the pool's projects: a table, and a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from evalmine.report import svg
from evalmine.report.figures.axis import share_of
from evalmine.report.formats import percent
from evalmine.report.words import load_words
from evalmine.synthesis.outline import PrevalenceRow

HEAT: Final = ((0.75, "#2f7d83"), (0.5, "#6fa8ab"), (0.25, "#a9cccd"), (0.1, "#d3e5e5"))
"""Least share, and the shade from there on; dark text reads on all but the first."""

MAX_POOLS: Final = 12
"""So many columns can be read in a drawing; of more pools it shows the largest."""

_NAMED = 5  # beyond so many pools, columns are numbered and named below
_NAMES = 38.0  # per cent of the width for the names of the themes
_NAME_CHARACTERS, _LINE_CHARACTERS = 31, 90  # in 38 and in 100 per cent of 600 px


def heat_table(rows: Sequence[PrevalenceRow], language: str) -> str:
    """Return an HTML table, themes by pools, shaded by the share of the pool's projects.

    A table and not a drawing: names of any length wrap, and every cell can be read aloud.  Small
    counts are not hidden: that a project wrote about a theme is what the quotes show anyway.
    """
    words = load_words(language)
    pools = list(dict.fromkeys(pool for row in rows for pool, _, _ in row.by_pool))
    head = "".join(f'<th scope="col">{escape(pool)}</th>' for pool in pools)
    lines = [f'<tr><th scope="col">{escape(words["attribute.theme"])}</th>{head}</tr>']
    for row in _ordered(rows):
        counts = {pool: (n, total) for pool, n, total in row.by_pool}
        cells = "".join(_heat_cell(*counts.get(pool, (0, 0)), language) for pool in pools)
        lines.append(f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>')
    caption = f'<caption class="unseen">{escape(words["section.heat"])}</caption>'
    body = f"<thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody>"
    return f'<table class="heat">{caption}{body}</table>'


def _heat_cell(n: int, total: int, language: str) -> str:
    color, ink = shade(n, total)
    base = load_words(language).text("list.of", n=n, total=total)
    value = percent(n / total if total else float("nan"), language)
    return f'<td style="background:{color};color:{ink}">{value} <small>{escape(base)}</small></td>'


def shade(n: int, total: int) -> tuple[str, str]:
    """Return the color of a cell, and that of the text on it."""
    share = share_of(n, total)
    color = next((c for least, c in HEAT if total and share >= least), svg.PAPER)
    return color, svg.PAPER if color == HEAT[0][1] else svg.INK


def heat_figure(rows: Sequence[PrevalenceRow], language: str, *, key: str = "heat") -> str:
    """Return the table as a drawing for a page, 600 px wide or more.

    Parameters
    ----------
    rows : sequence of PrevalenceRow
        Drawn in the order of their shares over all pools, the largest on top.
    language : str
    key : str
        Prefix of the ids inside.

    Notes
    -----
    Of more than `MAX_POOLS` pools, those with most projects are drawn; the description says so.
    """
    words = load_words(language)
    pools, n_all = _shown_pools(rows)
    step = (100 - _NAMES) / max(len(pools), 1)
    names = [str(i) for i in range(1, len(pools) + 1)] if len(pools) > _NAMED else pools
    marks, y = _head(names, step)
    sentences = []
    for row in _ordered(rows):
        lines = svg.wrapped(row.name, _NAME_CHARACTERS)
        height = max(34.0, 16 * len(lines) + 12)
        middle = y + height / 2
        top = middle - 8 * (len(lines) - 1) + 4.5
        marks += [svg.label(0, top + 16 * i, text, bold=True) for i, text in enumerate(lines)]
        counts = {pool: (n, total) for pool, n, total in row.by_pool}
        told = []
        for i, pool in enumerate(pools):
            n, total = counts.get(pool, (0, 0))
            x = _NAMES + i * step
            marks += _drawn_cell(x, y, step, height, n, total, language)
            told.append(words.text("plot.heat_cell", pool=pool, n=n, total=total))
        sentences.append(words.text("plot.heat_row", name=row.name, cells=", ".join(told)))
        y += height
    if len(pools) > _NAMED:
        key_line = ", ".join(
            f"{i}\N{NO-BREAK SPACE}{pool}" for i, pool in enumerate(pools, start=1)
        )
        for text in svg.wrapped(key_line, _LINE_CHARACTERS):
            y += 17
            marks.append(svg.label(0, y, text, color=svg.MUTED, size=12))
    if n_all > len(pools):
        sentences.append(words.text("plot.heat_shown", n=len(pools), total=n_all))
    return svg.figure_svg(
        marks,
        height=y + 6,
        title=words["plot.heat_title"],
        desc=" ".join(sentences),
        key=key,
    )


def _ordered(rows: Sequence[PrevalenceRow]) -> list[PrevalenceRow]:
    return sorted(rows, key=lambda r: -share_of(r.n_projects, r.n_asked))


def _shown_pools(rows: Sequence[PrevalenceRow]) -> tuple[list[str], int]:
    """Return the pools that are drawn, in their order, and how many there are."""
    sizes: dict[str, int] = {}
    for row in rows:
        for pool, _, total in row.by_pool:
            sizes[pool] = max(total, sizes.get(pool, 0))
    largest = sorted(sizes, key=lambda pool: -sizes[pool])[:MAX_POOLS]
    return [pool for pool in sizes if pool in largest], len(sizes)


def _head(names: Sequence[str], step: float) -> tuple[list[str], float]:
    """Return the names of the columns, and the y below them."""
    n_characters = max(6, int(step * 600 / 100 / 7.2))
    wrapped = [svg.wrapped(name, n_characters) for name in names]
    deepest = max((len(lines) for lines in wrapped), default=1)
    marks = [
        svg.label(
            _NAMES + (i + 0.5) * step,
            16 + 15 * (deepest - len(lines) + j),
            text,
            anchor="middle",
            color=svg.MUTED,
            size=12,
            bold=True,
        )
        for i, lines in enumerate(wrapped)
        for j, text in enumerate(lines)
    ]
    return marks, 15.0 * deepest + 10


def _drawn_cell(
    x: float, y: float, width: float, height: float, n: int, total: int, language: str
) -> list[str]:
    color, ink = shade(n, total)
    value = percent(n / total if total else float("nan"), language)
    middle = x + width / 2
    cell = svg.rect(x, y, width, height, fill=color, stroke=svg.RULE)
    if width < 9:  # no room for the counts
        text = svg.label(middle, y + height / 2 + 4.5, value, anchor="middle", color=ink, size=12)
        return [cell, text]
    base = load_words(language).text("list.of", n=n, total=total)
    return [
        cell,
        svg.label(middle, y + height / 2 - 1, value, anchor="middle", color=ink),
        svg.label(middle, y + height / 2 + 13, base, anchor="middle", color=ink, size=12),
    ]
