"""Sentences for how common a thing is: count, interval, and what people's coding corrects."""

from __future__ import annotations

import math

from evalmine.report.formats import counted, interval, percent, quantity_word
from evalmine.report.words import load_words
from evalmine.synthesis.support import Estimate


def estimate_sentence(
    n: int,
    n_asked: int,
    bounds: tuple[float, float],
    language: str,
    *,
    estimate: Estimate | None = None,
) -> str:
    """Return the count with its interval and, where there is one, the corrected share.

    Parameters
    ----------
    n, n_asked : int
        Projects that say it, of those asked.
    bounds : tuple of float
        The 95 % interval of the share, 0 to 1.
    language : str
    estimate : Estimate, optional
        Corrected for the machine's errors by what people coded.

    Returns
    -------
    str
        Begins with a number and has no full stop, so that it fits into other sentences.

    Examples
    --------
    >>> by_people = Estimate(0.48, 0.39, 0.57, "segments", 230)
    >>> estimate_sentence(61, 97, (0.53, 0.72), "en")
    '61 of 97 projects (63%, 95% interval 53-72%)'
    >>> print(estimate_sentence(61, 97, (0.53, 0.72), "da", estimate=by_people)[:83])
    61 af 97 projekter (63 %, 95 %-interval 53-72 %); rettet for maskinens fejl anslået
    """
    words = load_words(language)
    if not n_asked:
        return words["estimate.nobody_asked"]
    said = words.text(
        "estimate.count",
        n=n,
        total=counted(n_asked, "plural.project", language),
        percent=percent(n / n_asked, language),
        interval=interval(*bounds, language),
    )
    if estimate is None:
        return said
    return words.text("estimate.both", count=said, corrected=corrected_phrase(estimate, language))


def corrected_phrase(estimate: Estimate, language: str) -> str:
    """Return the corrected share alone, with its interval and what it rests on.

    Examples
    --------
    >>> corrected_phrase(Estimate(0.48, 0.39, 0.57, "projects", 31), "da")
    'rettet for maskinens fejl anslået 48 % (39-57 %) ud fra 31 projekter, som mennesker har kodet'
    """
    words = load_words(language)
    return words.text(
        "estimate.corrected",
        percent=percent(estimate.share, language),
        interval=interval(estimate.ci_low, estimate.ci_high, language),
        people=words.text(
            f"estimate.people.{estimate.method}.{'one' if estimate.n_people == 1 else 'other'}",
            n=estimate.n_people,
        ),
    )


def quantity_phrase(
    n: int, n_asked: int, language: str, *, estimate: Estimate | None = None
) -> str:
    """Return the word for how common a thing is; that of the corrected share where there is one.

    The word is that of the share itself, also where its interval spans several words: the interval
    is printed beside it.  A word that rests on a correction is hedged.

    Examples
    --------
    >>> quantity_phrase(61, 97, "da")
    'en stor del'
    >>> quantity_phrase(61, 97, "da", estimate=Estimate(0.48, 0.39, 0.57, "segments", 230))
    'anslået mange'
    """
    if not n_asked:
        return quantity_word(math.nan, 0, language)
    if estimate is None:
        return quantity_word(n / n_asked, n, language)
    # Almost none is a few, and almost all not all: an estimate cannot tell that there is no other.
    share = min(max(estimate.share, 1e-9), 1 - 1e-9)
    word = quantity_word(share, max(1, round(share * n_asked)), language)
    return load_words(language).text("estimate.hedged", word=word)


def no_estimate_sentence(reason: str, language: str) -> str:
    """Return why there is no corrected share; "" for no reason.

    Parameters
    ----------
    reason : str
        Of `Corrected`.
    language : str
    """
    return load_words(language)[f"estimate.reason.{reason}"] if reason else ""
