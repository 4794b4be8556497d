"""From a learning to every segment behind it, and from there to its place in the document.

What the page's script shows is one block of JSON; texts are stored once, however many learnings
they stand behind.  Projects have running numbers here, as titles and ids would name them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evalmine.corpus.model import Document
from evalmine.report.citing import Citer
from evalmine.report.places import Passage, Places
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote

MOST_SHOWN: Final = 60
"""Segments of one learning that can be opened; the others are only counted."""


@dataclass(frozen=True)
class DrillCount:
    """What can be opened from a learning, and what of its support is only counted.

    `n_hidden` segments may not be quoted; `n_beyond` are more than are shown.
    """

    n_shown: int
    n_counter: int
    n_hidden: int
    n_beyond: int


class Drilldown:
    """Gathers the evidence of the learnings that are told.

    Parameters
    ----------
    quotes : sequence of Quote
        Segments that may be quoted, by learning the surest first (`Outline.evidence`).  A quote
        whose `learning_id` is "" stands behind every learning that counts its segment.
    documents : mapping of str to Document or str
    words : Words
    citer : Citer
        Holds every quote against its document.
    pools : sequence of str
        Names of pools, as attributions may end with them.
    most_shown : int
        Segments of one learning.
    """

    def __init__(
        self,
        quotes: Sequence[Quote],
        documents: Mapping[str, Document | str],
        words: Words,
        citer: Citer,
        *,
        pools: Sequence[str] = (),
        most_shown: int = MOST_SHOWN,
    ) -> None:
        self._words, self._citer, self._most = words, citer, most_shown
        self._places = Places(documents, words)
        self._pools = sorted(pools, key=lambda p: (-len(p), p))
        self._by_learning: dict[str, list[Quote]] = {}
        self._by_segment: dict[str, Quote] = {}
        for quote in quotes:
            self._by_learning.setdefault(quote.learning_id, []).append(quote)
            self._by_segment.setdefault(quote.segment_id, quote)
        projects = sorted({q.project_id for q in quotes})
        self._project_number = {p: n for n, p in enumerate(projects, start=1)}
        self._tables: dict[str, _Table] = {k: _Table() for k in ("blocks", "segments", "texts")}
        self._learnings: dict[str, dict[str, Any]] = {}

    def add(self, learning: Learning, anchor: str) -> DrillCount:
        """Take in the evidence of a learning under the id it has on the page.

        Raises
        ------
        QuoteError
            If a segment is not the exact cut of its document.
        """
        support = self._evidence(learning, learning.segment_ids)
        groups = [(self._words["drill.support"], support[: self._most])]
        groups += [
            (f.headline, self._evidence(learning, f.segment_ids)[: self._most])
            for f in learning.facets
            if not f.reason
        ]
        against = self._evidence(learning, learning.counter_ids)[: self._most]
        groups.append((self._words["drill.counter"], against))
        n_shown = min(len(support), self._most)
        n_hidden = len(set(learning.segment_ids)) - len(support)
        if any(quotes for _, quotes in groups):
            self._learnings[anchor] = {
                "title": learning.headline,
                "groups": [[title, self._grouped(quotes)] for title, quotes in groups if quotes],
                "hidden": n_hidden,
                "beyond": len(support) - n_shown,
            }
        return DrillCount(n_shown, len(against), n_hidden, len(support) - n_shown)

    def add_passages(
        self, quotes: Sequence[Quote], anchor: str, *, title: str, n_hidden: int, n_beyond: int
    ) -> DrillCount:
        """Take in the passages of a theme under the id it has on the page.

        Parameters
        ----------
        quotes : sequence of Quote
        anchor : str
        title : str
        n_hidden, n_beyond : int
            Passages that may not be quoted, and those that are more than are shown.

        Raises
        ------
        QuoteError
            If a segment is not the exact cut of its document.
        """
        shown = quotes[: self._most]
        n_beyond += len(quotes) - len(shown)
        if shown:
            self._learnings[anchor] = {
                "title": title,
                "groups": [[self._words["drill.support"], self._grouped(shown)]],
                "hidden": n_hidden,
                "beyond": n_beyond,
            }
        return DrillCount(len(shown), 0, n_hidden, n_beyond)

    def quotes_of(self, segment_ids: Iterable[str]) -> list[Quote]:
        """Return the segments that may be quoted as quotes, in the order given."""
        return [self._by_segment[s] for s in segment_ids if s in self._by_segment]

    def data(self) -> dict[str, Any]:
        """Return what the script of the page reads; empty without evidence.

        ``texts`` are strings by number.  A block is [text, above, position, before, after], the
        last two numbers of blocks or -1.  A segment is [block, start, end, source, pool, project,
        language], offsets in the UTF-16 units that scripts count in.
        """
        if not self._learnings:
            return {}
        return {
            "texts": self._tables["texts"].rows,
            "blocks": [list(block) for block in self._tables["blocks"].rows],
            "segments": [list(segment) for segment in self._tables["segments"].rows],
            "learnings": self._learnings,
        }

    def _evidence(self, learning: Learning, segment_ids: Sequence[str]) -> list[Quote]:
        wanted = set(segment_ids)
        own = [q for q in self._by_learning.get(learning.learning_id, ()) if q.segment_id in wanted]
        if not own:
            own = [q for q in self._by_learning.get("", ()) if q.segment_id in wanted]
        return list({q.segment_id: q for q in own}.values())

    def _grouped(self, quotes: Sequence[Quote]) -> list[int]:
        """Return numbers of segments, those of one project together, most of them first."""
        n_of = Counter(q.project_id for q in quotes)
        ordered = sorted(
            quotes,
            key=lambda q: (
                -n_of[q.project_id],
                self._project_number[q.project_id],
                q.document_id,
                q.start,
            ),
        )
        return [self._segment(q) for q in ordered]

    def _segment(self, quote: Quote) -> int:
        text = self._citer.checked(quote)
        passage = self._places.passage(quote.document_id, quote.start, quote.end)
        block = self._block(passage, around=True)
        source, pool = self._parted(quote.attribution)
        foreign = quote.language if quote.language != self._words.language else ""
        return self._tables["segments"].number(
            (
                block,
                _utf16(text[passage.start : quote.start]),
                _utf16(text[passage.start : quote.end]),
                self._text(source),
                self._text(pool),
                self._project_number[quote.project_id],
                foreign,
            )
        )

    def _block(self, passage: Passage, *, around: bool) -> int:
        sides = self._places.neighbors(passage) if around else (None, None)
        before, after = (self._block(p, around=False) if p else -1 for p in sides)
        text = self._places.text(passage.document_id)[passage.start : passage.end]
        return self._tables["blocks"].number(
            (
                self._text(text),
                self._text(passage.above),
                self._text(passage.position),
                before,
                after,
            )
        )

    def _text(self, text: str) -> int:
        return self._tables["texts"].number(text)

    def _parted(self, attribution: str) -> tuple[str, str]:
        """Return source and pool; the pool is known only where the attribution may name it."""
        for pool in self._pools:
            if attribution.endswith(f", {pool}"):
                return attribution[: -len(pool) - 2], pool
        return attribution, ""


class _Table:
    """Rows by number; a row that is there already keeps its number."""

    def __init__(self) -> None:
        self._number_of: dict[Any, int] = {}

    def number(self, row: Any) -> int:
        return self._number_of.setdefault(row, len(self._number_of))

    @property
    def rows(self) -> list[Any]:
        return list(self._number_of)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
