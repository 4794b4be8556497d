"""Finds the words of a text that point at something outside it.

Rules on words and their places; no model.  A pronoun is at home where the text itself names before
it what it can stand for (a noun that fits in number, or for *det* a whole clause), where a
relative clause follows it (*det, vi manglede*), and where it points at nothing (*det tager tid
at*).  Out of reach are definite nouns ("mødet") and names: which meeting the reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from evalmine.synthesis.quoting.formal import is_formal_det, is_formal_it
from evalmine.synthesis.quoting.pointer_words import pointer_words
from evalmine.synthesis.quoting.reader import ARTICLE, TOKEN, Reader, is_plural
from evalmine.synthesis.quoting.word_sets import word_set

_RELATIVE = re.compile(
    r"\s*,?\s*(?:der|som|hvor|hvis|who|which|whom|that)\b"
    r"|\s*,\s*(?:vi|jeg|man|de|I|ingen|alle|andre|folk|lederne|det)\b"
)
_RELATIVE_SOON = re.compile(
    r"(?:\s+[\w-]+){1,4}?,?\s+(?:der|som|hvor|hvorpå|hvormed|at|att)\b"
    r"|(?:\s+[\w-]+){1,4}?,\s+(?:vi|jeg|man|de|det|\w+(?:ne|en|et))\b"
    r"|\s+[\w-]+\s+(?:vi|jeg|man)\b"
)
_THIRD: Final = {
    "da": """de dem deres han ham hans hun hende hendes den dens dets det dette denne disse her
        derude derinde""",
    "nb": "de dem deres han ham hans hun henne hennes den dens det dette denne disse her",
    "sv": "de dem dom deras han honom hans hon henne hennes den dess det detta denna dessa här",
    "en": "they them their theirs he him his she her hers it its this that these those such there",
}
_PLURAL: Final = word_set("de dem deres deras dom they them their theirs")
_PERSON: Final = word_set(
    "han ham hans hun hende hendes henne hennes hon honom he him his she her hers"
)


def pointers(text: str, language: str = "da") -> tuple[str, ...]:
    """Return the words that point at something outside the text, in order; () where none does.

    Parameters
    ----------
    text : str
        One or more whole sentences.
    language : str
        da, nb, sv or en; any other is read as Danish.

    Examples
    --------
    >>> pointers("Ingen havde noget imod dem, og ingen kunne huske, hvad de handlede om.")
    ('dem', 'de')
    >>> pointers("Nye kolleger får en makker, og de mødes hver uge.")
    ()
    """
    return _pointers(text, language if language in _THIRD else "da")


@lru_cache(maxsize=65536)
def _pointers(text: str, language: str) -> tuple[str, ...]:
    reader = Reader(text, language, pointer_words(language))
    third = word_set(_THIRD[language])
    opener = reader.words.opener.match(reader.text)
    found = [(0, opener[0])] if opener else []
    for pattern in (reader.words.carrier, reader.words.comparing):
        for match in pattern.finditer(reader.text):
            if not reader.clause_before(match.start()) or reader.too_near(match.start()):
                found.append((match.start(), match[0]))
    for match in re.finditer(r"\w+", reader.text):
        word = match[0]
        if word in third and _POINTS.get(word, _points)(reader, match):
            found.append((match.start(), word))
    return tuple(word for _, word in sorted(set(found)))


def _points(reader: Reader, match: re.Match[str]) -> bool:
    """Return whether a third-person pronoun finds nothing before it to stand for."""
    place, word = match.start(), match[0]
    after = reader.text[match.end() :]
    if word in ("den", "de", "the", "dem", "dom") and _RELATIVE.match(after):
        return False
    if word in ("den", "de") and not _is_pronoun(reader, after):
        return _demonstrative(reader, word, place, after)
    nouns = reader.nouns(place)
    if word in _PLURAL:
        fitting = [n for n in nouns if is_plural(reader, *n)]
    elif word in _PERSON:
        fitting = [n for n in nouns if not n[1].endswith(("erne", "ene", "et"))]
    else:
        fitting = [n for n in nouns if not n[1].endswith(("erne", "ene"))]
    if not fitting:
        return True
    possessive = word in (
        "deres",
        "deras",
        "their",
        "hans",
        "hendes",
        "hennes",
        "his",
        "its",
        "her",
    )
    first = fitting[0][0]
    apart = any(first < b <= place for b in reader.borders)
    return not (possessive or apart or len(fitting) > 1)


def _is_pronoun(reader: Reader, after: str) -> bool:
    """Return whether "den", "det" or "de" stands alone, and not before its noun."""
    following = [*TOKEN.findall(after[:60]), ".", ".", "."]
    word, second, third = following[:3]
    if not word[0].isalnum() or word in reader.words.after_pronoun:
        return True
    present = word.endswith(("er", "r")) and not word.endswith(_AGENTS)
    past = word.endswith(("ede", "te", "ade")) and (not word.endswith("ste") or word in _PAST_STE)
    if not (present or past or word.endswith("s")):
        return False
    if reader.language == "da" and past and second.endswith(_DEFINITE) and len(second) > 4:
        return True  # "den vendte rollerne"; after an article it would be "roller"
    relative = second in (",", "der", "som", "vi", "hvor") and third != "at"
    return not relative and (second in reader.words.after_pronoun or not second[0].isalnum())


def _demonstrative(reader: Reader, word: str, place: int, after: str) -> bool:
    """Return whether "den tavle" wants a tavle named before; "den nye tavle" does not."""
    noun = re.match(r"\s+([\w-]+)(?:\s+(\w+))?", after)
    if not noun or noun[1].isdigit() or noun[1] in ARTICLE or _RELATIVE_SOON.match(after):
        return False
    if noun[1].endswith(("e", "s", "a")):
        # "den historie går": no noun follows that it could describe.
        alone = word != "de" and (noun[2] or "") in reader.words.after_pronoun - {"og", "eller"}
        alone = alone or noun[1] in _DEICTIC
        if not alone or noun[1].endswith(("ste", "sta", "s")) or noun[1] in _NOMINAL:
            return False
    return not reader.clause_before(place)


def _det(reader: Reader, match: re.Match[str]) -> bool:
    place, after = match.start(), reader.text[match.end() :]
    before = reader.text[:place]
    if _RELATIVE.match(after) or is_formal_det(before, after):
        return False
    if re.search(r"\b(?:i|med|for|på|av|af)\s+$", before) and re.match(
        r"\s+(?:hele|samme|første|andet|tredje|daglige|mindste|meste|seneste|øvrige|sidste|små|gamle|fri)",
        after,
    ):
        return False
    if re.match(r"\s+(?:hele\b|meste\b|psykiske\b|vil\s+sige)", after):
        return False
    if not _is_pronoun(reader, after):
        return _demonstrative(reader, "det", place, after)
    if reader.clause_before(place):
        return False
    neuter = [n for n in reader.nouns(place) if n[1].endswith(("et", "t"))]
    return not any(any(n[0] < b <= place for b in reader.borders) for n in neuter)


def _this(reader: Reader, match: re.Match[str]) -> bool:
    """Return whether "dette", "denne", "disse", "this" come before anything is said."""
    return not reader.clause_before(match.start())


def _here(reader: Reader, match: re.Match[str]) -> bool:
    after = reader.text[match.end() :]
    if re.match(r"\s+(?:hos|på|i|ved|til|fra|og\s+nu)\b", after):
        return False
    if re.search(r"\b(?:det|den|de)\s+$", reader.text[: match.start()]):
        return not reader.clause_before(match.start())
    return not reader.clause_before(match.start())


def _out_there(reader: Reader, match: re.Match[str]) -> bool:
    return not reader.clause_before(match.start())


def _it(reader: Reader, match: re.Match[str]) -> bool:
    after = reader.text[match.end() :]
    if is_formal_it(after):
        return False
    if match[0] == "its":
        return not reader.nouns(match.start())
    nouns = [n for n in reader.nouns(match.start()) if not n[1].endswith("s")]
    apart = any(any(n[0] < b <= match.start() for b in reader.borders) for n in nouns)
    return not (apart or reader.clause_before(match.start()))


def _that(reader: Reader, match: re.Match[str]) -> bool:
    """Return whether "that", "those" or "such" is a demonstrative without anything before it."""
    after, before = reader.text[match.end() :], reader.text[: match.start()]
    if match[0] == "those" and re.match(
        r"\s+(?:who|which|that|of\s+us|with|in|from|at|we)\b", after
    ):
        return False
    if match[0] == "such" and re.match(r"\s+as\b", after):
        return False
    if match[0] in ("that", "such") and before.strip():
        return False  # a conjunction or a relative, more often than not
    return not reader.clause_before(match.start())


def _there(reader: Reader, match: re.Match[str]) -> bool:
    after = reader.text[match.end() :]
    if re.match(
        r"\s+(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might)\b", after
    ):
        return False
    if re.search(r"\b(?:is|are|was|were)\s+$", reader.text[: match.start()]):
        return False
    return not reader.clause_before(match.start())


_DEFINITE: Final = ("erne", "ene", "en", "et")
_DEICTIC: Final = word_set("periode historie uge måde gruppe øvelse samtale opgave oplevelse fase")
_NOMINAL: Final = word_set("enkelte nye gamle unge syge ansatte pågældende svære gode nære vigtige")
_PAST_STE: Final = word_set("rejste læste viste vidste kastede løste blæste hvæste roste")
_AGENTS: Final = (
    "leder",
    "lærer",
    "arbejder",
    "mester",
    "ør",
    "tør",
    "ner",
    "ager",
    "værter",
    "ler",
)
_POINTS: Final[dict[str, Callable[[Reader, re.Match[str]], bool]]] = {
    "det": _det,
    "dette": _this,
    "detta": _this,
    "denne": _this,
    "denna": _this,
    "disse": _this,
    "dessa": _this,
    "this": _this,
    "these": _this,
    "her": _here,
    "här": _here,
    "derude": _out_there,
    "derinde": _out_there,
    "it": _it,
    "its": _it,
    "that": _that,
    "those": _that,
    "such": _that,
    "there": _there,
}
