"""Whether a proposed sentence is carried by its evidence; when in doubt it is rejected.

The checks are one-sided: what they let through can still be wrong (a person reads it), but no
number, name, quotation or count is printed that the evidence does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from evalmine.coding.aspect.polarity import polarity
from evalmine.corpus.text import fold
from evalmine.synthesis.writing.writer import Draft
from evalmine.themes.words import count_words

MIN_SOURCES: Final = 2
MAX_WORDS: Final = 40
LEAST_SHARED: Final = 0.5
"""Share of a sentence's words (lemmas, without stop words) that its evidence must have."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS: Final = {
    "da": "to tre fire fem seks syv otte ni ti elleve tolv tyve tredive halvdelen en tredjedel "
    "hundrede tusind dobbelt",
    "en": "two three four five six seven eight nine ten eleven twelve twenty thirty half third "
    "hundred thousand double",
}
# How many projects say it is counted by evalmine and printed beside the wording.
_QUANTITIES: Final = re.compile(
    r"\b(?:alle|mange|flere|flest|flertallet|fleste|enkelte|få|nogle|samtlige|"
    r"all|many|most|several|some|few|every|majority|both)\b"
)
_OF_PROJECTS: Final = re.compile(
    rf"{_QUANTITIES.pattern}(?: (?:af|of))?(?: (?:de|the))? (?:projekt|arbejdsplads|sted|"
    r"virksomhed|organisation|deltager|project|workplace|place|compan|participant)"
)
_QUOTATION: Final = re.compile('["“”„»«]')
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s+\S)")
_NAME: Final = re.compile(r"(?<!^)(?<![.!?:] )\b[A-ZÆØÅÄÖ][\wæøåäö-]+")
_ABBREVIATIONS: Final = re.compile(r"\b(?:bl\.a|f\.eks|fx|ca|mv|osv|m\.fl|dvs|e\.g|i\.e)\.", re.I)


@dataclass(frozen=True)
class Basis:
    """What a sentence is held against.

    Parameters
    ----------
    texts : sequence of str
        The numbered excerpts.
    languages : sequence of str
        One per excerpt.
    headline : str
        Its words count as carried.
    language : str
        Of the sentence.
    """

    texts: Sequence[str]
    languages: Sequence[str]
    headline: str
    language: str


def objection(draft: Draft, basis: Basis, *, likeness: float, least: float) -> str:
    """Return why a sentence must not be printed, as a key of the report's words, or "".

    Parameters
    ----------
    draft : Draft
    basis : Basis
    likeness : float
        Mean cosine of the sentence's vector to those of its excerpts.
    least : float
        The cosine it must reach.
    """
    cited = sorted(set(draft.sources))
    if len(cited) < min(MIN_SOURCES, len(basis.texts)) or not all(
        1 <= n <= len(basis.texts) for n in cited
    ):
        return "sources"
    texts = [basis.texts[n - 1] for n in cited]
    said = " ".join([*texts, basis.headline])
    form = _form_objection(draft.text)
    if form:
        return form
    for key, found in (
        ("number", _numbers(draft.text, basis.language) - _numbers(said, basis.language)),
        ("quantity", _quantities(draft.text) - _quantities(said)),
        ("name", _names(draft.text) - {w.casefold() for w in re.findall(r"[\w-]+", said)}),
    ):
        if found:
            return key
    if not _has_words_of(draft.text, said, basis, cited) or likeness < least:
        return "not_carried"
    signs = polarity(texts, [basis.languages[n - 1] for n in cited])
    own = int(polarity([draft.text], [basis.language])[0])
    if own and own == -int(np.sign(signs.sum())):
        return "opposite"
    return ""


def _form_objection(text: str) -> str:
    if _QUOTATION.search(text):
        return "quotation"
    if _OF_PROJECTS.search(fold(text)):
        return "quantity"
    plain = _ABBREVIATIONS.sub("x", text)
    if len(text.split()) > MAX_WORDS or _SENTENCE_END.search(plain) or not text.strip():
        return "length"
    return ""


def _numbers(text: str, language: str) -> set[str]:
    words = set(_NUMBER_WORDS.get(language, _NUMBER_WORDS["en"]).split()) - {"en"}
    return {n.rstrip(".,") for n in _NUMBER.findall(text)} | (
        words & set(re.findall(r"\w+", fold(text)))
    )


def _quantities(text: str) -> set[str]:
    return set(_QUANTITIES.findall(fold(text)))


def _names(text: str) -> set[str]:
    return {name.casefold() for name in _NAME.findall(text)}


def _has_words_of(text: str, said: str, basis: Basis, cited: Sequence[int]) -> bool:
    """Return whether the evidence has enough of the sentence's words.

    Excerpts in another language than the sentence have other words: there the vectors decide.
    """
    if any(basis.languages[n - 1] != basis.language for n in cited):
        return True
    counts = count_words([text, said], [basis.language] * 2, language=basis.language).counts
    used = np.asarray(counts.toarray()) > 0
    n_own = int(used[0].sum())
    return bool(n_own) and int((used[0] & used[1]).sum()) >= LEAST_SHARED * n_own
