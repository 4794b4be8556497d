"""Which words tell a theme from the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.graph import Float32
from evalmine.themes.partition import Float64
from evalmine.themes.words import WordCounts

_AND = {"da": "og", "nb": "og", "nn": "og", "no": "og", "sv": "och", "en": "and"}
_SCANDINAVIAN_PAST = re.compile("(ede|lte|rte|kte|dte|gte|pte|ste)$")
_PAST_TENSE = defaultdict(lambda: _SCANDINAVIAN_PAST, en=re.compile("ed$"))
_N_CANDIDATES = 20
_N_KEYWORDS = 8
_DIVERSITY = 0.35
_NAME_WORDS = 3
_MIN_SHARE = 0.08  # of a theme's projects; a word of two in ninety tells a story, not the theme
# Nouns say what a theme is about, verbs that something was done. Names of people, places and the
# programme itself stand for no pattern.
_NOT_A_NOUN, _PROPER_NAME = 0.6, 0.5


class WordEncoder(Protocol):
    """The part of an encoder that a BERTopic object needs to place new texts."""

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text."""
        ...


Keywords = tuple[tuple[str, float], ...]


def class_tfidf(counts: Any) -> Any:
    """Return the c-TF-IDF of each class: how much a word tells it from the others.

    The formula of BERTopic's ``ClassTfidfTransformer``: the word's share of the class, times
    log(1 + mean words per class / count of the word).

    Parameters
    ----------
    counts : sparse matrix, shape (n_classes, n_words)
        Word counts by class.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n_classes, n_words)
    """
    counts = sparse.csr_matrix(counts, dtype=np.float64)
    size = np.asarray(counts.sum(axis=1)).ravel()
    of_word = np.asarray(counts.sum(axis=0)).ravel()
    mean_size = int(size.mean()) if len(size) else 0
    weight = np.log1p(np.divide(mean_size, of_word, out=np.zeros_like(of_word), where=of_word > 0))
    entries = counts.tocoo()
    values = (entries.data / size[entries.row]) * weight[entries.col]
    return sparse.csr_matrix((values, (entries.row, entries.col)), shape=counts.shape)


def distinctiveness(
    uses: Any, belongs: Any, project_ids: Sequence[str]
) -> tuple[Float64, Float64, Float64]:
    """Return how much each expression tells each theme from the rest, and how many projects use it.

    The root of the log-likelihood ratio of the share of texts that use the expression inside and
    outside the theme (Dunning 1993, https://aclanthology.org/J93-1003), 0 where it is no more
    frequent inside; it holds for rare expressions too. Times the root of projects by texts that
    use it, so that a project that repeats itself does not speak for the others.

    Parameters
    ----------
    uses : sparse matrix, shape (n_texts, n_expressions)
        Nonzero where a text uses an expression.
    belongs : sparse matrix, shape (n_texts, n_themes)
        How much each text counts for each theme, 0 to 1.
    project_ids : sequence of str
        Project of each text.

    Returns
    -------
    score, users : ndarray of float64, shape (n_themes, n_expressions)
    n_projects : ndarray of float64, shape (n_themes,)
    """
    uses = sparse.csr_matrix(uses > 0, dtype=np.float64)
    belongs = sparse.csr_matrix(belongs, dtype=np.float64)
    inside = sparse.csr_matrix(belongs > 0, dtype=np.float64)
    users, n_projects = _projects_using(uses, inside, project_ids)
    # Only expressions that a theme uses at all: most pairs of the two are empty.
    using = (inside.T @ uses).tocoo()
    theme, column = using.row, using.col
    size = np.asarray(inside.sum(axis=0)).ravel()[theme]
    weight = np.asarray(belongs.sum(axis=0)).ravel()[theme]
    # Texts by weight, as many of them as there are.
    weighted = np.asarray((belongs.T @ uses).tocsr()[theme, column]).ravel()
    k = weighted * size / weight
    rest = uses.shape[0] - size
    k_rest = np.asarray(uses.sum(axis=0)).ravel()[column] - using.data
    both = (k + k_rest) / (size + rest)
    ratio = (
        _likelihood(k, size, k / size)
        + _likelihood(k_rest, rest, k_rest / np.maximum(rest, 1))
        - _likelihood(k, size, both)
        - _likelihood(k_rest, rest, both)
    )
    root = np.where(k * rest > k_rest * size, np.sqrt(np.maximum(2 * ratio, 0)), 0)
    # A single theme is told from nothing: what most projects use comes first.
    spread = users[theme, column] / using.data
    value = np.where(rest > 0, root * np.sqrt(spread), users[theme, column])
    score = np.zeros_like(users)
    score[theme, column] = np.round(value, 6)
    return score, users, n_projects


def find_keywords(
    words: WordCounts,
    belongs: npt.NDArray[Any],
    project_ids: Sequence[str],
    *,
    nouns: npt.NDArray[np.bool_] | None = None,
    n_keywords: int = _N_KEYWORDS,
) -> list[Keywords]:
    """Return the keywords of each theme with their score, the first the most telling.

    A word must be used by two projects and, where there are words enough, by 8 % of the theme's
    projects. Of the twenty best by `distinctiveness` (words that are no nouns times 0.6, proper
    names times 0.5) those are taken that tell most and share fewest letters (maximal marginal
    relevance, Carbonell and Goldstein 1998, doi:10.1145/290941.291025).

    Parameters
    ----------
    words : WordCounts
        Of n_texts texts.
    belongs : ndarray, shape (n_texts, n_themes)
        How much each text counts for each theme, 0 to 1; or whether it does.
    project_ids : sequence of str
        Project of each text.
    nouns : ndarray of bool, shape (n_words,), optional
        From `is_noun`.
    n_keywords : int, default 8
        At most so many for each theme.
    """
    score, users, n_projects = distinctiveness(words.counts, belongs, project_ids)
    score = score * word_weights(words, nouns)
    allowed = allowed_by_projects(users, n_projects, n_keywords)
    found = []
    for own, ok in zip(score, allowed, strict=True):
        columns = _best(own, ok)
        shown = [words.shown[j] for j in columns]
        relevance = own[columns] / max(own.max(initial=0.0), 1e-12)
        chosen = _diverse(relevance, letters_in_common(shown), n_keywords)
        found.append(tuple((shown[i], float(own[columns[i]])) for i in chosen))
    return found


