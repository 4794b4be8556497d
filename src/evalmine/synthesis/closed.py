"""Closed questions: every answer of the scale, the share of high ones, change since last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evalmine.corpus.answer_scales import AnswerScale, are_numbers, find_scales
from evalmine.corpus.model import ClosedAnswer
from evalmine.corpus.text import fold
from evalmine.synthesis.comparing.shares import share_difference
from evalmine.synthesis.outline import ClosedSummary

Questions = dict[str, list[ClosedAnswer]]  # by folded wording, in the order of the survey
Scales = dict[str, AnswerScale | None]


def summarize_closed(
    answers: Sequence[ClosedAnswer],
    *,
    projects: Iterable[str] | None = None,
    previous: Sequence[ClosedAnswer] = (),
    previous_projects: Iterable[str] | None = None,
    organizations: Mapping[str, str] | None = None,
    scales: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ClosedSummary, ...]:
    """Return one summary per closed question, in the order of the survey.

    A project counts once per question: where several people of one project answered, the least
    favorable answer on the scale stands for it.  "Don't know" and answers on no scale are missing:
    they are listed and counted (`n_off_scale`), and are in no share.

    Parameters
    ----------
    answers, previous : sequence of ClosedAnswer
        This year's and last year's; questions are matched by their wording.  The scale is found
        from the answers of all projects, see `corpus.answer_scales.find_scales`.
    projects, previous_projects : iterable of str, optional
        Only these projects.
    organizations : mapping of str to str, optional
        Whose each project is, of both years: projects of one organization are not independent, and
        the interval of the change says so.
    scales : mapping of str to sequence of str, optional
        The scale of a question, best answer first, where it should not be guessed.

    Notes
    -----
    Last year's figures and the change are left out where the scale is not the same.  The change is
    a difference of shares with Newcombe's 95 % interval, see `share_difference`.
    """
    now, then = _by_question(answers), _by_question(previous)
    scale_now, scale_then = _scales_of_years(now, then, scales)
    here = None if projects is None else set(projects)
    there = None if previous_projects is None else set(previous_projects)
    summaries = []
    for key, asked in now.items():
        scale = scale_now[key]
        mine = _one_each(asked, scale, here)
        if not mine:
            continue
        is_same = scale is not None and scale == scale_then.get(key)
        theirs = _one_each(then[key], scale, there) if is_same else {}
        summaries.append(_summary(mine, theirs, scale, organizations or {}))
    return tuple(summaries)


@dataclass(frozen=True)
class ClosedSteps:
    """One closed question on a scale, with the step each project answered, from the worst, 1."""

    question: str
    scale: AnswerScale
    steps: Mapping[str, int]  # by project_id; without an answer on the scale they are not there
    previous: Mapping[str, int]  # last year's; empty where the scale was another

    @property
    def high_steps(self) -> frozenset[int]:
        """The steps that count as high."""
        return frozenset(s for a in self.scale.high if (s := self.scale.step_of(a)) is not None)


def project_steps(
    answers: Sequence[ClosedAnswer],
    previous: Sequence[ClosedAnswer] = (),
    *,
    scales: Mapping[str, Sequence[str]] | None = None,
) -> list[ClosedSteps]:
    """Return each closed question that is on a scale, with the step each project answered."""
    now, then = _by_question(answers), _by_question(previous)
    scale_now, scale_then = _scales_of_years(now, then, scales)
    return [
        ClosedSteps(
            asked[0].question,
            scale,
            _steps(asked, scale),
            _steps(then[key], scale) if scale == scale_then.get(key) else {},
        )
        for key, asked in now.items()
        if (scale := scale_now[key]) is not None
    ]


def _steps(asked: Sequence[ClosedAnswer], scale: AnswerScale) -> dict[str, int]:
    given = _one_each(asked, scale, None)
    return {p: s for p, a in given.items() if (s := scale.step_of(a.answer)) is not None}


def _by_question(answers: Sequence[ClosedAnswer]) -> Questions:
    questions: Questions = {}
    for a in sorted(answers, key=lambda a: a.position):
        questions.setdefault(fold(a.question), []).append(a)
    return questions


def _scales_of_years(
    now: Questions, then: Questions, given: Mapping[str, Sequence[str]] | None
) -> tuple[Scales, Scales]:
    """Return the scale of each question in each year.

    An answer in words that only one year has is still on the scale of the other; a range of
    numbers is found for each year on its own, so that 1 to 5 is not read as part of 1 to 10.
    """
    own = [
        {_worded(year, key): [a.answer for a in asked] for key, asked in year.items()}
        for year in (now, then)
    ]
    ranges = [find_scales(year, given=given) for year in own]
    marked = {f"{question}\n": answers for question, answers in own[1].items()}
    wide = {f"{fold(question)}\n": scale for question, scale in (given or {}).items()}
    words = find_scales({**own[0], **marked}, given={**(given or {}), **wide})
    result: list[Scales] = []
    for year, mark, alone, answers in zip((now, then), ("", "\n"), ranges, own, strict=True):
        result.append(
            {
                key: alone[q] if are_numbers(answers[q]) else words[q + mark]
                for key in year
                for q in (_worded(year, key),)
            }
        )
    return result[0], result[1]


def _worded(questions: Questions, key: str) -> str:
    return questions[key][0].question


def _one_each(
    asked: Sequence[ClosedAnswer], scale: AnswerScale | None, projects: set[str] | None
) -> dict[str, ClosedAnswer]:
    """Return one answer per project, the least favorable on the scale."""

    def favor(answer: ClosedAnswer) -> tuple[bool, int, str]:
        step = scale.step_of(answer.answer) if scale else None
        return step is None, step or 0, answer.answer

    kept: dict[str, ClosedAnswer] = {}
    for a in asked:
        if projects is None or a.project_id in projects:
            kept[a.project_id] = min(kept.get(a.project_id, a), a, key=favor)
    return kept


def _summary(
    mine: Mapping[str, ClosedAnswer],
    theirs: Mapping[str, ClosedAnswer],
    scale: AnswerScale | None,
    organizations: Mapping[str, str],
) -> ClosedSummary:
    question = next(iter(mine.values())).question
    counts = Counter(a.answer for a in mine.values())
    if scale is None:
        told = tuple(sorted(counts.items()))
        return ClosedSummary(question, told, 0, 0, n_off_scale=len(mine))
    folded = Counter(fold(a.answer) for a in mine.values())
    on = tuple((answer, folded[fold(answer)]) for answer in scale.answers)
    off = tuple((a, n) for a, n in sorted(counts.items()) if scale.step_of(a) is None)
    high, high_then = _high(mine, scale), _high(theirs, scale)
    return ClosedSummary(
        question=question,
        counts=(*on, *off),
        n_high=sum(high.values()),
        n_valid=len(high),
        previous=(sum(high_then.values()), len(high_then)) if high_then else None,
        change=_change(high, high_then, organizations),
        n_off_scale=len(mine) - len(high),
        scale=scale.answers,
        high_answers=scale.high,
    )


def _high(given: Mapping[str, ClosedAnswer], scale: AnswerScale) -> dict[str, bool]:
    """Return whether each project's answer is high; projects with none on the scale left out."""
    return {
        p: scale.is_high(a.answer) for p, a in given.items() if scale.step_of(a.answer) is not None
    }


def _change(
    now: Mapping[str, bool], then: Mapping[str, bool], organizations: Mapping[str, str]
) -> tuple[float, float, float] | None:
    if not now or not then:
        return None
    projects = [*now, *then]
    names = [organizations.get(p) or f"project {p}" for p in projects]
    codes = {name: code for code, name in enumerate(sorted(set(names)))}
    difference = share_difference(
        [*now.values(), *then.values()],
        [True] * len(now) + [False] * len(then),
        [codes[name] for name in names],
    )
    return difference.value, difference.low, difference.high
