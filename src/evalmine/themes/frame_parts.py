"""What themes bring to a BERTopic object: words, settled clusters, names that survive merging."""

from __future__ import annotations

import copy
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.graph import Float32, Labels
from evalmine.themes.partition import Float64
from evalmine.themes.placing import directions_of
from evalmine.themes.rows import cosine_of, to_grid
from evalmine.themes.words import WordCounts, known_language, lemma_of, word_forms

with warnings.catch_warnings():  # importing them sets process-wide filters
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

NO_KEYWORDS = (("", 0.0),)
_N_CENTRAL, _N_LOOKED_AT = 5, 50
_BLOCK_ROWS = 8192
# What BERTopic puts in the place of an empty text.
_NO_TEXT = "emptydoc"
# BERTopic cannot do with fewer than two words; these two are never met.
NO_WORD = "-"
_NO_WORDS = (NO_WORD, "--")


class ShownForms:
    """Analyzer that gives each word of a text as the corpus writes its lemma most often.

    Parameters
    ----------
    shown_of : mapping of str to str
        As `WordCounts.shown_of`.
    language : str
        For lemmas of words that `shown_of` does not have.
    ngram_range : tuple of int, default (1, 1)
        Fewest and most words that go together; a stop word parts them.
    """

    def __init__(
        self, shown_of: Mapping[str, str], language: str, ngram_range: tuple[int, int] = (1, 1)
    ) -> None:
        self.shown_of = dict(shown_of)
        self.language = known_language(language, "da")
        self.ngram_range = ngram_range

    def __call__(self, text: str) -> list[str]:
        """Return the shown forms of a text's words; stop words are left out."""
        forms = [] if text == _NO_TEXT else [self._shown(f.lower()) for f in word_forms(text)]
        fewest, most = self.ngram_range
        found = []
        for n in range(fewest, most + 1):
            runs = zip(*(forms[i:] for i in range(n)), strict=False)
            found += [" ".join(run) for run in runs if all(run)]
        return found

    def _shown(self, form: str) -> str:
        if form in self.shown_of:
            return self.shown_of[form]
        lemma = lemma_of(form, self.language)
        return self.shown_of.get(lemma, lemma)


class ShownFormVectorizer(CountVectorizer):  # type: ignore[misc]
    """`CountVectorizer` whose tokens are words as themes know them, hyphens and all."""

    def build_tokenizer(self) -> Callable[[str], list[str]]:
        """Return what BERTopic's ``approximate_distribution`` cuts texts with."""
        return word_forms


def vectorizer_of(shown: ShownForms, words: Sequence[str] | None = None) -> ShownFormVectorizer:
    """Return a vectorizer, fitted if words are given.

    Parameters
    ----------
    shown : ShownForms
        Its analyzer.
    words : sequence of str, optional
        The columns.
    """
    # A fixed vocabulary where there are hardly words: learned anew it would be too small.
    fixed = words if words is not None and NO_WORD in words else None
    made = ShownFormVectorizer(analyzer=shown, lowercase=False, vocabulary=fixed)
    if words is not None:
        made.vocabulary_ = {word: column for column, word in enumerate(words)}
    return made


def class_counts(words: WordCounts, topics: Labels) -> tuple[list[str], Any]:
    """Return the words, and how often each topic uses each.

    Parameters
    ----------
    words : WordCounts
        Of n_texts texts.
    topics : ndarray of int64, shape (n_texts,)
        Topic of each text, numbered from 0 without gaps.

    Returns
    -------
    words : list of str
        Sorted; at least two, made up if need be.
    counts : scipy.sparse.csr_matrix, shape (n_topics, n_words)
        Lemmas written alike are one word.
    """
    n_topics = int(topics.max()) + 1
    vocabulary = sorted(set(words.shown))
    column = {word: j for j, word in enumerate(vocabulary)}
    place = np.array([column[word] for word in words.shown], dtype=np.int64)
    of_topic = sparse.csr_matrix(
        (np.ones(len(topics)), (topics, np.arange(len(topics)))), shape=(n_topics, len(topics))
    )
    entries = (of_topic @ words.counts).tocoo()
    padded = _padded(vocabulary)
    counts = sparse.csr_matrix(
        (entries.data, (entries.row, place[entries.col])), shape=(n_topics, len(padded))
    )
    return padded, counts


def settled(
    clusterer: GraphClusterer, labels: Labels, centroids: Float32, vectors: npt.ArrayLike
) -> GraphClusterer:
    """Return a copy of a clusterer that holds, and predicts, themes as they were settled.

    Guards and people change what was clustered.
    """
    made = copy.copy(clusterer)
    known = getattr(clusterer, "directions_", None)
    if known is None or not np.array_equal(labels, clusterer.labels_):
        known = directions_of(to_grid(vectors), labels)
    made.labels_, made.centroids_, made.directions_ = labels, centroids, known
    return made


