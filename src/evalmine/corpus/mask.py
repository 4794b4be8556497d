"""Identifiers are masked before anything is stored or embedded.

Masks CPR numbers, e-mail addresses, web addresses and telephone numbers with a tag in brackets.
It lowers the risk; it does not make a text anonymous: names, places and stories stay.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

# Day 01-31 (and the +40/+60 days of replacement numbers), month 01-12 or not: careless numbers
# with an impossible date are masked too.  The modulus-11 check was given up in 2007.
_CPR = re.compile(r"(?<![\w-])\d{6}[ ]?[-–][ ]?[\dA-ZÆØÅ]{4}(?![\w-])")
_CPR_BARE = re.compile(r"(?i)(?<=cpr)([^\d\n]{0,12})(\d{10})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>()]+[^\s<>().,;:!?]")
# Eight digits in pairs or with +45, as Danes write them.  `phonenumbers` refuses numbers that
# cannot be assigned, and samples and typing errors hold such numbers.
_PHONE = re.compile(
    r"(?<![\w.,+/-])(?:(?:\+|00)45[ ]?)?(?:\d{2} ){3}\d{2}(?![\w/-]|[.,]\d)|(?<!\w)\+45 ?\d{8}(?!\d)"
    r"|(?i:(?<=tlf)|(?<=tlf\.)|(?<=telefon)|(?<=mobil)|(?<=tel\.))[: ]{1,3}\d{8}(?!\d)"
)


@dataclass(frozen=True)
class Masked:
    """A masked text and how often each kind of identifier was replaced."""

    text: str
    counts: Counter[str] = field(default_factory=Counter)


def mask_identifiers(text: str, *, region: str = "DK") -> Masked:
    """Return the text with identifiers replaced by ``[CPR]``, ``[E-MAIL]``, ``[URL]``, ``[TELEFON]``.

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

    def tag(name: str, pattern: re.Pattern[str], value: str) -> str:
        value, n = pattern.subn(f"[{name}]", value)
        counts[name] += n
        return value

    text = tag("CPR", _CPR, text)
    text, n = _CPR_BARE.subn(r"\1[CPR]", text)
    counts["CPR"] += n
    text = tag("E-MAIL", _EMAIL, text)
    text = tag("URL", _URL, text)
    text = _mask_phones(text, region, counts)
    return Masked(text, +counts)


def _mask_phones(text: str, region: str, counts: Counter[str]) -> str:
    def spaced(match: re.Match[str]) -> str:
        counts["TELEFON"] += 1
        return (" " if match.group()[0] in ": " else "") + "[TELEFON]"

    text = _PHONE.sub(spaced, text)
    if not re.search(r"\d{2}[ .-]?\d{2}[ .-]?\d{2}", text):
        return text
    import phonenumbers

    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, region))):
        counts["TELEFON"] += 1
        text = text[: match.start] + "[TELEFON]" + text[match.end :]
    return text
