"""Which sentences can stand alone on a page, and which only tell a plan or what was before."""

from __future__ import annotations

import re
from typing import Final

from evalmine.corpus.language import detect_language
from evalmine.synthesis.quoting.pointers import pointers

MIN_WORDS, MAX_WORDS = 5, 45
_CLOSERS: Final = "»«\"”“’') "
_OPENERS: Final = "»«\"”“„’'"
_EMOJI: Final = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\s]+$")

# What was planned, believed, or so before the project is no finding, unless the turn follows.
_BEFORE: Final = re.compile(
    r"(?i)^[»\"”“'’]?(?:hensigten|planen|målet|formålet|tanken|ideen|idéen|meningen|håbet|syftet|"
    r"tanken|the (?:aim|plan|purpose|intention|idea)) (?:var|er|was|is|är)\b|"
    r"^(?:vi|jeg) (?:trode|troede|trodde|regnede med|håbede|hadde (?:trodd|planlagt)|"
    r"havde (?:håbet|regnet|troet|forventet|planlagt|søgt))\b|"
    r"^(?:før|førhen|tidligere|inden|before|previously|tidigare|förr|"
    r"we (?:thought|believed|planned|hoped|expected))\b|"
    r"^(?:[^\s,.:;]+\s+){1,6}?(?:plejede at|pleide å|brukade|used to)\b"
)
_TURN: Final = re.compile(
    r"(?i)\b(men|nu|nå|i dag|viste sig|viste seg|i stedet|siden|but|now|today|instead|turned out|"
    r"i stället)\b"
)
# A part of a sentence printed as one: "Fordi lederen kom forbi."
_PART: Final = re.compile(
    r"(?i)^(?:fordi|because|eftersom|för att|som (?:gjorde|gav|er|var)|hvilket|vilket|which)\b"
)
_THAT: Final = re.compile(
    r"(?i)^(?:og )?(?:at|att|that) "
    r"(?:(?!(?:alle|de|disse|mange|nogle|folk|der|hver|lederne|have)\b)"
    r"(?:[a-zæøåäö]+[eå]|få|se|bo|tro|ske)\b(?P<infinitive>))?"
)
_MAIN_VERB: Final = re.compile(
    r"(?i)(?:,\s+|\s)(?:er|var|kræver|gør|gjorde|gav|giver|betyder|betød|tager|tog|blev|bliver|har|"
    r"havde|virker|virkede|koster|viser|kan|skal|fik|får|kommer|kom|is|was|takes|became|gir|är)\b"
)
_AFTER_PART: Final = re.compile(
    r"(?i),\s+(?:er|var|kræver|gør|gjorde|gav|giver|tager|tog|blev|bliver|har|havde|virker|virkede|"
    r"kan|kunne|skal|fik|får|kommer|kom|gik|går|we|they|people|the|it|there|\w+(?:ede|ade|er))\b"
)


def is_self_contained(text: str, language: str = "") -> bool:
    """Return whether a text can stand alone: printable length, whole, not pointing outside itself.

    Parameters
    ----------
    text : str
        One or more sentences.
    language : str
        da, nb, sv or en; told from the text where it is left out.

    Examples
    --------
    >>> is_self_contained("Vi begynder hvert møde med to minutter, hvor alle siger noget.")
    True
    >>> is_self_contained("Det virkede kun, fordi lederen selv gik forrest hver gang.")
    False
    >>> is_self_contained("Det tager tid at ændre vaner på en travl afdeling.")
    True
    """
    n_words = len(text.split())
    if not MIN_WORDS <= n_words <= MAX_WORDS or not is_whole(text):
        return False
    return not pointers(text, language or detect_language(text, prior="da"))


def is_whole(text: str) -> bool:
    """Return whether a text begins and ends as a sentence does, and is more than a part of one.

    Examples
    --------
    >>> is_whole("Vi holder et kort møde hver mandag, hvor alle")
    False
    >>> is_whole("Fordi lederen selv kom forbi.")
    False
    """
    begins = text[:1].isupper() or text[:1].isdigit() or text[:1] in _OPENERS
    bare = _EMOJI.sub("", text).rstrip(_CLOSERS)
    ends = bare[-1:] in (".", "!", "?") and not bare.endswith("..")
    return begins and ends and not is_part(text) and has_balanced_marks(text)


def is_part(text: str) -> bool:
    """Return whether a text is a subordinate clause alone, such as an answer "Fordi ..."."""
    bare = text.lstrip(_OPENERS)
    if _PART.match(bare):
        return not _AFTER_PART.search(bare)
    if that := _THAT.match(bare):
        rest = bare[that.end() :]
        simple = that["infinitive"] is not None and _MAIN_VERB.search(rest.split(",")[0])
        return not (simple or _AFTER_PART.search(rest))
    return bool(re.match(r"\d{1,2}[.)]\s+[a-zæøåäö]", bare))


def has_balanced_marks(text: str) -> bool:
    """Return whether every quotation mark and parenthesis is closed inside the text.

    Examples
    --------
    >>> has_balanced_marks("Så stod jeg der en tirsdag.«")
    False
    """
    danish, french = text.count("»"), text.count("«")
    return (
        danish == french
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and (
            text.count("“") == text.count("”")
            or text.count("“") + text.count("”") == text.count("”")
        )
        and text.count("„") <= text.count("“") + text.count("”")
    )


def tells_what_was_before(text: str) -> bool:
    """Return whether a sentence only tells a plan, a belief, or how it was before the project.

    Examples
    --------
    >>> tells_what_was_before("Hensigten var, at alle skulle mødes en gang om ugen.")
    True
    >>> tells_what_was_before("Før sad vi hver for sig, men nu spiser vi sammen.")
    False
    """
    return bool(_BEFORE.search(text)) and not _TURN.search(text)
