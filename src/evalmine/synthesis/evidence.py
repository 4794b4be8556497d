"""Everything the synthesis reads, in one place and in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.coding.aspect.stance import charge_of
from evalmine.corpus.cells import parse_yes_no
from evalmine.corpus.model import Corpus, Document, Segment, is_missing
from evalmine.synthesis.estimation.clusters import project_clusters
from evalmine.themes.words import WordCounts, count_words

_ASKED_FROM = 0.1  # share of its answers from which a question asks for an aspect
REPORT_KINDS = ("external_evaluation", "learning_note", "document")


@dataclass(frozen=True)
class ThemeRows:
    """A theme as the synthesis sees it: id, name, where it comes from, and its segments' rows."""

    theme_id: str
    name: str
    origin: str  # "codebook" or "inductive"
    rows: tuple[int, ...]
    headlines: Mapping[str, str]  # aspect -> headline worded by the codebook's author
    keywords: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()  # aspects the code speaks to; empty for all
    scores: Mapping[int, float] = field(default_factory=dict)  # the coder's score by row
    needs_review: bool = False  # whether the coder is known to agree too little with people
    bar: float = 0.0  # score from which the coder assigns the code
    about: str = ""  # "process", "subject" or "" where the codebook does not tell
    named_by: str = ""  # the person who named a theme found in the texts

    def charge(self, aspect: str) -> int:
        """Return -1 where the theme claims that something stood in the way, else 1."""
        return -1 if aspect == "barrier" else charge_of(self.aspects)


@dataclass(frozen=True)
class Evidence:
    """Segments that say something, with what is known of each; row i is the same in all arrays.

    Parameters
    ----------
    corpus : Corpus
    segments : sequence of Segment
        Only segments with content, sorted by id.
    embeddings : ndarray of shape (n_segments, n_dims)
        Unit length.
    stances : mapping of int to ndarray of shape (n_segments,)
        By charge (1: something helps, -1: something stood in the way), whether each segment
        supports, qualifies or contradicts such a claim; see `stance`.
    themes : sequence of ThemeRows
    language : str
        Of the report.
    counted : WordCounts, optional
        The words of the segments, where they are counted already.
    """

    corpus: Corpus
    segments: Sequence[Segment]
    embeddings: npt.NDArray[np.float32]
    stances: Mapping[int, npt.NDArray[np.str_]]
    themes: Sequence[ThemeRows]
    language: str = "da"
    counted: WordCounts | None = field(default=None, repr=False)

    @cached_property
    def pool_of(self) -> dict[str, str]:
        """Grant pool by project id; "" where none is known."""
        return {p.project_id: attribute(p.attributes, "pool") for p in self.corpus.projects}

    @cached_property
    def pools(self) -> tuple[str, ...]:
        """Grant pools, largest first; where all are numbers (years), in that order."""
        counts: dict[str, int] = {}
        for pool in self.pool_of.values():
            if pool:
                counts[pool] = counts.get(pool, 0) + 1
        if all(pool.isdecimal() for pool in counts):
            return tuple(sorted(counts, key=lambda pool: (int(pool), pool)))
        return tuple(sorted(counts, key=lambda pool: (-counts[pool], pool)))

    @cached_property
    def documents_by_kind(self) -> dict[str, frozenset[str]]:
        """Ids of the documents that hold text, by kind."""
        found: dict[str, set[str]] = {}
        for document in self.corpus.documents:
            if document.text.strip():
                found.setdefault(document.kind, set()).add(document.document_id)
        return {kind: frozenset(found[kind]) for kind in sorted(found)}

    @cached_property
    def reported(self) -> frozenset[str]:
        """Projects of which a report, or a text without questions, was read."""
        return frozenset(
            d.project_id
            for d in self.corpus.documents
            if d.text.strip() and (d.kind in REPORT_KINDS or not d.questions)
        )

    @cached_property
    def asked_by_aspect(self) -> dict[str, frozenset[str]]:
        """Projects asked for each aspect.

        A question asks for every aspect that a tenth of its answers speak of, so that one stray
        answer asks nobody; who left it empty was asked too.  A
        project with a report read, or a text without questions, counts for every aspect; one whose
        report holds no text (a scan) was not read.
        """
        reported = self.reported
        answers = Counter(s.question for s in self.segments)
        asked: dict[str, set[str]] = {s.aspect: set() for s in self.segments}
        for (question, aspect), n in Counter((s.question, s.aspect) for s in self.segments).items():
            if n >= _ASKED_FROM * answers[question]:
                asked[aspect].update(self.corpus.asked.get(question, ()))
        return {aspect: frozenset(asked[aspect] | reported) for aspect in sorted(asked)}

    @cached_property
    def clusters(self) -> dict[str, str]:
        """The organization of each project that shares it with another."""
        return project_clusters(self.corpus.projects)

    @cached_property
    def words(self) -> WordCounts:
        """How often each segment uses each word, by lemma, without stop words."""
        return self.counted or count_words(
            [s.text for s in self.segments],
            [s.language for s in self.segments],
            language=self.language,
        )

    @cached_property
    def word_vectors(self) -> Any:
        """Weights of the words of each segment, rare ones most; csr, rows of unit length or zero.

        Used or not times ln((1 + projects) / (1 + projects that use it)) + 1.
        """
        uses = self.words.counts.astype(np.float64).tocsr(copy=True)
        uses.data[:] = 1.0
        rarity = np.log((1 + len(self.pool_of)) / (1 + self.users_everywhere)) + 1
        weights = uses @ sparse.diags(rarity)
        lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
        return (sparse.diags(1 / np.where(lengths > 0, lengths, 1.0)) @ weights).tocsr()

    @cached_property
    def forms_of_words(self) -> dict[str, frozenset[str]]:
        """Every form the texts use of each word, by the form it is shown in."""
        forms: dict[str, set[str]] = {}
        for form, shown in self.words.shown_of.items():
            if shown:
                forms.setdefault(shown, set()).add(form)
        return {shown: frozenset(own) for shown, own in forms.items()}

    @cached_property
    def users_everywhere(self) -> npt.NDArray[np.int_]:
        """How many projects use each word; shape (n_words,)."""
        return self.users_of_words(range(len(self.segments)))

    def users_of_words(self, rows: Sequence[int]) -> npt.NDArray[np.int_]:
        """Return how many projects use each word in these rows; shape (n_words,)."""
        projects: dict[str, list[int]] = {}
        for row in rows:
            projects.setdefault(self.segments[row].project_id, []).append(row)
        counts = self.words.counts
        used = [np.asarray(counts[own].sum(axis=0)).ravel() > 0 for own in projects.values()]
        users: npt.NDArray[np.int_] = np.sum(used, axis=0)
        return users

    def document_of(self, row: int) -> Document:
        """Return the document a row was cut from."""
        return self.corpus.document_by_id[self.segments[row].document_id]

    def may_quote(self, project_id: str) -> bool:
        """Return whether the project said yes to being quoted, or was never asked."""
        answer = self.corpus.project_by_id[project_id].attributes.get("may_quote")
        return is_missing(answer) or parse_yes_no(answer) is True

    def members(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """Return (project_id, document_id) of each row."""
        return [(self.segments[r].project_id, self.segments[r].document_id) for r in rows]


def attribute(attributes: Mapping[str, object], role: str) -> str:
    """Return an attribute as text, "" when missing."""
    value = attributes.get(role)
    return "" if value is None or value != value else str(value)


def number(attributes: Mapping[str, object], role: str) -> float | None:
    """Return an attribute as a number, None when it is missing or none."""
    value = attributes.get(role)
    return float(value) if isinstance(value, Real) and value == value else None
