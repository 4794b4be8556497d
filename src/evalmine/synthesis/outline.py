"""The report before it has a form: what is told, in which order, with which numbers.

HTML, and later Word and Excel, are written from this one outline, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evalmine.records import Shown
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.support import Estimate
from evalmine.synthesis.theme_story import PoolTheme, ThemeStory


@dataclass(frozen=True)
class ClosedSummary:
    """Answers to one closed question in one group of projects.

    `counts` runs from the best answer to the worst, don't-know last; `n_high` counts the high ones
    (`high_answers`; which those are, see `corpus.answer_scales`).
    `previous` is last year's (n_high, n_valid) in the same group, or None.
    """

    question: str
    counts: tuple[tuple[str, int], ...]
    n_high: int
    n_valid: int
    previous: tuple[int, int] | None = None
    change: tuple[float, float, float] | None = None  # since last year: difference and its interval
    n_off_scale: int = 0  # don't know, not relevant and the like
    scale: tuple[str, ...] = ()  # every answer of the scale, best first
    high_answers: tuple[str, ...] = ()  # those that `n_high` counts

    @property
    def share_high(self) -> float:
        """Share of high answers among those on the scale, 0 to 1 (nan when none)."""
        return self.n_high / self.n_valid if self.n_valid else float("nan")


@dataclass(frozen=True, repr=False)
class Case(Shown, line="{x.project_id}: {x.title}"):
    """A project worth telling about: rich in what its pool learned, unlike the other cases."""

    project_id: str
    title: str
    organization: str
    region: str
    sector: str
    n_employees: float | None
    amount: float | None
    start: str
    end: str
    learnings: tuple[str, ...]  # headlines it supports
    quotes: tuple[Quote, ...]
    organization_type: str = ""
    reasons: tuple[tuple[str, str], ...] = ()  # why it was chosen: key of the words, value


@dataclass(frozen=True)
class Fact:
    """One figure of a fact box: a key of the report's word list, and a number."""

    key: str  # n_projects, amount, n_leaders, n_staff, n_self_evaluations, n_external_evaluations
    value: float


@dataclass(frozen=True)
class AspectPart:
    """The learnings of one aspect in one section, strongest first."""

    aspect: str
    learnings: tuple[Learning, ...]


@dataclass(frozen=True)
class PoolSection:
    """What is told about one grant pool."""

    pool: str
    n_projects: int
    facts: tuple[Fact, ...]
    breakdowns: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # attribute role, (value, n)
    closed: tuple[ClosedSummary, ...]
    parts: tuple[AspectPart, ...]
    cases: tuple[Case, ...]
    themes: tuple[PoolTheme, ...] = ()  # without a codebook: what most of its projects write of


@dataclass(frozen=True)
class PrevalenceRow:
    """How many projects speak of a theme, with the interval of the share."""

    theme_id: str
    name: str
    origin: str
    n_projects: int
    n_asked: int
    ci_low: float
    ci_high: float
    by_pool: tuple[tuple[str, int, int], ...]  # pool, n projects, n in the pool
    previous: tuple[int, int] | None = None  # last year's (n_projects, n_asked)
    estimate: Estimate | None = None  # corrected for the coder's error
    like_for_like: tuple[int, int] | None = None  # this year's, counted on what both years have

    @property
    def beside_last_year(self) -> tuple[int, int]:
        """(n_projects, n_asked) of this year as it may be held against last year's."""
        return self.like_for_like or (self.n_projects, self.n_asked)


@dataclass(frozen=True)
class SaturationPoint:
    """After reading `n_projects` (random order, repeated): codes met, median and 90 % band."""

    n_projects: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class GuestSaturation:
    """Saturation after Guest, Namey and Chen (2020), over random orders of reading.

    `share_new` is the new information in the last run as a share of the base, median with the
    5-95 % band; `reached` is the number of projects after which it fell to `threshold`, likewise,
    or None where it did not in at least half of the orders.
    """

    unit: str  # "code" or "theme"
    base_size: int
    run_length: int
    threshold: float
    share_new: tuple[float, float, float]
    reached: tuple[float, float, float] | None
    read_by: str = "project"  # or "document": what is read one after the other
    n_read: int = 0  # projects or documents
    n_met: int = 0  # codes or themes met in all of them


@dataclass(frozen=True)
class ChecklistItem:
    """One item of a reporting standard, and what the run knows about it.

    `status` is "filled" (from the run), "partly" (a person must add something), "person" (only a
    person can answer it) or "not_applicable".  `answers` are keys of the sentences that answer
    it, and `values` what to fill into them: a name, or "name:member" for one of several, and the
    number or text.  `report.checklist.told_checklist` puts them into words.
    """

    standard: str  # COREQ, SRQR, ENTREQ
    number: str
    key: str  # of the report's words: what the item asks for
    status: str
    values: tuple[tuple[str, str], ...] = ()  # what to fill into the words of the answer
    answers: tuple[str, ...] = ()  # keys of the report's words


