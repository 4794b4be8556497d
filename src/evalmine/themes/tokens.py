"""Texts as rows of words in their order, read once, from which counts and phrases are made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
import numpy.typing as npt

# Masked identifiers, and words of letters with inner hyphens; what holds a digit is no word.
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|\[[A-Z-]+\]|[^\w ]")
_IS_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BETWEEN = "\x00"  # stands between texts that are read together
_SKIPPED = frozenset("\"'»«”“’(–-")
_ENDS = frozenset(f".!?:•*\n{_BETWEEN}")
_TEXTS_TOGETHER = 20_000


@dataclass(frozen=True)
class Tokens:
    """The words of texts in their order.

    Parameters
    ----------
    forms : tuple of str
        The distinct forms as they are written; lower case for the first word of a sentence, which
        is written large whatever it is.
    languages : tuple of str
        Language of each form: a form met in two languages is there twice.
    text : ndarray of int32, shape (n_tokens,)
        Row of the text, rising.
    form : ndarray of int32, shape (n_tokens,)
        Place in `forms`.
    joined : ndarray of bool, shape (n_tokens,)
        Whether nothing but spaces stands between the word and the one before it.
    n_texts : int
        How many texts there are, with words or without.
    """

    forms: tuple[str, ...]
    languages: tuple[str, ...]
    text: npt.NDArray[np.int32] = field(repr=False)
    form: npt.NDArray[np.int32] = field(repr=False)
    joined: npt.NDArray[np.bool_] = field(repr=False)
    n_texts: int = 0

    def take(self, rows: npt.NDArray[np.int64]) -> Tokens:
        """Return the words of some texts, in this order."""
        starts = np.searchsorted(self.text, np.arange(self.n_texts + 1))
        length = (starts[1:] - starts[:-1])[rows]
        ends = np.cumsum(length)
        within = np.arange(int(length.sum())) - np.repeat(ends - length, length)
        place = np.repeat(starts[:-1][rows], length) + within
        return Tokens(
            self.forms,
            self.languages,
            np.repeat(np.arange(len(rows), dtype=np.int32), length),
            self.form[place],
            self.joined[place],
            len(rows),
        )


def read_tokens(texts: Sequence[str], languages: Sequence[str]) -> Tokens:
    """Return the words of texts.

    Parameters
    ----------
    texts : sequence of str
        One per row.
    languages : sequence of str
        Language of each text.
    """
    rows_of: dict[str, list[int]] = {}
    for row, language in enumerate(languages):
        rows_of.setdefault(language, []).append(row)
    forms: list[str] = []
    spoken: list[str] = []
    parts: list[tuple[npt.NDArray[np.int64], ...]] = []
    for language in sorted(rows_of):
        table: defaultdict[str, int] = defaultdict(count(len(forms)).__next__)
        rows = rows_of[language]
        for start in range(0, len(rows), _TEXTS_TOGETHER):
            block = rows[start : start + _TEXTS_TOGETHER]
            parts.append(_read([texts[row] for row in block], np.array(block), table))
        forms += table
        spoken += [language] * len(table)
    return _in_order(forms, spoken, parts, len(texts))


def word_forms(text: str) -> list[str]:
    """Return the words of a text as they are written, without masks and words with digits."""
    return [token for token in _TOKEN.findall(text) if _IS_WORD.fullmatch(token)]


def _read(
    texts: list[str], rows: npt.NDArray[np.int64], table: defaultdict[str, int]
) -> tuple[npt.NDArray[np.int64], ...]:
    """Return row, form and whether it is joined of every word; new forms go into the table."""
    said = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    found = _TOKEN.findall(said)
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    own: defaultdict[str, int] = defaultdict(count().__next__)
    token = np.fromiter(map(own.__getitem__, found), np.int64, len(found))
    strings = list(own)
    is_word = np.array([_IS_WORD.fullmatch(x) is not None for x in strings], dtype=bool)
    word = is_word[token]
    ends = np.array([x in _ENDS for x in strings], dtype=bool)[token]
    skipped = np.array([x in _SKIPPED for x in strings], dtype=bool)[token]
    # The last token before each that is not a quotation mark or a bracket.
    last = np.maximum.accumulate(np.where(skipped, -1, np.arange(len(token))))
    before = np.concatenate([[-1], last[:-1]])
    first = (before < 0) | ends[before]
    row = rows[np.cumsum(np.array([x == _BETWEEN for x in strings], dtype=bool)[token])]
    joined = np.concatenate([[False], word[:-1]])
    as_is = np.array([table[x] if w else -1 for x, w in zip(strings, is_word, strict=True)])
    small = np.array(
        [
            table[x.lower()] if w and x[1:] == x[1:].lower() else i
            for x, w, i in zip(strings, is_word, as_is, strict=True)
        ]
    )
    form = np.where(first, small[token], as_is[token])
    return row[word], form[word], joined[word].astype(np.int64)


def _in_order(
    forms: list[str],
    languages: list[str],
    parts: list[tuple[npt.NDArray[np.int64], ...]],
    n_texts: int,
) -> Tokens:
    """Return the parts as one, by row, with forms in an order that does not hang on the texts'."""
    nothing = np.zeros(0, dtype=np.int64)
    text, form, joined = (
        np.concatenate(column) if parts else nothing
        for column in (zip(*parts, strict=True) if parts else ((), (), ()))
    )
    by_text = np.argsort(text, kind="stable")
    used = np.flatnonzero(np.bincount(form, minlength=len(forms)))
    order = sorted(used.tolist(), key=lambda i: (forms[i], languages[i]))
    place = np.zeros(len(forms), dtype=np.int32)
    place[order] = np.arange(len(order))
    return Tokens(
        tuple(forms[i] for i in order),
        tuple(languages[i] for i in order),
        text[by_text].astype(np.int32),
        place[form[by_text]],
        joined[by_text].astype(bool),
        n_texts,
    )
