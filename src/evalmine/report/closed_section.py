"""Closed questions of the whole report and of its pools, explained the first time they come up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evalmine.report.ratings import Rating, Scale, find_scales, rate
from evalmine.report.words import Words
from evalmine.synthesis.outline import ClosedSummary, Outline


class ClosedSections:
    """Tells closed questions with one scale of colors for the whole page.

    Parameters
    ----------
    outline : Outline
    words : Words
    min_cell : int
        Questions that fewer projects answered are not told in numbers.
    """

    def __init__(self, outline: Outline, words: Words, *, min_cell: int) -> None:
        every = [*outline.closed, *(c for pool in outline.pools for c in pool.closed)]
        self._words, self._min_cell, self._year = words, min_cell, outline.year
        self._scales = find_scales(every)
        self._is_explained = False
        self.previous_year = _previous_year(outline.year, words)

    def told(self, summaries: Sequence[ClosedSummary], key: str) -> dict[str, Any] | None:
        """Return what the template prints, None without questions; `key` prefixes ids."""
        if not summaries:
            return None
        ratings = [
            rate(
                summary,
                self._scales,
                self._words,
                key=f"{key}-{i}",
                year=self._year,
                previous_year=self.previous_year,
                min_cell=self._min_cell,
            )
            for i, summary in enumerate(summaries, start=1)
        ]
        return {
            "ratings": ratings,
            "legends": self._legends(ratings, summaries),
            "lead": self._lead(ratings),
        }

    def _legends(
        self, ratings: Sequence[Rating], summaries: Sequence[ClosedSummary]
    ) -> list[list[tuple[str, str]]]:
        drawn = [s for r, s in zip(ratings, summaries, strict=True) if r.figure]
        answers = {a for s in drawn for a, _ in s.counts}
        shown: list[Scale] = [s for s in self._scales if answers & set(s.answers)]
        return [s.legend() for s in shown]

    def _lead(self, ratings: Sequence[Rating]) -> str:
        """Return how to read the bars, the first time there are any."""
        if self._is_explained:
            return ""
        self._is_explained = True
        words = self._words
        lead = [words["closed.lead"], words["closed.base"]]
        if any(r.previous for r in ratings):
            lead.append(words.text("closed.lead_previous", year=self.previous_year))
        return " ".join(lead)


def _previous_year(year: str, words: Words) -> str:
    return str(int(year) - 1) if year.isdecimal() else words["list.last_year"]
