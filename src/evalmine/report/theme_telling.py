"""Themes found in the texts on their way to the page: subjects with their quotes, no claims."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citation, Citer
from evalmine.report.drilldown import DrillCount, Drilldown
from evalmine.report.figures import unit_bar
from evalmine.report.formats import percent
from evalmine.report.pool_counts import pool_counts
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.theme_story import PoolTheme, ThemeStory

_ONE_VOICE = 0.5


@dataclass(frozen=True)
class ToldClaim:
    """A learning found inside a theme; `anchor` is "" where it is not told on the page."""

    anchor: str
    headline: str
    base: str


@dataclass(frozen=True)
class ToldTheme:
    """One theme as it is printed."""

    anchor: str
    theme_id: str
    headline: str  # its name
    how_many: str  # "114 af 1.000 projekter skriver om det."
    base: str
    bar: str  # SVG
    words: str  # "Ord, der kendetegner det: ..."
    stability: str  # a sentence, "" where it is not known
    quotes: tuple[Citation, ...]
    pools: tuple[tuple[str, str], ...]
    claims: tuple[ToldClaim, ...]
    notes: tuple[str, ...]
    drill: DrillCount | None


class ThemeTeller:
    """Tells themes with the checks and ids of the whole page.

    Parameters
    ----------
    words : Words
    citer : Citer
    anchors : Anchors
    learnings : sequence of Learning
        That are told over all projects.
    drilldown : Drilldown, optional
        Takes in the most central segments of every theme.
    is_uncoded : bool
        Whether only segments that no code explains are counted, as beside a codebook.
    """

    def __init__(
        self,
        words: Words,
        citer: Citer,
        anchors: Anchors,
        *,
        learnings: Sequence[Learning],
        drilldown: Drilldown | None = None,
        is_uncoded: bool = False,
    ) -> None:
        self._words, self._citer, self._anchors = words, citer, anchors
        self._learnings = {x.learning_id: x for x in learnings}
        self._drilldown = drilldown
        self._counted = "how_many_uncoded" if is_uncoded else "how_many"
        self._anchor_of: dict[str, str] = {}

    def anchor_of(self, theme_id: str) -> str:
        """Return where a theme was told, or "" if it was not told yet."""
        return self._anchor_of.get(theme_id, "")

    def tell(self, story: ThemeStory, *, claims_at: Mapping[str, str] | None = None) -> ToldTheme:
        """Return a theme with its quotes, and the learnings found in it.

        Parameters
        ----------
        story : ThemeStory
        claims_at : mapping of str to str, optional
            Where learnings are told, by id.

        Raises
        ------
        QuoteError
            If a quote is not the exact cut of its document.
        """
        words, n, total = self._words, story.n_projects, story.n_asked
        anchor = self._anchors.new(f"theme-{story.theme_id}")
        self._anchor_of.setdefault(story.theme_id, anchor)
        is_one_voice = story.top_project_share > _ONE_VOICE
        return ToldTheme(
            anchor=anchor,
            theme_id=story.theme_id,
            headline=story.name,
            how_many=words.text(f"theme_story.{self._counted}", n=n, total=total),
            base=words.text("list.of_projects", n=n, total=total),
            bar=unit_bar(n, total, words.language, key=anchor),
            words=self._marked(story),
            stability=self._stability(story),
            quotes=tuple(self._citer.cite(q) for q in story.quotes),
            pools=pool_counts(story.pools, words),
            claims=self._claims(story, claims_at or {}),
            notes=(words.label("note", "one_voice"),) if is_one_voice else (),
            drill=self._drill(story, anchor),
        )

    def _marked(self, story: ThemeStory) -> str:
        if not story.keywords:
            return ""
        return self._words.text("theme_story.words", words=", ".join(story.keywords))

    def _stability(self, story: ThemeStory) -> str:
        if math.isnan(story.stability):
            return ""
        share = percent(story.stability, self._words.language)
        return self._words.text("theme_story.stability", percent=share)

    def _claims(self, story: ThemeStory, claims_at: Mapping[str, str]) -> tuple[ToldClaim, ...]:
        words, told = self._words, []
        for learning_id in story.learnings:
            learning = self._learnings.get(learning_id)
            if learning is None:
                continue
            headline = learning.headline
            if learning.headline_by == "in_vivo":
                headline = words.text("told.in_vivo", headline=headline)
            n, total = learning.n_projects, learning.n_asked
            base = words.text("list.of_projects", n=n, total=total)
            told.append(ToldClaim(claims_at.get(learning_id, ""), headline, base))
        return tuple(told)

    def _drill(self, story: ThemeStory, anchor: str) -> DrillCount | None:
        if self._drilldown is None:
            return None
        n_beyond = len(story.segment_ids) - len(story.evidence) - story.n_hidden
        return self._drilldown.add_passages(
            story.evidence, anchor, title=story.name, n_hidden=story.n_hidden, n_beyond=n_beyond
        )


@dataclass(frozen=True)
class ToldPoolTheme:
    """A theme in the section of a pool; `anchor` is where all of it is told, or ""."""

    anchor: str
    name: str
    base: str
    quotes: tuple[Citation, ...]


def told_pool_themes(
    themes: Sequence[PoolTheme], words: Words, citer: Citer, teller: ThemeTeller
) -> list[ToldPoolTheme]:
    """Return what most projects of a pool write of, with a quote of the pool where one stands."""
    return [
        ToldPoolTheme(
            teller.anchor_of(theme.theme_id),
            theme.name,
            words.text("list.of_projects", n=theme.n_projects, total=theme.n_asked),
            tuple(citer.cite(q) for q in theme.quotes),
        )
        for theme in themes
    ]
