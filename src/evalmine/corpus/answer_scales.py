"""The whole scale behind the answers to closed questions, and which of its answers count as high.

`scales.scale_value` reads one answer at a time.  Here the answers to a question are seen together,
and beside those of the other questions of the survey: a bare "4" means one thing on a scale of 1
to 5 and another on one of 0 to 10, and a scale nobody answered "not at all" still has that step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from evalmine.corpus.scales import answer_key, is_scale_word, scale_value
from evalmine.corpus.text import fold

# Standard scales, best answer first. The shortest that holds every answer given is taken; of two
# as short, the first.
_STANDARD = """
i meget høj grad | i høj grad | i nogen grad | i mindre grad | slet ikke
i meget høj grad | i høj grad | i nogen grad | i lav grad | slet ikke
i meget høj grad | i høj grad | i nogen grad | i lav grad | i meget lav grad
i meget høj grad | i høj grad | i nogen grad | i ringe grad | slet ikke
i meget stor grad | i stor grad | i nogen grad | i lille grad | i meget lille grad
i meget stort omfang | i stort omfang | i et vist omfang | i begrænset omfang | slet ikke
i høj grad | i nogen grad | i mindre grad | slet ikke
i høj grad | i nogen grad | i lav grad | slet ikke
i høj grad | i nogen grad | slet ikke
i svært stor grad | i stor grad | i noen grad | i liten grad | ikke i det hele tatt
i svært stor grad | i stor grad | i noen grad | i liten grad | i svært liten grad
i stor grad | i noen grad | i liten grad | ikke i det hele tatt
i mycket hög grad | i hög grad | i viss grad | i låg grad | inte alls
i mycket stor utsträckning | i stor utsträckning | i viss utsträckning \
| i liten utsträckning | inte alls
to a very great extent | to a great extent | to some extent | to a small extent | not at all
to a very high degree | to a high degree | to some degree | to a low degree | not at all
to a very large extent | to a large extent | to some extent | to a small extent | not at all
to a great extent | to some extent | to a small extent | not at all
helt enig | enig | hverken enig eller uenig | uenig | helt uenig
helt enig | overvejende enig | hverken enig eller uenig | overvejende uenig | helt uenig
helt enig | delvist enig | hverken enig eller uenig | delvist uenig | helt uenig
helt enig | enig | hverken eller | uenig | helt uenig
helt enig | delvist enig | hverken eller | delvist uenig | helt uenig
helt enig | overvejende enig | hverken eller | overvejende uenig | helt uenig
helt enig | enig | uenig | helt uenig
helt enig | delvist enig | delvist uenig | helt uenig
helt enig | overvejende enig | overvejende uenig | helt uenig
helt enig | enig | delvist enig | delvist uenig | uenig | helt uenig
helt enig | enig | delvist enig | hverken enig eller uenig | delvist uenig | uenig | helt uenig
helt enig | delvis enig | verken enig eller uenig | delvis uenig | helt uenig
helt enig | enig | verken enig eller uenig | uenig | helt uenig
instämmer helt | instämmer delvis | varken eller | instämmer knappast | instämmer inte alls
instämmer helt | instämmer | varken eller | instämmer inte | instämmer inte alls
strongly agree | agree | neither agree nor disagree | disagree | strongly disagree
strongly agree | agree | neutral | disagree | strongly disagree
strongly agree | agree | disagree | strongly disagree
strongly agree | somewhat agree | neither agree nor disagree | somewhat disagree | strongly disagree
strongly agree | agree | somewhat agree | somewhat disagree | disagree | strongly disagree
strongly agree | agree | somewhat agree | neither agree nor disagree \
| somewhat disagree | disagree | strongly disagree
meget tilfreds | tilfreds | hverken tilfreds eller utilfreds | utilfreds | meget utilfreds
meget tilfreds | tilfreds | hverken eller | utilfreds | meget utilfreds
meget tilfreds | tilfreds | utilfreds | meget utilfreds
svært fornøyd | fornøyd | verken fornøyd eller misfornøyd | misfornøyd | svært misfornøyd
mycket nöjd | nöjd | varken nöjd eller missnöjd | missnöjd | mycket missnöjd
very satisfied | satisfied | neither satisfied nor dissatisfied | dissatisfied | very dissatisfied
very satisfied | satisfied | dissatisfied | very dissatisfied
meget godt | godt | nogenlunde | dårligt | meget dårligt
meget god | god | middel | dårlig | meget dårlig
meget bra | bra | middels | dårlig | svært dårlig
mycket bra | bra | godkänd | dåligt | mycket dåligt
very good | good | fair | poor | very poor
excellent | very good | good | fair | poor
altid | ofte | nogle gange | sjældent | aldrig
altid | ofte | af og til | sjældent | aldrig
alltid | ofte | av og til | sjelden | aldri
alltid | ofta | ibland | sällan | aldrig
always | often | sometimes | rarely | never
ja | delvist | nej
ja | til dels | nej
ja | delvis | nei
ja | delvis | nej
yes | partly | no
ja | nej
ja | nei
yes | no
"""
# Steps of words that `scales` does not know, or that only beside another answer differ from it.
_YES_NO = {
    **dict.fromkeys(("ja", "jo", "yes"), 5.0),
    **dict.fromkeys(("delvist", "delvis", "til dels", "både og", "partly", "partially"), 3.0),
    **dict.fromkeys(("nej", "nei", "no"), 1.0),
}
_YES, _FEW_WORDS = ("ja", "jo", "yes"), 3
_HALF = re.compile(r"\b(?:delvist?|litt|somewhat|tend to|till viss del)\b")
_MIDDLE, _GOOD = 3.0, 4.0
_FAINT = 0.5  # how much nearer the middle "delvist enig" is than "enig"
_NUMBER = re.compile(r"\s*\(?(\d{1,3}(?:[.,]\d+)?)\)?\s*")
_LABELED = re.compile(r"\s*\(?(\d{1,3})\)?\s*[-–—=.:)]?\s*\(?\s*([^\d()][^()]*?)\)?\s*")
_RANGE = re.compile(
    r"(?<![\d.,])(\d{1,2})\s*(?:\(([^()]*)\)|=\s*([^,;.)\d]+?))?\s*(?:-|–|—|til|till|to|og|och|and|,|;)\s*"
    r"(\d{1,3})(?![\d.])\s*(?:\(([^()]*)\)|=\s*([^,;.)\d]+))?"
)
_RANGES = ((1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 10), (1, 100), (0, 100))


@dataclass(frozen=True)
class AnswerScale:
    """Every answer of a scale, best first.

    `steps` gives the place of each answer (by `fold`) counted from the worst, 1; two wordings of
    one step share it.  `high` are the answers that count as high, best first.
    """

    answers: tuple[str, ...]
    steps: Mapping[str, int]
    high: tuple[str, ...]

    def step_of(self, answer: str) -> int | None:
        """Return the place of an answer from the worst, 1; None when it is not on the scale."""
        return self.steps.get(fold(answer))

    def is_high(self, answer: str) -> bool:
        """Return whether an answer is one of the high ones."""
        return fold(answer) in {fold(high) for high in self.high}


def n_high_steps(n_steps: int) -> int:
    """Return how many of a scale's best steps count as high.

    One of two or three steps, two of four to seven, three of eight or nine, four of ten or eleven
    (7-10 on a scale of 0 to 10); on longer ones the best three tenths.

    Examples
    --------
    >>> [n_high_steps(n) for n in (2, 3, 4, 5, 7, 10, 11, 101)]
    [1, 1, 2, 2, 2, 4, 4, 31]
    """
    for most, high in ((3, 1), (7, 2), (9, 3), (11, 4)):
        if n_steps <= most:
            return high
    return round(0.3 * (n_steps - 1)) + 1


def are_numbers(answers: Iterable[str]) -> bool:
    """Return whether a question is answered in numbers, bare or with words at the ends."""
    return bool(_numbers(sorted(set(answers))))


def find_scales(
    answers: Mapping[str, Iterable[str]],
    *,
    given: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, AnswerScale | None]:
    """Return the scale of each closed question, None where its answers are on none.

    Questions that have an answer in words in common share a scale, and so do those that fit in one
    standard scale, and all that are answered in numbers without a range in their wording.

    Parameters
    ----------
    answers : mapping of str to iterable of str
        The answers given to each question.
    given : mapping of str to sequence of str, optional
        The scale of a question, best answer first, where it is known; no guess is made then.

    Notes
    -----
    The high answers are the best `n_high_steps`, but never one that is itself the middle or below
    ("i nogen grad" as second of four).  A number beside words ("5 = i meget høj grad") is read
    by the words, so that a scale counted the other way round comes out right; numbers between two
    that have words lie between them.

    Examples
    --------
    >>> scales = find_scales({"Trivsel?": ["I høj grad", "I nogen grad", "Ved ikke"]})
    >>> scales["Trivsel?"].answers, scales["Trivsel?"].high
    (('I høj grad', 'I nogen grad', 'Slet ikke'), ('I høj grad',))
    """
    known = {fold(question): tuple(scale) for question, scale in (given or {}).items()}
    distinct = {question: sorted(set(own)) for question, own in answers.items()}
    result: dict[str, AnswerScale | None] = {}
    numbers: dict[str, dict[str, float]] = {}
    words: dict[str, dict[str, float]] = {}
    for question, own in distinct.items():
        if fold(question) in known:
            scale = known[fold(question)]
            result[question] = _scale({a: float(-i) for i, a in enumerate(scale)})
        elif counted := _numbers(own):
            numbers[question] = counted
        else:
            words[question] = {a: v for a in own if (v := _value(a)) is not None}
    pooled = _range_of([n for own in numbers.values() for n in own.values()])
    for question, counted in numbers.items():
        result[question] = _number_scale(question, counted, pooled)
    for group in _sharing(words):
        merged = {a: v for question in group for a, v in words[question].items()}
        scale_of_group = _word_scale(merged)
        result.update(dict.fromkeys(group, scale_of_group))
    return {question: result[question] for question in answers}


def _value(answer: str) -> float | None:
    """Return the step of an answer in words, 5 to 1, None for "don't know" and unknown words."""
    key = answer_key(answer)
    if is_scale_word(answer):
        return scale_value(answer)
    first, _, rest = key.partition(" ")
    if len(rest.split()) > _FEW_WORDS:
        return _YES_NO.get(key)
    is_half = first in _YES and _HALF.search(rest)  # "Ja, delvist"
    return _YES_NO["delvist"] if is_half else _YES_NO.get(key, _YES_NO.get(first))


def _sharing(words: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Return the questions in groups: an answer in common, or one standard scale holds both."""
    groups: list[tuple[set[str], list[str]]] = []
    for question, values in words.items():
        keys, members = {answer_key(a) for a in values}, [question]
        for group in [g for g in groups if g[0] & keys or (keys and _is_standard(g[0] | keys))]:
            groups.remove(group)
            keys, members = keys | group[0], group[1] + members
        groups.append((keys, members))
    return [members for _, members in groups]


