"""Closed questions: shares in the two best answers, beside the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from evalmine.corpus.model import ClosedAnswer
from evalmine.corpus.text import fold
from evalmine.synthesis.outline import ClosedSummary

HIGH = 4.0  # on scales of five, 4 and 5 are "i høj eller meget høj grad"


def summarize_closed(
    answers: Sequence[ClosedAnswer],
    *,
    projects: Iterable[str] | None = None,
    previous: Sequence[ClosedAnswer] = (),
    previous_projects: Iterable[str] | None = None,
) -> tuple[ClosedSummary, ...]:
    """Return one summary per closed question, in the order they were put.

    Parameters
    ----------
    answers, previous : sequence of ClosedAnswer
        This year's and last year's; questions are matched by their wording.
    projects, previous_projects : iterable of str, optional
        Only these projects.
    """
    now, then = _only(answers, projects), _only(previous, previous_projects)
    before: dict[str, list[ClosedAnswer]] = {}
    for answer in then:
        before.setdefault(fold(answer.question), []).append(answer)
    summaries = []
    for question in dict.fromkeys(a.question for a in now):
        given = [a for a in now if a.question == question]
        n_high, n_valid = _high(given)
        earlier = before.get(fold(question))
        summaries.append(
            ClosedSummary(
                question,
                _counts(given),
                n_high,
                n_valid,
                _high(earlier) if earlier else None,
            )
        )
    return tuple(summaries)


def _only(answers: Sequence[ClosedAnswer], projects: Iterable[str] | None) -> list[ClosedAnswer]:
    wanted = None if projects is None else set(projects)
    return [a for a in answers if wanted is None or a.project_id in wanted]


def _high(answers: Sequence[ClosedAnswer]) -> tuple[int, int]:
    values = [a.value for a in answers if a.value is not None]
    return sum(v >= HIGH for v in values), len(values)


def _counts(answers: Sequence[ClosedAnswer]) -> tuple[tuple[str, int], ...]:
    """Return (answer, n) from the best answer to the worst, off-scale answers last."""
    counts = Counter((a.answer, a.value) for a in answers)
    order = sorted(
        counts, key=lambda key: (key[1] is None, -(key[1] if key[1] is not None else 0), key[0])
    )
    return tuple((answer, counts[answer, value]) for answer, value in order)
