"""The words of texts by lemma: Danish first, with Norwegian, Swedish and English beside it.

The only file that imports `simplemma` and `stopwordsiso`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy import sparse

from evalmine.themes.stop_lists import ALSO_STOPPED, NOT_STOPPED

MIN_LENGTH = 3

# Masked identifiers, and words of letters with inner hyphens; what holds a digit is no word.
_MASK = re.compile(r"\[[A-Z-]+\]")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:[-'’][^\W\d_]+)*(?![\w])")

# Language -> its name in simplemma and in stopwordsiso.
_NAMES = {
    "da": ("da", "da"),
    "nb": ("nb", "no"),
    "nn": ("nb", "no"),
    "no": ("nb", "no"),
    "sv": ("sv", "sv"),
    "en": ("en", "en"),
}

_OWN_LIST = {"nn": "nb", "no": "nb"}


@dataclass(frozen=True)
class WordCounts:
    """How often each text uses each word.

    Parameters
    ----------
    counts : scipy.sparse.csr_matrix, shape (n_texts, n_words)
        Whole numbers.
    lemmas : tuple of str
        The words, sorted.
    shown : tuple of str
        For each lemma the form in which the texts write it most often.
    shown_of : mapping of str to str
        Every form met, in lower case, to the shown form of its lemma; "" for stop words.
    """

    counts: Any
    lemmas: tuple[str, ...]
    shown: tuple[str, ...]
    shown_of: Mapping[str, str]


def count_words(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    language: str = "da",
    bigrams: bool = False,
) -> WordCounts:
    """Return the words of texts, counted by lemma.

    Stop words of a text's own language are left out (an English list never meets a Danish
    text), as are words with digits and words of fewer than three letters. Compounds stay whole.

    Parameters
    ----------
    texts : sequence of str
        One per row.
    languages : sequence of str
        Language of each text; "" and languages not known count as `language`.
    language : str, default "da"
        da, nb, nn, sv or en.
    bigrams : bool, default False
        Count pairs of neighboring words beside single ones.
    """
    forms: dict[str, Counter[str]] = {}
    lemma_votes: dict[str, Counter[str]] = {}
    rows: list[Counter[str]] = []
    for text, own in zip(texts, languages, strict=True):
        row: Counter[str] = Counter()
        for lemma, form, is_first in _words(text, known_language(own, language), bigrams):
            lemma_votes.setdefault(form.lower(), Counter())[lemma] += 1
            if lemma:
                row[lemma] += 1
                # The first word of a sentence is written large whatever it is.
                forms.setdefault(lemma, Counter())[form.lower() if is_first else form] += 1
        rows.append(row)
    lemmas = tuple(sorted(forms))
    shown = {lemma: _most_frequent(forms[lemma]) for lemma in lemmas}
    shown_of = {
        form: shown.get(_most_frequent(votes), "") for form, votes in sorted(lemma_votes.items())
    }
    counts = _matrix(rows, lemmas)
    return WordCounts(counts, lemmas, tuple(shown[lemma] for lemma in lemmas), shown_of)


def known_language(language: str, default: str) -> str:
    """Return the language if there are lemmas for it, else the default, else Danish."""
    return next((x for x in (language, default) if x in _NAMES), "da")


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of one language, in lower case."""
    import stopwordsiso

    own = _OWN_LIST.get(language, language)
    stopped = set(stopwordsiso.stopwords(_NAMES[language][1])) | set(ALSO_STOPPED[own].split())
    return frozenset(stopped - set(NOT_STOPPED[own].split()))


@cache
def lemma_of(word: str, language: str) -> str:
    """Return the lemma of a word in lower case, or "" for a stop word.

    Examples
    --------
    >>> lemma_of("mødestrukturerne", "da"), lemma_of("ikke", "da")
    ('mødestruktur', '')
    """
    import simplemma

    stopped = stop_words(language)
    if len(word) < MIN_LENGTH or word in stopped:
        return ""
    lemma = str(simplemma.lemmatize(word, lang=_NAMES[language][0])).lower()
    return "" if lemma in stopped or len(lemma) < MIN_LENGTH else lemma


def word_forms(text: str) -> list[str]:
    """Return the words of a text as they are written, without masks and words with digits."""
    return _WORD.findall(_MASK.sub(" ", text))


def _words(text: str, language: str, bigrams: bool) -> Iterator[tuple[str, str, bool]]:
    before = ("", "", 0)
    for match in _WORD.finditer(_MASK.sub(" ", text)):
        form = match.group()
        lemma = lemma_of(form.lower(), language)
        yield lemma, form, _starts_sentence(match)
        if bigrams and lemma and before[0] and before[2] == match.start() - 1:
            yield f"{before[0]} {lemma}", f"{before[1]} {form}".lower(), False
        before = (lemma, form, match.end())


def _starts_sentence(match: re.Match[str]) -> bool:
    head = match.string[: match.start()].rstrip(" \n\"'»«”“(–-")
    return not head or head[-1] in ".!?:"


def _most_frequent(counter: Counter[str]) -> str:
    """Return what is met most, the first in the alphabet of equals."""
    return min(counter, key=lambda form: (-counter[form], form))


def _matrix(rows: Sequence[Counter[str]], lemmas: Sequence[str]) -> Any:
    column = {lemma: j for j, lemma in enumerate(lemmas)}
    entries = [(i, column[w], n) for i, row in enumerate(rows) for w, n in sorted(row.items())]
    table = np.array(entries, dtype=np.int64).reshape(-1, 3)
    shape = (len(rows), len(lemmas))
    return sparse.csr_matrix((table[:, 2].astype(np.float64), (table[:, 0], table[:, 1])), shape)
