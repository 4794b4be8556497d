"""Noun phrases that stand in the texts: *fælles sprog*, *mødestruktur i afdelingen*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.nouns import find_adjectives, prepositions
from evalmine.themes.words import WordCounts

# A: adjective form, N: noun, P: preposition, C: "and".
# Two nouns in a row are a phrase in English only.
_PATTERNS = ("AN", "NPN", "NCN", "NPAN", "ANPN")
_ENGLISH_PATTERNS = ("NN", "ANN")
_AND = ("og", "och", "and")
_DEFINITE = (
    "den det de denne dette disse deras deres din dine dit dessa detta hans hendes hennes "
    "jeres min mine mit mitt mina sin sina sine sit sitt vor vores vår vårt våra våre"
)


@dataclass(frozen=True)
class Phrases:
    """Phrases and who uses them.

    Parameters
    ----------
    shown : tuple of str
        As the texts write them most often; stands in the texts letter by letter, but for a capital
        at the start of a sentence.
    words : tuple of tuple of int
        Columns of the lemmas in each.
    uses : scipy.sparse.csr_matrix, shape (n_texts, n_phrases)
    """

    shown: tuple[str, ...]
    words: tuple[tuple[int, ...], ...]
    uses: Any


def find_phrases(
    words: WordCounts, nouns: npt.NDArray[np.bool_], project_ids: Sequence[str]
) -> Phrases:
    """Return the noun phrases that at least two projects use (all, where there is one project).

    Forms of the same words count together: *fast møde*, *faste møder*.

    Parameters
    ----------
    words : WordCounts
    nouns : ndarray of bool, shape (n_words,)
        From `is_noun`.
    project_ids : sequence of str
        Project of each text.
    """
    tokens = words.tokens
    _, project = np.unique(np.asarray(project_ids, dtype=object), return_inverse=True)
    least = min(2, int(project.max(initial=0)) + 1)
    word = words.word_of_form[tokens.form] if len(tokens.form) else np.zeros(0, dtype=np.int64)
    english = np.array([x == "en" for x in tokens.languages], dtype=bool)
    content = np.flatnonzero(word >= 0)
    said = np.zeros(len(word), dtype=bool)
    # Words taken out of the counts (echoes of the question) are in no phrase either.
    if len(content):
        said[content] = np.asarray(words.counts[tokens.text[content], word[content]]).ravel() > 0
    is_stopped = word < 0
    is_a = {
        "N": said & nouns[word] if len(nouns) else said,
        "A": find_adjectives(words, nouns)[tokens.form] & (said | is_stopped),
        "P": prepositions(words)[tokens.form],
        "C": np.array([f in _AND for f in tokens.forms], dtype=bool)[tokens.form],
        "E": english[tokens.form],
    }
    # "Den tyske flåde" without its article is no Danish: an adjective after one starts nothing.
    introducing = frozenset(_DEFINITE.split())
    definite = np.array([f.lower() in introducing for f in tokens.forms], dtype=bool)
    after = np.concatenate([[False], definite[tokens.form[:-1]]])[: len(word)]
    cut_short = is_a["A"] & tokens.joined & after & ~is_a["E"]
    shown: list[str] = []
    inside: list[tuple[int, ...]] = []
    columns: list[npt.NDArray[np.int64]] = []
    rows: list[npt.NDArray[np.int64]] = []
    for pattern in (*_PATTERNS, *_ENGLISH_PATTERNS):
        starts = _starts(pattern, is_a, tokens.joined)
        starts = starts[~cut_short[starts]]
        place = starts[:, None] + np.arange(len(pattern))
        form = tokens.form[place].astype(np.int64)
        # Lemmas, and stop words as they stand.
        key = np.where(word[place] >= 0, word[place], -1 - form)
        kinds, kind = np.unique(key, axis=0, return_inverse=True) if len(key) else (key, starts)
        kind = kind.ravel()
        text = tokens.text[starts].astype(np.int64)
        pairs = np.unique(kind * (len(project) + 1) + project.ravel()[text])
        kept = np.bincount(pairs // (len(project) + 1), minlength=len(kinds)) >= least
        number = np.cumsum(kept) - 1 + len(shown)
        own = kept[kind]
        rows.append(text[own])
        columns.append(number[kind[own]])
        most = _most_frequent(kind[own], form[own])
        shown += [" ".join(tokens.forms[i] for i in forms) for forms in most]
        inside += [tuple(int(j) for j in k if j >= 0) for k in kinds[kept]]
    row, column = np.concatenate(rows), np.concatenate(columns)
    uses = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(tokens.n_texts, len(shown)))
    return Phrases(tuple(shown), tuple(inside), uses)


def _starts(
    pattern: str, is_a: dict[str, npt.NDArray[np.bool_]], joined: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    n = len(joined) - len(pattern) + 1
    if n < 1:
        return np.zeros(0, dtype=np.int64)
    fits = np.ones(n, dtype=bool)
    for place, letter in enumerate(pattern):
        fits &= is_a[letter][place : place + n]
        if place:
            fits &= joined[place : place + n]
    if pattern in _ENGLISH_PATTERNS:
        fits &= is_a["E"][:n]
    return np.flatnonzero(fits)


def _most_frequent(
    kind: npt.NDArray[np.int64], form: npt.NDArray[np.int64]
) -> list[tuple[int, ...]]:
    """Return the forms in which each kind is met most, the first in the alphabet of equals."""
    if not len(kind):
        return []
    rows, n = np.unique(np.column_stack([kind, form]), axis=0, return_counts=True)
    order = np.lexsort((np.arange(len(rows)), -n, rows[:, 0]))
    _, first = np.unique(rows[order, 0], return_index=True)
    return [tuple(int(i) for i in rows[i, 1:]) for i in order[first]]