def _is_standard(keys: set[str]) -> bool:
    return any(keys <= set(standard) for standard in _standards())


def _word_scale(values: Mapping[str, float]) -> AnswerScale | None:
    if not values:
        return None
    keys = {answer_key(a) for a in values}
    fitting = [s for s in _standards() if keys <= set(s)]
    if not fitting:  # read as five steps, 4 and 5 high, whichever of them were used
        finer = _finer(values)
        scale = _scale(finer)
        return replace(scale, high=tuple(a for a in scale.answers if finer[a] >= _GOOD))
    standard = min(fitting, key=len)
    answers = [*values, *(a.capitalize() for a in standard if a not in keys)]
    places = {a: float(-standard.index(answer_key(a))) for a in answers}
    return _scale(places, good={a for a in answers if (_value(a) or _MIDDLE) > _MIDDLE})


def _finer(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values with "delvist enig" below "enig", where both are answers."""
    taken = {value for answer, value in values.items() if not _HALF.search(answer_key(answer))}
    return {
        answer: value + (_FAINT if value < 3 else -_FAINT)
        if _HALF.search(answer_key(answer)) and value in taken and value in (2, 4)
        else value
        for answer, value in values.items()
    }


@lru_cache(maxsize=1)
def _standards() -> tuple[tuple[str, ...], ...]:
    lines = [line for line in _STANDARD.splitlines() if line]
    return tuple(tuple(part.strip() for part in line.split("|")) for line in lines)


def _scale(values: Mapping[str, float], good: set[str] | None = None) -> AnswerScale:
    """Return the scale of answers with their values, the more the better."""
    steps = sorted(set(values.values()))
    written: dict[str, str] = {}  # "I HØJ GRAD" and "I høj grad" are one answer
    for a in sorted(values, key=lambda a: (a.isupper(), a.islower(), a)):
        written.setdefault(fold(a), a)
    ordered = sorted(written.values(), key=lambda a: (-values[a], a))
    highest = set(steps[-n_high_steps(len(steps)) :])
    return AnswerScale(
        tuple(ordered),
        {fold(a): steps.index(values[a]) + 1 for a in ordered},
        tuple(a for a in ordered if values[a] in highest and (good is None or a in good)),
    )


def _numbers(answers: Sequence[str]) -> dict[str, float]:
    """Return the number of each answer, if some are bare numbers; empty for answers in words."""
    bare = {a: float(m[1].replace(",", ".")) for a in answers if (m := _NUMBER.fullmatch(a))}
    if not bare:
        return {}
    labeled = {a: float(m[1]) for a in answers if a not in bare and (m := _LABELED.fullmatch(a))}
    return {**bare, **labeled}


def _range_of(numbers: Sequence[float]) -> tuple[int, int]:
    """Return the shortest usual range from five steps up that holds the numbers."""
    if not numbers:
        return 1, 5
    low, high = min(numbers), max(numbers)
    usual = (r for r in _RANGES if r[1] >= 5 and r[0] <= low and high <= r[1])
    return next(usual, (int(low // 1), int(-(-high // 1))))


def _number_scale(
    question: str, numbers: Mapping[str, float], pooled: tuple[int, int]
) -> AnswerScale:
    low, high, is_reversed = _told_range(question, numbers) or (*pooled, False)
    labels = {n: a for a, n in numbers.items() if not _NUMBER.fullmatch(a)}
    if labels:
        is_reversed = _runs_down({n: _LABELED.fullmatch(a) for n, a in labels.items()}, is_reversed)
    low, high = min(low, *map(int, numbers.values())), max(high, *map(int, numbers.values()))
    whole = [float(n) for n in range(low, high + 1)] if high - low <= 10 else []
    missing = {f"{n:g}": n for n in whole if n not in numbers.values()}
    values = {**numbers, **missing}
    n_steps = high - low + 1
    if n_steps <= 11:
        return _scale({a: -n if is_reversed else n for a, n in values.items()})
    best = high - n_high_steps(n_steps) + 1
    scale = _scale(values)
    return AnswerScale(
        scale.answers, scale.steps, tuple(a for a in scale.answers if values[a] >= best)
    )


def _told_range(question: str, numbers: Mapping[str, float]) -> tuple[int, int, bool] | None:
    """Return (low, high, whether the low end is the best) where the question tells the range."""
    for match in _RANGE.finditer(question):
        low, high = int(match[1]), int(match[4])
        if (low, high) in _RANGES and all(low <= n <= high for n in numbers.values()):
            first, last = match[2] or match[3] or "", match[5] or match[6] or ""
            ends = _value(first.strip()), _value(last.strip())
            return low, high, None not in ends and ends[0] > ends[1]  # type: ignore[operator]
    return None


def _runs_down(labels: Mapping[float, re.Match[str] | None], otherwise: bool) -> bool:
    """Return whether the words beside numbers get worse as the numbers rise."""
    values = {n: v for n, m in labels.items() if m and (v := _value(m[2])) is not None}
    if not values:
        return otherwise
    if len(values) == 1:
        ((number, value),) = values.items()
        return (value > 3) == (number <= 1) if value != 3 else otherwise
    return values[min(values)] > values[max(values)]
