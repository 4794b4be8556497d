"""Our clusterer in a user's own BERTopic."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.themes.clusterer import GraphClusterer

TEXTS = [
    sentence.format(count)
    for sentence in (
        "Tavlen med {} magneter hænger ved vagtskiftet og farverne viser trivslen.",
        "Lederen og AMR gik forrest da {} ansatte talte om fejl og ledelsen bakkede op.",
        "Pausen med {} kopper kaffe i køkkenet gav ro til frokosten.",
    )
    for count in ("to", "fire", "seks", "otte", "ti", "tolv", "røde", "nye", "gamle", "store")
]
NEW = ["Magneterne på tavlen.", "Lederen bakkede op."]


def own_model(clusterer=None, umap_model=None, **options):
    from evalmine.themes.frame import BaseDimensionalityReduction, BERTopic, EncoderBackend

    return BERTopic(
        hdbscan_model=GraphClusterer() if clusterer is None else clusterer,
        umap_model=BaseDimensionalityReduction() if umap_model is None else umap_model,
        embedding_model=EncoderBackend(LexicalEncoder()),
        **options,
    )


@pytest.mark.parametrize("calculate_probabilities", [False, True])
def test_fit_and_transform(calculate_probabilities):
    model = own_model(calculate_probabilities=calculate_probabilities)
    topics, probabilities = model.fit_transform(TEXTS)
    new, _ = model.transform(NEW)

    assert len(set(topics)) == 3
    assert -1 not in topics
    assert probabilities is None
    assert new == [topics[0], topics[10]]
    assert model.transform(TEXTS)[0] == topics


def test_fewer_topics_afterwards():
    wanted = own_model(GraphClusterer(3), nr_topics=2)
    topics, _ = wanted.fit_transform(TEXTS)
    assert set(topics) == {0, 1}

    automatic = own_model(GraphClusterer(3), nr_topics="auto")
    topics, _ = automatic.fit_transform(TEXTS)
    assert -1 not in topics


@pytest.mark.parametrize("similarity", [0.3, 0.99, 0.0])
def test_topics_named_beforehand(similarity):
    """Some texts, none, or all go to the topic that was named beforehand."""
    model = own_model(
        zeroshot_topic_list=["Tavlen med magneter ved vagtskiftet"],
        zeroshot_min_similarity=similarity,
    )
    topics, _ = model.fit_transform(TEXTS)

    assert len(topics) == len(TEXTS)
    assert -1 not in topics
    assert len(set(topics)) == (1 if similarity == 0.0 else 3)
    named = [label for label in model.topic_labels_.values() if label.startswith("Tavlen med")]
    assert len(named) == (similarity == 0.3)  # BERTopic names nothing where nothing is left


def test_a_single_text_is_left_after_naming_beforehand():
    model = own_model(zeroshot_topic_list=["tavle magneter"], zeroshot_min_similarity=0.1)
    topics, _ = model.fit_transform([*TEXTS[:10], "Regnvejr."])

    assert topics[:10] == [topics[0]] * 10
    assert topics[10] not in (topics[0], -1)


def test_guided_topics():
    model = own_model(seed_topic_list=[["tavle", "magneter"], ["kaffe", "køkken"]])
    topics, _ = model.fit_transform(TEXTS)

    assert -1 not in topics


def test_reduced_vectors():
    from sklearn.decomposition import PCA

    topics, _ = own_model(umap_model=PCA(5, random_state=0)).fit_transform(TEXTS)

    assert -1 not in topics
    assert len(set(topics)) == 3


def test_saving_a_users_model(tmp_path):
    model = own_model()
    topics, _ = model.fit_transform(TEXTS)
    model.save(tmp_path / "model.pkl", serialization="pickle")
    loaded = type(model).load(tmp_path / "model.pkl")

    vectors = LexicalEncoder().encode(TEXTS)
    assert loaded.transform(TEXTS, vectors)[0] == topics


def test_shown_as_text_and_parameters():
    model = own_model()

    assert "GraphClusterer" in str(model)
    assert isinstance(model.get_params(deep=True)["hdbscan_model"], GraphClusterer)


def test_the_same_each_time():
    first, second = (own_model().fit_transform(TEXTS)[0] for _ in range(2))
    assert first == second
    backwards = own_model().fit_transform(TEXTS[::-1])[0][::-1]
    pairs = np.array([first, backwards]).T
    assert len(np.unique(pairs, axis=0)) == len(set(first))
