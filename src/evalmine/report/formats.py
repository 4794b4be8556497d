"""Numbers, amounts, dates and the words for how common a thing is, as each language writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from evalmine.report.words import Words, load_words

MIN_CELL: Final = 3
"""Counts below this are not shown in tables over what projects are or answered."""

FEW: Final = 2
"""So many projects are always "a few", whatever their share."""

QUANTITY_WORDS: Final[tuple[tuple[float, str], ...]] = (
    (1.00, "all"),
    (0.90, "nearly_all"),
    (0.75, "most"),
    (0.50, "large_part"),
    (0.30, "many"),
    (0.15, "several"),
    (0.05, "some"),
    (0.00, "few"),
)
"""Least share of the projects asked, and the word that may be used from there on.

The cuts are ours; ``docs/prevalence.md`` says why.  They are the only place where a share becomes
a word, and the report prints them.  No project at all is "none", `FEW` projects or less are "few".
"""

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


def number(value: float, language: str, *, decimals: int = 0) -> str:
    """Return a number with the language's separators; a dash for nan.

    Examples
    --------
    >>> number(1250000, "da"), number(1250000, "en"), number(0.5, "da", decimals=1)
    ('1.250.000', '1,250,000', '0,5')
    """
    words = load_words(language)
    if value is None or not math.isfinite(value):
        return words["number.none"]
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    sign = "−" if rounded < 0 else ""
    marks = {",": words["number.thousands"], ".": words["number.decimal"]}
    return sign + "".join(marks.get(c, c) for c in text)


def percent(share: float, language: str) -> str:
    """Return a share of 0 to 1 in whole per cent; what is not all or nothing is never 0 or 100.

    Examples
    --------
    >>> percent(0.805, "da"), percent(0.805, "en"), percent(0.001, "da")
    ('81 %', '81%', '<1 %')
    """
    words = load_words(language)
    if not math.isfinite(share):
        return words["number.none"]
    value = _whole_percent(share)
    text = number(value, language)
    if value == 0 and share > 0:
        text = words.text("number.below", value=1)
    if value == 100 and share < 1:
        text = words.text("number.above", value=99)
    return words.text("number.percent", value=text)


def interval(low: float, high: float, language: str) -> str:
    """Return the interval of a share, e.g. "41-61 %"."""
    words = load_words(language)
    if not (math.isfinite(low) and math.isfinite(high)):
        return words["number.none"]
    ends = f"{_whole_percent(low)}-{_whole_percent(high)}"
    return words.text("number.percent", value=ends)


def points(difference: float, language: str, *, unit: bool = True) -> str:
    """Return a difference of shares in whole percentage points with its sign.

    Examples
    --------
    >>> points(0.134, "da"), points(-0.08, "en"), points(0, "da", unit=False)
    ('+13 procentpoint', '−8 percentage points', '0')
    """
    words = load_words(language)
    if not math.isfinite(difference):
        return words["number.none"]
    value = _whole_percent(abs(difference))
    text = number(value, language)
    if value:
        text = ("+" if difference > 0 else "−") + text
    return words.text("plot.points", value=text) if unit else text


def amount(value: float, language: str) -> str:
    """Return an amount of Danish kroner in full.

    Examples
    --------
    >>> amount(1250000, "da"), amount(1250000, "en")
    ('1.250.000 kr.', 'DKK 1,250,000')
    """
    if not math.isfinite(value):
        return load_words(language)["number.none"]
    return load_words(language).text("number.currency", value=number(value, language))


def short_amount(value: float, language: str) -> str:
    """Return an amount of Danish kroner in millions or billions; in full below a million.

    Examples
    --------
    >>> short_amount(1234000, "da"), short_amount(38_000_000, "en")
    ('1,2 mio. kr.', 'DKK 38 million')
    """
    words = load_words(language)
    for unit, size in (("billion", 1e9), ("million", 1e6)):
        # 999,960,000 would round to "1.000,0 mio."
        if math.isfinite(value) and abs(value) >= size * (1 - 5e-5 if size > 1e6 else 1):
            decimals = 0 if _is_round(value / size) else 1
            text = number(value / size, language, decimals=decimals)
            return words.text("number.currency", value=words.text(f"number.{unit}", value=text))
    return amount(value, language)


def day(text: str, language: str) -> str:
    """Return an ISO date as a day, "12. marts 2025"; any other text as it is."""
    match = _ISO_DATE.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12:
        return text.strip()
    words = load_words(language)
    return words.text("date.day", day=int(match[3]), month=_month(match, words), year=match[1])


def period(start: str, end: str, language: str) -> str:
    """Return "marts 2024 - juni 2025", "fra marts 2024", "til juni 2025" or ""."""
    words = load_words(language)
    first, last = _month_and_year(start, words), _month_and_year(end, words)
    if first and last:
        return first if first == last else words.text("date.period", start=first, end=last)
    if first:
        return words.text("date.from", start=first)
    return words.text("date.until", end=last) if last else ""


def joined(parts: Sequence[str], language: str) -> str:
    """Return "a", "a og b" or "a, b og c"."""
    if len(parts) < 2:
        return "".join(parts)
    first = ", ".join(parts[:-1])
    return load_words(language).text("list.and", first=first, last=parts[-1])


def counted(n: float, key: str, language: str) -> str:
    """Return a number with its noun, e.g. "97 projekter"; `key` is a group of plural forms."""
    return f"{number(n, language)} {load_words(language).plural(key, n)}"


def quantity_word(share: float, n: int, language: str) -> str:
    """Return the word for how common a thing is, by the table `QUANTITY_WORDS`.

    Print it only together with "n of N projects".

    Parameters
    ----------
    share : float
        Share of the projects asked, 0 to 1; nan counts as none.
    n : int
        The number of projects.
    language : str

    Examples
    --------
    >>> [quantity_word(n / 97, n, "da") for n in (2, 20, 45, 60, 92, 97)]
    ['enkelte', 'flere', 'mange', 'en stor del', 'næsten alle', 'alle']
    """
    return load_words(language)[f"quantity.{quantity_key(share, n)}"]


def quantity_key(share: float, n: int) -> str:
    """Return the key of `quantity_word`, such as "several"."""
    if n == 0 or not math.isfinite(share):
        return "none"
    if n <= FEW:
        return "few"
    return next((key for least, key in QUANTITY_WORDS if share >= least), "few")


def capitalized(text: str) -> str:
    """Return the text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def _whole_percent(share: float) -> int:
    # 0.805 * 100 is 80.50000000000001 and 0.285 * 100 is 28.499999999999996.
    return int(Decimal(str(round(share * 100, 6))).quantize(Decimal(1), ROUND_HALF_UP))


def _is_round(value: float) -> bool:
    return abs(value - round(value)) < 0.05


def _month(match: re.Match[str], words: Words) -> str:
    return words[f"month.m{match[2]}"]


def _month_and_year(text: str, words: Words) -> str:
    match = _ISO_DATE.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12:
        return text.strip()
    return words.text("date.month", month=_month(match, words), year=match[1])
