"""The BERTopic object works, agrees with the themes, and leaves no trace in the process."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest
from scipy import sparse

from evalmine.corpus.model import Segment
from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.errors import ConfigError
from evalmine.themes import discover_themes
from evalmine.themes.keywords import class_tfidf

SENTENCES = {
    "tavle": "Tavlen med {} magneter hænger ved vagtskiftet og farverne viser trivslen.",
    "leder": "Lederen og AMR gik forrest da {} ansatte talte om fejl og ledelsen bakkede op.",
    "pause": "Pausen med {} kopper kaffe i køkkenet gav ro til frokosten.",
}
COUNTS = ("to", "fire", "seks", "otte", "ti", "tolv", "røde", "nye", "gamle", "store")
SIZES = {"tavle": 9, "leder": 14, "pause": 7}


@pytest.fixture(scope="module")
def segments():
    made = []
    for topic, size in SIZES.items():
        for i in range(size):
            text = SENTENCES[topic].format(COUNTS[i % 10])
            made.append(Segment(f"{topic}-{i:02d}", "d", f"p{i % 6}", 0, len(text), text))
    return made


@pytest.fixture(scope="module")
def vectors(segments):
    centers = np.repeat(np.eye(3, 12), list(SIZES.values()), axis=0)
    noisy = centers + 0.1 * np.random.default_rng(0).normal(size=centers.shape)
    return (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def found(segments, vectors):
    before = list(warnings.filters)
    result = discover_themes(segments, vectors, n_themes=3)
    assert list(warnings.filters) == before
    return result


def test_themes_are_the_same_without_a_model(found, segments, vectors):
    assert discover_themes(segments, vectors, n_themes=3, with_model=False) == found


def test_topics_are_the_themes(found, segments):
    theme_of = {m.segment_id: m.theme_id for m in found.members}
    expected = [found.topic_of[theme_of[s.segment_id]] for s in segments]

    assert found.model.topics_ == expected
    assert -1 not in found.model.topics_


def test_topic_table_shows_our_names_and_keywords(found):
    table = found.model.get_topic_info().set_index("Topic")

    for theme in found.themes:
        row = table.loc[found.topic_of[theme.theme_id]]
        assert row["CustomName"] == theme.name
        assert sorted(row["Representation"]) == sorted(theme.keywords)
        assert row["Count"] == theme.n_segments


def test_bar_chart(found):
    chart = found.model.visualize_barchart(custom_labels=True)

    assert len(chart.data) == 3


def test_hierarchy(found, segments, capsys):
    tree = found.model.hierarchical_topics([s.text for s in segments])

    assert len(tree) == 2
    assert capsys.readouterr().out == ""


def test_saving(found, tmp_path):
    folder = tmp_path / "model"
    found.model.save(
        folder, serialization="safetensors", save_ctfidf=True, save_embedding_model="own"
    )
    saved = json.loads((folder / "topics.json").read_text())

    assert saved["topics"] == found.model.topics_
    assert (folder / "topic_embeddings.safetensors").exists()


def test_new_texts_need_an_encoder_or_vectors(found, vectors):
    topics, _ = found.model.transform(["Tavlen igen."], vectors[:1])

    assert topics == found.model.topics_[:1]
    with pytest.raises(ConfigError, match="no encoder"):
        found.model.transform(["Tavlen igen."])


def test_with_an_encoder_new_texts_find_their_theme(segments):
    encoder = LexicalEncoder()
    vectors = encoder.encode([s.text for s in segments])
    result = discover_themes(segments, vectors, n_themes=3, encoder=encoder)
    topics, _ = result.model.transform(["Lederen gik forrest, og ledelsen bakkede op."])
    leader = next(m.theme_id for m in result.members if m.segment_id == "leder-00")

    assert topics == [result.topic_of[leader]]


def test_our_class_tfidf_is_that_of_bertopic(found):
    from bertopic.vectorizers import ClassTfidfTransformer

    drawn = np.random.default_rng(1).poisson(0.7, size=(5, 40)).astype(float)
    drawn[0] += 1
    counts = sparse.csr_matrix(drawn)
    transformer = ClassTfidfTransformer().fit(counts)
    expected = transformer.transform(counts.copy())

    assert np.allclose(class_tfidf(counts).toarray(), expected.toarray())


def test_one_theme_without_words(vectors):
    segments = [Segment(f"s{i}", "d", "p", 0, 1, "7") for i in range(5)]
    result = discover_themes(segments, vectors[:5])

    assert result.model.topics_ == [0] * 5
    assert len(result.model.get_topic_info()) == 1