def cosines_to(
    vectors: npt.ArrayLike, centroids: npt.ArrayLike, labels: Labels | None = None
) -> Float64:
    """Return the cosine of each vector to its centroid, the nearest without labels, shape (n,)."""
    rows = np.asarray(vectors)
    against = np.ascontiguousarray(to_grid(centroids).T)
    found = np.zeros(len(rows))
    for start in range(0, len(rows), _BLOCK_ROWS):
        products = to_grid(rows[start : start + _BLOCK_ROWS]) @ against
        if labels is None:
            own = products.max(axis=1)
        else:
            own = products[np.arange(len(products)), labels[start : start + _BLOCK_ROWS]]
        found[start : start + _BLOCK_ROWS] = own
    return cosine_of(found, len(against))


def one_minus_cosine(rows: Any) -> Float64:
    """Return the distances BERTopic builds hierarchies of, never a hair below zero."""
    return np.maximum(1.0 - np.asarray(cosine_similarity(rows)), 0.0)


def best_words(c_tf_idf: Any, words: Sequence[str], n: int) -> dict[int, list[tuple[str, float]]]:
    """Return the n words with most weight in each row, the first in the alphabet of equals."""
    found = {}
    for topic, row in enumerate(c_tf_idf):
        order = np.lexsort((row.indices, -row.data))[:n]
        best = [(words[row.indices[i]], float(row.data[i])) for i in order if row.data[i] > 0]
        found[topic] = best or list(NO_KEYWORDS)
    return found


def texts_by(topics: Labels, texts: Sequence[str]) -> list[list[str]]:
    """Return the texts of each topic."""
    rows = [np.flatnonzero(topics == topic).tolist() for topic in range(int(topics.max()) + 1)]
    return [[texts[row] for row in own] for own in rows]


def central_texts(topics: Labels, cosines: Float64, texts: Sequence[str]) -> dict[int, list[str]]:
    """Return the texts of each topic that lie nearest to its centroid."""
    found: dict[int, list[str]] = {}
    for topic in range(int(topics.max()) + 1):
        rows = np.flatnonzero(topics == topic)
        nth = max(0, len(rows) - _N_LOOKED_AT)
        near = rows[cosines[rows] >= np.partition(cosines[rows], nth)[nth]].tolist()
        near_first = sorted(near, key=lambda row: (-cosines[row], texts[row]))
        found[topic] = list(dict.fromkeys(texts[row] for row in near_first))[:_N_CENTRAL]
    return found


def without_blanks(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of topics whose words do not end in commas."""
    words = [", ".join(w for w in cell.split(", ") if w) for cell in table["Words"]]
    return table.assign(Words=words)


def trim_words(model: Any) -> None:
    """Take away the empty words with which BERTopic fills up."""
    for topic, words in model.topic_representations_.items():
        model.topic_representations_[topic] = [w for w in words if w[0]] or list(NO_KEYWORDS)


@contextmanager
def repeatable() -> Iterator[None]:
    """Let BERTopic draw the same random numbers each time, and the caller's go on untouched."""
    state = np.random.get_state()  # noqa: NPY002 - the one that BERTopic uses
    np.random.seed(0)  # noqa: NPY002
    try:
        with np.errstate(divide="ignore", invalid="ignore"):  # topics without words
            yield
    finally:
        np.random.set_state(state)  # noqa: NPY002


@dataclass(frozen=True)
class Kept:
    """What is known of topics before some are merged, which BERTopic would lose."""

    topics: tuple[int, ...]
    words: Mapping[int, Any]
    names: Mapping[int, str]
    texts: Mapping[int, Sequence[str]]

    @classmethod
    def of(cls, model: Any) -> Kept:
        """Return what a model knows now."""
        names = dict(zip(sorted(set(model.topics_)), model.custom_labels_ or (), strict=False))
        return cls(
            tuple(model.topics_),
            dict(model.topic_representations_),
            names,
            dict(model.representative_docs_),
        )

    def carry_over(self, model: Any, docs: Sequence[str], *, keeps_words: bool = True) -> None:
        """Give it back to the topics that have the same texts; join what merged topics had.

        Names are taken away where texts were moved between topics in another way.
        """
        trim_words(model)
        moves = Counter(zip(self.topics, model.topics_, strict=True))
        sizes = Counter(self.topics)
        largest_first = sorted(moves, key=lambda move: (-moves[move], move))
        parts: dict[int, list[int]] = {topic: [] for topic in sorted(set(model.topics_))}
        for old, new in largest_first:
            parts[new].append(old)
        is_merged_only = all(moves[move] == sizes[move[0]] for move in moves)
        if keeps_words:
            for new, olds in parts.items():
                if len(olds) == 1 and moves[olds[0], new] == sizes[olds[0]]:
                    model.topic_representations_[new] = self.words[olds[0]]
        model.custom_labels_ = None
        if self.names and is_merged_only:
            model.custom_labels_ = [
                " / ".join(self.names[old] for old in olds) for olds in parts.values()
            ]
        new_of = dict(zip(docs, model.topics_, strict=True))
        model.representative_docs_ = {topic: [] for topic in parts}
        for old, _ in largest_first:
            for text in self.texts.get(old, ()):
                chosen = model.representative_docs_[new_of[text]]
                if text not in chosen:
                    chosen.append(text)


def _padded(words: Sequence[str]) -> list[str]:
    return list(words) if len(words) > 1 else [*words, *_NO_WORDS]
