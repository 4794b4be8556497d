"""What was said, and by which project: the records every later stage reads.

A `Corpus` holds projects, documents, closed answers and what had to be left out.  A document's
text is frozen; `Block` says which span of it answers which question or stands under which heading.
Words follow REFI-QDA where it has one (its Case is our Project).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evalmine.corpus.text import sha256_of
from evalmine.errors import InputError
from evalmine.records import Records, fields_of

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("self_evaluation", "external_evaluation", "learning_note", "document")


@dataclass(frozen=True)
class Project:
    """One evaluated undertaking, the unit that everything is counted by.

    `attributes` keeps the survey's own column names and the order they came in; the
    attributes with a meaning to evalmine have the keys of `ATTRIBUTE_ROLES`.
    """

    project_id: str
    title: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.project_id


ATTRIBUTE_ROLES = (
    "organization",
    "pool",
    "region",
    "sector",
    "organization_type",
    "n_employees",
    "amount",
    "start",
    "end",
    "n_leaders",
    "n_staff",
    "level",
    "year",
    "may_quote",
)


@dataclass(frozen=True)
class Block:
    """A span of a document with what it belongs to; half-open, in code points.

    `role` is ``answer``, ``paragraph``, ``bullet``, ``quote``, ``table``, ``footnote``,
    ``toc`` or ``heading``.  A question that was put and left empty is an ``answer`` with
    ``start == end``.
    """

    start: int
    end: int
    role: str = "paragraph"
    question: str = ""
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """One frozen text of one project."""

    document_id: str
    project_id: str
    kind: str
    source: str
    text: str
    blocks: tuple[Block, ...] = ()
    language: str = ""
    pages: tuple[int, ...] = ()  # where each page starts, for documents that have pages

    @cached_property
    def sha256(self) -> str:
        """Hex sha256 of the text as UTF-8; travels with every quote."""
        return sha256_of(self.text)

    @property
    def questions(self) -> tuple[str, ...]:
        """The open questions that were put, answered or not, in order."""
        asked = (b.question for b in self.blocks if b.role == "answer")
        return tuple(dict.fromkeys(asked))


@dataclass(frozen=True)
class Segment:
    """The unit of coding: ``document.text[segment.start:segment.end] == segment.text``."""

    segment_id: str
    document_id: str
    project_id: str
    start: int
    end: int
    text: str
    question: str = ""
    heading: str = ""
    page: int | None = None
    language: str = ""
    aspect: str = ""
    status: str = "content"
    role: str = "paragraph"


@dataclass(frozen=True)
class ClosedAnswer:
    """An answer on a scale; `value` is None for 'don't know' and for answers off the scale.

    `position` is the place of the question in the survey, from 0.
    """

    project_id: str
    question: str
    answer: str
    value: float | None
    position: int = 0


@dataclass(frozen=True)
class Exclusion:
    """Something that could not be used, and why."""

    source: str
    location: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Projects, documents, closed answers, and the list of what was left out.

    Add two with ``+``: projects with the same id become one, and what the left one says wins (but
    a no to being quoted stands, whoever says it).
    """

    projects: tuple[Project, ...] = ()
    documents: tuple[Document, ...] = ()
    closed_answers: tuple[ClosedAnswer, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()  # (name, sha256 of the bytes) of every input

    def __post_init__(self) -> None:
        seen: dict[str, str] = {}
        for document in self.documents:
            if document.document_id in seen:
                reason = (
                    f"document id {document.document_id!r} is already used by "
                    f"{seen[document.document_id]}; read each file once, or rename one"
                )
                raise InputError(document.source, reason)
            seen[document.document_id] = document.source

    def __add__(self, other: Corpus) -> Corpus:
        if not isinstance(other, Corpus):
            return NotImplemented
        return Corpus(
            projects=merge_projects((*self.projects, *other.projects)),
            documents=self.documents + other.documents,
            closed_answers=self.closed_answers + other.closed_answers,
            excluded=self.excluded + other.excluded,
            sources=self.sources + other.sources,
        )

    def __radd__(self, other: object) -> Corpus:
        return self if other == 0 else NotImplemented

    @cached_property
    def project_by_id(self) -> dict[str, Project]:
        """Projects by id."""
        return {p.project_id: p for p in self.projects}

    @cached_property
    def document_by_id(self) -> dict[str, Document]:
        """Documents by id."""
        return {d.document_id: d for d in self.documents}

    @cached_property
    def asked(self) -> dict[str, frozenset[str]]:
        """For each open question, the ids of the projects it was put to."""
        found: dict[str, set[str]] = {}
        for document in self.documents:
            for question in document.questions:
                found.setdefault(question, set()).add(document.project_id)
        return {question: frozenset(ids) for question, ids in found.items()}

    def sorted(self) -> Corpus:
        """Return the same corpus in an order that does not hang on the order of reading."""
        return replace(
            self,
            projects=tuple(sorted(self.projects, key=lambda p: p.project_id)),
            documents=tuple(sorted(self.documents, key=lambda d: d.document_id)),
            closed_answers=tuple(
                sorted(
                    self.closed_answers,
                    key=lambda c: (c.project_id, c.position, c.question, c.answer),
                )
            ),
            excluded=tuple(sorted(self.excluded, key=lambda e: (e.source, e.location, e.reason))),
            sources=tuple(sorted(set(self.sources))),
        )

    def summary(self) -> pd.DataFrame:
        """Return one row per open question: projects asked, answered and left empty."""
        import pandas as pd

        rows = []
        for question, ids in self.asked.items():
            answered = {
                d.project_id
                for d in self.documents
                for b in d.blocks
                if b.question == question and b.role == "answer" and b.end > b.start
            }
            rows.append((question, len(ids), len(answered), len(ids) - len(answered)))
        return pd.DataFrame(rows, columns=["question", "n_asked", "n_answered", "n_empty"])

    def __repr__(self) -> str:
        return (
            f"Corpus({len(self.projects)} projects, {len(self.documents)} documents, "
            f"{len(self.closed_answers)} closed answers, {len(self.excluded)} excluded)"
        )

    @property
    def excluded_records(self) -> Records[Exclusion]:
        """What was left out, as a table."""
        return Records(self.excluded, fields_of(Exclusion))


def merge_projects(projects: Iterable[Project]) -> tuple[Project, ...]:
    """Return one project per id; the first non-empty title and attribute value wins.

    Only a no to being quoted (`may_quote` false) wins over an earlier yes.
    """
    merged: dict[str, Project] = {}
    for project in projects:
        known = merged.get(project.project_id)
        if known is None:
            merged[project.project_id] = project
            continue
        attributes = dict(known.attributes)
        for key, value in project.attributes.items():
            no = key == "may_quote" and value is False
            if no or is_missing(attributes.get(key)):
                attributes[key] = value
        merged[project.project_id] = Project(
            project.project_id, known.title or project.title, attributes
        )
    return tuple(merged.values())


def is_missing(value: object) -> bool:
    """Return whether a cell holds nothing: None, NaN, NaT or an empty string.

    The strings "None", "NA" and "-" are answers, not gaps.
    """
    return value is None or value != value or (isinstance(value, str) and not value.strip())
