"""Two years kept to what both of them asked and read, so that they can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evalmine.corpus.text import fold
from evalmine.synthesis.evidence import Evidence


@dataclass(frozen=True)
class LikeForLike:
    """Evidence of two years, kept to the questions and kinds of documents that both have.

    `questions` are the pairs of wordings that were kept, this year's first; `reworded` those of
    them that differ.  `dropped` names the questions and kinds that only one of the years has.
    """

    now: Evidence
    then: Evidence
    questions: tuple[tuple[str, str], ...]
    reworded: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]


def comparable(
    now: Evidence, then: Evidence, *, questions: Mapping[str, str] | None = None
) -> LikeForLike:
    """Return the evidence of two years, kept to what both of them have.

    Parameters
    ----------
    now, then : Evidence
        This year's and last year's, coded with the same codebook by the same coder.
    questions : mapping of str to str, optional
        This year's wording of a question to last year's, where it was changed.

    Notes
    -----
    Questions are matched by their wording, without regard to case and blanks; then those left
    over in both years, where they stand at the same place in the survey and most of their answers
    have the same aspect.  Kinds of documents (self-evaluation, report) must be in both years.
    """
    kinds_now, kinds_then = _kinds(now), _kinds(then)
    pairs = _pairs(now, then, questions or {})
    asked_now, asked_then = {fold(q) for q, _ in pairs}, {fold(q) for _, q in pairs}
    kinds = kinds_now & kinds_then
    dropped = [*sorted(kinds_now ^ kinds_then)]
    dropped += [q for q in _questions(now) if fold(q) not in asked_now]
    dropped += [q for q in _questions(then) if fold(q) not in asked_then]
    return LikeForLike(
        _kept(now, kinds, asked_now),
        _kept(then, kinds, asked_then),
        tuple(pairs),
        tuple((a, b) for a, b in pairs if fold(a) != fold(b)),
        tuple(dropped),
    )


def previous_counts(
    now: Evidence, then: Evidence
) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Return this year's and last year's (projects with it, projects read) of each theme.

    Like for like: both years are kept to what both of them have, see `comparable`.
    """
    both = comparable(now, then)
    years = [_counts(both.now), _counts(both.then)]
    n_read = [len({s.project_id for s in e.segments}) for e in (both.now, both.then)]
    return {
        theme: ((years[0].get(theme, 0), n_read[0]), (years[1].get(theme, 0), n_read[1]))
        for theme in sorted({t.theme_id for t in (*now.themes, *then.themes)})
    }


def _counts(evidence: Evidence) -> dict[str, int]:
    return {
        t.theme_id: len({evidence.segments[r].project_id for r in t.rows}) for t in evidence.themes
    }


def _kind_of(evidence: Evidence) -> dict[str, str]:
    return {d.document_id: d.kind for d in evidence.corpus.documents}


def _kinds(evidence: Evidence) -> set[str]:
    kind_of = _kind_of(evidence)
    return {kind_of[s.document_id] for s in evidence.segments}


def _questions(evidence: Evidence) -> list[str]:
    return [question for question in evidence.corpus.asked if question]


def _pairs(now: Evidence, then: Evidence, told: Mapping[str, str]) -> list[tuple[str, str]]:
    mine, theirs = _questions(now), _questions(then)
    earlier = {fold(q): q for q in theirs}
    told = {fold(a): fold(b) for a, b in told.items()}
    found = {q: earlier[key] for q in mine if (key := told.get(fold(q), fold(q))) in earlier}
    free_now = [q for q in mine if q not in found]
    free_then = [q for q in theirs if q not in found.values()]
    for q in free_now:
        place = mine.index(q)
        other = theirs[place] if place < len(theirs) else None
        if other in free_then and _aspect(now, q) == _aspect(then, other) != "":
            found[q] = other
    return [(q, found[q]) for q in mine if q in found]


def _aspect(evidence: Evidence, question: str) -> str:
    """Return the aspect most answers to a question speak of, "" where none is known."""
    counts = Counter(s.aspect for s in evidence.segments if s.question == question and s.aspect)
    return max(sorted(counts), key=lambda aspect: counts[aspect]) if counts else ""


def _kept(evidence: Evidence, kinds: set[str], questions: set[str]) -> Evidence:
    kind_of = _kind_of(evidence)
    rows = [
        row
        for row, s in enumerate(evidence.segments)
        if kind_of[s.document_id] in kinds and (not s.question or fold(s.question) in questions)
    ]
    return restricted(evidence, rows)


def restricted(evidence: Evidence, rows: Sequence[int]) -> Evidence:
    """Return the evidence of some segments; themes keep those of their rows that are among them."""
    place = {row: i for i, row in enumerate(rows)}
    themes = [
        replace(
            theme,
            rows=tuple(place[r] for r in theme.rows if r in place),
            scores={place[r]: score for r, score in theme.scores.items() if r in place},
        )
        for theme in evidence.themes
    ]
    index = np.asarray(rows, dtype=np.intp)
    return replace(
        evidence,
        segments=[evidence.segments[r] for r in rows],
        embeddings=evidence.embeddings[index],
        stances={charge: found[index] for charge, found in evidence.stances.items()},
        themes=themes,
        counted=None,
    )
