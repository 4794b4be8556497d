"""Writes the report as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.corpus.model import KINDS, Document
from evalmine.report.anchors import Anchors
from evalmine.report.appendix import caveats, chapters
from evalmine.report.citing import Citer
from evalmine.report.closed_section import ClosedSections
from evalmine.report.clusters import split_learnings
from evalmine.report.differences import difference_section
from evalmine.report.drilldown import Drilldown
from evalmine.report.figures import heat_table, prevalence_figure
from evalmine.report.formats import MIN_CELL, counted
from evalmine.report.places import Places
from evalmine.report.script import script_words, to_script
from evalmine.report.sections import (
    breakdown_tables,
    case_story,
    fact_rows,
    how_to_read_key,
    notice,
    parts_of,
    scale_sentences,
    without_shared_notes,
)
from evalmine.report.telling import Teller
from evalmine.report.theme_map import ThemeMap, draw_theme_map
from evalmine.report.theme_section import theme_section
from evalmine.report.theme_telling import ThemeTeller, told_pool_themes
from evalmine.report.words import load_words
from evalmine.synthesis.learning import NEEDS_REVIEW, Learning
from evalmine.synthesis.outline import Outline, PoolSection

if TYPE_CHECKING:
    import jinja2

_PAGE = 690.0  # px of height that a figure may have on A4
_IN_SENTENCE = frozenset({"n_projects", *(f"n_{kind}" for kind in KINDS)})
_TEMPLATES = Path(__file__).resolve().parent / "templates"
_SCRIPTS = ("page.js", "drilldown.js", "theme_map.js")


def render_html(
    outline: Outline,
    *,
    documents: Mapping[str, Document | str],
    min_cell: int = MIN_CELL,
    context: int = 300,
) -> str:
    """Return the report as one self-contained HTML page.

    Parameters
    ----------
    outline : Outline
        What is told; its `language` must be one of `words.languages`.
    documents : mapping of str to Document or str
        By document id; every quote is held against it.  A `Document` knows its questions, headings
        and pages, so that a quote is shown in its place; of a bare text only its lines are known.
    min_cell : int
        Counts of fewer projects are hidden in tables of attributes and of closed answers.
    context : int
        Characters of the same paragraph that a reader can unfold on either side of a quote.

    Raises
    ------
    QuoteError
        If a quote is not the exact cut of its document.
    ConfigError
        If there are no words for the outline's language.
    """
    return _Page(outline, documents, min_cell, context).render()


class _Page:
    """One rendering: the ids that are taken and what was already told."""

    def __init__(
        self,
        outline: Outline,
        documents: Mapping[str, Document | str],
        min_cell: int,
        context: int,
    ) -> None:
        self.outline, self.min_cell = outline, min_cell
        self.words = load_words(outline.language)
        self.anchors = Anchors()
        texts = {k: d if isinstance(d, str) else d.text for k, d in documents.items()}
        self.citer = Citer(
            texts,
            self.words,
            self.anchors,
            context=context,
            places=Places(documents, self.words),
        )
        self.drilldown = Drilldown(
            [*outline.evidence, *(q for story in outline.theme_stories for q in story.evidence)],
            documents,
            self.words,
            self.citer,
            pools=[section.pool for section in outline.pools],
        )
        self.teller = Teller(
            self.words,
            self.citer,
            self.anchors,
            min_cell=min_cell,
            # A note that every learning would carry is said once, on the first page.
            unsaid=() if outline.method.n_alone else (NEEDS_REVIEW,),
            drilldown=self.drilldown if outline.evidence else None,
        )
        self.themes = ThemeTeller(
            self.words,
            self.citer,
            self.anchors,
            learnings=outline.learnings,
            drilldown=self.drilldown,
            is_uncoded=bool(outline.method.codes),
        )
        self.explained: set[str] = set()
        self.closed = ClosedSections(outline, self.words, min_cell=min_cell)
        for name in _OWN_IDS:
            self.anchors.new(name)

    def render(self) -> str:
        outline, words = self.outline, self.words
        front = [self.teller.tell(x, n_quotes=len(x.statement_quotes) < 2) for x in outline.front]
        closed = self.closed.told(outline.closed, "closed")
        pools = [self._pool(i, section) for i, section in enumerate(outline.pools, start=1)]
        learnings = self._all_learnings()
        told_at = {x.learning_id: self.teller.anchor_of(x.learning_id) for x in outline.learnings}
        front_themes = [self.themes.tell(x, claims_at=told_at) for x in outline.front_themes]
        for pool, section in zip(pools, outline.pools, strict=True):  # they lead to the front page
            pool["themes"] = told_pool_themes(section.themes, words, self.citer, self.themes)
        weak = [self.teller.tell(x) for x in outline.weak]
        clusters = theme_section(outline, words, self.teller, self.themes)
        overview = self._overview()
        parts = {
            "front": True,
            "overview": overview,
            "differences": difference_section(outline, words),
            "closed": closed,
            "pools": pools,
            "learnings": learnings,
            "weak": weak,
            "clusters": clusters,
        }
        script = page_script()
        return (
            template_environment()
            .get_template("report.html")
            .render(
                **{**parts, "front": front},
                front_themes=front_themes,
                front_title=words[self._front_title()],
                words=words,
                language=outline.language,
                title=outline.title or words["section.default_title"],
                year=outline.year,
                scale=scale_sentences(outline, words),
                notice=notice(outline, words),
                how_to_read=words[how_to_read_key(outline)],
                all_lead=words[self._key("all_learnings", "all_learnings.lead")],
                facts=fact_rows([f for f in outline.facts if f.key not in _IN_SENTENCE], words),
                notes=[words.label("note", note) for note in outline.notes],
                contents=self._contents(parts),
                caveats=caveats(words, outline.method),
                chapters=chapters(outline, words, min_cell=self.min_cell),
                data=to_script(self._data(overview)),
                has_evidence=bool(self.drilldown.data()),
                script=script,
                script_hash=csp_hash(script),
            )
        )

    def _key(self, codeless: str, usual: str) -> str:
        """Return the key of a sentence, another one where there is no codebook to speak of."""
        return usual if self.outline.method.codes else f"codeless.{codeless}"

    def _front_title(self) -> str:
        return "theme_story.front_title" if self.outline.front_themes else "section.front"

    def _contents(self, parts: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return (anchor, title) of the parts that are there, in order."""
        words = self.words
        titles = {
            "front": words[self._front_title()],
            "overview": words["section.overview"],
            "differences": words["differences.title"],
            "closed": words["section.closed"],
            "learnings": words["section.learnings"],
            "weak": words["told.weak"],
            "clusters": words[self._key("themes", "section.themes")],
        }
        entries: list[tuple[str, str]] = []
        for name, part in parts.items():
            if name == "pools":
                entries += [(pool["anchor"], pool["name"]) for pool in part]
            elif part:
                entries.append(("themes" if name == "clusters" else name, titles[name]))
        return [*entries, ("method", words["section.method"])]

    def _data(self, overview: Mapping[str, Any] | None) -> dict[str, Any]:
        themes: ThemeMap | None = overview["map"] if overview else None
        return {
            "words": script_words(self.words),
            "evidence": self.drilldown.data() or None,
            "map": themes.data if themes else None,
        }

    def _overview(self) -> dict[str, Any] | None:
        rows, words = self.outline.prevalence, self.words
        anchors = {x.learning_id: self.teller.anchor_of(x.learning_id) for x in self._told()}
        drawn = draw_theme_map(self.outline, words, anchors)
        if not rows and drawn is None:
            return None
        pools = {pool for row in rows for pool, _, _ in row.by_pool}
        figure = prevalence_figure(rows, words.language) if rows else ""
        return {
            "figure": figure,
            "fit": _fit_on_paper(figure),
            "caption": self._prevalence_caption(),
            "heat": heat_table(rows, words.language) if len(pools) > 1 else "",
            "map": drawn,
        }

    def _told(self) -> list[Learning]:
        return [*self.outline.front, *self.outline.learnings]

    def _prevalence_caption(self) -> str:
        rows, words = self.outline.prevalence, self.words
        captions = [words["overview.prevalence_caption"]]
        if self.outline.method.codes and any(r.origin != "codebook" for r in rows):
            captions.append(words["overview.prevalence_open"])
        before = max((r.previous[1] for r in rows if r.previous), default=0)
        if before:
            text = "overview.prevalence_previous"
            projects = counted(before, "plural.project", words.language)
            year = self.closed.previous_year
            captions.append(words.text(text, previous_year=year, projects=projects))
        return " ".join(captions)

    def _pool(self, n: int, section: PoolSection) -> dict[str, Any]:
        words = self.words
        anchor = self.anchors.new(f"pool-{n}")
        facts = [f for f in section.facts if f.key != "n_projects"]
        parts = parts_of(section, words, self.teller, explained=self.explained)
        parts, notes = without_shared_notes(parts)
        return {
            "anchor": anchor,
            "name": section.pool,
            "base": counted(section.n_projects, "plural.project", words.language),
            "facts": fact_rows(facts, words),
            "breakdowns": breakdown_tables(section, words, min_cell=self.min_cell),
            "closed": self.closed.told(section.closed, f"{anchor}-closed"),
            "parts": parts,
            "notes": notes,
            "cases": [case_story(case, words, self.citer, self.teller) for case in section.cases],
        }

    def _all_learnings(self) -> list[dict[str, Any]]:
        """Return the learnings by aspect; one that was told before is only pointed to."""
        by_aspect: dict[str, list[Learning]] = {}
        for learning in split_learnings(self.outline)[0]:
            by_aspect.setdefault(learning.aspect or "other", []).append(learning)
        groups = []
        for aspect, learnings in by_aspect.items():
            rows = []
            for learning in learnings:
                told = self.teller.anchor_of(learning.learning_id)
                n, total = learning.n_projects, learning.n_asked
                base = self.words.text("list.of_projects", n=n, total=total)
                story = None if told else self.teller.tell(learning)
                rows.append((told, learning.headline, base, story))
            groups.append({"title": self.words.label("aspect", aspect), "rows": rows})
        return groups


def _fit_on_paper(figure: str) -> str:
    """Return how much a figure shrinks to fit on a page with its heading and caption."""
    height = re.search(r' height="([\d.]+)"', figure)
    return f"{min(0.85, _PAGE / float(height[1])):.2f}" if height else "1"


_OWN_IDS = (
    *("top", "main", "front", "overview", "differences", "closed", "learnings", "weak", "themes"),
    *("method", "map", "map-t", "map-d", "drill", "drill-title", "data"),
)


@lru_cache(maxsize=1)
def page_script() -> str:
    """Return the script of the page; it is the same in every report."""
    return "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in _SCRIPTS)


def csp_hash(script: str) -> str:
    """Return how a Content-Security-Policy names one inline script and no other."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=1)
def template_environment() -> jinja2.Environment:
    """Return what renders the templates of this folder, and escapes all that is put into them."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
