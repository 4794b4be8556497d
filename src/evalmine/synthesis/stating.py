"""Which sentences tell a learning: its statement, its quotes, its conditions, its counter-evidence.

Only sentences the coder is clear about and that can stand alone are printed: rather fewer than
doubtful ones.  What is not printed still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evalmine.coding.aspect.polarity import polarity
from evalmine.coding.aspect.stance_words import stance_phrases
from evalmine.corpus.text import fold
from evalmine.synthesis.candidates import Candidate
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.choosing import choose_quotes, picked_rows, stands_alone
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.quoting.self_contained import tells_what_was_before
from evalmine.synthesis.weight import clearness, is_clear

_CHOICE = 2  # times as many of the clearest sentences to choose from as are wanted
_MOST_STATED = 3
_MOST_CONDITIONS, _MOST_CONTRARY = 1, 2
_LIKELY = 0.5
_BY_FAILURE = ("learning", "precondition")  # told by failure as often as by success


@dataclass(frozen=True)
class Stated:
    """The quotes that tell one learning; no segment comes twice."""

    statement: tuple[Quote, ...] = ()
    quotes: tuple[Quote, ...] = ()
    qualifying: tuple[Quote, ...] = ()
    counter: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        """The statement as one text."""
        return " ".join(quote.printed for quote in self.statement)

    @property
    def segment_ids(self) -> set[str]:
        """Segments that are quoted."""
        parts = (self.statement, self.quotes, self.qualifying, self.counter)
        return {quote.segment_id for part in parts for quote in part}


def state(
    candidate: Candidate,
    *,
    learning_id: str,
    learning_key: str,
    n_quotes: int,
    min_projects: int,
    taken: frozenset[str] = frozenset(),
) -> Stated:
    """Return the quotes of a learning.

    The statement is one sentence where fewer than twice `min_projects` projects have a clear one,
    two up to four times as many, else three: each of another project, none of which says that the
    opposite came about or only under a condition.  Of a claim found in the texts it is one: they
    all say the same.

    Parameters
    ----------
    candidate : Candidate
    learning_id : str
    learning_key : str
        Which of a person's picks are meant for it.
    n_quotes : int
        Besides the statement, at most.
    min_projects : int
    taken : frozenset of str
        Segments that are quoted elsewhere.
    """
    picker = _Picker(candidate, learning_id, learning_key, taken)
    plain = _agreeing(candidate, set(candidate.rows) - set(candidate.qualifying))
    statement = picker.pick(
        _besides_headline(candidate, plain),
        _n_stated(candidate, min_projects),
        at_least_one=not candidate.is_code,  # the claim is its words
    )
    quotes = picker.pick(plain, n_quotes)
    qualifying = picker.pick(_plainly_limiting(candidate), _MOST_CONDITIONS)
    counter = picker.pick(_plainly_contrary(candidate), _MOST_CONTRARY)
    return Stated(statement, quotes, qualifying, counter)


class _Picker:
    """Picks and cuts quotes, never one segment twice, nor a project twice in what supports."""

    def __init__(
        self, candidate: Candidate, learning_id: str, key: str, taken: frozenset[str]
    ) -> None:
        self._candidate, self._learning_id, self._key = candidate, learning_id, key
        self._taken, self._n = set(taken), 0
        self._used: set[int] = set()
        self._projects: set[str] = set()

    def pick(self, rows: Sequence[int], n: int, *, at_least_one: bool = False) -> tuple[Quote, ...]:
        """Return up to n quotes, those the coder is clearest about first."""
        candidate, evidence = self._candidate, self._candidate.evidence
        left = [
            r
            for r in rows
            if r not in self._used and evidence.segments[r].project_id not in self._projects
        ]
        picked = picked_rows(evidence, left, self._key)  # a person's, clear or not
        clearest, chosen = _clearest(candidate, left), list[int]()
        for limit in (_CHOICE * n, len(clearest)):  # all, where the clearest are no good quotes
            chosen = chosen or choose_quotes(
                evidence,
                [*picked, *clearest[:limit]],
                n_quotes=n,
                taken=frozenset(self._taken),
                scores=candidate.theme.scores or None,
                learning_key=self._key,
                at_least_one=at_least_one,
            )
        chosen.sort(key=lambda r: (r not in picked, _by_clearness(candidate, r)))
        quotes = []
        for row in chosen:
            quotes.append(
                cut_quote(
                    evidence,
                    row,
                    learning_id=self._learning_id,
                    number=self._n,
                    learning_key=self._key,
                )
            )
            self._n += 1
            self._used.add(row)
            self._projects.add(evidence.segments[row].project_id)
            self._taken.add(evidence.segments[row].segment_id)
        return tuple(quotes)


def _clearest(candidate: Candidate, rows: Sequence[int]) -> list[int]:
    """Return the clearest sentences that can stand alone and tell how it is now, clearest first."""
    segments = candidate.evidence.segments
    clear = [
        r
        for r in rows
        if is_clear(candidate.theme, r)
        and stands_alone(candidate.evidence, r)
        and not tells_what_was_before(segments[r].text)
        and candidate.evidence.may_quote(segments[r].project_id)
    ]
    return sorted(clear, key=lambda r: _by_clearness(candidate, r))


def _by_clearness(candidate: Candidate, row: int) -> tuple[float, float, int]:
    theme = candidate.theme
    return -clearness(theme, row), -round(theme.scores.get(row, 1.0), 6), row


def _agreeing(candidate: Candidate, rows: Iterable[int]) -> list[int]:
    """Return the rows whose words do not tell the opposite of what the headline says."""
    return [r for r, sign in _signs(candidate, rows) if sign >= 0]


def _plainly_contrary(candidate: Candidate) -> list[int]:
    """Return the counter-evidence that is likelier than not of the code and says so in words."""
    found = [r for r in candidate.counter if _is_likely(candidate, r)]
    if not candidate.is_code:
        return found
    return [r for r, sign in _signs(candidate, found) if sign < 0]


def _plainly_limiting(candidate: Candidate) -> list[int]:
    """Return the conditions that are likelier than not of the code and say how far it reaches."""
    limits = stance_phrases()["limited"]
    segments = candidate.evidence.segments
    return [
        r
        for r in candidate.qualifying
        if _is_likely(candidate, r) and limits.search(fold(segments[r].text))
    ]


def _is_likely(candidate: Candidate, row: int) -> bool:
    return candidate.theme.scores.get(row, 1.0) >= _LIKELY


def _signs(candidate: Candidate, rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return for each row whether its words go with the headline (1), against it (-1) or neither.

    What was learned is told by failure as often as by success, and a claim found in the texts is
    what its words say: both go with it.
    """
    theme, segments = candidate.theme, candidate.evidence.segments
    own = sorted(rows)
    if not candidate.is_code:
        return [(r, 0) for r in own]
    signs = polarity([segments[r].text for r in own], [segments[r].language for r in own])
    return [
        (r, 0 if segments[r].aspect in _BY_FAILURE else sign * theme.charge(segments[r].aspect))
        for r, sign in zip(own, signs.tolist(), strict=True)
    ]


def _besides_headline(candidate: Candidate, rows: Sequence[int]) -> list[int]:
    """Return the rows that are not the headline already, all where there is nothing else."""
    segments = candidate.evidence.segments
    if candidate.headline_by != "in_vivo":
        return list(rows)
    return [r for r in rows if not segments[r].text.startswith(candidate.headline)] or list(rows)


def _n_stated(candidate: Candidate, min_projects: int) -> int:
    # Of a found claim another sentence would say it over again; under the bare name of a subject
    # several would read as one statement, and may say opposite things of it.
    if not candidate.is_code or candidate.headline_by == "name":
        return 1
    n = candidate.weight.n_quotable
    return 1 if n < 2 * min_projects else 2 if n < 4 * min_projects else _MOST_STATED
