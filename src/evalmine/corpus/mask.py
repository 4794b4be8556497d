"""Identifiers are masked before anything is stored or embedded.

Masks CPR numbers, e-mail addresses, web addresses and telephone numbers with a tag in brackets.
It lowers the risk; it does not make a text anonymous: names, places and stories stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

# Day 01-31 (61-91 in replacement numbers) and month 01-12.  A hyphen without blanks is enough of a
# mark, so that careless numbers with an impossible date are masked too.  The modulus-11 check was
# given up in 2007.
_BORN = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])\d{2}"
_CPR = re.compile(
    rf"(?<![\w-])(?:\d{{6}}[-–]|{_BORN}(?:[ \xa0]?[-–][ \xa0]?|[ \xa0]))"
    r"(?:[\dA-ZÆØÅ]{3}\d|[Xx]{4})(?![\w-])"
    rf"|(?<![\w.,+/-]){_BORN}\d{{4}}(?![\w/-]|[.,]\d)"
    r"|(?i:(?<=cpr)(?P<between>[^\d\n]{0,12}))\d{6}[ \xa0]?[-–]?[ \xa0]?\d{4}(?!\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>]*[^\s<>().,;:!?\"'»«”]")
# Eight digits in pairs, after +45, or after a word such as "tlf.", as Danes write them.
# `phonenumbers` refuses numbers that cannot be assigned, and samples and typing errors hold such.
_PHONE = re.compile(
    r"(?<![\w.,+/-])(?:\(?(?:\+|00)\d{2}\)?[ \xa0]?)?"
    r"\d{2}(?P<gap>[ \xa0.-])\d{2}(?:(?P=gap)\d{2}){2}(?![\w/-]|[.,]\d)"
    r"|(?<!\w)\(?(?:\+|00)45\)?[ \xa0]?\d{4}[ \xa0]?\d{4}(?!\d)"
    r"|(?i:(?<!\[)\b(?:tlf|tel|mobil|sms|ring)[^\W\d]{0,8}(?P<between>[^\d\n]{1,16}))"
    r"\d{4}[ \xa0]?\d{4}(?![\w-]|[.,]\d)"
)
# What only looks like a telephone number: two years, a date, an amount, a number with a name.  Days
# come first only with dots or hyphens: "20 10 2024" can be a number.
_YEARS_OR_DATE = re.compile(
    r"\(?(?:(?:19|20)\d\d\D(?:19|20)\d\d\)?"
    r"|(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])(?P<part>[.-])(?:0?[1-9]|1[0-2])(?P=part)(?:19|20)\d\d)"
)
_PAGES = re.compile(r"(\d{4})–(\d{4})")
_UNIT_AFTER = re.compile(
    r"(?i)[ \xa0]?(?:kr\b|kroner|dkk|t\.?kr|mio|mia|million|euro?\b|€|%|pct|procent|,-)"
)
_NAME_BEFORE = re.compile(
    r"(?i)(?:\b(?:kr|dkk|eur|cvr|ean|uger?|side|sag|journal|budget)|€)"
    r"(?:s?[ -]?(?:nr|nummer))?[.:]?[ \xa0]?$"
)


MASK_TAG = re.compile(r"\[(CPR|E-MAIL|URL|TELEFON)\]")
"""What masking leaves behind; the group is the kind of identifier."""


@dataclass(frozen=True)
class Masked:
    """A masked text and how often each kind of identifier was replaced."""

    text: str
    counts: Counter[str] = field(default_factory=Counter)


def mask_identifiers(text: str, *, region: str = "DK") -> Masked:
    """Return the text with ``[CPR]``, ``[E-MAIL]``, ``[URL]`` and ``[TELEFON]`` for identifiers.

    Parameters
    ----------
    text : str
        Normalized text.
    region : str
        ISO country whose national telephone format is recognized besides the international one.

    Notes
    -----
    Does not find names of persons, addresses or case numbers.

    Examples
    --------
    >>> mask_identifiers("Ring til mig på 00 12 34 56 eller post@firma.example").text
    'Ring til mig på [TELEFON] eller [E-MAIL]'
    """
    counts: Counter[str] = Counter()
    for name, pattern in (("E-MAIL", _EMAIL), ("URL", _URL), ("CPR", _CPR)):
        text, counts[name] = _replace(text, map(_span, pattern.finditer(text)), name)
    for find in (_danish_phones, _other_phones):
        n = 1
        while n:  # a number can hide its neighbor from the first look
            spans = [span for span in find(text, region) if _is_phone(text, *span)]
            text, n = _replace(text, spans, "TELEFON")
            counts["TELEFON"] += n
    return Masked(text, +counts)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Return where the number itself stands, without the word that gave it away."""
    named = match.re.groupindex.get("between")
    start = match.end(named) if named else -1
    return (start if start >= 0 else match.start()), match.end()


def _danish_phones(text: str, region: str) -> list[tuple[int, int]]:
    return [_span(match) for match in _PHONE.finditer(text)]


def _other_phones(text: str, region: str) -> list[tuple[int, int]]:
    if not re.search(r"\d{2}\D?\d{2}\D?\d{2}", text):
        return []
    import phonenumbers

    return [(m.start, m.end) for m in phonenumbers.PhoneNumberMatcher(text, region)]


def _is_phone(text: str, start: int, end: int) -> bool:
    pages = _PAGES.fullmatch(text, start, end)
    return not (
        (pages and pages[1] < pages[2])
        or _YEARS_OR_DATE.fullmatch(text, start, end)
        or _UNIT_AFTER.match(text, end)
        or _NAME_BEFORE.search(text[max(0, start - 20) : start])
    )


def _replace(text: str, spans: Iterable[tuple[int, int]], name: str) -> tuple[str, int]:
    """Return the text with a tag for each span (the longer of two that overlap), and how many."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            parts += [text[at:start], f"[{name}]"]
            at = end
    return "".join([*parts, text[at:]]), len(parts) // 2
