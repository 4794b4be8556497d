"""What `analyze` found, and what can be made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evalmine.coding.code_corpus import CodedCorpus
from evalmine.coding.codebook import Codebook
from evalmine.coding.coder import CodingResult
from evalmine.corpus.model import Corpus, Segment
from evalmine.embeddings import Encoder
from evalmine.errors import ConfigError
from evalmine.exchange.files import write_bytes, write_text
from evalmine.exchange.tables import build_tables, write_tables
from evalmine.exchange.theme_model import save_theme_model
from evalmine.exchange.theme_registry import save_registry
from evalmine.records import Records, fields_of
from evalmine.report.differences_table import Differences, comparison_rows
from evalmine.report.notebook import rows
from evalmine.report.notebook.behind import Behind, behind_records, find_behind
from evalmine.report.notebook.display import Displays
from evalmine.synthesis.comparing.chance import Correction
from evalmine.synthesis.comparing.compare import MIN_GROUP, compare
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import AnswerCount, Case, Outline
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.features import picks_of
from evalmine.synthesis.quoting.picks import unused_picks
from evalmine.synthesis.writing.wording import Wording
from evalmine.themes.discover import ThemeResult
from evalmine.themes.identity.events import Event, event_rows
from evalmine.themes.identity.registry import ThemeRegistry
from evalmine.themes.model import ThemeModel, theme_model
from evalmine.themes.peripheral import PeripheralSegment, peripheral_pile
from evalmine.themes.theme import Theme, ThemeMember

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.report.plot import Plot


@dataclass(frozen=True)
class Analysis:
    """What `analyze` found; nothing in it changes afterwards.

    `themes`, `learnings`, `quotes`, `cases` and `material` show themselves as tables in a notebook,
    give one record by index, those that hold some words by ``.find("words")``, and a pandas frame
    by ``.to_df()``.  One learning, quote, theme or case shows itself in full.
    """

    corpus: Corpus
    segments: tuple[Segment, ...]
    embeddings: np.ndarray = field(repr=False)  # (n content segments, n_dims), rows as in coding
    coding: CodingResult = field(repr=False)
    codebook: Codebook = field(repr=False)
    theme_result: ThemeResult = field(repr=False)
    code_themes: tuple[Theme, ...] = field(repr=False)
    members: tuple[ThemeMember, ...] = field(repr=False)
    outline: Outline = field(repr=False)
    evidence: Evidence = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)
    encoder: Encoder | None = field(default=None, repr=False, compare=False)
    previous_evidence: Evidence | None = field(default=None, repr=False, compare=False)
    wordings: tuple[Wording, ...] = field(default=(), repr=False)

    @property
    def themes(self) -> Records[Theme]:
        """Themes of the codebook and themes found in the texts."""
        found = (*self.code_themes, *self.theme_result.themes)
        shown = ("theme_id", "name", "keywords", "n_segments", "n_projects", "stability")
        return Records(map(self._displays.theme, found), fields_of(Theme), shown=shown)

    @property
    def themes_model(self) -> Any:
        """A BERTopic object over ``coded.content``, for its plots, hierarchy and years.

        Made on first use: importing BERTopic takes 6-20 seconds.
        """
        return self.theme_result.model

    @property
    def theme_registry(self) -> ThemeRegistry:
        """What themes are known by, to be given to the next `analyze` and decided on."""
        registry: ThemeRegistry = self.theme_result.registry
        return registry

    @property
    def theme_events(self) -> Records[Event]:
        """What became of earlier themes: births, deaths, splits, merges, with a sentence each."""
        language = self.settings["language"]
        return Records(
            self.theme_result.events,
            ("kind", "theme_id", "name", "n_segments", "sentence"),
            lambda e: {
                **{name: getattr(e, name) for name in ("kind", "theme_id", "name", "n_segments")},
                "sentence": e.sentence(language),
            },
        )

    @property
    def peripheral(self) -> Records[PeripheralSegment]:
        """Segments far from every theme, farthest first: a pile to read together."""
        return Records(
            peripheral_pile(self.theme_result, self.coded.content),
            fields_of(PeripheralSegment),
        )

    @cached_property
    def theme_model(self) -> ThemeModel:
        """What places later segments in these themes without finding them anew."""
        return theme_model(
            self.theme_result,
            self.coded.content,
            self.embeddings,
            language=self.settings["language"],
            encoder=self.encoder,
        )

    @property
    def learnings(self) -> Records[Learning]:
        """Learnings over all projects, weightiest first; one shows itself with its quotes."""
        return self._learnings(self.outline.learnings)

    @property
    def pool_learnings(self) -> Records[Learning]:
        """Learnings of the grant pools, which ``scope`` names, in the order of the report."""
        return self._learnings(self.outline.pool_learnings, "scope")

    @property
    def quotes(self) -> Records[Quote]:
        """Every quote of learnings and themes over all projects, with what it is there for.

        Those of pools and cases are in ``tables["quotes"]``.
        """
        told = {
            quote.quote_id: (quote, {"role": role, "headline": x.headline})
            for x in self.outline.learnings
            for role, quote in rows.roles_of(x)
        }
        for story in self.outline.theme_stories:
            for quote in story.quotes:
                told[quote.quote_id] = (quote, {"role": "theme", "headline": story.name})
        return Records(
            (self._displays.quote(quote) for quote, _ in told.values()),
            rows.QUOTE_COLUMNS,
            lambda q: rows.quote_row(q, self.corpus, **told[q.quote_id][1]),
            shown=rows.QUOTE_SHOWN,
        )

    def quotes_for(self, of: Learning | Theme | str) -> Records[Quote]:
        """Return every segment behind a learning or a theme that may be quoted, the surest first.

        Parameters
        ----------
        of : Learning, Theme or str
            Or its id, such as "L003", "C-leadership" or "T02".

        Returns
        -------
        Records of Quote
            Its frame has document, page, start, end, project, role (support, qualifying, facet,
            counter; theme), score (0 to 1) and whether the report prints it.  Segments of projects
            that may not be quoted, with masked identifiers, or that a person vetoed are left out.

        Raises
        ------
        ConfigError
            If there is no such learning or theme.
        """
        return behind_records(self._behind(of), self.corpus, self._displays.quote)

    @property
    def cases(self) -> Records[Case]:
        """Projects worth telling about, by grant pool."""
        pool_of = {c.project_id: s.pool for s in self.outline.pools for c in s.cases}
        return Records(
            (self._displays.case(case) for s in self.outline.pools for case in s.cases),
            rows.CASE_COLUMNS,
            lambda case: rows.case_row(case, pool_of[case.project_id]),
            shown=rows.CASE_SHOWN,
        )

    @property
    def material(self) -> Records[AnswerCount]:
        """Who answered what: open questions by grant pool and kind of document."""
        return Records(self.outline.method.answers, rows.MATERIAL_COLUMNS)

    @property
    def messages(self) -> tuple[str, ...]:
        """What became of quotes that a person picked or vetoed and that could not be obeyed."""
        picks = picks_of(self.evidence)
        return (*picks.messages, *unused_picks(picks, self.outline.every_quote))

    @property
    def coded(self) -> CodedCorpus:
        """The segments with their codes, to draw samples from: ``coded.draw_sample(...)``."""
        content = tuple(s for s in self.segments if s.status in ("coded", "uncoded"))
        return CodedCorpus(self.corpus, self.segments, content, self.embeddings, self.coding)

    @property
    def plot(self) -> Plot:
        """Figures of the report, to show in a notebook or save as SVG."""
        from evalmine.report.plot import Plot

        return Plot(self.outline)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The open tables by name; columns as in the reference."""
        case_quotes = [q for s in self.outline.pools for case in s.cases for q in case.quotes]
        content = [s.segment_id for s in self.coded.content]
        return build_tables(
            self.corpus,
            self.segments,
            self.coding.to_df(content),
            self.themes,
            self.members,
            [*self.outline.learnings, *self.outline.weak, *self.outline.pool_learnings],
            case_quotes,
            self.outline.method,
            event_rows(self.theme_result.events, self.settings["language"]),
            comparison_rows(self.outline.comparison_families, self.settings["language"]),
            self.wordings,
            self.outline.theme_quotes,
        )

    def compare(
        self,
        by: str,
        *,
        what: str = "themes",
        questions: Mapping[str, str] | None = None,
        min_group: int = MIN_GROUP,
        correction: Correction = "bh",
    ) -> Differences:
        """Return how groups of projects differ, with interval, corrected test and a sentence each.

        Parameters
        ----------
        by : str
            "pool", "region", "sector", "size", "organization_type", "level" or any column of the
            survey; "year" (this year against the one before, like for like); "source" (self-
            against external evaluation of the same project); "closed" (projects with a theme
            against those without, in how they answer the closed questions).
        what : {"themes", "learnings", "closed"}
            What is counted in the groups.
        questions : mapping of str to str, optional
            This year's wording of an open question to last year's, for "year".
        min_group : int
            Groups with fewer projects are named as left out.
        correction : {"bh", "by", "holm"}
            For having made so many comparisons; see `synthesis.comparing.compare`.

        Raises
        ------
        ConfigError
            If there is nothing to compare by, or an argument is not known.
        """
        family = compare(
            self.evidence,
            by,
            what=what,
            previous=self.previous_evidence,
            learnings=self.outline.learnings,
            questions=questions,
            min_group=min_group,
            correction=correction,
            seed=int(self.settings["seed"]),
        )
        told = tuple(map(self._displays.comparison, family.comparisons))
        return Differences(replace(family, comparisons=told), self.settings["language"])

    def report(self, path: str | Path, *, template: str | Path | None = None) -> Path:
        """Write the report, as Word where the name ends in .docx, else as HTML; return its path.

        Parameters
        ----------
        path : path
        template : path, optional
            A client's Word file: the report takes its styles and cover.

        Raises
        ------
        ConfigError
            If the template cannot be used, or is given for HTML.
        """
        path, texts = Path(path), self.corpus.document_by_id
        if path.suffix.lower() == ".docx":
            from evalmine.report.word import render_docx

            return write_bytes(path, render_docx(self.outline, documents=texts, template=template))
        if template is not None:
            raise ConfigError(f"{path.name}: a template is for Word: let the name end in .docx")
        from evalmine.report import render_html

        return write_text(path, render_html(self.outline, documents=texts))

    def quote_bank(self, path: str | Path) -> Path:
        """Write the quote bank and framework matrix as an Excel workbook and return its path."""
        from evalmine.report.workbook import render_workbook

        return write_bytes(Path(path), render_workbook(self.outline, self.evidence))

    def save(self, folder: str | Path, *, template: str | Path | None = None) -> list[Path]:
        """Write reports, quote bank, tables and what the next run needs; return the paths."""
        folder = Path(folder)
        return [
            self.report(folder / "report.html"),
            self.report(folder / "report.docx", template=template),
            self.quote_bank(folder / "quotes.xlsx"),
            *write_tables(self.tables, folder / "tables"),
            save_registry(self.theme_registry, folder),
            save_theme_model(self.theme_model, folder),
        ]

    def _learnings(self, found: Iterable[Learning], *first: str) -> Records[Learning]:
        shown = (*first, *rows.LEARNING_SHOWN)
        told = map(self._displays.learning, found)
        return Records(told, rows.LEARNING_COLUMNS, rows.learning_row, shown=shown)

    @cached_property
    def _displays(self) -> Displays:
        def quotes_of(theme: Theme) -> list[Quote]:
            found = {b.quote.segment_id: b.quote for b in self._behind(theme)}
            return [found[s] for s in theme.representative if s in found]

        return Displays(self.outline, self.corpus.document_by_id, quotes_of)

    def _behind(self, of: Learning | Theme | str) -> list[Behind]:
        return find_behind(
            of,
            outline=self.outline,
            evidence=self.evidence,
            themes=(*self.code_themes, *self.theme_result.themes),
            members=self.members,
        )

    def __repr__(self) -> str:
        status = Counter(s.status for s in self.segments)
        return (
            f"Analysis({len(self.corpus.projects)} projects, {len(self.segments)} segments "
            f"({status['coded']} coded), {len(self.themes)} themes, "
            f"{len(self.learnings)} learnings)"
        )
