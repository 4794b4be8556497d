"""Who answered what: every open question by project, pool and kind of document."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.corpus.model import Corpus, Segment
from evalmine.synthesis.evidence import attribute
from evalmine.synthesis.outline import AnswerCount

_BEST_FIRST = ("answered", "non_answer", "empty")


def count_answers(corpus: Corpus, segments: Sequence[Segment]) -> tuple[AnswerCount, ...]:
    """Return who was asked and who answered, by question, pool and kind of document.

    Parameters
    ----------
    corpus : Corpus
    segments : sequence of Segment
        All of them, with their final status.

    Returns
    -------
    tuple of AnswerCount
        Questions in their order, then pools and kinds by name.  A project that was asked twice
        (two answer forms) counts once, by its fuller answer.
    """
    status = _status_by_document(corpus, segments)
    pool_of = {p.project_id: attribute(p.attributes, "pool") for p in corpus.projects}
    best: dict[tuple[str, str, str], dict[str, str]] = {}
    for document in corpus.documents:
        for question in document.questions:
            group = (question, pool_of.get(document.project_id, ""), document.kind)
            of_project = best.setdefault(group, {})
            own = status[document.document_id, question]
            of_project[document.project_id] = _fuller(own, of_project.get(document.project_id))
    order = {question: i for i, question in enumerate(corpus.asked)}
    counts = []
    for question, pool, kind in sorted(best, key=lambda g: (order[g[0]], g[1], g[2])):
        given = list(best[question, pool, kind].values())
        n = [given.count(key) for key in _BEST_FIRST]
        counts.append(AnswerCount(question, pool, kind, len(given), *n))
    return tuple(counts)


def response_matrix(
    corpus: Corpus, segments: Sequence[Segment]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what became of every question in every project: a row by project, in order of id.

    Parameters
    ----------
    corpus : Corpus
    segments : sequence of Segment
        All of them, with their final status.

    Returns
    -------
    tuple of (project_id, tuple of str)
        By question, in the order of `Corpus.asked`: "answered", "non_answer" (says nothing, or is
        too short to code), "empty" or "not_asked".  Nothing where no open question was put.
    """
    if not corpus.asked:
        return ()
    status = _status_by_document(corpus, segments)
    best: dict[tuple[str, str], str] = {}
    for document in corpus.documents:
        for question in document.questions:
            cell = (document.project_id, question)
            best[cell] = _fuller(status[document.document_id, question], best.get(cell))
    projects = sorted({p.project_id for p in corpus.projects})
    return tuple((p, tuple(best.get((p, q), "not_asked") for q in corpus.asked)) for p in projects)


def _fuller(status: str, other: str | None) -> str:
    return status if other is None else min(status, other, key=_BEST_FIRST.index)


def _status_by_document(corpus: Corpus, segments: Sequence[Segment]) -> dict[tuple[str, str], str]:
    said: dict[tuple[str, str], str] = {}
    for segment in segments:
        cell = (segment.document_id, segment.question)
        own = "answered" if segment.status in ("coded", "uncoded", "content") else "non_answer"
        said[cell] = _fuller(own, said.get(cell))
    return {
        (d.document_id, question): said.get((d.document_id, question), "empty")
        for d in corpus.documents
        for question in d.questions
    }
