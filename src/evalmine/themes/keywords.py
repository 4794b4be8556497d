"""Which words tell a theme from the others, and the name made of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.graph import Float32, Labels
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


class WordEncoder(Protocol):
    """The part of an encoder that keywords need."""

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


def find_keywords(
    words: WordCounts,
    belongs: npt.NDArray[np.bool_],
    project_ids: Sequence[str],
    *,
    centroids: Float32 | None = None,
    encoder: WordEncoder | None = None,
    n_keywords: int = _N_KEYWORDS,
) -> list[Keywords]:
    """Return the keywords of each theme with their c-TF-IDF, the first the most telling.

    Counted by project: a word counts once for each project that uses it in the theme, and must
    be used by two and, where there are words enough, by 8 % of the theme's projects. Of the twenty
    best by c-TF-IDF those are taken that tell most and repeat each other least (maximal
    marginal relevance, Carbonell and Goldstein 1998, doi:10.1145/290941.291025). With an encoder
    words are alike when their vectors are and tell more when near the theme's centroid; without
    one they are alike when they share letters.

    Parameters
    ----------
    words : WordCounts
        Of n_texts texts.
    belongs : ndarray of bool, shape (n_texts, n_themes)
        Which texts count for which theme.
    project_ids : sequence of str
        Project of each text.
    centroids : ndarray of float32, shape (n_themes, n_dims), optional
        Unit length; used with an encoder only.
    encoder : optional
        The encoder that made the centroids.
    n_keywords : int, default 8
        At most so many for each theme.
    """
    users, n_projects = _projects_using(words, belongs, project_ids)
    score = class_tfidf(users).toarray()
    least = np.minimum(2, n_projects)
    enough = np.maximum(least, np.ceil(_MIN_SHARE * n_projects))
    few = (users >= enough[:, None]).sum(axis=1) < n_keywords
    allowed = users >= np.where(few, least, enough)[:, None]
    candidates = [_best(row, ok) for row, ok in zip(score, allowed, strict=True)]
    vectors = _word_vectors(words, candidates, encoder)
    found = []
    for theme, columns in enumerate(candidates):
        shown = [words.shown[j] for j in columns]
        relevance = score[theme, columns] / max(score[theme].max(initial=0.0), 1e-12)
        if vectors is None or centroids is None or not shown:
            alike = _letters_in_common(shown)
        else:
            own = np.array([vectors[form] for form in shown]).reshape(len(shown), -1)
            alike = np.maximum(_cosines(own, own), _letters_in_common(shown))
            near = _cosines(own, centroids[theme : theme + 1])[:, 0]
            relevance = 0.7 * relevance + 0.3 * near
        chosen = _diverse(relevance, alike, n_keywords)
        found.append(tuple((shown[i], float(score[theme, columns[i]])) for i in chosen))
    return found


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
    if not forms:
        return ""
    head = ", ".join(forms[:-1])
    name = f"{head} {_AND.get(language, 'og')} {forms[-1]}" if head else forms[-1]
    return name[0].upper() + name[1:]


def name_themes(keywords: Sequence[Keywords], language: str = "da") -> list[str]:
    """Return one name per theme, no two alike: more words, then a number, where need be."""
    names: list[str] = []
    nothing = {"en": "Theme without keywords"}.get(language, "Tema uden nøgleord")
    for own in keywords:
        longer = (name_theme(own, language, n_words=n) for n in range(_NAME_WORDS, _N_KEYWORDS + 1))
        name = next((x for x in longer if x not in names), name_theme(own, language)) or nothing
        if name in names:
            start = sum(1 for x in names if x == name or x.startswith(f"{name} (")) + 1
            name = f"{name} ({start})"
        names.append(name)
    return names


def _projects_using(
    words: WordCounts, belongs: npt.NDArray[np.bool_], project_ids: Sequence[str]
) -> tuple[Float64, Float64]:
    """Return projects using each word, shape (n_themes, n_words), and projects, (n_themes,)."""
    projects, project = np.unique(np.asarray(project_ids, dtype=object), return_inverse=True)
    uses = (words.counts > 0).astype(np.float64)
    users = np.zeros((belongs.shape[1], len(words.lemmas)))
    n_projects = np.zeros(belongs.shape[1])
    for theme in range(belongs.shape[1]):
        rows = np.flatnonzero(belongs[:, theme])
        place: Labels = project[rows]
        of_project = sparse.csr_matrix(
            (np.ones(len(rows)), (place, np.arange(len(rows)))), shape=(len(projects), len(rows))
        )
        users[theme] = np.asarray(((of_project @ uses[rows]) > 0).sum(axis=0)).ravel()
        n_projects[theme] = len(np.unique(place))
    return users, n_projects


def _best(score: Float64, allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    columns = np.flatnonzero(allowed & (score > 0))
    order = np.argsort(-score[columns], kind="stable")[:_N_CANDIDATES]
    return np.asarray(columns[order], dtype=np.int64)


def _word_vectors(
    words: WordCounts, candidates: Sequence[npt.NDArray[np.int64]], encoder: WordEncoder | None
) -> dict[str, Float32] | None:
    if encoder is None:
        return None
    forms = sorted({words.shown[j] for columns in candidates for j in columns})
    return dict(zip(forms, encoder.encode(forms), strict=True))


def _cosines(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Float64:
    # Not a BLAS product: its last bits could depend on the number of threads.
    products = np.einsum("id,jd->ij", first.astype(np.float64), second.astype(np.float64))
    return np.asarray(products)


def _letters_in_common(forms: Sequence[str]) -> Float64:
    grams = [{f" {form.lower()} "[i : i + 3] for i in range(len(form))} for form in forms]
    return np.array(
        [[len(a & b) / len(a | b) for b in grams] for a in grams], dtype=np.float64
    ).reshape(len(forms), len(forms))


def _diverse(relevance: Float64, alike: Float64, n: int) -> list[int]:
    chosen: list[int] = []
    left = list(range(len(relevance)))
    while left and len(chosen) < n:
        repeats = alike[np.ix_(left, chosen)].max(axis=1) if chosen else np.zeros(len(left))
        gain = (1 - _DIVERSITY) * relevance[left] - _DIVERSITY * repeats
        chosen.append(left.pop(int(np.round(gain, 9).argmax())))
    return chosen
