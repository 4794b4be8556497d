"""What a methodologist would say about a codebook before anybody codes with it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from evalmine.coding.codebook_model import UNDETERMINED, Code, Codebook
from evalmine.corpus.text import fold

_MIN_WORDS = 8
_NEAR = 0.75
_LANGUAGES = {"da": "Danish", "en": "English", "nb": "Norwegian", "sv": "Swedish"}


def check_codebook(codebook: Codebook) -> list[str]:
    """Return what could make coding with this codebook unreliable, one line each, in file order.

    Looks for codes without examples or without a rule for when not to use them, without a Danish
    or English name and definition (or those of `codebook.languages`), with a very short
    definition (under 8 words), for two codes with nearly the same definition (Dice coefficient of
    character trigrams of at least 0.75) or the same example.  Groups are only asked for names.
    An empty list means that none of this was found, not that the codes can be told apart: that
    takes two coders and an agreement statistic.
    """
    languages = codebook.languages or ("da", "en")
    found: list[str] = []
    for code in codebook.codes:
        found += _missing_languages(code, languages)
        if code.assignable:
            found += _check_code(code)
    return found + _near_definitions(codebook) + _shared_examples(codebook)


def _missing_languages(code: Code, languages: tuple[str, ...]) -> list[str]:
    found = []
    for language in languages:
        spoken = _LANGUAGES.get(language, language)
        for field in ("name", "definition"):
            texts: dict[str, str] = getattr(code, field)
            stated = texts.get(language) or (field == "definition" and not texts)
            if not stated and UNDETERMINED not in texts:
                found.append(f"{code.id}: no {field} in {spoken}")
    return found


def _check_code(code: Code) -> list[str]:
    found = []
    if not any(code.definition.values()):
        found.append(f"{code.id}: no definition; say in two sentences what belongs here")
    for language, text in code.definition.items():
        n_words = len(text.split())
        if n_words < _MIN_WORDS:
            found.append(f"{code.id}: the definition in {language!r} has only {n_words} words")
    if not any(code.examples.values()):
        found.append(f"{code.id}: no examples; three or more make coding much better")
    if not any(code.exclude.values()):
        found.append(f"{code.id}: no rule for when not to use it; name the nearest other code")
    return found


def _near_definitions(codebook: Codebook) -> list[str]:
    found = []
    for first, second in combinations(codebook.assignable, 2):
        for language in first.definition.keys() & second.definition.keys():
            pair = first.definition[language], second.definition[language]
            if min(map(len, pair)) > 0 and _dice(*pair) >= _NEAR:
                found.append(f"{first.id} and {second.id}: nearly the same definition")
                break
    return found


def _dice(first: str, second: str) -> float:
    a, b = _trigrams(first), _trigrams(second)
    return 2 * sum((a & b).values()) / max(a.total() + b.total(), 1)


def _trigrams(text: str) -> Counter[str]:
    text = f" {fold(text)} "
    return Counter(text[i : i + 3] for i in range(len(text) - 2))


def _shared_examples(codebook: Codebook) -> list[str]:
    owner: dict[str, str] = {}
    found = []
    for code in codebook.assignable:
        for sentence in (s for lines in code.examples.values() for s in lines):
            other = owner.setdefault(fold(sentence), code.id)
            if other != code.id:
                found.append(f"{other} and {code.id}: the same example, {sentence!r}")
    return found
