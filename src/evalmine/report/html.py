"""Writes the report as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.corpus.model import KINDS
from evalmine.report.anchors import Anchors
from evalmine.report.appendix import caveats, chapters
from evalmine.report.citing import Citer
from evalmine.report.clusters import (
    finest_themes,
    n_peripheral,
    rejected_themes,
    split_learnings,
    word_clusters,
)
from evalmine.report.figures import heat_table, prevalence_figure
from evalmine.report.formats import MIN_CELL, counted
from evalmine.report.ratings import Rating, Scale, find_scales, rate
from evalmine.report.sections import (
    breakdown_tables,
    case_story,
    fact_rows,
    parts_of,
    scale_sentences,
)
from evalmine.report.telling import Teller
from evalmine.report.words import Words, load_words
from evalmine.synthesis.learning import NEEDS_REVIEW, Learning
from evalmine.synthesis.outline import ClosedSummary, Outline, PoolSection

if TYPE_CHECKING:
    import jinja2

_N_ALIKE = 5
_IN_SENTENCE = frozenset({"n_projects", *(f"n_{kind}" for kind in KINDS)})


def render_html(
    outline: Outline,
    *,
    documents: Mapping[str, str],
    min_cell: int = MIN_CELL,
    context: int = 300,
) -> str:
    """Return the report as one self-contained HTML page.

    Parameters
    ----------
    outline : Outline
        What is told; its `language` must be one of `words.languages`.
    documents : mapping of str to str
        Text by document id; every quote is held against it.
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
        self, outline: Outline, documents: Mapping[str, str], min_cell: int, context: int
    ) -> None:
        self.outline, self.min_cell = outline, min_cell
        self.words = load_words(outline.language)
        self.anchors = Anchors()
        self.citer = Citer(documents, self.words, self.anchors, context=context)
        self.teller = Teller(
            self.words,
            self.citer,
            self.anchors,
            min_cell=min_cell,
            # A note that every learning would carry is said once, on the first page.
            unsaid=() if outline.method.n_alone else (NEEDS_REVIEW,),
        )
        closed = [*outline.closed, *(c for pool in outline.pools for c in pool.closed)]
        self.scales = find_scales(closed)
        self.explained: set[str] = set()
        self.previous_year = _previous_year(outline.year, self.words)
        for name in ("top", "front", "overview", "closed", "learnings", "themes", "method"):
            self.anchors.new(name)

    def render(self) -> str:
        outline, words = self.outline, self.words
        front = [self.teller.tell(x, n_quotes=1) for x in outline.front]
        closed = self._closed(outline.closed, "closed")
        pools = [self._pool(i, section) for i, section in enumerate(outline.pools, start=1)]
        template = _environment().get_template("report.html")
        return template.render(
            words=words,
            language=outline.language,
            title=outline.title or words["section.default_title"],
            year=outline.year,
            scale=scale_sentences(outline, words),
            notice=self._notice(),
            facts=fact_rows([f for f in outline.facts if f.key not in _IN_SENTENCE], words),
            notes=[words.label("note", note) for note in outline.notes],
            front=front,
            overview=self._overview(),
            closed=closed,
            pools=pools,
            learnings=self._all_learnings(),
            clusters=self._clusters(),
            caveats=caveats(words, is_measured=outline.method.is_measured),
            chapters=chapters(outline, words, min_cell=self.min_cell),
        )

    def _notice(self) -> str:
        method = self.outline.method
        if not method.is_measured:
            return self.words["front.notice"]
        counts = {"alone": method.n_alone, "total": len(method.codes)}
        return self.words.text("front.notice_measured", **counts)

    def _overview(self) -> dict[str, Any] | None:
        rows, words = self.outline.prevalence, self.words
        if not rows:
            return None
        captions = [words["overview.prevalence_caption"]]
        if any(r.origin != "codebook" for r in rows):
            captions.append(words["overview.prevalence_open"])
        before = max((r.previous[1] for r in rows if r.previous), default=0)
        if before:
            text = "overview.prevalence_previous"
            projects = counted(before, "plural.project", words.language)
            captions.append(words.text(text, previous_year=self.previous_year, projects=projects))
        pools = {pool for row in rows for pool, _, _ in row.by_pool}
        return {
            "figure": prevalence_figure(rows, words.language),
            "caption": " ".join(captions),
            "heat": heat_table(rows, words.language) if len(pools) > 1 else "",
        }

    def _closed(self, summaries: tuple[ClosedSummary, ...], key: str) -> dict[str, Any] | None:
        if not summaries:
            return None
        ratings = [
            rate(
                summary,
                self.scales,
                self.words,
                key=f"{key}-{i}",
                year=self.outline.year,
                previous_year=self.previous_year,
                min_cell=self.min_cell,
            )
            for i, summary in enumerate(summaries, start=1)
        ]
        return {
            "ratings": ratings,
            "legends": self._legends(ratings, summaries),
            "lead": self._lead(ratings),
        }

    def _legends(
        self, ratings: list[Rating], summaries: tuple[ClosedSummary, ...]
    ) -> list[list[tuple[str, str]]]:
        drawn = [s for r, s in zip(ratings, summaries, strict=True) if r.figure]
        answers = {a for s in drawn for a, _ in s.counts}
        shown: list[Scale] = [s for s in self.scales if answers & set(s.answers)]
        return [s.legend() for s in shown]

    def _lead(self, ratings: list[Rating]) -> str:
        """Return how to read the bars, the first time there are any."""
        words = self.words
        if "closed" in self.explained:
            return ""
        self.explained.add("closed")
        lead = [words["closed.lead"], words["closed.base"]]
        if any(r.previous for r in ratings):
            lead.append(words.text("closed.lead_previous", year=self.previous_year))
        return " ".join(lead)

    def _pool(self, number: int, section: PoolSection) -> dict[str, Any]:
        words = self.words
        anchor = self.anchors.new(f"pool-{number}")
        facts = [f for f in section.facts if f.key != "n_projects"]
        return {
            "anchor": anchor,
            "name": section.pool,
            "base": counted(section.n_projects, "plural.project", words.language),
            "facts": fact_rows(facts, words),
            "breakdowns": breakdown_tables(section, words, min_cell=self.min_cell),
            "closed": self._closed(section.closed, f"{anchor}-closed"),
            "parts": parts_of(section, words, self.teller, explained=self.explained),
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
                base = self.words.text("list.of", n=learning.n_projects, total=learning.n_asked)
                story = None if told else self.teller.tell(learning)
                rows.append((told, learning.headline, base, story))
            groups.append({"title": self.words.label("aspect", aspect), "rows": rows})
        return groups

    def _clusters(self) -> dict[str, Any] | None:
        """Return the clusters of words, and the learnings that have only words for a headline."""
        words = self.words
        rows = word_clusters(self.outline, words)
        alike = split_learnings(self.outline)[1][:_N_ALIKE]
        if not rows and not alike:
            return None
        rejected = rejected_themes(self.outline)
        total, n_far = len(finest_themes(self.outline)), n_peripheral(self.outline)
        return {
            "shown": words.text("themes.shown", n=len(rows), total=total) if rows else "",
            "rows": rows,
            "events": self.outline.theme_events,
            "rejected": words.text(
                "themes.rejected", n=len(rejected), segments=sum(t.n_segments for t in rejected)
            )
            if rejected
            else "",
            "peripheral": words.text("themes.peripheral", n=n_far) if n_far else "",
            "alike": [self.teller.tell(learning) for learning in alike],
        }


def _previous_year(year: str, words: Words) -> str:
    return str(int(year) - 1) if year.isdecimal() else words["list.last_year"]


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2

    folder = Path(__file__).resolve().parent / "templates"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
