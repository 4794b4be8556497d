"""The words of texts by lemma: Danish first, with Norwegian, Swedish and English beside it.

The only file that imports `simplemma` and `stopwordsiso`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.stop_lists import ALSO_STOPPED, NOT_STOPPED
from evalmine.themes.tokens import Tokens, read_tokens, word_forms

__all__ = ["WordCounts", "count_words", "known_language", "lemma_of", "stop_words", "word_forms"]

MIN_LENGTH = 3

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

Ints = npt.NDArray[np.int64]


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
    tokens : Tokens
        The words in the order of the texts.
    word_of_form : ndarray of int64, shape (n_forms,)
        For each form of the tokens the column of its lemma; -1 for stop words.
    """

    counts: Any
    lemmas: tuple[str, ...]
    shown: tuple[str, ...]
    tokens: Tokens = field(repr=False)
    word_of_form: Ints = field(repr=False)

    @cached_property
    def shown_of(self) -> Mapping[str, str]:
        """Every form met, in lower case, to the shown form of its lemma; "" for stop words."""
        forms = [form.lower() for form in self.tokens.forms]
        uses = np.bincount(self.tokens.form, minlength=len(forms))
        best: dict[str, tuple[int, int]] = {}
        for form, word, n in zip(forms, self.word_of_form.tolist(), uses.tolist(), strict=True):
            best[form] = min(best.get(form, (1, 0)), (-n, word))
        shown = (*self.shown, "")
        return {form: shown[best[form][1]] for form in sorted(best)}

    def take(self, rows: Ints) -> WordCounts:
        """Return the counts of some texts, in this order; words keep their columns."""
        tokens = self.tokens.take(rows)
        return WordCounts(self.counts[rows], self.lemmas, self.shown, tokens, self.word_of_form)


def count_words(
    texts: Sequence[str], languages: Sequence[str], *, language: str = "da"
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
    """
    known = {own: known_language(own, language) for own in set(languages)}
    tokens = read_tokens(texts, [known[own] for own in languages])
    uses = np.bincount(tokens.form, minlength=len(tokens.forms))
    lemma_of_form = _lemmas(tokens, uses)
    lemmas = tuple(sorted(set(lemma_of_form) - {""}))
    column = {lemma: j for j, lemma in enumerate(lemmas)} | {"": -1}
    word_of_form = np.array([column[x] for x in lemma_of_form], dtype=np.int64)
    # Ties go to the form that is first in the alphabet: forms are sorted.
    shown_uses = np.where(_genitives(tokens, word_of_form), 0, uses)
    order = np.lexsort((np.arange(len(uses)), -shown_uses, word_of_form))
    order = order[word_of_form[order] >= 0]
    _, first = np.unique(word_of_form[order], return_index=True)
    shown = tuple(tokens.forms[i] for i in order[first])
    counts = _matrix(tokens, word_of_form, len(lemmas))
    return WordCounts(counts, lemmas, shown, tokens, word_of_form)


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


def _lemmas(tokens: Tokens, uses: Ints) -> list[str]:
    """Return the lemma of each form.

    The dictionary reads *leder* as a form of *led*, while it knows *lederen* for a form of
    *leder*. A form that is the lemma of others is taken for one itself where the texts use those
    others at least as much as other forms of the lemma it was given.
    """
    forms = [form.lower() for form in tokens.forms]
    found = [lemma_of(f, own) for f, own in zip(forms, tokens.languages, strict=True)]
    others: dict[tuple[str, str], int] = {}  # uses of forms that differ from their lemma
    by_form: dict[tuple[str, str, str], int] = {}
    for form, lemma, own, n in zip(forms, found, tokens.languages, uses.tolist(), strict=True):
        others[own, lemma] = others.get((own, lemma), 0) + n
        by_form[own, lemma, form] = by_form.get((own, lemma, form), 0) + n

    def better(form: str, lemma: str, own: str) -> str:
        if not lemma or form == lemma:
            return lemma
        as_lemma = others.get((own, form), 0)
        as_form = others[own, lemma] - by_form[own, lemma, form]
        return form if as_lemma and as_lemma >= as_form else lemma

    return [better(f, x, own) for f, x, own in zip(forms, found, tokens.languages, strict=True)]


def _genitives(tokens: Tokens, word_of_form: Ints) -> npt.NDArray[np.bool_]:
    """Return which forms end in the s of a genitive, where their lemma has a form without."""
    known = list(zip(tokens.forms, tokens.languages, word_of_form.tolist(), strict=True))
    plain = {word for form, language, word in known if language != "en" and form[-1] != "s"}
    return np.array([form[-1] == "s" and word in plain for form, _, word in known], dtype=bool)


def _matrix(tokens: Tokens, word_of_form: Ints, n_words: int) -> Any:
    word = word_of_form[tokens.form] if len(tokens.form) else np.zeros(0, dtype=np.int64)
    kept = word >= 0
    ones = np.ones(int(kept.sum()))
    shape = (tokens.n_texts, n_words)
    counts = sparse.csr_matrix((ones, (tokens.text[kept], word[kept])), shape)
    counts.sum_duplicates()
    return counts
