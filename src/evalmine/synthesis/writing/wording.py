"""Puts a writer's checked sentences in place of the verbatim statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.corpus.mask import MASK_TAG
from evalmine.embeddings.embed import embed
from evalmine.synthesis.claims import near_threshold
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.writing.checks import Basis, objection
from evalmine.synthesis.writing.writer import Draft, Writer

if TYPE_CHECKING:
    from evalmine.embeddings import EmbeddingCache, Encoder

MOST_EXCERPTS: Final = 12


@dataclass(frozen=True)
class Wording:
    """One proposed sentence and what became of it.

    `objection` is "" where it was taken; else the key of the report's words that says why not.
    """

    learning_id: str
    writer: str
    text: str
    segment_ids: tuple[str, ...]
    objection: str


def carrying_threshold(
    embeddings: npt.NDArray[np.float32], evidence: Evidence, *, seed: int = 0
) -> float:
    """Return the cosine a sentence must have, on average, to what it rests on.

    Two segments of different projects reach it by chance at most two times in a hundred, where
    the texts are spread as `near_threshold` expects.
    """
    projects = [s.project_id for s in evidence.segments]
    return near_threshold(embeddings, projects, quantile=0.98, seed=seed)


def word_learnings(
    learnings: Sequence[Learning],
    evidence: Evidence,
    writer: Writer,
    *,
    encoder: Encoder,
    least: float,
    cache: EmbeddingCache | None = None,
) -> tuple[tuple[Learning, ...], tuple[Wording, ...]]:
    """Return the learnings with a writer's wording where it held, and every proposed sentence.

    Only excerpts that may be quoted, and from which nothing was masked, are sent: at most
    `MOST_EXCERPTS` per learning, its printed quotes first, one per project.  A learning of which
    every sentence was rejected keeps its verbatim statement.

    Parameters
    ----------
    learnings : sequence of Learning
    evidence : Evidence
    writer : Writer
    encoder : Encoder
        The one the evidence was embedded with.
    least : float
        Cosine that a sentence must have, on average, to what it rests on.
    cache : EmbeddingCache, optional
    """
    row_of = {s.segment_id: row for row, s in enumerate(evidence.segments)}
    worded: list[Learning] = []
    proposed: list[Wording] = []
    for learning in learnings:
        rows = _excerpts(learning, evidence, row_of)
        if not rows:
            worded.append(learning)
            continue
        texts = [evidence.segments[r].text for r in rows]
        drafts = writer.write(learning.headline, texts, evidence.language)
        vectors = embed([d.text for d in drafts], encoder, cache=cache)
        basis = Basis(
            texts,
            [evidence.segments[r].language for r in rows],
            learning.headline,
            evidence.language,
        )
        checked = []
        for draft, vector in zip(drafts, vectors, strict=True):
            cited = _cited(draft, rows)
            likeness = float(np.mean(evidence.embeddings[cited] @ vector)) if cited else 0.0
            why = objection(draft, basis, likeness=round(likeness, 6), least=least)
            ids = tuple(evidence.segments[r].segment_id for r in cited)
            checked.append(Wording(learning.learning_id, writer.name, draft.text, ids, why))
        proposed += checked
        worded.append(_with_wording(learning, [w for w in checked if not w.objection]))
    return tuple(worded), tuple(proposed)


def _excerpts(learning: Learning, evidence: Evidence, row_of: dict[str, int]) -> list[int]:
    """Return the rows to send: printed quotes first, one per project."""
    printed = [q.segment_id for q in (*learning.statement_quotes, *learning.quotes)]
    rows: list[int] = []
    projects: set[str] = set()
    for segment_id in dict.fromkeys([*printed, *learning.segment_ids]):
        row = row_of[segment_id]
        segment = evidence.segments[row]
        if segment.project_id in projects or MASK_TAG.search(segment.text):
            continue
        if evidence.may_quote(segment.project_id):
            rows.append(row)
            projects.add(segment.project_id)
        if len(rows) == MOST_EXCERPTS:
            break
    return rows


def _cited(draft: Draft, rows: Sequence[int]) -> list[int]:
    return [rows[n - 1] for n in sorted(set(draft.sources)) if 1 <= n <= len(rows)]


def _with_wording(learning: Learning, taken: Sequence[Wording]) -> Learning:
    if not taken:
        return learning
    return replace(
        learning,
        statement=" ".join(w.text for w in taken),
        worded_by=taken[0].writer,
        sentence_sources=tuple(w.segment_ids for w in taken),
    )
