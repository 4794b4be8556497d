"""The seven things a segment can speak of, in the order reports use them."""

from __future__ import annotations

from typing import Final

ASPECTS: Final = (
    "change",
    "learning",
    "mechanism",
    "barrier",
    "precondition",
    "spread",
    "context",
)
"""What a segment speaks of; ``context`` is everything that is none of the others."""

ASPECT_NAMES: Final[dict[str, dict[str, str]]] = {
    "change": {"da": "Forandringer", "en": "Changes"},
    "learning": {"da": "Læringer", "en": "Lessons learned"},
    "mechanism": {"da": "Virkemidler", "en": "What worked"},
    "barrier": {"da": "Barrierer", "en": "Barriers"},
    "precondition": {"da": "Forudsætninger", "en": "Preconditions"},
    "spread": {"da": "Forankring og spredning", "en": "Anchoring and spread"},
    "context": {"da": "Baggrund", "en": "Background"},
}


def aspect_name(aspect: str, language: str = "da") -> str:
    """Return what an aspect is called in a report; English for a language without a name.

    Examples
    --------
    >>> aspect_name("mechanism"), aspect_name("mechanism", "en")
    ('Virkemidler', 'What worked')
    """
    names = ASPECT_NAMES[aspect]
    return names.get(language, names["en"])
