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
    """Return one summary per closed question, in the order of the survey.

    A project counts once per question: where several people of one project answered, the least
    favorable answer on the scale stands for it.

    Parameters
    ----------
    answers, previous : sequence of ClosedAnswer
        This year's and last year's; questions are matched by their wording.
    projects, previous_projects : iterable of str, optional
        Only these projects.
    """
    now, then = _by_question(answers, projects), _by_question(previous, previous_projects)
    summaries = []
    for key, given in now.items():
        earlier = then.get(key)
        summaries.append(
            ClosedSummary(
                given[0].question,
                _counts(given),
                *_high(given),
                _high(earlier) if earlier else None,
            )
        )
    return tuple(summaries)


def _by_question(
    answers: Sequence[ClosedAnswer], projects: Iterable[str] | None
) -> dict[str, list[ClosedAnswer]]:
    wanted = None if projects is None else set(projects)
    kept: dict[tuple[str, str], ClosedAnswer] = {}
    for a in answers:
        if wanted is None or a.project_id in wanted:
            key = (a.project_id, fold(a.question))
            kept[key] = min(kept.get(key, a), a, key=_favor)
    questions: dict[str, list[ClosedAnswer]] = {}
    for (_, question), a in kept.items():
        questions.setdefault(question, []).append(a)
    return dict(sorted(questions.items(), key=lambda pair: min(a.position for a in pair[1])))


def _favor(answer: ClosedAnswer) -> tuple[bool, float, str]:
    return answer.value is None, answer.value or 0.0, answer.answer


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
