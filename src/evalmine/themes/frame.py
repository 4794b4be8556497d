"""Themes as a BERTopic object.  The only file that imports `bertopic`.

Importing this module takes as long as importing BERTopic (6-20 seconds): do it in a function.
Its classes stand at module level because pickle looks for them there.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalmine.errors import ConfigError
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.frame_methods import ThemeMethods
from evalmine.themes.frame_parts import (
    NO_KEYWORDS,
    ShownForms,
    best_words,
    central_texts,
    class_counts,
    cosines_to,
    repeatable,
    settled,
    texts_by,
    trim_words,
    vectorizer_of,
)
from evalmine.themes.frame_plane import Plane
from evalmine.themes.graph import Float32, Labels
from evalmine.themes.keywords import Keywords, WordEncoder
from evalmine.themes.words import WordCounts

# Importing bertopic and what it brings sets process-wide filters and warns itself.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from bertopic import BERTopic
    from bertopic._bertopic import TopicMapper
    from bertopic.backend import BaseEmbedder
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.plotting._topics import _plotly_topic_visualization
    from bertopic.vectorizers import ClassTfidfTransformer

_OWN_FILE = "evalmine.json"


class EncoderBackend(BaseEmbedder):  # type: ignore[misc]
    """An encoder as BERTopic calls it: ``BERTopic(embedding_model=EncoderBackend(encoder))``.

    It is never saved with a model: give it again when loading.

    Parameters
    ----------
    encoder : optional
        Whatever has ``encode(texts)``; without one, texts must come with their vectors.
    """

    def __init__(self, encoder: WordEncoder | None = None) -> None:
        super().__init__()
        self.encoder = encoder

    def embed(self, documents: Sequence[str], verbose: bool = False) -> npt.NDArray[Any]:
        """Return one unit vector per document."""
        if self.encoder is None:
            raise ConfigError(
                "this model has no encoder: give embeddings of the texts, "
                "or load it with embedding_model=your encoder"
            )
        return self.encoder.encode(list(documents))

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "encoder": None}


class ThemeTopics(ThemeMethods, BERTopic):  # type: ignore[misc]
    """A `BERTopic` that holds themes: every method of BERTopic, made to fit.

    What differs: nothing is drawn by UMAP (pictures are the same every time, and work with one
    theme); words always come through our analyzer; names, keywords and representative texts
    survive merging; no topic is -1. ``probabilities_`` and what `transform` returns beside the
    topics are cosines to the theme's centroid, not chances. What BERTopic counts itself (over
    time, by class, in hierarchies) counts peripheral texts too.

    Attributes
    ----------
    coordinates_ : ndarray of float32, shape (n_texts, 2), or None
        Where each text lies in the plane in which themes differ most.
    plane_ : Plane or None
        That plane.
    shown_forms_ : ShownForms or None
        How words are written.
    """

    def fit_transform(
        self,
        documents: list[str],
        embeddings: npt.NDArray[Any] | None = None,
        images: list[str] | None = None,
        y: Any = None,
    ) -> tuple[list[int], npt.NDArray[Any] | None]:
        """As in BERTopic, with all that was known of other texts forgotten."""
        self.coordinates_ = self.plane_ = self.custom_labels_ = None
        with repeatable():
            topics, probabilities = super().fit_transform(documents, embeddings, images, y)
        trim_words(self)
        return topics, probabilities

    def transform(
        self,
        documents: str | list[str],
        embeddings: npt.NDArray[Any] | None = None,
        images: list[str] | None = None,
    ) -> tuple[list[int], npt.NDArray[Any]]:
        """Return the theme of each text as `ThemeModel.assign` does, and the cosine to it.

        Vectors must be as the themes saw them: where languages were aligned, use `ThemeModel`.
        """
        texts = [documents] if isinstance(documents, str) else list(documents)
        if not texts:
            return [], np.zeros(0)
        vectors: Any = self._extract_embeddings(texts) if embeddings is None else embeddings
        vectors = np.asarray(vectors)
        placed = isinstance(self.hdbscan_model, GraphClusterer)
        centroids: Any = getattr(self.hdbscan_model, "centroids_", self.topic_embeddings_)
        if vectors.ndim != 2 or vectors.shape[1] != centroids.shape[1]:
            raise ConfigError(
                f"vectors of shape {vectors.shape}, themes of {centroids.shape[1]} dims: "
                "embed with the encoder that the themes were found with"
            )
        topics, _ = super().transform(texts, vectors)
        # A model loaded without its clusterer goes by the nearest centroid.
        own = self.hdbscan_model.predict(vectors) if placed else None
        return [int(topic) for topic in topics], cosines_to(vectors, centroids, own)

    def save(self, path: Any, serialization: Any = "pickle", *args: Any, **options: Any) -> None:
        """As in BERTopic; to a folder goes ``evalmine.json`` too, which `load` needs for words."""
        super().save(path, serialization, *args, **options)
        if serialization == "pickle":
            return
        shown = self.shown_forms()
        places = None if self.coordinates_ is None else self.coordinates_.astype(float).tolist()
        own = {"language": shown.language, "shown_of": shown.shown_of, "coordinates": places}
        text = json.dumps(own, ensure_ascii=False, sort_keys=True)
        (Path(path) / _OWN_FILE).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, path: Any, embedding_model: Any = None) -> Any:
        """As in BERTopic; `embedding_model` may be an encoder of ours."""
        is_ours = hasattr(embedding_model, "encode") and not isinstance(embedding_model, str)
        if embedding_model is None or is_ours:
            embedding_model = EncoderBackend(embedding_model)
        found = super().load(path, embedding_model)
        own_file = Path(path) / _OWN_FILE
        if not own_file.is_file():
            return found
        own = json.loads(own_file.read_text(encoding="utf-8"))
        model = cls.__new__(cls)
        model.__dict__.update(found.__dict__)
        columns = getattr(found.vectorizer_model, "vocabulary_", None)
        words = None if columns is None else sorted(columns, key=columns.__getitem__)
        model.shown_forms_ = ShownForms(own["shown_of"], own["language"])
        model.vectorizer_model = vectorizer_of(model.shown_forms_, words)
        if own["coordinates"] is not None:
            model.coordinates_ = np.array(own["coordinates"], dtype=np.float32).reshape(-1, 2)
        return model

    def _draw_topics(self, table: pd.DataFrame, chosen: list[int], *options: Any) -> Any:
        return _plotly_topic_visualization(table, chosen, *options)


def fit_model(
    texts: Sequence[str],
    embeddings: npt.ArrayLike,
    *,
    clusterer: GraphClusterer,
    words: WordCounts,
    language: str = "da",
    encoder: WordEncoder | None = None,
    labels: Labels | None = None,
    centroids: Float32 | None = None,
    order: Sequence[int] | None = None,
) -> ThemeTopics:
    """Return a fitted BERTopic object of themes that are already found.

    Parameters
    ----------
    texts : sequence of str
        One per row of `embeddings`; ``model.topics_`` keeps their order.
    embeddings : array_like, shape (n_texts, n_dims)
        Ready vectors as the clusterer saw them; nothing is reduced.
    clusterer : GraphClusterer
        Takes the place of HDBSCAN; fitted here if it is not.
    words : WordCounts
        Of the texts.
    language : str
        For lemmas of words that the texts do not have.
    encoder : optional
        For ``model.transform`` on new texts; without it, give that call embeddings.
    labels : ndarray of int64, shape (n_texts,), optional
        Theme of each text where it is not the clusterer's, from 0 without gaps.
    centroids : ndarray of float32, shape (n_themes, n_dims), optional
        Of these themes.
    order : sequence of int, optional
        Which text each row of `words` counts. Without it the texts are counted again.

    Raises
    ------
    ValueError
        If a theme has no text.
    """
    vectors = np.asarray(embeddings)
    if not hasattr(clusterer, "labels_"):
        clusterer.fit(vectors)
    labels = np.asarray(clusterer.labels_ if labels is None else labels)
    centroids = np.asarray(clusterer.centroids_ if centroids is None else centroids)
    sizes = np.bincount(labels, minlength=len(centroids))
    if len(sizes) != len(centroids) or not sizes.all():
        raise ValueError(f"{len(centroids)} centroids and themes of {sizes.tolist()} texts")
    clusters = np.argsort(-sizes, kind="stable")  # BERTopic numbers topics by size
    topic_of = np.argsort(clusters)
    topics = topic_of[labels]

    shown = ShownForms(words.shown_of, language)
    rows = np.arange(len(topics)) if order is None else np.asarray(order)
    vocabulary, counts = class_counts(words, topics[rows])
    vectorizer = vectorizer_of(shown, vocabulary)
    if order is None:
        counts = vectorizer.transform([" ".join(t) for t in texts_by(topics, texts)])
    model = ThemeTopics(
        embedding_model=EncoderBackend(encoder),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=settled(clusterer, labels, centroids, vectors),
        vectorizer_model=vectorizer,
        ctfidf_model=ClassTfidfTransformer(),
    )
    with np.errstate(divide="ignore", invalid="ignore"):  # corpora without a single word
        model.ctfidf_model.fit(counts)
    model.c_tf_idf_ = model.ctfidf_model.transform(counts.astype(np.float64))
    model.topics_ = topics.tolist()
    model.topic_sizes_ = Counter(model.topics_)
    model.topic_mapper_ = TopicMapper(labels.tolist())
    model.topic_mapper_.add_mappings(dict(enumerate(topic_of.tolist())), model)
    model.topic_embeddings_ = centroids[clusters]
    model.topic_representations_ = best_words(model.c_tf_idf_, vocabulary, model.top_n_words)
    own = cosines_to(vectors, centroids, labels)
    model.probabilities_ = own
    model.representative_docs_ = central_texts(topics, own, texts)
    model.shown_forms_ = shown
    model.plane_ = Plane.through(model.topic_embeddings_, vectors)
    model.coordinates_ = model.plane_.place(vectors)
    return model


def name_topics(
    model: ThemeTopics,
    keywords: Sequence[Keywords],
    names: Sequence[str],
    representative: Sequence[Sequence[str]] | None = None,
) -> dict[int, int]:
    """Give a model's topics our keywords, names and texts; return topic number by cluster.

    BERTopic numbers topics by size; clusters keep their own numbers.

    Parameters
    ----------
    model : ThemeTopics
        From `fit_model`; changed in place.
    keywords, names : sequence
        One per cluster.
    representative : sequence of sequence of str, optional
        The texts that represent each cluster; those nearest to its centroid if not given.
    """
    topic_of: Mapping[int, int] = model.topic_mapper_.get_mappings(original_topics=True)
    by_cluster = {cluster: int(topic_of[cluster]) for cluster in range(len(names))}
    for cluster, topic in by_cluster.items():
        model.topic_representations_[topic] = list(keywords[cluster]) or list(NO_KEYWORDS)
        if representative is not None:
            model.representative_docs_[topic] = list(representative[cluster])
    model.set_topic_labels({topic: names[cluster] for cluster, topic in by_cluster.items()})
    return by_cluster
