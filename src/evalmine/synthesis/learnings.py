"""From coded segments to learnings: claims that recur in at least three projects.

The way there: `candidates` (rows of a code and aspect, claims found in texts), `weight` (how many
projects truly say it), `merging` (what says the same is told once), `stating` (which sentences tell
it), `noting` (where it comes from), `stability`, `cerqual`, `front`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evalmine.synthesis.candidates import ASPECTS_TOLD, OTHER, Candidate, Sentences, find_candidates
from evalmine.synthesis.cerqual import Judgment, facts_of, judged, key_of
from evalmine.synthesis.evidence import Evidence, attribute
from evalmine.synthesis.front import with_places
from evalmine.synthesis.learning import Claim, Facet, Learning
from evalmine.synthesis.merging import Told, merge, side_of, without_repeats
from evalmine.synthesis.noting import level_of, notes_of
from evalmine.synthesis.quoting.choosing import choose_quotes
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.stability import N_RESAMPLES, stability_of
from evalmine.synthesis.stating import Stated, state
from evalmine.synthesis.support import support_of

__all__ = ["ASPECTS_TOLD", "OTHER", "FoundLearnings", "find_all", "find_learnings", "in_pool"]

NOT_CARRIED = "not_carried"
"""Note of a learning that its evidence does not carry; `Learning.reason` says why."""

_N_CLAIMS = 5  # told inside a learning, at most


@dataclass(frozen=True)
class FoundLearnings:
    """Learnings by weight of evidence, and those their evidence does not carry."""

    told: tuple[Learning, ...]
    weak: tuple[Learning, ...]


def find_learnings(
    evidence: Evidence,
    *,
    threshold: float,
    min_projects: int = 3,
    n_quotes: int = 3,
) -> list[Learning]:
    """Return the learnings over all projects, the weightiest first; see `find_all`."""
    found = find_all(
        evidence,
        threshold=threshold,
        min_projects=min_projects,
        n_quotes=n_quotes,
        n_resamples=0,
    )
    return list(found.told)


def find_all(
    evidence: Evidence,
    *,
    threshold: float,
    min_projects: int = 3,
    n_quotes: int = 3,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    judgments: Iterable[Judgment] = (),
) -> FoundLearnings:
    """Return the learnings over all projects, and what is not carried by its evidence.

    Parameters
    ----------
    evidence : Evidence
    threshold : float
        Cosine from which segments may say the same (`claims.near_threshold`).
    min_projects : int
        Projects that must truly say it, with nine chances in ten (`weight.Weight`), and that must
        have a clear sentence that can stand alone.
    n_quotes : int
        Quotes per learning besides the statement, at most.
    n_resamples : int
        For `stability`; 0 leaves it out.
    seed : int
        Of the resamples.
    judgments : iterable of Judgment
        What people said of their confidence in each learning.

    Notes
    -----
    A code gives one learning: its headline and count are those of what most is said about, its
    other sides are facets (`merging`).  A theme found in the texts gives one for each group of
    near-paraphrases.  Segments that contradict the claim (a tool that did not work, among
    mechanisms) are counter-evidence and are not counted as support; those that limit it ("but
    only when the manager takes part") count as support and are told as its conditions.
    """
    inside = frozenset(evidence.pool_of)
    candidates = find_candidates(
        evidence, inside=inside, threshold=threshold, min_projects=min_projects
    )
    told = merge(candidates, min_projects=min_projects)
    carried = [x for x in told if not x.reason]
    steady = (
        stability_of(
            [x.lead for x in carried],
            evidence,
            threshold=threshold,
            min_projects=min_projects,
            n_resamples=n_resamples,
            seed=seed,
        )
        if n_resamples
        else [None] * len(carried)
    )
    teller = _Teller(evidence, "", threshold, min_projects, n_quotes)
    learnings = [
        replace(with_places(teller.tell(x, f"L{i:03d}"), min_projects=min_projects), stability=s)
        for i, (x, s) in enumerate(zip(carried, steady, strict=True), start=1)
    ]
    weak = [x for x in told if x.reason]
    untold = [teller.count(x, f"W{i:03d}") for i, x in enumerate(weak, start=1)]
    judgments = tuple(judgments)
    return FoundLearnings(judged(learnings, judgments), judged(untold, judgments))


def in_pool(
    evidence: Evidence,
    pool: str,
    overall: Sequence[Learning],
    *,
    threshold: float,
    min_projects: int = 3,
    n_quotes: int = 2,
    judgments: Iterable[Judgment] = (),
) -> tuple[Learning, ...]:
    """Return the learnings of one grant pool, the aspects of a code apart, the weightiest first.

    A pool tells what the whole material carries and at least `min_projects` of its own projects
    say, as many of them in a clear sentence that can stand alone: that the claim is one is known
    from all pools, that it is said here is seen here.

    Parameters
    ----------
    evidence : Evidence
    pool : str
    overall : sequence of Learning
        Over all projects.
    threshold, min_projects, n_quotes, judgments
        See `find_all`.
    """
    inside = frozenset(p for p, own in evidence.pool_of.items() if own == pool)
    known = {(x.theme_id, aspect) for x in overall for aspect in x.aspects}
    known |= {(x.theme_id, f.aspect) for x in overall for f in x.facets if not f.reason}
    candidates = [
        c
        for c in find_candidates(
            evidence, inside=inside, threshold=threshold, min_projects=min_projects
        )
        if (c.theme.theme_id, c.aspects[0]) in known
    ]
    told = [
        x
        for x in without_repeats([Told(c) for c in candidates], min_projects=min_projects)
        if x.reason in ("", "few_sure") and x.lead.weight.n_quotable >= min_projects
    ]
    number = evidence.pools.index(pool) + 1
    teller = _Teller(evidence, pool, threshold, min_projects, n_quotes)
    learnings = [teller.tell(x, f"P{number}-L{i:03d}") for i, x in enumerate(told, start=1)]
    return judged(learnings, judgments)


class _Teller:
    """Makes learnings of what is to be told; sentences that were printed are printed last again."""

    def __init__(
        self, evidence: Evidence, scope: str, threshold: float, min_projects: int, n_quotes: int
    ) -> None:
        self._evidence, self._scope, self._threshold = evidence, scope, threshold
        self._min_projects, self._n_quotes = min_projects, n_quotes
        self._taken: set[str] = set()

    def tell(self, told: Told, learning_id: str) -> Learning:
        """Return a learning with its quotes, claims and facets."""
        stated = self._state(told.lead, learning_id, self._n_quotes)
        learning = self.count(told, learning_id, stated)
        facets = tuple(
            self._facet(facet, f"{learning_id}-F{i}")
            for i, facet in enumerate(told.facets, start=1)
        )
        return replace(learning, claims=self._claims(told.lead, learning_id), facets=facets)

    def count(self, told: Told, learning_id: str, stated: Stated | None = None) -> Learning:
        """Return a learning with its counts, and without words where none are given."""
        lead, evidence, stated = told.lead, self._evidence, stated or Stated()
        notes = notes_of(lead, scope=self._scope, is_quoted=bool(stated.statement or told.reason))
        asked = self._asked(lead)
        return Learning(
            learning_id=learning_id,
            headline=lead.headline,
            statement=stated.text,
            scope=self._scope,
            level=level_of(evidence, lead.projects),
            aspect=lead.aspects[0],
            theme_id=lead.theme.theme_id,
            theme_name=lead.theme.name,
            support=support_of(evidence.members(lead.rows), asked, clusters=evidence.clusters),
            segment_ids=self._ids(lead.rows),
            counter_ids=self._ids(lead.counter),
            n_counter=self._n_projects(lead.counter),
            qualifying_ids=self._ids(lead.qualifying),
            n_qualifying=self._n_projects(lead.qualifying),
            quotes=stated.quotes,
            counter_quotes=stated.counter,
            pools=self._by_pool(lead.projects, asked),
            sectors=self._by(lead.projects, "sector"),
            notes=(*notes, NOT_CARRIED) if told.reason else notes,
            statement_quotes=stated.statement,
            qualifying_quotes=stated.qualifying,
            headline_by=lead.headline_by,
            confidence=lead.weight.confidence,
            cerqual=facts_of(lead),
            key=self._key(lead),
            aspects=lead.aspects,
            about=lead.theme.about,
            facets=tuple(self._counted(facet) for facet in told.facets),
            expected=lead.weight.expected,
            n_sure=lead.weight.n_sure,
            n_quotable=lead.weight.n_quotable,
            reason=told.reason,
        )

    def _state(self, lead: Candidate, learning_id: str, n_quotes: int) -> Stated:
        stated = state(
            lead,
            learning_id=learning_id,
            learning_key=self._key(lead),
            n_quotes=n_quotes,
            min_projects=self._min_projects,
            taken=frozenset(self._taken),
        )
        self._taken |= stated.segment_ids
        return stated

    def _facet(self, facet: Candidate, learning_id: str) -> Facet:
        counted = self._counted(facet)
        if counted.reason:
            return counted
        stated = state(
            facet,
            learning_id=learning_id,
            learning_key="",
            n_quotes=0,
            min_projects=self._min_projects,
            taken=frozenset(self._taken),
        )
        quotes = stated.statement[:1]
        self._taken |= {q.segment_id for q in quotes}
        return replace(counted, quotes=quotes)

    def _counted(self, facet: Candidate) -> Facet:
        return Facet(
            facet.aspects[0],
            facet.headline,
            support_of(
                self._evidence.members(facet.rows),
                self._asked(facet),
                clusters=self._evidence.clusters,
            ),
            self._ids(facet.rows),
            reason=facet.weight.reason(self._min_projects),
        )

    def _claims(self, lead: Candidate, learning_id: str) -> tuple[Claim, ...]:
        """Return what is said in nearly the same words, each with a sentence that may be quoted."""
        if not lead.is_code:
            return ()
        evidence = self._evidence
        told: list[Claim] = []
        sentences = Sentences(evidence, lead.rows, threshold=self._threshold)
        for found in sentences.claims(min_projects=self._min_projects)[:_N_CLAIMS]:
            members = [lead.rows[p] for p in found.positions]
            best = choose_quotes(evidence, members[:1], n_quotes=1) or choose_quotes(
                evidence, members, n_quotes=1
            )
            quote = (
                cut_quote(
                    evidence, best[0], learning_id=f"{learning_id}-C{len(told) + 1}", number=0
                )
                if best
                else None
            )
            told.append(
                Claim(quote.text if quote else "", found.n_projects, self._ids(members), quote)
            )
        return tuple(told)

    def _key(self, lead: Candidate) -> str:
        return key_of(lead, lead.aspects[0] if self._scope else side_of(lead), self._scope)

    def _asked(self, candidate: Candidate) -> frozenset[str]:
        """Return the projects that could have said it.

        Of a code: those who were asked for any aspect it is told under.  Of a claim found in the
        texts: those who were put the questions it was said under.  Reports count as asked.
        """
        evidence = self._evidence
        if candidate.claim:
            questions = {evidence.segments[r].question for r in candidate.rows}
            of_each = [evidence.corpus.asked.get(q, ()) for q in sorted(questions)]
        else:
            of_each = [evidence.asked_by_aspect.get(a, ()) for a in candidate.aspects]
        asked = evidence.reported.union(*of_each)
        if not self._scope:
            return asked
        return frozenset(p for p in asked if evidence.pool_of[p] == self._scope)

    def _by_pool(
        self, projects: frozenset[str], asked: frozenset[str]
    ) -> tuple[tuple[str, int, int], ...]:
        pool_of, base = self._evidence.pool_of, asked | projects
        return tuple(
            (
                pool,
                sum(pool_of[p] == pool for p in projects),
                sum(pool_of[p] == pool for p in base),
            )
            for pool in self._evidence.pools
        )

    def _by(self, projects: frozenset[str], role: str) -> tuple[tuple[str, int], ...]:
        known = self._evidence.corpus.project_by_id
        values = Counter(attribute(known[p].attributes, role) for p in projects)
        return tuple(sorted(((v, n) for v, n in values.items() if v), key=lambda x: (-x[1], x[0])))

    def _ids(self, rows: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._evidence.segments[r].segment_id for r in rows)

    def _n_projects(self, rows: Iterable[int]) -> int:
        return len({self._evidence.segments[r].project_id for r in rows})
