"""Closed questions on their way to the page: "81 % i høj eller meget høj grad, 67 % i 2024"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalmine.report.comparing import number_ends
from evalmine.report.figures import closed_figure, scale_color, valid_answers
from evalmine.report.formats import percent, points
from evalmine.report.words import Words
from evalmine.synthesis.outline import ClosedSummary


@dataclass(frozen=True)
class Rating:
    """One closed question as it is printed."""

    question: str
    headline: str  # "81 % i høj eller meget høj grad"
    base: str  # "79 af 97"
    previous: str  # "67 % i 2024 (35 af 52)", or ""
    off_scale: str  # answers that are not on the scale, or ""
    figure: str  # SVG, or "" when too few answered
    change: str = ""  # "+14 procentpoint siden 2024 (95 %-interval −3 til 30)", or ""


@dataclass(frozen=True)
class Scale:
    """The answers that several questions share, best first, and those that count as high."""

    answers: tuple[str, ...]
    high: frozenset[str]

    def legend(self) -> list[tuple[str, str]]:
        """Return (answer, color), best first."""
        return [(a, scale_color(i, len(self.answers))) for i, a in enumerate(self.answers)]


def find_scales(summaries: Sequence[ClosedSummary]) -> list[Scale]:
    """Return the scales of all closed questions; questions with an answer in common share one.

    Where the synthesis found the scale, it is that.  A question that nobody answered "not at all"
    keeps the colors of the others in this way.
    """
    known = {s.scale: frozenset(s.high_answers) for s in summaries if s.scale}
    groups: list[list[ClosedSummary]] = []
    for summary in (s for s in summaries if not s.scale):
        answers = {a for a, _ in valid_answers(summary)}
        touching = [g for g in groups if any(answers & {a for a, _ in valid_answers(s)} for s in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([s for g in touching for s in g] + [summary])
    told = [Scale(answers, high) for answers, high in known.items()]
    return told + [_scale(g) for g in groups if any(valid_answers(s) for s in g)]


def _scale_of(summary: ClosedSummary, scales: Sequence[Scale]) -> Scale:
    if summary.scale:
        return Scale(summary.scale, frozenset(summary.high_answers))
    answers = {a for a, _ in valid_answers(summary)}
    return next(s for s in scales if answers & set(s.answers))


def _scale(summaries: Sequence[ClosedSummary]) -> Scale:
    lists = sorted(([a for a, _ in valid_answers(s)] for s in summaries), key=lambda x: -len(x))
    order: list[str] = []
    for answers in lists:
        for i, answer in enumerate(answers):
            if answer not in order:  # directly below the answer it follows here
                place = order.index(answers[i - 1]) + 1 if i else 0
                order.insert(place, answer)
    high: set[str] = set()
    for summary in summaries:
        n = 0
        for answer, count in valid_answers(summary):
            if n >= summary.n_high:
                break
            high.add(answer)
            n += count
    return Scale(tuple(order), frozenset(high))


def rate(
    summary: ClosedSummary,
    scales: Sequence[Scale],
    words: Words,
    *,
    key: str,
    year: str,
    previous_year: str,
    min_cell: int,
) -> Rating:
    """Return a closed question as it is printed; without numbers when fewer than `min_cell`."""
    language = words.language
    if summary.n_valid < max(min_cell, 1):
        text = words.text("closed.too_few", min_cell=min_cell)
        return Rating(summary.question, text, "", "", "", "")
    scale = _scale_of(summary, scales)
    share = percent(summary.share_high, language)
    before = change = ""
    if summary.previous and summary.previous[1] >= min_cell:
        n, total = summary.previous
        base = words.text("list.of", n=n, total=total)
        is_year = previous_year.isdecimal()
        when = words.text("list.in_year", year=previous_year) if is_year else previous_year
        share_then = percent(n / total, language)
        before = words.text("closed.previous", percent=share_then, when=when, base=base)
        change = _change(summary, words, previous_year)
    return Rating(
        question=summary.question,
        headline=words.text("closed.headline", percent=share, phrase=high_phrase(scale, words)),
        base=words.text("list.of", n=summary.n_high, total=summary.n_valid),
        previous=before,
        off_scale=_off_scale(summary, words),
        figure=closed_figure(
            summary, language, scale=scale.answers, key=key, year=year, previous_year=previous_year
        ),
        change=change,
    )


def _change(summary: ClosedSummary, words: Words, previous_year: str) -> str:
    """Return the change since last year with its interval, "" where it is not known."""
    if summary.change is None:
        return ""
    key = "comparing.change" if previous_year.isdecimal() else "comparing.change_before"
    difference, low, high = (points(x, words.language, unit=False) for x in summary.change)
    return words.text(
        key, difference=difference, year=previous_year, low=low.lstrip("+"), high=high.lstrip("+")
    )


def high_phrase(scale: Scale, words: Words) -> str:
    """Return how the high answers are said together, e.g. "i høj eller meget høj grad"."""
    high = [a for a in scale.answers if a in scale.high]
    if len(high) > 2 and (ends := number_ends(high)):
        return words.text("closed.high_range", low=ends[0], high=ends[1])
    if not high or len(high) > 2:
        return words["closed.high_unknown"]
    if len(high) == 1:
        return words.text("closed.high_one", high=high[0])
    key = f"{high[1]}|{high[0]}".casefold()
    phrase = words.label("closed.phrase", key)
    return phrase if phrase != key else words.text("closed.high", low=high[1], high=high[0])


def _off_scale(summary: ClosedSummary, words: Words) -> str:
    total = sum(n for _, n in summary.counts)
    on_scale = set(summary.scale) or {a for a, _ in valid_answers(summary)}
    rest = [(a, n) for a, n in summary.counts if n and a not in on_scale]
    answers = [words.text("closed.off_scale", answer=a, n=n, total=total) for a, n in rest]
    return ", ".join(answers)
