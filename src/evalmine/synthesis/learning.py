"""The result of a synthesis: learnings with their quotes and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evalmine.records import Shown
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.support import Estimate, Support

NEEDS_REVIEW: Final = "needs_review"
"""Note of a learning whose code the machine is known to assign unlike people."""


@dataclass(frozen=True)
class Claim:
    """What several projects say in nearly the same words, inside a learning.

    `text` is the most central cut, verbatim, and `quote` says where it stands.
    """

    text: str
    n_projects: int
    segment_ids: tuple[str, ...]
    quote: Quote | None = None


@dataclass(frozen=True)
class CerqualFacts:
    """Facts for the four components of GRADE-CERQual; the level itself is set by a person.

    Lewin et al. (2018), Implementation Science 13 (Suppl 1): 2.  `level` and `rationale` are a
    person's, kept from run to run, and empty until somebody has judged.
    """

    n_projects: int
    n_documents: int
    n_words: int  # of the supporting segments: richness
    kinds: tuple[tuple[str, int], ...]  # kind of document, n documents
    pools: tuple[tuple[str, int], ...]
    sectors: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]
    n_counter: int  # projects against: coherence
    n_qualifying: int
    top_project_share: float  # of the supporting segments, 0 to 1
    coherence: float  # mean cosine of the supporting projects to their centroid
    level: str = ""  # high, moderate, low, very_low
    rationale: str = ""
    judged_by: str = ""


@dataclass(frozen=True)
class Facet:
    """Another side of a learning: what is said of the same code under other aspects.

    Its projects are counted here and not in the learning's `support`: that tools are in use is
    another claim than that tools help.
    """

    aspect: str
    headline: str
    support: Support
    segment_ids: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    reason: str = ""  # why its evidence does not carry it, "" where it does


@dataclass(frozen=True, repr=False)
class Learning(Shown, line="{x.learning_id}: {x.headline}, {x.n_projects} of {x.n_asked} projects"):
    """A claim that recurs in at least three projects.

    `headline` is the codebook's own wording, a person's, or (in vivo) the central words of the
    texts: `headline_by` is "codebook", "name" (of a code without a headline), "person", "in_vivo"
    or "words" (nouns the projects share).
    `statement` is the most central self-contained sentences of different projects, verbatim
    (`statement_quotes` say where they stand), or, where `worded_by` names a model, its wording.
    `scope` is a grant pool or ``""`` for all.
    `level` is the project level that at least 80 % of the supporting projects share, else ``""``.
    `about` is "process" (running the project), "subject" (what it is about) or ``""``.
    `aspects` are those whose evidence is counted together, `aspect` the one that says most.
    `expected` is how many projects truly say it by the coder's probabilities, `n_sure` how many
    do with nine chances in ten; see `evalmine.synthesis.weight`.
    `key` names the same learning from run to run; `learning_id` is only its number in this one.
    """

    learning_id: str
    headline: str
    statement: str
    scope: str
    level: str
    aspect: str
    theme_id: str
    theme_name: str
    support: Support
    segment_ids: tuple[str, ...]
    counter_ids: tuple[str, ...] = ()
    n_counter: int = 0  # projects that say the opposite or that it failed
    qualifying_ids: tuple[str, ...] = ()  # of `segment_ids`, those that say where it holds
    n_qualifying: int = 0  # projects that say where or when it holds
    quotes: tuple[Quote, ...] = ()
    counter_quotes: tuple[Quote, ...] = ()
    pools: tuple[tuple[str, int, int], ...] = ()  # pool, n projects, n asked
    sectors: tuple[tuple[str, int], ...] = ()  # sector, n projects
    notes: tuple[
        str, ...
    ] = ()  # keys of the report's words: one_pool, one_voice, not_quotable, ...
    statement_quotes: tuple[Quote, ...] = ()  # the statement as quotes; not repeated in `quotes`
    qualifying_quotes: tuple[Quote, ...] = ()
    headline_by: str = "codebook"
    worded_by: str = ""
    sentence_sources: tuple[tuple[str, ...], ...] = ()  # per sentence of a wording: segment ids
    claims: tuple[Claim, ...] = ()  # what is said in nearly the same words, most projects first
    holds_in: tuple[str, ...] = ()  # pools
    absent_in: tuple[str, ...] = ()  # pools that were asked and in which it does not hold
    stability: float | None = None  # share of resamples of projects in which it reappears
    confidence: float | None = None  # mean probability that a supporting segment carries it
    estimate: Estimate | None = None  # prevalence corrected for the coder's error
    cerqual: CerqualFacts | None = None
    key: str = ""
    aspects: tuple[str, ...] = ()
    about: str = ""
    facets: tuple[Facet, ...] = ()
    expected: float | None = None
    n_sure: int | None = None
    n_quotable: int = 0  # projects with a clear sentence that can stand alone
    reason: str = ""  # why the evidence does not carry it (key of the words), "" where it does

    @property
    def n_projects(self) -> int:
        """Projects that say it."""
        return self.support.n_projects

    @property
    def n_asked(self) -> int:
        """Projects that were asked."""
        return self.support.n_asked

    @property
    def every_quote(self) -> tuple[Quote, ...]:
        """Every quote that is printed with it, the statement's first."""
        return (
            *self.statement_quotes,
            *self.quotes,
            *self.qualifying_quotes,
            *self.counter_quotes,
            *(quote for facet in self.facets for quote in facet.quotes),
        )
