"""The report's figures one by one, for a notebook or a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalmine.errors import ConfigError
from evalmine.report.figures import (
    closed_figure,
    heat_table,
    prevalence_figure,
    saturation_figure,
)
from evalmine.report.ratings import find_scales
from evalmine.synthesis.outline import Outline

_WIDTH = 720
_PAGE = (
    '<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>evalmine</title>'
    "<style>body{{font-family:system-ui,sans-serif;max-width:{width}px;margin:2rem auto}}"
    "</style></head><body>{body}</body></html>\n"
)


@dataclass(frozen=True)
class Figure:
    """A figure that shows itself in a notebook and can be saved."""

    markup: str
    language: str

    @property
    def is_svg(self) -> bool:
        """Whether it is a drawing; otherwise it is an HTML table."""
        return self.markup.startswith("<svg")

    def save(self, path: str | Path) -> Path:
        """Write the figure to an ``.svg`` or ``.html`` file and return its path.

        Raises
        ------
        ConfigError
            If the name ends otherwise, or a table is to become a drawing.
        """
        path = Path(path)
        if path.suffix not in (".svg", ".html") or (path.suffix == ".svg" and not self.is_svg):
            endings = ".svg or .html" if self.is_svg else ".html (it is a table)"
            raise ConfigError(f"{path.name}: give the file a name that ends in {endings}")
        body = self.markup.replace('width="100%"', f'width="{_WIDTH}"', 1)
        page = _PAGE.format(language=self.language, width=_WIDTH, body=body)
        text = body + "\n" if path.suffix == ".svg" else page
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def _repr_html_(self) -> str:
        return f'<div style="max-width:{_WIDTH}px">{self.markup}</div>'


class Plot:
    """Figures of one analysis, drawn from its outline; each call returns a `Figure`.

    Parameters
    ----------
    outline : Outline
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    def __repr__(self) -> str:
        return 'Plot: .prevalence(), .prevalence(by="pool"), .closed(), .saturation()'

    def prevalence(self, *, by: str = "") -> Figure:
        """Return the share of projects that speak of each theme.

        Parameters
        ----------
        by : {"", "pool"}
            Over all projects as dots with intervals, or as a table of themes by grant pools.
        """
        outline = self._outline
        if by not in ("", "pool"):
            raise ConfigError(f"by={by!r}: prevalence can be shown by 'pool' or over all projects")
        draw = heat_table if by else prevalence_figure
        return Figure(draw(outline.prevalence, outline.language), outline.language)

    def closed(self, question: str = "") -> Figure:
        """Return the answers to a closed question over all projects as a stacked bar.

        Parameters
        ----------
        question : str
            Its wording or a part of it; the first question when left out.
        """
        outline = self._outline
        found = [
            s for s in outline.closed if question.casefold() in s.question.casefold() and s.n_valid
        ]
        if not found:
            asked = "; ".join(s.question for s in outline.closed) or "none were asked"
            raise ConfigError(f"no answered closed question is like {question!r}: {asked}")
        answers = {a for a, _ in found[0].counts}
        scale = next(s for s in find_scales(outline.closed) if answers & set(s.answers))
        markup = closed_figure(
            found[0], outline.language, key="closed", scale=scale.answers, year=outline.year
        )
        return Figure(markup, outline.language)

    def saturation(self) -> Figure:
        """Return how many codes are met as projects are read in random order."""
        outline = self._outline
        if not outline.method.saturation:
            raise ConfigError("there is no saturation curve: no code was assigned to any segment")
        return Figure(
            saturation_figure(outline.method.saturation, outline.language), outline.language
        )
