"""Learnings on their way to the page: words, counts with their base, quotes, counter-evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evalmine.report.anchors import Anchors
from evalmine.report.certainty import Certainty, certainty_of
from evalmine.report.citing import Citation, Citer
from evalmine.report.drilldown import DrillCount, Drilldown
from evalmine.report.estimates import corrected_phrase, quantity_phrase
from evalmine.report.figures import unit_bar
from evalmine.report.formats import capitalized, counted, interval, joined, number, quantity_key
from evalmine.report.pool_counts import pool_counts
from evalmine.report.wording import SourcedSentence, sourced_sentences
from evalmine.report.words import Words
from evalmine.synthesis.learning import Claim, Learning
from evalmine.synthesis.learnings import NOT_CARRIED
from evalmine.synthesis.quote import Quote

_N_SECTORS = 3  # named; the others are only counted


@dataclass(frozen=True)
class ToldFacet:
    """Another side of a learning, counted apart from it."""

    title: str  # "Virkemidler: Korte, faste møder virker"
    base: str
    quotes: tuple[Citation, ...]


@dataclass(frozen=True)
class Story:
    """One learning as it is printed.

    `statement` holds the central sentences in the projects' own words; `wording` is a language
    model's, and then `sentences` ties each of its sentences to quotes.  Where every quote was
    printed before, all three are empty.
    """

    anchor: str
    headline: str
    level: str
    statement: tuple[Citation, ...]
    wording: str
    worded_by: str  # "Formuleret af ...", or ""
    sentences: tuple[SourcedSentence, ...]
    how_many: str  # "En stor del af projekterne fortæller om det: 61 af de 97, der er spurgt."
    base: str  # "61 af 97 projekter"
    interval: str
    estimate: str  # corrected for the coder's error, or ""
    bar: str  # SVG
    quotes: tuple[Citation, ...]
    more_quotes: tuple[Citation, ...]
    claims: tuple[tuple[Citation, str], ...]  # said in nearly the same words, and by how many
    conditions: str  # "3 af 97 projekter siger, hvor eller hvornår det gælder.", or ""
    condition_quotes: tuple[Citation, ...]
    counter: str  # "4 af 97 projekter ser ud til at fortælle det modsatte ...", or ""
    counter_quotes: tuple[Citation, ...]
    holds: str  # "Gælder i A og B; ses ikke i C.", or ""
    pools: tuple[tuple[str, str], ...]  # pool, "14 af 44"
    sectors: str
    facets: tuple[ToldFacet, ...]
    notes: tuple[str, ...]
    certainty: Certainty
    is_quotable: bool
    drill: DrillCount | None


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
    drilldown : Drilldown, optional
        Takes in the evidence of every learning that is told.
    """

    def __init__(
        self,
        words: Words,
        citer: Citer,
        anchors: Anchors,
        *,
        min_cell: int,
        unsaid: Collection[str] = (),
        drilldown: Drilldown | None = None,
    ) -> None:
        self._words, self._citer, self._anchors = words, citer, anchors
        self._min_cell, self._unsaid = min_cell, frozenset(unsaid)
        self._drilldown = drilldown
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
        stated, rest = statement_apart(learning)
        is_worded = bool(learning.worded_by) or (bool(learning.statement) and not stated)
        if is_worded:  # the sources of a wording are told with its sentences
            stated, rest = [], [*stated, *rest]
        limits, contrary = list(learning.qualifying_quotes), list(learning.counter_quotes)
        if fresh:
            stated, rest, limits, contrary = (
                self.unprinted(quotes) for quotes in (stated, rest, limits, contrary)
            )
            if not stated and not is_worded:
                stated, rest = rest[:1], rest[1:]
        claims = self._claims(learning.claims, [*stated, *rest])
        self._note_printed([*stated, *rest, *limits, *contrary])
        quotes = self._cited(rest)
        return Story(
            anchor=anchor,
            headline=self._headline(learning),
            level=words.label("level", learning.level) if learning.level else "",
            statement=self._cited(stated),
            wording=learning.statement if is_worded else "",
            worded_by=words.text("told.worded_by", model=learning.worded_by)
            if learning.worded_by
            else "",
            sentences=self._sentences(learning) if is_worded else (),
            how_many=self._how_many(learning),
            base=words.text("list.of_projects", n=support.n_projects, total=support.n_asked),
            interval=self._interval(learning),
            estimate=self._estimate(learning),
            bar=unit_bar(support.n_projects, support.n_asked, words.language, key=f"{anchor}-bar"),
            quotes=quotes[:n_quotes],
            more_quotes=quotes[n_quotes:],
            claims=claims,
            conditions=self._of_asked("told.conditions", learning.n_qualifying, learning),
            condition_quotes=self._cited(limits),
            counter=self._of_asked("learning.counter", learning.n_counter, learning),
            counter_quotes=self._cited(contrary),
            holds=self._holds(learning),
            pools=self._pools(learning),
            sectors="" if learning.scope else self._sectors(learning.sectors),
            facets=self._facets(learning),
            notes=self._notes(learning),
            certainty=certainty_of(learning, words),
            is_quotable="not_quotable" not in learning.notes,
            drill=self._drilldown.add(learning, anchor) if self._drilldown else None,
        )

    def _notes(self, learning: Learning) -> tuple[str, ...]:
        words = self._words
        notes = [words.label("note", n) for n in learning.notes if n not in self._unsaid]
        if learning.reason and NOT_CARRIED in learning.notes:  # said by the reason
            notes.remove(words.label("note", NOT_CARRIED))
        # What stood in the way is about running the project anyway.
        if learning.about == "process" and learning.aspect != "barrier":
            notes.insert(0, words.label("told.about", learning.about))
        if learning.reason:
            notes.insert(0, words.label("told.reason", learning.reason))
        return tuple(notes)

    def _facets(self, learning: Learning) -> tuple[ToldFacet, ...]:
        """Return the other sides of a learning that their own evidence carries."""
        words = self._words
        return tuple(
            ToldFacet(
                title=words.text(
                    "told.facet",
                    aspect=words.label("aspect", facet.aspect or "other"),
                    headline=facet.headline,
                ),
                base=words.text(
                    "list.of_projects", n=facet.support.n_projects, total=facet.support.n_asked
                ),
                quotes=self._cited(facet.quotes),
            )
            for facet in learning.facets
            if not facet.reason
        )

    def _headline(self, learning: Learning) -> str:
        """Return the headline, in quotation marks where it is the words of the texts."""
        if not learning.headline:  # nobody worded it, and its sentences are too long
            return self._words.text("theme_story.no_headline", theme=learning.theme_name)
        if learning.headline_by != "in_vivo":
            return learning.headline
        return self._words.text("told.in_vivo", headline=learning.headline)

    def _cited(self, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
        return tuple(self._citer.cite(q) for q in quotes)

    def _note_printed(self, quotes: Sequence[Quote]) -> None:
        self._printed.update((q.document_id, q.start, q.end) for q in quotes)

    def _claims(
        self, claims: Sequence[Claim], printed: Sequence[Quote]
    ) -> tuple[tuple[Citation, str], ...]:
        """Return the claims that are not among the quotes printed, with how many projects."""
        here = {(q.document_id, q.start) for q in printed}
        language = self._words.language
        return tuple(
            (self._citer.cite(c.quote), counted(c.n_projects, "plural.project", language))
            for c in claims
            if c.quote and (c.quote.document_id, c.quote.start) not in here
        )

    def _sentences(self, learning: Learning) -> tuple[SourcedSentence, ...]:
        quotes = {q.segment_id: q for q in learning.every_quote}
        if self._drilldown:
            ids = {s for sources in learning.sentence_sources for s in sources}
            further = self._drilldown.quotes_of(sorted(ids - quotes.keys()))
            quotes |= {q.segment_id: q for q in further}
        return sourced_sentences(learning, quotes, self._citer, self._words)

    def _how_many(self, learning: Learning) -> str:
        support, words = learning.support, self._words
        if not support.n_asked:
            return ""
        # The word follows the corrected share, and stands beside that.
        key = quantity_key(support.share, support.n_projects)
        return words.text(
            "told.by_machine" if learning.estimate else f"told.{key}",
            n=number(support.n_projects, words.language),
            total=number(support.n_asked, words.language),
        )

    def _estimate(self, learning: Learning) -> str:
        """Return the share corrected for the coder's error as a sentence, "" without one."""
        if learning.estimate is None:
            return ""
        support, language = learning.support, self._words.language
        n, total = support.n_projects, support.n_asked
        word = quantity_phrase(n, total, language, estimate=learning.estimate)
        phrase = corrected_phrase(learning.estimate, language)
        return f"{self._words.text('estimate.told', corrected=capitalized(phrase), word=word)}"

    def _interval(self, learning: Learning) -> str:
        if not learning.n_asked:
            return ""
        bounds = interval(learning.support.ci_low, learning.support.ci_high, self._words.language)
        return self._words.text("learning.interval", interval=bounds)

    def _of_asked(self, key: str, n: int, learning: Learning) -> str:
        return self._words.text(key, n=n, total=max(learning.n_asked, n)) if n else ""

    def _holds(self, learning: Learning) -> str:
        """Return in which pools the learning holds and in which it does not."""
        language = self._words.language
        if learning.scope or not learning.holds_in:
            return ""
        n_of = {pool: n for pool, n, _ in learning.pools}
        groups = {
            "holds": learning.holds_in,
            "rarer": [pool for pool in learning.absent_in if n_of.get(pool)],
            "not_seen": [pool for pool in learning.absent_in if not n_of.get(pool)],
        }
        parts = [
            self._words.text(f"told.{key}", pools=joined(pools, language))
            for key, pools in groups.items()
            if pools
        ]
        return f"{'; '.join(parts)}."

    def _pools(self, learning: Learning) -> tuple[tuple[str, str], ...]:
        """Return the counts by pool of a learning over several pools."""
        return () if learning.scope else pool_counts(learning.pools, self._words)

    def _sectors(self, sectors: Sequence[tuple[str, int]]) -> str:
        """Return the sectors that most projects come from, and how many sectors there are."""
        shown = [f"{sector} ({n})" for sector, n in sectors[:_N_SECTORS] if n >= self._min_cell]
        if not shown or len(sectors) < 2:
            return ""
        language = self._words.language
        total = counted(len(sectors), "plural.sector", language)
        return self._words.text("learning.sectors", sectors=joined(shown, language), total=total)


def statement_apart(learning: Learning) -> tuple[list[Quote], list[Quote]]:
    """Return the quotes that are the statement, and the quotes that do not repeat it."""
    own = list(learning.statement_quotes)
    if not own:
        own = [q for q in learning.quotes if q.text == learning.statement][:1]
    places = {(q.document_id, q.start) for q in own}
    return own, [q for q in learning.quotes if (q.document_id, q.start) not in places]
