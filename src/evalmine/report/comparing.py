"""Differences between groups of projects as plain sentences: hedged, and never a cause."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from evalmine.report.formats import MIN_CELL, number, percent, points
from evalmine.report.words import Words
from evalmine.synthesis.comparing.chance import least_paired_p
from evalmine.synthesis.comparing.families import Family, in_order
from evalmine.synthesis.comparison import Comparison

_LEVEL = 0.05
_WORTH_SAYING = 2  # percentage points; a difference that turns from 1 to -1 says nothing
_BAND = re.compile(r"<(?P<below>[\d.]+)|(?P<low>[\d.]+)-<?(?P<high>[\d.]+)|(?P<least>[\d.]+)\+")
_NUMBER = re.compile(r"\d{1,3}")


def comparison_sentence(comparison: Comparison, words: Words) -> str:
    """Return what a comparison found: the shares, the difference, and how sure it is.

    Where the difference turns round when every project is read equally long, or is another one
    when counted on all texts of both years, that is said too.
    """
    c = comparison
    parts = [_told(c, words)]
    if not math.isnan(c.difference):
        value, low, high = (_points(x, words) for x in (c.difference, c.ci_low, c.ci_high))
        parts.append(words.text("comparing.difference", difference=value, low=low, high=high))
        parts += [_verdict(c, words), *_checks(c, words)]
    return " ".join(parts)


def comparison_sentences(comparisons: Iterable[Comparison], words: Words) -> list[str]:
    """Return a sentence for each comparison, clear ones first, then the least likely by chance."""
    return [comparison_sentence(c, words) for c in in_order(comparisons)]


def comparing_lead(families: Sequence[Family], words: Words, *, is_chosen: bool = True) -> str:
    """Return how many comparisons were made, of what, and how many held after correction.

    `is_chosen` says whether only those of `reported_comparisons` are shown.
    """
    made = [f for f in families if f.comparisons]
    if not made:
        return ""
    kinds = []
    for family in made:
        key = f"comparing.kind.{family.by}"
        key = key if key in words else "comparing.kind.other"
        by = words.label("attribute", family.by).lower()
        kinds.append(words.text(key, n=len(family.comparisons), by=by))
    n_clear = sum(f.n_clear for f in made)
    form = {0: "none", 1: "one"}.get(n_clear, "other")
    method = words[f"comparing.method.{made[0].correction}"]
    lead = words.text(
        "comparing.lead",
        n=number(sum(len(f.comparisons) for f in made), words.language),
        list=_listed(kinds, words),
        held=words.text(f"comparing.held.{form}", n=n_clear, method=method),
    )
    parts = [lead, words["comparing.chosen"] if is_chosen else "", words["comparing.caution"]]
    return " ".join(part for part in parts if part)


def family_notes(family: Family, words: Words) -> list[str]:
    """Return who and what a family of comparisons leaves out, one sentence each."""
    notes = []
    if family.left_out:
        groups = [
            words.text(
                "comparing.group_size",
                group=group_name(family.by, group, words),
                n=n if n >= MIN_CELL else words.text("number.below", value=MIN_CELL),
            )
            for group, n in family.left_out
        ]
        listed = _listed(groups, words)
        notes.append(words.text("comparing.left_out", n=family.min_group, groups=listed))
    if family.n_unknown:
        attribute = words.label("attribute", family.by).lower()
        key = "comparing.unknown_one" if family.n_unknown == 1 else "comparing.unknown"
        notes.append(words.text(key, n=family.n_unknown, attribute=attribute))
    notes += [words.text("comparing.reworded", now=now, then=then) for now, then in family.reworded]
    if family.dropped:
        dropped = [
            words.plural(f"kind.{x}", 2) if f"kind.{x}.other" in words else f"»{x}«"
            for x in family.dropped
        ]
        notes.append(words.text("comparing.dropped", list=_listed(dropped, words)))
    return notes


def group_name(by: str, group: str, words: Words) -> str:
    """Return a group as it is called in a figure or table: "under 10" for "<10"."""
    if by in ("source", "closed") or (by == "year" and group in ("now", "then")):
        key = {"now": "now", "then": "before"}.get(group, group)
        return words[f"comparing.{key}"] if group else words["comparing.others"]
    match = _BAND.fullmatch(group)
    if not match:
        return words.label("comparing.value", group)
    value = {k: number(float(v), words.language) for k, v in match.groupdict().items() if v}
    if "below" in value:
        return words.text("comparing.below", value=value["below"])
    if "least" in value:
        return words.text("comparing.from", value=value["least"])
    return words.text("comparing.span", low=value["low"], high=value["high"])


def high_answers(answers: Sequence[str], words: Words) -> str:
    """Return how the high answers are said after "svarer 81 %"."""
    if len(answers) == 1:
        return words.text("comparing.high_one", high=answers[0])
    key = f"{answers[1]}|{answers[0]}".casefold() if len(answers) == 2 else ""
    if f"comparing.high.{key}" in words:
        return words[f"comparing.high.{key}"]
    if len(answers) > 2 and (ends := number_ends(answers)):
        return words.text("comparing.high_range", low=ends[0], high=ends[1])
    last = words.text("comparing.high_one", high=answers[0])
    if len(answers) == 2:
        return words.text("comparing.high_two", low=answers[1], high=answers[0])
    firsts = [words.text("comparing.high_one", high=a) for a in answers[:0:-1]]
    return ", ".join([*firsts, last])


def number_ends(answers: Sequence[str]) -> tuple[int, int] | None:
    """Return the lowest and highest of answers that begin with a number, None for others."""
    found = [_NUMBER.match(a.strip()) for a in answers]
    numbers = sorted(int(m[0]) for m in found if m)
    return (numbers[0], numbers[-1]) if len(numbers) == len(answers) else None


def _told(c: Comparison, words: Words) -> str:
    if c.by == "source":
        both = c.n_both or 0
        none = c.total_a - c.n_a - c.n_b + both
        return words.text(
            "comparing.source",
            pairs=_projects(c.total_a, words),
            name=c.name,
            both=both,
            only_a=c.n_a - both,
            only_b=c.n_b - both,
            none=none,
        )
    values = {
        "name": c.name,
        "question": c.question,
        "a": _share(c.n_a, c.total_a, words),
        "b": _share(c.n_b, c.total_b, words),
        "high": high_answers(c.high_answers, words) if c.high_answers else "",
    }
    item = {"themes": "theme", "learnings": "learning", "closed": "closed"}[c.what]
    if c.by == "closed":
        return words.text(f"comparing.{item}_closed", **values)
    if c.by == "year" and c.group_b:
        is_known = c.group_a != "now"
        a = words.text("comparing.in_year", year=c.group_a) if is_known else words["comparing.now"]
        b = words.text("comparing.before_year", year=c.group_b)
        b = b if is_known else words["comparing.before"]
        return words.text(f"comparing.{item}_year", when_a=a, when_b=b, **values)
    others = words["comparing.others"]
    if c.group_b:
        others = words.text("comparing.of_group", group=_in_group(c.by, c.group_b, words))
    group = _in_group(c.by, c.group_a, words)
    return words.text(f"comparing.{item}", group=group, others=others, **values)


def _in_group(by: str, group: str, words: Words) -> str:
    key = f"comparing.group.{by}"
    key = key if key in words else "comparing.group.other"
    attribute = words.label("attribute", by).lower()
    return words.text(key, group=group_name(by, group, words), by=attribute)


def _verdict(c: Comparison, words: Words) -> str:
    if c.by == "source" and least_paired_p(c.total_a) >= _LEVEL:
        return words.text("comparing.verdict.few_pairs", pairs=_projects(c.total_a, words))
    one = "_one" if c.n_tests == 1 else ""
    key = f"clear{one}" if c.is_clear else "nominal" if c.p_value < _LEVEL else "unclear"
    closed = "_closed" if c.by == "closed" else ""
    if key == "unclear" and not closed and c.ci_low * c.ci_high > 0:
        key = "border"  # the interval leaves out 0, and the exact test does not
    direction = words["comparing.higher" if c.effect > 0 else "comparing.lower"]
    n = number(c.n_tests, words.language)
    return words.text(f"comparing.verdict.{key}{closed}", n=n, direction=direction)


def _checks(c: Comparison, words: Words) -> list[str]:
    shown = round(100 * c.difference)
    told = []
    if c.all_texts is not None and abs(round(100 * c.all_texts) - shown) >= 1:
        told.append(words.text("comparing.all_texts", difference=_points(c.all_texts, words)))
    turned = c.rarefied is not None and shown * c.rarefied < 0
    if turned and min(abs(shown), abs(100 * (c.rarefied or 0.0))) >= _WORTH_SAYING:
        key = "comparing.rarefied_source" if c.by == "source" else "comparing.rarefied"
        told.append(words.text(key, difference=_points(c.rarefied or 0.0, words)))
    return told


def _points(difference: float, words: Words) -> str:
    return points(difference, words.language, unit=False).lstrip("+")


def _share(n: int, total: int, words: Words) -> str:
    share = percent(n / total, words.language) if total else words["number.none"]
    return words.text("comparing.share", percent=share, n=n, total=total)


def _projects(n: int, words: Words) -> str:
    return f"{n} {words.plural('plural.project', n)}"


def _listed(parts: Sequence[str], words: Words) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return words.text("list.and", first=", ".join(parts[:-1]), last=parts[-1])
