"""The report's figures one by one, for a notebook or a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from evalmine.errors import ConfigError
from evalmine.report import figures
from evalmine.report.formats import MIN_CELL
from evalmine.report.panels import (
    closed_panel_of,
    compared,
    comparisons_shown,
    has_previous,
    map_caption,
    years_of,
)
from evalmine.report.standalone import WIDTH, framed
from evalmine.report.svg import INK
from evalmine.report.words import load_words
from evalmine.synthesis.outline import Outline

_PAGE = (
    '<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font-family:system-ui,sans-serif;max-width:{width}px;margin:2rem auto}}"
    "</style></head><body>{body}</body></html>\n"
)
# A figure is drawn for white paper, and a notebook may be dark: it brings its paper along.
_PAPER = f"background:#fff;color:{INK};padding:12px 16px;border-radius:4px;max-width:{WIDTH}px"
_TABLE = (
    f"<style>div.evalmine-figure table{{color:{INK};font-size:.93em}}"
    "div.evalmine-figure tr{background:none}div.evalmine-figure th{text-align:left}"
    "div.evalmine-figure td{text-align:center;padding:.3em .6em}"
    "div.evalmine-figure small{display:block;white-space:nowrap}"
    "div.evalmine-figure caption{display:none}</style>"
)
_MUTED = "color:#5c676b;font-size:.85em;line-height:1.4;margin:.4em 0 0"


@dataclass(frozen=True)
class Figure:
    """A figure that shows itself in a notebook and can be saved.

    `markup` is SVG, or an HTML table; `note` says how it is read.
    """

    markup: str = field(repr=False)
    language: str
    title: str = ""
    note: str = ""

    @property
    def is_svg(self) -> bool:
        """Whether it is a drawing; otherwise it is an HTML table."""
        return self.markup.startswith("<svg")

    def save(self, path: str | Path, *, width: int = WIDTH, scale: float = 2) -> Path:
        """Write the figure to an ``.svg``, ``.png`` or ``.html`` file and return its path.

        Drawings carry their title and their note, so that they can stand alone; an ``.svg`` has
        its measures in pixels and opens in Word and Inkscape.

        Parameters
        ----------
        path : path-like
            Its ending says which kind.
        width : int
            In pixels; letters keep their size, so that a narrow figure has larger ones for its
            size.  Laid out for 720.
        scale : float
            Pixels of a ``.png`` for each of the figure's: 2 prints well on paper.

        Raises
        ------
        ConfigError
            If the name ends otherwise, a table is to become a drawing, or a measure makes no
            sense.
        """
        path = Path(path)
        endings = (".svg", ".png", ".html") if self.is_svg else (".html",)
        if path.suffix not in endings:
            told = ".svg, .png or .html" if self.is_svg else ".html (it is a table)"
            raise ConfigError(f"{path.name}: give the file a name that ends in {told}")
        if not (300 <= width <= 4000 and 0.5 <= scale <= 8):
            raise ConfigError(
                f"width={width}, scale={scale}: width is 300 to 4000 pixels, scale 0.5 to 8"
            )
        if path.suffix == ".png":
            path.write_bytes(self.png(width=width, scale=scale))
            return path
        page = _PAGE.format(
            language=self.language, title=escape(self.title), width=width, body=self._repr_html_()
        )
        text = self.svg(width=width) + "\n" if path.suffix == ".svg" else page
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def svg(self, *, width: int = WIDTH) -> str:
        """Return the drawing with its title and note, as an SVG that stands alone.

        Raises
        ------
        ConfigError
            If it is a table.
        """
        if not self.is_svg:
            raise ConfigError("this figure is a table: save it as .html")
        return framed(self.markup, width=width, title=self.title, note=self.note)

    def png(self, *, width: int = WIDTH, scale: float = 2) -> bytes:
        """Return the drawing with its title and note, as a PNG picture.

        Raises
        ------
        ConfigError
            If it is a table, or the picture would be too large.
        """
        from evalmine.report.raster import picture

        try:
            return picture(self.svg(width=width), width=width, scale=scale)
        except ValueError as error:
            raise ConfigError(str(error)) from error

    def _repr_html_(self) -> str:
        title = f'<p style="font-weight:600;margin:0 0 .6em">{escape(self.title)}</p>'
        note = f'<p style="{_MUTED}">{escape(self.note)}</p>'
        return (
            f'<div class="evalmine-figure" style="{_PAPER}">{"" if self.is_svg else _TABLE}'
            f"{title if self.title else ''}{self.markup}{note if self.note else ''}</div>"
        )


class Plot:
    """Figures of one analysis, drawn from its outline; each call returns a `Figure`.

    Parameters
    ----------
    outline : Outline
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._words = load_words(outline.language)

    def __repr__(self) -> str:
        return (
            'Plot: .prevalence(), .prevalence(by="pool"), .heat(), .learnings(), .closed(), '
            '.change(), .comparison(by="pool"), .theme_map(), .saturation()'
        )

    def prevalence(self, *, by: str = "") -> Figure:
        """Return the share of projects that speak of each theme.

        Parameters
        ----------
        by : {"", "pool"}
            Over all projects as dots with intervals, or as a table of themes by grant pools.
        """
        outline, words = self._outline, self._words
        if by not in ("", "pool"):
            raise ConfigError(f"by={by!r}: prevalence can be shown by 'pool' or over all projects")
        if by:
            table = figures.heat_table(outline.prevalence, outline.language)
            return self._figure(table, words["plot.heat_title"], words["overview.heat_caption"])
        note = [words["overview.prevalence_caption"]]
        if any(r.origin != "codebook" for r in outline.prevalence):
            note.append(words["overview.prevalence_open"])
        markup = figures.prevalence_figure(outline.prevalence, outline.language, is_wide=True)
        return self._figure(markup, words["overview.prevalence_title"], " ".join(note))

    def heat(self) -> Figure:
        """Return themes by grant pools as a drawing, shaded by the share of the pool's projects.

        Raises
        ------
        ConfigError
            If the projects are not divided into pools.
        """
        rows, words = self._outline.prevalence, self._words
        if not any(row.by_pool for row in rows):
            raise ConfigError("there is nothing to show by pool: no project has a pool")
        markup = figures.heat_figure(rows, self._outline.language)
        return self._figure(markup, words["plot.heat_title"], words["overview.heat_caption"])

    def learnings(self, *, n: int = 20) -> Figure:
        """Return the share of the projects asked that carry each learning, with intervals.

        Parameters
        ----------
        n : int
            How many learnings are drawn, those over all projects that most projects carry.
        """
        found = self._outline.learnings[: max(n, 1)]
        if not found:
            raise ConfigError("there is no learning to show: none recurs in enough projects")
        markup = figures.learnings_figure(found, self._outline.language)
        words = self._words
        return self._figure(markup, words["plot.learnings_title"], words["plot.learnings_note"])

    def closed(self, question: str = "") -> Figure:
        """Return the answers to the closed questions over all projects as stacked bars.

        Parameters
        ----------
        question : str
            The wording of one or a part of it; all of them when left out.
        """
        outline, words = self._outline, self._words
        found = [
            s for s in outline.closed if question.casefold() in s.question.casefold() and s.n_valid
        ]
        if not found:
            asked = "; ".join(s.question for s in outline.closed) or "none were asked"
            raise ConfigError(f"no answered closed question is like {question!r}: {asked}")
        markup = closed_panel_of(found, outline, min_cell=MIN_CELL)
        return self._figure(markup, words["section.closed"], words["plot.closed_note"])

    def saturation(self) -> Figure:
        """Return how many codes are met as projects are read in random order."""
        outline, words = self._outline, self._words
        if not outline.method.saturation:
            raise ConfigError("there is no saturation curve: no code was assigned to any segment")
        markup = figures.saturation_figure(outline.method.saturation, outline.language)
        title = words["method.saturation_title"]
        return self._figure(markup, title, words["method.saturation_caption"])

    def theme_map(self) -> Figure:
        """Return the themes on a map: what lies near speaks of like things."""
        outline, words = self._outline, self._words
        if not outline.theme_map:
            raise ConfigError("there is no map: no theme was found and no code assigned")
        markup = figures.theme_map_figure(outline.theme_map, outline.language)
        return self._figure(markup, words["map.title"], map_caption(outline, words))

    def change(self) -> Figure:
        """Return the share of projects that speak of each theme, this year beside last.

        Raises
        ------
        ConfigError
            If the analysis was given no previous year.
        """
        outline, words = self._outline, self._words
        if not has_previous(outline):
            raise ConfigError("there is no year before to compare with: give analyze(previous=...)")
        year, before = years_of(outline)
        markup = figures.change_figure(
            outline.prevalence, outline.language, year=year, previous_year=before
        )
        title = words.text("plot.change_title", year=year, previous_year=before)
        note = words.text("plot.change_note", year=year, previous_year=before)
        return self._figure(markup, title, note)

    def comparison(self, *, by: str = "", n: int = 15) -> Figure:
        """Return differences between groups of projects with their intervals.

        Parameters
        ----------
        by : str
            What divides the projects, for example "pool", "region", "sector", "year" or
            "source"; those that the report tells of when left out.
        n : int
            How many differences are drawn, the clearest first.

        Raises
        ------
        ConfigError
            If nothing was compared by it.
        """
        outline, words = self._outline, self._words
        shown, total = comparisons_shown(outline, by=by, n=n)
        if not shown:
            known = ", ".join(dict.fromkeys(c.by for c in compared(outline))) or "nothing"
            raise ConfigError(f"by={by!r}: there is no difference to show; compared by: {known}")
        title = words["plot.forest_title"]
        if by:
            name = words.label("plot.by", by)
            name = words.label("attribute", by).lower() if name == by else name
            title = words.text("plot.forest_by", by=name)
        note = words["plot.forest_note"]
        if total > len(shown):
            note += " " + words.text("plot.forest_some", n=len(shown), total=total)
        markup = figures.forest_figure(shown, outline.language, title=title)
        return self._figure(markup, title, note)

    def _figure(self, markup: str, title: str, note: str) -> Figure:
        return Figure(markup, self._outline.language, title, note)
