"""BERTopic with our parts in its slots.  The only file that imports `bertopic`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.keywords import Keywords, WordEncoder
from evalmine.themes.words import WordCounts, known_language, lemma_of, word_forms


def fit_model(
    texts: Sequence[str],
    embeddings: npt.NDArray[Any],
    *,
    clusterer: GraphClusterer,
    words: WordCounts,
    language: str = "da",
    encoder: WordEncoder | None = None,
) -> Any:
    """Return a fitted BERTopic object, and fit the clusterer on the way.

    Parameters
    ----------
    texts : sequence of str
        One per row of `embeddings`; ``model.topics_`` keeps their order.
    embeddings : ndarray, shape (n_texts, n_dims)
        Ready vectors; nothing is reduced.
    clusterer : GraphClusterer
        Not fitted; takes the place of HDBSCAN.
    words : WordCounts
        Of the texts; gives the vectorizer its vocabulary.
    language : str
        For lemmas of words that the texts do not have.
    encoder : optional
        For ``model.transform`` on new texts; without it, give that call embeddings.

    Returns
    -------
    bertopic.BERTopic
    """
    # Importing bertopic and what it brings sets process-wide filters and warns itself.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
        from sklearn.feature_extraction.text import CountVectorizer

    class EncoderBackend(BaseEmbedder):  # type: ignore[misc]
        """Our encoder as BERTopic calls it."""

        def embed(self, documents: Sequence[str], verbose: bool = False) -> npt.NDArray[Any]:
            """Return one unit vector per document."""
            if encoder is None:
                raise ConfigError("this model has no encoder: give embeddings of the new texts")
            return encoder.encode(list(documents))

    vocabulary = sorted(set(words.shown_of.values()) - {""})
    # BERTopic cannot do with fewer than two words; these two are never met.
    vocabulary = vocabulary if len(vocabulary) > 1 else [*vocabulary, "-", "--"]
    model = BERTopic(
        embedding_model=EncoderBackend(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusterer,
        vectorizer_model=CountVectorizer(
            analyzer=ShownForms(words.shown_of, language), vocabulary=vocabulary, lowercase=False
        ),
        ctfidf_model=ClassTfidfTransformer(),
        verbose=False,
    )
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # Corpora without a single word divide by zero; pandas tells BERTopic of its future.
        warnings.filterwarnings("ignore", category=FutureWarning, module=r"(bertopic|pandas)\b")
        model.fit(list(texts), np.asarray(embeddings))
    return model


def name_topics(model: Any, keywords: Sequence[Keywords], names: Sequence[str]) -> dict[int, int]:
    """Give a model's topics our keywords and names; return topic number by cluster.

    BERTopic numbers topics by size; clusters keep their own numbers.

    Parameters
    ----------
    model : bertopic.BERTopic
        From `fit_model`; changed in place.
    keywords, names : sequence
        One per cluster.
    """
    topic_of: Mapping[int, int] = model.topic_mapper_.get_mappings(original_topics=True)
    by_cluster = {cluster: int(topic_of[cluster]) for cluster in range(len(names))}
    for cluster, topic in by_cluster.items():
        model.topic_representations_[topic] = list(keywords[cluster]) or [("", 0.0)]
    model.set_topic_labels({topic: names[cluster] for cluster, topic in by_cluster.items()})
    return by_cluster


class ShownForms:
    """Analyzer that gives each word of a text as the corpus writes its lemma most often."""

    def __init__(self, shown_of: Mapping[str, str], language: str) -> None:
        self.shown_of = dict(shown_of)
        self.language = known_language(language, "da")

    def __call__(self, text: str) -> list[str]:
        """Return the shown forms of a text's words; stop words are left out."""
        forms = (self._shown(form.lower()) for form in word_forms(text))
        return [form for form in forms if form]

    def _shown(self, form: str) -> str:
        if form in self.shown_of:
            return self.shown_of[form]
        lemma = lemma_of(form, self.language)
        return self.shown_of.get(lemma, lemma)