@dataclass(frozen=True)
class MapPoint:
    """A theme's place on the map; x and y lie in 0 to 1, near themes speak of like things."""

    theme_id: str
    name: str
    origin: str
    x: float
    y: float
    n_projects: int
    n_segments: int
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerCount:
    """Who answered an open question, in one grant pool and one kind of document, by project.

    An answer that says nothing ("-", "no remarks") or is too short to code is a `n_non_answer`.
    """

    question: str
    pool: str
    kind: str
    n_asked: int
    n_answered: int
    n_non_answer: int
    n_empty: int


@dataclass(frozen=True)
class CodeFacts:
    """One code: how often it was assigned, and how well that agreed with people.

    `n_coded` to `kappa_high` come from cross-validation on people's codings; they are None, and
    the verdict is "not measured", where the coder was trained on none.
    """

    code_id: str
    name: str
    definition: str
    threshold: float
    n_segments: int
    n_projects: int
    n_coded: int | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    kappa: float | None = None
    kappa_low: float | None = None
    kappa_high: float | None = None
    verdict: str = "not measured"


@dataclass(frozen=True)
class Method:
    """Facts of the method appendix; everything in it is counted, nothing is written by hand."""

    n_documents: dict[str, int]  # by kind
    questions: tuple[tuple[str, int, int, int], ...]  # question, asked, answered, non-answers
    n_segments: dict[str, int]  # by status
    languages: dict[str, int]
    masked: dict[str, int]
    excluded: tuple[tuple[str, str, str], ...]  # source, location, reason
    codes: tuple[CodeFacts, ...]
    codebook: str  # name and version
    codebook_sha256: str
    encoder: str  # name and revision
    coder: str
    versions: dict[str, str]
    saturation: tuple[SaturationPoint, ...] = ()
    guest: tuple[GuestSaturation, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    answers: tuple[AnswerCount, ...] = ()
    responses: tuple[tuple[str, tuple[str, ...]], ...] = ()  # project_id, by question: answered,
    #                                                          non_answer, empty or not_asked
    n_texts_by_people: int = 0  # texts whose coding by people the coder learned from
    n_corrected_by: int = 0  # texts coded by people that the counts are corrected by
    n_not_quotable: int = 0  # projects that have not said yes to being quoted
    attributes: tuple[str, ...] = ()  # roles known of at least half of the projects

    @property
    def is_measured(self) -> bool:
        """Whether the coding was compared with people's."""
        return any(code.n_coded is not None for code in self.codes)

    @property
    def n_alone(self) -> int:
        """How many codes agree with people well enough to stand alone."""
        return sum(code.verdict == "alone" for code in self.codes)


@dataclass(frozen=True)
class Outline:
    """The whole report: front page, pools, themes, method."""

    title: str
    language: str
    year: str
    n_projects: int
    facts: tuple[Fact, ...]
    front: tuple[Learning, ...]
    closed: tuple[ClosedSummary, ...]
    pools: tuple[PoolSection, ...]
    prevalence: tuple[PrevalenceRow, ...]
    themes: tuple[Any, ...]  # themes.Theme, inductive, coarse and fine
    learnings: tuple[Learning, ...]  # all of them, cross-cutting scope
    method: Method
    notes: tuple[str, ...] = field(default=())
    theme_events: tuple[str, ...] = ()  # sentences on what became of earlier themes
    comparisons: tuple[Comparison, ...] = ()  # those worth telling
    comparison_families: tuple[Family, ...] = ()  # all that were made, corrected together
    theme_map: tuple[MapPoint, ...] = ()
    evidence: tuple[Quote, ...] = ()  # segments behind the learnings that may be quoted
    weak: tuple[Learning, ...] = ()  # learnings whose evidence does not carry them
    theme_stories: tuple[ThemeStory, ...] = ()  # themes found in the texts, weightiest first
    front_themes: tuple[ThemeStory, ...] = ()  # in place of learnings, where there are too few

    @property
    def pool_learnings(self) -> tuple[Learning, ...]:
        """The learnings of the pools, in the order of the report."""
        return tuple(x for pool in self.pools for part in pool.parts for x in part.learnings)

    @property
    def every_learning(self) -> tuple[Learning, ...]:
        """Every learning that is told: over all projects, of the pools, and those not carried."""
        return (*self.learnings, *self.pool_learnings, *self.weak)

    @property
    def every_quote(self) -> tuple[Quote, ...]:
        """Every quote that is printed: of the learnings, of the cases, of the themes."""
        told = (quote for learning in self.every_learning for quote in learning.every_quote)
        of_cases = (q for pool in self.pools for case in pool.cases for q in case.quotes)
        return (*told, *of_cases, *self.theme_quotes)

    @property
    def theme_quotes(self) -> tuple[Quote, ...]:
        """Every quote that is printed with a theme found in the texts, over all or in a pool."""
        of_themes = (q for story in self.theme_stories for q in story.quotes)
        in_pools = (q for pool in self.pools for theme in pool.themes for q in theme.quotes)
        return (*of_themes, *in_pools)
