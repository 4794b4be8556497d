"""Zero-shot coding of the author-coded sample, side by side with what a user would pick instead.

The texts, the codebook and the coding are ours: this compares methods, it validates nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalmine.coding import ZeroShotCoder, load_codebook
from evalmine.coding.aspects import aspect_of_question
from evalmine.embeddings import EmbeddingCache, embed, load_encoder
from evalmine.resources import resource_path


def measure() -> dict[str, object]:
    gold = pd.read_csv(resource_path("corpora", "aftryk-2025", "gold.csv"), keep_default_na=False)
    book = load_codebook("wellbeing")
    ids = book.code_ids
    coded = np.array([[c in row.split(";") for c in ids] for row in gold.codes])
    aspects = [aspect_of_question(q) for q in gold.question]
    results: dict[str, object] = {"n": gold.split.value_counts().to_dict(), "coders": {}}
    for name, assigned in _coders(book, list(gold.text), aspects).items():
        results["coders"][name] = {
            split: _figures(assigned[gold.split == split], coded[gold.split == split])
            for split in ("development", "test")
        }
    return results


def _coders(book, texts, aspects):
    encoder, cache = load_encoder(), EmbeddingCache.default()
    coder = ZeroShotCoder(book, encoder, cache=cache)
    vectors = embed(texts, encoder, cache=cache)
    return {
        "evalmine zero-shot, question known": coder.code(
            texts, embeddings=vectors, aspects=aspects
        ).assigned,
        "evalmine zero-shot, text alone": coder.code(texts, embeddings=vectors).assigned,
        "evalmine lexical only": ZeroShotCoder(book, load_encoder("lexical"))
        .code(texts, aspects=aspects)
        .assigned,
        "word TF-IDF, nearest definition and examples": _nearest_tfidf(book, texts),
    }


def _nearest_tfidf(book, texts):
    """Return the single nearest code by word TF-IDF, none where no word is shared."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = [
        " ".join([*code.definition.values(), *(x for xs in code.examples.values() for x in xs)])
        for code in book.assignable
    ]
    vectorizer = TfidfVectorizer(sublinear_tf=True).fit(said)
    cosines = (vectorizer.transform(texts) @ vectorizer.transform(said).T).toarray()
    return (cosines == cosines.max(axis=1, keepdims=True)) & (cosines > 0)


def _figures(assigned, coded):
    both = (assigned & coded).sum(axis=0)
    used = coded.sum(axis=0) > 0
    f1 = 2 * both / np.maximum(1, assigned.sum(axis=0) + coded.sum(axis=0))
    return {
        "precision": round(float(both.sum() / max(1, assigned.sum())), 3),
        "recall": round(float(both.sum() / coded.sum()), 3),
        "micro_f1": round(float(2 * both.sum() / (assigned.sum() + coded.sum())), 3),
        "macro_f1": round(float(f1[used].mean()), 3),
        "codes_per_segment": round(float(assigned.sum() / len(assigned)), 2),
    }
