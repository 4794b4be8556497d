"""Learnings on their way to the page: words, counts with their base, quotes, counter-evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citation, Citer
from evalmine.report.figures import unit_bar
from evalmine.report.formats import capitalized, counted, interval, joined, quantity_word
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote

_N_SECTORS = 3  # named; the others are only counted


@dataclass(frozen=True)
class Story:
    """One learning as it is printed.

    `statement` is a citation when the statement is somebody's own words, which it always is unless
    a language model worded it; then `wording` holds it.  Where every quote was printed before, both
    are empty.
    """

    anchor: str
    headline: str
    level: str
    statement: Citation | None
    wording: str
    quantity: str  # "En stor del"
    base: str  # "61 af 97 projekter"
    interval: str
    bar: str  # SVG
    quotes: tuple[Citation, ...]
    more_quotes: tuple[Citation, ...]
    counter: str  # "4 af 97 projekter ser ud til at fortælle det modsatte ...", or ""
    counter_quotes: tuple[Citation, ...]
    pools: tuple[tuple[str, str], ...]  # pool, "14 af 44"
    sectors: str
    notes: tuple[str, ...]
    is_quotable: bool


class Teller:
    """Turns learnings into stories, with the same words, checks and ids for the whole page.

    Parameters
    ----------
    words : Words
    citer : Citer
    anchors : Anchors
    min_cell : int
        Sectors with fewer projects are not named.
    unsaid : collection of str
        Notes that are not printed with a learning.
    """

    def __init__(
        self,
        words: Words,
        citer: Citer,
        anchors: Anchors,
        *,
        min_cell: int,
        unsaid: Collection[str] = (),
    ) -> None:
        self._words, self._citer, self._anchors = words, citer, anchors
        self._min_cell, self._unsaid = min_cell, frozenset(unsaid)
        self._anchor_of: dict[str, str] = {}
        self._printed: set[tuple[str, int, int]] = set()

    def anchor_of(self, learning_id: str) -> str:
        """Return where a learning was told, or "" if it was not told yet."""
        return self._anchor_of.get(learning_id, "")

    def unprinted(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Return the quotes that no story has printed yet."""
        return [q for q in quotes if (q.document_id, q.start, q.end) not in self._printed]

    def tell(self, learning: Learning, *, n_quotes: int = 99, fresh: bool = False) -> Story:
        """Return a learning as a story; quotes beyond `n_quotes` are set apart.

        Parameters
        ----------
        learning : Learning
        n_quotes : int
            Besides the statement.
        fresh : bool
            Leave out quotes that an earlier story has printed.

        Raises
        ------
        QuoteError
            If a quote is not the exact cut of its document.
        """
        words, support = self._words, learning.support
        anchor = self._anchors.new(learning.learning_id)
        self._anchor_of.setdefault(learning.learning_id, anchor)
        statement, rest = _statement_apart(learning)
        is_worded = statement is None
        contrary = list(learning.counter_quotes)
        if fresh:
            said = self.unprinted([q for q in (statement, *rest) if q])
            statement, rest = (said[0], said[1:]) if said and not is_worded else (None, said)
            contrary = self.unprinted(contrary)
        for quote in filter(None, (statement, *rest, *contrary)):
            self._printed.add((quote.document_id, quote.start, quote.end))
        quotes = [self._citer.cite(q) for q in rest]
        word = quantity_word(support.share, support.n_projects, words.language)
        return Story(
            anchor=anchor,
            headline=learning.headline,
            level=words.label("level", learning.level) if learning.level else "",
            statement=self._citer.cite(statement) if statement else None,
            wording=learning.statement if is_worded else "",
            quantity=capitalized(word),
            base=words.text("list.of_projects", n=support.n_projects, total=support.n_asked),
            interval=self._interval(learning),
            bar=unit_bar(support.n_projects, support.n_asked, words.language, key=f"{anchor}-bar"),
            quotes=tuple(quotes[:n_quotes]),
            more_quotes=tuple(quotes[n_quotes:]),
            counter=self._counter(learning),
            counter_quotes=tuple(self._citer.cite(q) for q in contrary),
            pools=self._pools(learning),
            sectors="" if learning.scope else self._sectors(learning.sectors),
            notes=tuple(words.label("note", n) for n in learning.notes if n not in self._unsaid),
            is_quotable="not_quotable" not in learning.notes,
        )

    def _interval(self, learning: Learning) -> str:
        if not learning.n_asked:
            return ""
        bounds = interval(learning.support.ci_low, learning.support.ci_high, self._words.language)
        return self._words.text("learning.interval", interval=bounds)

    def _counter(self, learning: Learning) -> str:
        if not learning.n_counter:
            return ""
        total = max(learning.n_asked, learning.n_counter)
        return self._words.text("learning.counter", n=learning.n_counter, total=total)

    def _pools(self, learning: Learning) -> tuple[tuple[str, str], ...]:
        """Return the counts by pool of a learning over several pools."""
        asked = [(pool, n, total) for pool, n, total in learning.pools if total]
        if learning.scope or len(asked) < 2:
            return ()
        return tuple(
            (pool, self._words.text("list.of", n=n, total=total)) for pool, n, total in asked
        )

    def _sectors(self, sectors: Sequence[tuple[str, int]]) -> str:
        """Return the sectors that most projects come from, and how many sectors there are."""
        shown = [f"{sector} ({n})" for sector, n in sectors[:_N_SECTORS] if n >= self._min_cell]
        if not shown or len(sectors) < 2:
            return ""
        language = self._words.language
        total = counted(len(sectors), "plural.sector", language)
        return self._words.text("learning.sectors", sectors=joined(shown, language), total=total)


def _statement_apart(learning: Learning) -> tuple[Quote | None, list[Quote]]:
    """Return the statement as a quote, and the quotes that do not repeat it."""
    own = learning.statement_quotes
    if not own:
        own = tuple(q for q in learning.quotes if q.text == learning.statement)[:1]
    if not own:
        return None, list(learning.quotes)
    places = {(q.document_id, q.start) for q in own}
    rest = [q for q in learning.quotes if (q.document_id, q.start) not in places]
    return own[0], [*own[1:], *rest]
