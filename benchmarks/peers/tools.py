"""The tools that themes are measured against, as their documentation shows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from loop import Corpus, Found, cpu_seconds

N_WORDS = 10
# What a word must occur in, or how often: Turftopic's default; Top2Vec's own 50 leaves no words of
# 300 short texts.
LEAST_USES = 10


def bertopic(corpus: Corpus) -> Iterator[Found]:
    """Defaults, given vectors; then the same with outliers given to the nearest topic."""
    from bertopic import BERTopic

    options = {}
    if corpus.seed is not None:
        from umap import UMAP

        options["umap_model"] = UMAP(  # as its own default, but seeded
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=corpus.seed
        )
    model = BERTopic(language="multilingual", **options)
    topics, _ = model.fit_transform(corpus.texts, corpus.vectors)
    yield Found("BERTopic", topics, _bertopic_words(model))
    start = cpu_seconds()
    if -1 in topics and max(topics) >= 0:
        topics = model.reduce_outliers(
            corpus.texts, topics, strategy="embeddings", embeddings=corpus.vectors
        )
        model.update_topics(corpus.texts, topics=topics)
    words = _bertopic_words(model)
    yield Found("BERTopic, outliers reduced", topics, words, cpu_seconds() - start)


def _bertopic_words(model: Any) -> list[list[str]]:
    topics = model.get_topics()
    return [[w for w, _ in words if w][:N_WORDS] for t, words in topics.items() if t != -1]


def keynmf(corpus: Corpus) -> Iterator[Found]:
    yield _keynmf(corpus, "auto", "KeyNMF")


def keynmf_told(corpus: Corpus) -> Iterator[Found]:
    yield _keynmf(corpus, corpus.n_classes, "KeyNMF, told the number")


def _keynmf(corpus: Corpus, n: Any, name: str) -> Found:
    from turftopic import KeyNMF

    model = KeyNMF(n, encoder=corpus.vector_of, random_state=corpus.seed)
    weights = model.fit_transform(corpus.texts, embeddings=corpus.vectors)
    weights = np.asarray(weights)
    labels = np.where(weights.max(axis=1) > 0, weights.argmax(axis=1), -1)
    return Found(name, labels, _turftopic_words(model))


def gmm(corpus: Corpus) -> Iterator[Found]:
    yield _gmm(corpus, "auto", "GMM")


def gmm_told(corpus: Corpus) -> Iterator[Found]:
    yield _gmm(corpus, corpus.n_classes, "GMM, told the number")


def _gmm(corpus: Corpus, n: Any, name: str) -> Found:
    from turftopic import GMM

    model = GMM(n, encoder=corpus.vector_of, random_state=corpus.seed)
    model.fit_transform(corpus.texts, embeddings=corpus.vectors)
    return Found(name, model.labels_, _turftopic_words(model))


def topeax(corpus: Corpus) -> Iterator[Found]:
    from turftopic import Topeax

    model = Topeax(encoder=corpus.vector_of, random_state=corpus.seed)
    model.fit_transform(corpus.texts, embeddings=corpus.vectors)
    yield Found("Topeax", model.labels_, _turftopic_words(model))


def turftopic_clustering(corpus: Corpus) -> Iterator[Found]:
    from turftopic import ClusteringTopicModel

    model = ClusteringTopicModel(encoder=corpus.vector_of, random_state=corpus.seed)
    labels = model.fit_predict(corpus.texts, embeddings=corpus.vectors)
    kept = [i for i, label in enumerate(model.classes_) if label != -1]
    yield Found("Turftopic clustering", labels, _turftopic_words(model, kept))


def _turftopic_words(model: Any, rows: Sequence[int] | None = None) -> list[list[str]]:
    weights, words = np.nan_to_num(np.asarray(model.components_)), model.get_vocab()
    rows = range(len(weights)) if rows is None else rows
    return [[str(words[j]) for j in np.argsort(-weights[i])[:N_WORDS]] for i in rows]


def top2vec(corpus: Corpus) -> Iterator[Found]:
    from top2vec import Top2Vec

    umap_args = {"n_neighbors": 15, "n_components": 5, "metric": "cosine"}
    seeded = None if corpus.seed is None else {**umap_args, "random_state": corpus.seed}
    model = Top2Vec(
        corpus.texts,
        embedding_model=corpus.vector_of.encode,
        min_count=LEAST_USES,
        umap_args=seeded,
        verbose=False,
    )
    words = [[str(w) for w in row[:N_WORDS]] for row in model.topic_words]
    yield Found("Top2Vec", model.doc_top, words)


def kmeans(corpus: Corpus) -> Iterator[Found]:
    """K-means is told the true number; its keywords are BERTopic's c-TF-IDF of its clusters."""
    from sklearn.cluster import KMeans

    model = KMeans(corpus.n_classes, n_init=10, random_state=corpus.seed)
    labels = model.fit_predict(corpus.vectors)
    yield Found("k-means, told the number", labels, _class_words(corpus.texts, labels))


def _class_words(texts: list[str], labels: np.ndarray) -> list[list[str]]:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer()
    counts = vectorizer.fit_transform(texts)
    groups = [counts[labels == k] for k in np.unique(labels)]
    uses = np.stack([np.asarray(group.sum(axis=0)).ravel() for group in groups])
    sizes = uses.sum(axis=1, keepdims=True)
    weights = uses / sizes * np.log1p(sizes.mean() / uses.sum(axis=0))
    words = vectorizer.get_feature_names_out()
    return [[str(words[j]) for j in np.argsort(-row)[:N_WORDS]] for row in weights]


def lda(corpus: Corpus) -> Iterator[Found]:
    """Words alone, told the true number; English stop words as Turftopic takes them out."""
    from sklearn.decomposition import LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(min_df=2, max_df=0.5, stop_words="english")
    model = LatentDirichletAllocation(corpus.n_classes, random_state=corpus.seed)
    weights = model.fit_transform(vectorizer.fit_transform(corpus.texts))
    words = vectorizer.get_feature_names_out()
    rows = [[str(words[j]) for j in np.argsort(-row)[:N_WORDS]] for row in model.components_]
    yield Found("LDA, told the number", weights.argmax(axis=1), rows)


METHODS: dict[str, Callable[[Corpus], Iterator[Found]]] = {  # the slowest last
    "bertopic": bertopic,
    "kmeans": kmeans,
    "top2vec": top2vec,
    "keynmf": keynmf,
    "lda": lda,
    "gmm_told": gmm_told,
    "keynmf_told": keynmf_told,
    "gmm": gmm,
    "topeax": topeax,
    "turftopic_clustering": turftopic_clustering,
}
SLOW = ("topeax", "turftopic_clustering")


def list_words(folder: Path) -> None:
    """Write the words that KeyNMF, Topeax and Top2Vec will ask vectors of."""
    from gensim.utils import simple_preprocess
    from sklearn.feature_extraction.text import CountVectorizer

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    vectorizer = CountVectorizer(min_df=LEAST_USES, stop_words="english")
    words = set(vectorizer.fit(texts).get_feature_names_out())
    uses: dict[str, int] = {}
    for text in texts:
        for word in simple_preprocess(text, deacc=True):
            uses[word] = uses.get(word, 0) + 1
    words |= {word for word, n in uses.items() if n > LEAST_USES}
    (folder / "words.json").write_text(json.dumps(sorted(words)), encoding="utf-8")


def versions() -> dict[str, str]:
    """Return which version of each tool is installed."""
    names = ("bertopic", "turftopic", "top2vec", "umap-learn", "hdbscan", "scikit-learn", "numpy")
    return {name: version(name) for name in names}
