"""Tells whether a segment supports, qualifies or contradicts what its theme claims.

A theme claims that something helps (charge 1: *leadership*) or that something stood in the way
(charge -1: *busyness*).  The signs of the clauses (`clause_signs`) are read against the charge:

* Where the thing was absent and it failed, the thing is what was needed: support ("uden ledelsens
  opbakning faldt det til jorden"; "it did not work until the director joined").  Where it went
  well without, the claim is contradicted.
* What comes after *men* weighs most: "they backed it, but it did not help" contradicts, "it is
  good, but expensive" qualifies, "it was hard, but it worked" supports.
* A concession counts nothing ("selvom det var svært, lykkedes det").
* Words of limited reach qualify: *kun når, delvist, ikke for alle, depends on*.
* Regret supports: "we should have asked first".
* For what stood in the way, being overcome qualifies, being no problem contradicts.

Whatever tells nothing supports: most of what is coded with a theme speaks for it.  Irony and what
is only implied are out of reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.polarity import ClauseSign, clause_signs
from evalmine.coding.aspect.stance_words import stance_phrases

STANCES: Final = ("supports", "qualifies", "contradicts")
"""How a segment stands to the claim of its theme."""

_DECISIVE = -2
_BY_FAILURE = ("learning", "precondition")  # aspects told by failure as often as by success
_HELPFUL = frozenset({"change", "mechanism", "spread", "precondition"})


def charge_of(aspects: Sequence[str]) -> int:
    """Return -1 for a code that tells what stood in the way, else 1.

    Parameters
    ----------
    aspects : sequence of str
        Of the code, as in the codebook; empty where it may speak of all.

    Examples
    --------
    >>> charge_of(["barrier", "learning"]), charge_of(["mechanism", "learning"]), charge_of([])
    (-1, 1, 1)
    """
    return -1 if "barrier" in aspects and not _HELPFUL & set(aspects) else 1


def stance(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    aspects: Sequence[str] | None = None,
    charges: Sequence[int] | None = None,
) -> npt.NDArray[np.str_]:
    """Return how each text stands to the claim of its theme; every answer is one of `STANCES`.

    Parameters
    ----------
    texts : sequence of str
    languages : sequence of str
        One per text: da, nb, sv or en; for any other, the words of all are used.
    aspects : sequence of str, optional
        What each text speaks of (`predict_aspects`).  Lessons and preconditions are told as often
        by failure as by success, so a failure alone does not contradict there.
    charges : sequence of int, optional
        Of each text's theme: -1 where it tells what stood in the way (`charge_of`), else 1.

    Returns
    -------
    ndarray of str, shape (n_texts,)

    Examples
    --------
    >>> said = ["Uden ledelsens opbakning faldt det til jorden.",
    ...         "Ledelsen bakkede op, men det hjalp ikke."]
    >>> stance(said, ["da", "da"]).tolist()
    ['supports', 'contradicts']
    """
    spoken = [""] * len(texts) if aspects is None else aspects
    signs = [1] * len(texts) if charges is None else charges
    found = [
        _hinders(text, language) if charge < 0 else _helps(text, language, aspect)
        for text, language, aspect, charge in zip(texts, languages, spoken, signs, strict=True)
    ]
    return np.array(found, dtype="<U11")


def _says(kind: str, text: str) -> bool:
    return stance_phrases()[kind].search(text) is not None


def _helps(text: str, language: str, aspect: str) -> str:
    """Return the stance to a claim that something helps, over all sentences."""
    verdicts = [_verdict(clauses, aspect) for clauses in clause_signs(text, language)]
    if "contradicts" in verdicts:
        return "qualifies" if "supports" in verdicts else "contradicts"
    return "qualifies" if "qualifies" in verdicts else "supports"


def _verdict(clauses: Sequence[ClauseSign], aspect: str) -> str:
    """Return what one sentence says of a claim that something helps, "" when nothing."""
    sentence = " ".join(c.text for c in clauses)
    if stance_phrases()["before"].match(sentence):
        return ""
    main = [c for c in clauses if not c.conceded]
    after = [c for c in main if c.after_but]
    value = sum(c.value for c in after) or sum(c.value for c in main)
    failed = value < 0 or any(_says("no_effect", c.text) for c in after or main)
    if value == 0 and _says("conceded", sentence):  # "despite the training, nobody speaks up"
        failed = failed or any(_says("negated", c.text) for c in main)
    return (
        _by_absence(sentence, value, failed=failed)
        or (_after_but([c for c in main if not c.after_but], after, aspect) if after else "")
        or _by_reach(main)
        or _by_outcome(value, aspect, failed=failed)
    )


def _by_absence(sentence: str, value: int, *, failed: bool) -> str:
    """Return what it means that the thing was not there, "" where nothing says so."""
    if _says("spared", sentence):
        return "contradicts"
    if _says("regret", sentence) or _says("until", sentence):
        return "supports"
    if _says("absent", sentence):
        return "contradicts" if value > 0 and not failed else "supports"
    return "supports" if failed and _says("undone", sentence) else ""


def _after_but(before: Sequence[ClauseSign], after: Sequence[ClauseSign], aspect: str) -> str:
    """Return what follows *men*: it decides."""
    first, last = (" ".join(c.text for c in part) for part in (before, after))
    value, earlier = sum(c.value for c in after), sum(c.value for c in before)
    if _says("limited", last) or _says("not_here", last):
        return "qualifies"
    # "The board hangs there, but nobody looks"; a lesson is as often "it is not this, but that".
    plain = value == 0 and aspect not in _BY_FAILURE and not _says("negated", first)
    denied = value < 0 or (plain and _says("negated", after[0].text))
    if _says("no_effect", last):
        return "contradicts"
    if denied and (earlier > 0 or _says("at_first", first) or value == -1):
        return "qualifies"
    if denied and earlier == 0:
        return "contradicts"
    return "supports" if value > 0 else ""


def _by_reach(main: Sequence[ClauseSign]) -> str:
    if any(_says("limited", c.text) for c in main):
        return "qualifies"
    whens = [i for i, c in enumerate(main) if i and stance_phrases()["when"].match(c.text)]
    return "qualifies" if whens and main[whens[0] - 1].value > 0 else ""


def _by_outcome(value: int, aspect: str, *, failed: bool) -> str:
    if failed and (aspect not in _BY_FAILURE or value <= _DECISIVE):
        return "contradicts"
    return "supports" if value > 0 else ""


def _hinders(text: str, language: str) -> str:
    """Return the stance to a claim that something stood in the way."""
    sentences = clause_signs(text, language)
    whole = " ".join(c.text for clauses in sentences for c in clauses)
    main = [c for clauses in sentences for c in clauses if not c.conceded]
    after = [c for c in main if c.after_but]
    value = sum(c.value for c in after)
    passed = _says("at_first", whole) and (_says("turned", whole) or (after and value >= 0))
    if passed or value > 0 or _says("until", whole) or _says("overcame", whole):
        return "qualifies"
    if _says("no_hindrance", whole):
        return "contradicts"
    went_well = sum(c.value for c in main) > 0
    return "contradicts" if went_well and _says("conceded", whole) else "supports"