def word_weights(words: WordCounts, nouns: npt.NDArray[np.bool_] | None) -> Float64:
    """Return what each word's score is multiplied by, shape (n_words,)."""
    proper = np.array([is_proper_name(form) for form in words.shown], dtype=bool)
    weights = np.where(proper, _PROPER_NAME, 1.0)
    if nouns is not None:
        weights = np.where(nouns | proper, weights, _NOT_A_NOUN)
    return weights


def is_proper_name(form: str) -> bool:
    """Return whether a form is written as a name is; abbreviations (*AMR*) are none."""
    return form[:1].isupper() and form[1:] == form[1:].lower()


def allowed_by_projects(
    users: Float64, n_projects: Float64, n_wanted: int
) -> npt.NDArray[np.bool_]:
    """Return which expressions enough projects use: 8 %, or 4 %, or two, to leave so many."""
    least = np.maximum(np.minimum(2, n_projects), 1)
    allowed = users >= least[:, None]
    for share in (_MIN_SHARE / 2, _MIN_SHARE):
        enough = users >= np.maximum(least, np.ceil(share * n_projects))[:, None]
        allowed = np.where(enough.sum(axis=1, keepdims=True) >= n_wanted, enough, allowed)
    return np.asarray(allowed)


def name_theme(keywords: Keywords, language: str = "da", *, n_words: int = _NAME_WORDS) -> str:
    """Return a readable name made of the first keywords, "" for none.

    Verbs in the past tense are passed over where other keywords are left.

    Examples
    --------
    >>> name_theme((("mødestruktur", 3.0), ("tavle", 2.0), ("tjek-ind", 1.0)), "da")
    'Mødestruktur, tavle og tjek-ind'
    """
    told = [form for form, _ in keywords if not _PAST_TENSE[language].search(form)]
    forms = (told if len(told) >= n_words else [form for form, _ in keywords])[:n_words]
    return joined_name(forms, language)


def joined_name(parts: Sequence[str], language: str) -> str:
    """Return the parts as one name with a capital at the start, "" for none."""
    if not parts:
        return ""
    head = ", ".join(parts[:-1])
    name = f"{head} {_AND.get(language, 'og')} {parts[-1]}" if head else parts[-1]
    return name[0].upper() + name[1:]


def letters_in_common(forms: Sequence[str]) -> Float64:
    """Return the Jaccard index of the letter trigrams of all pairs, shape (n, n)."""
    grams = [{f" {form.lower()} "[i : i + 3] for i in range(len(form))} for form in forms]
    return np.array(
        [[len(a & b) / len(a | b) for b in grams] for a in grams], dtype=np.float64
    ).reshape(len(forms), len(forms))


def _projects_using(uses: Any, inside: Any, project_ids: Sequence[str]) -> tuple[Float64, Float64]:
    """Return projects using each expression, (n_themes, n_expressions), and projects, (n_themes,).

    One row for each pair of theme and project, so that one product counts them all.
    """
    _, project = np.unique(np.asarray(project_ids, dtype=object), return_inverse=True)
    pairs = inside.tocoo()
    n_themes = inside.shape[1]
    key = pairs.col.astype(np.int64) * (len(project) + 1) + project.ravel()[pairs.row]
    unique, pair = np.unique(key, return_inverse=True)
    of_pair = sparse.csr_matrix(
        (np.ones(len(key)), (pair.ravel(), pairs.row)), shape=(len(unique), uses.shape[0])
    )
    theme = unique // (len(project) + 1)
    of_theme = sparse.csr_matrix(
        (np.ones(len(unique)), (theme, np.arange(len(unique)))), shape=(n_themes, len(unique))
    )
    used = of_pair @ uses
    used.data[:] = 1.0
    users = (of_theme @ used).toarray()
    return users, np.bincount(theme, minlength=n_themes).astype(np.float64)


def _likelihood(k: Float64, n: Float64, p: Float64) -> Float64:
    """Return the binomial log-likelihood, 0 log 0 being 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        hit = np.where(k > 0, k * np.log(p), 0.0)
        miss = np.where(n - k > 1e-9, (n - k) * np.log1p(-np.minimum(p, 1)), 0.0)
    return np.asarray(hit + miss)


def _best(score: Float64, allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    columns = np.flatnonzero(allowed & (score > 0))
    order = np.argsort(-score[columns], kind="stable")[:_N_CANDIDATES]
    return np.asarray(columns[order], dtype=np.int64)


def _diverse(relevance: Float64, alike: Float64, n: int) -> list[int]:
    chosen: list[int] = []
    left = list(range(len(relevance)))
    while left and len(chosen) < n:
        repeats = alike[np.ix_(left, chosen)].max(axis=1) if chosen else np.zeros(len(left))
        gain = (1 - _DIVERSITY) * relevance[left] - _DIVERSITY * repeats
        chosen.append(left.pop(int(np.round(gain, 9).argmax())))
    return chosen
